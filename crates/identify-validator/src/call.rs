//! What a rule sees of a call.

use std::{cell::OnceCell, ops::Range};

use identify_json::{Fault, FaultKind, Kind, Member, Node, Record};

use crate::{
    contract::{CONTRACT, KnownMember, Shape},
    judge::{Mismatch, SchemaFault},
    names::{NearMiss, near_misses},
    validator::InputFormat,
};

/// One call, and everything that is known of it before the rules look at it.
pub(crate) struct Call<'a> {
    /// Its value; nothing where there is none that could be read.
    pub(crate) root: Option<Node<'a>>,
    /// The record that it stands in.
    pub(crate) record: Record<'a>,
    /// How the input is divided.
    pub(crate) format: InputFormat,
    /// What is wrong with its syntax.
    pub(crate) faults: &'a [Fault],
    /// What the schema, and a plan laid over it, say against it.
    pub(crate) mismatches: Vec<SchemaFault<'a>>,
    /// What was found in earlier records of the file.
    pub(crate) file: FileState,
    near_misses: OnceCell<Vec<NearMiss<'a>>>,
}

/// What the checking of a file remembers from record to record: findings that are given once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct FileState {
    /// The file was found to be in Latin-1.
    pub(crate) latin1: Told,
    /// The file was found to have records of several lines.
    pub(crate) multi_line: Told,
    /// A record had characters beyond ASCII that are UTF-8.
    pub(crate) has_utf8: bool,
}

/// Something that is said once for each file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Told {
    /// It is not so.
    #[default]
    No,
    /// It is so, and this is the record to say it.
    Now,
    /// It is so, and an earlier record said it.
    Before,
}

impl Told {
    pub(crate) fn is_known(self) -> bool {
        self != Self::No
    }

    /// The state for the next record.
    pub(crate) fn pass(&mut self) {
        if *self == Self::Now {
            *self = Self::Before;
        }
    }
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        root: Option<Node<'a>>,
        record: Record<'a>,
        format: InputFormat,
        faults: &'a [Fault],
        file: FileState,
    ) -> Self {
        let near_misses = OnceCell::new();
        Self { root, record, format, faults, mismatches: Vec::new(), file, near_misses }
    }

    /// The call itself, if it is an object.
    pub(crate) fn object(&self) -> Option<Node<'a>> {
        self.root.filter(|root| root.kind() == Kind::Object)
    }

    /// A member of the call.
    pub(crate) fn member(&self, name: &str) -> Option<Member<'a>> {
        self.object()?.member(name)
    }

    /// The text of a member of the call, if it is a string that can be trusted.
    pub(crate) fn text_of(&self, name: &str) -> Option<(Node<'a>, &'a str)> {
        let value = self.member(name)?.value;
        Some((value, value.as_str().filter(|_| !value.is_damaged())?))
    }

    /// The places where the schema says something of this kind.
    pub(crate) fn mismatches<T>(
        &self,
        mut of_kind: impl FnMut(&'_ Mismatch) -> Option<T>,
    ) -> Vec<(&SchemaFault<'a>, T)> {
        self.mismatches
            .iter()
            .filter_map(|fault| of_kind(&fault.mismatch).map(|kind| (fault, kind)))
            .collect()
    }

    /// The places of faults of this kind.
    pub(crate) fn faults_where(
        &self,
        mut of_kind: impl FnMut(&FaultKind) -> bool,
    ) -> Vec<Range<u32>> {
        self.faults
            .iter()
            .filter(|fault| of_kind(&fault.kind))
            .map(|fault| fault.span.clone())
            .collect()
    }

    /// Names that are most likely meant to be others that the contract knows.
    pub(crate) fn near_misses(&self) -> &[NearMiss<'a>] {
        self.near_misses.get_or_init(|| self.object().map(near_misses).unwrap_or_default())
    }

    /// The objects of the call whose members the contract knows, with those that it knows.
    pub(crate) fn known_objects(root: Node<'a>) -> Vec<(Node<'a>, &'static Shape)> {
        let mut found = vec![(root, &CONTRACT.shape)];
        let mut next = 0;
        while let Some(&(object, shape)) = found.get(next) {
            next += 1;
            for member in object.members().filter(|member| member.value.kind() == Kind::Object) {
                let known = shape.member(member.name());
                found.extend(
                    known.and_then(|known| known.shape.as_ref()).map(|shape| (member.value, shape)),
                );
            }
        }
        found
    }

    /// How messages name a value: by the contract's own word where it has one, never by the
    /// payload's.
    pub(crate) fn name_of(&self, node: Node<'a>) -> String {
        let Some(root) = self.root else { return "this".to_owned() };
        if node == root {
            return "the call".to_owned();
        }
        let known = known_path(node, root).and_then(|path| path.last().map(|last| *last));
        match known {
            Some(member) => format!("`{}`", member.name),
            None => "this value".to_owned(),
        }
    }
}

/// The members of the contract that lead to a node; nothing if one of them is not the contract's.
fn known_path<'a>(node: Node<'a>, root: Node<'a>) -> Option<Vec<&'static KnownMember>> {
    let mut names = Vec::new();
    let mut at = node;
    while at != root {
        names.push(at.as_member()?.name());
        at = at.parent()?;
    }
    let mut path: Vec<&'static KnownMember> = Vec::new();
    for name in names.iter().rev() {
        let shape = match path.last() {
            None => &CONTRACT.shape,
            Some(member) => member.shape.as_ref()?,
        };
        path.push(shape.member(name)?);
    }
    Some(path)
}
