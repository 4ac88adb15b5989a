//! What a rule sees of a call.

mod file;

use std::{
    cell::{OnceCell, RefCell},
    ops::Range,
};

use chrono::{DateTime, Utc};
use identify_json::{Fault, FaultKind, Foreign, Found, Kind, Member, Node, Record};

use crate::{
    causes::Causes,
    contract::{CONTRACT, Contract, Described, KnownMember, Shape},
    identity,
    judge::{Judge, Mismatch, SchemaFault, first_of_two, is_within, settle},
    lanes::Proof,
    names::{NearMiss, holder_of_traits, near_misses},
    placeholders::{Placeholders, USUAL},
    report::Level,
    subject::Subject,
    texts::{Text, texts},
    torn::Torn,
    traits::{SoundMember, holders, sound_members},
    trial::{Budget, Said, Tried},
    validator::InputFormat,
    watch::Seen,
};
pub(crate) use file::{FileState, Told};

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
    /// Where another call begins before this one ends: that is all that is said of it.
    pub(crate) torn: Option<Torn>,
    /// What the schema, and a plan laid over it, say against it, in the order of the nodes.
    pub(crate) mismatches: Vec<SchemaFault<'a>>,
    /// What was found in earlier records of the file.
    pub(crate) file: FileState,
    /// The contract.
    pub(crate) contract: &'static Contract,
    /// The plan laid over the contract.
    pub(crate) plan: Option<&'a Judge>,
    /// Ids that stand for no user.
    pub(crate) placeholders: &'a Placeholders,
    /// What counts as now.
    pub(crate) now: DateTime<Utc>,
    /// The levels of the rules, in the order of their table; nothing for those that are off.
    pub(crate) levels: &'a [Option<Level>],
    /// What may be found in it.
    pub(crate) seen: Seen,
    /// What may prove that nothing is to be said of an edited call.
    pub(crate) proof: Option<&'a dyn Proof>,
    /// What trying fixes out may still cost.
    pub(crate) trials: Budget,
    /// What the rules say of it, to compare with what they say of it with a fix.
    pub(crate) said: OnceCell<Said>,
    /// The last fix that was tried out.
    pub(crate) tried: RefCell<Option<Tried>>,
    causes: OnceCell<Causes<'a>>,
    /// Whether there is anything of a call.
    pub(crate) ours: OnceCell<bool>,
    /// Required members that go by another name; their values were looked at as well.
    pub(crate) misnamed: Vec<NearMiss<'a>>,
    near_misses: OnceCell<Vec<NearMiss<'a>>>,
    sound_members: OnceCell<Vec<SoundMember<'a>>>,
    traits: OnceCell<Vec<(Node<'a>, Range<usize>)>>,
    texts: OnceCell<Vec<Text<'a>>>,
    described: OnceCell<Described<'a>>,
    user: OnceCell<Option<(Node<'a>, &'a str)>>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        root: Option<Node<'a>>,
        record: Record<'a>,
        format: InputFormat,
        faults: &'a [Fault],
        file: FileState,
    ) -> Self {
        Self {
            root,
            record,
            format,
            faults,
            torn: None,
            mismatches: Vec::new(),
            file,
            contract: &CONTRACT,
            plan: None,
            placeholders: &USUAL,
            now: DateTime::UNIX_EPOCH,
            levels: &[],
            seen: Seen::ALL,
            proof: None,
            trials: Budget::default(),
            said: OnceCell::new(),
            tried: RefCell::new(None),
            causes: OnceCell::new(),
            ours: OnceCell::new(),
            misnamed: Vec::new(),
            near_misses: OnceCell::new(),
            sound_members: OnceCell::new(),
            traits: OnceCell::new(),
            texts: OnceCell::new(),
            described: OnceCell::new(),
            user: OnceCell::new(),
        }
    }

    /// Has the schema, and the plan laid over it, judge the call.
    pub(crate) fn judge(&mut self) {
        let Some(object) = self.object() else { return };
        let judge = self.contract.judge();
        // Why else would the screen not take a call in which no rule sees anything?
        let is_expected = self.proof.is_some() && self.seen.is_nothing();
        let mut faults =
            if is_expected { judge.expected_faults(object) } else { judge.faults(object) };
        if let Some(plan) = self.plan {
            faults.extend(plan.faults(object));
        }
        self.judge_by(faults);
    }

    /// The same where it is known what the schema and the plan say.
    pub(crate) fn judge_by(&mut self, faults: Vec<SchemaFault<'a>>) {
        self.mismatches = settle(faults);
        let doubtful = first_of_two(self.faults);
        if !doubtful.is_empty() {
            self.mismatches.retain(|fault| !is_within(fault.node, &doubtful));
        }
        self.explain();
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
    pub(crate) fn mismatches<'s, T>(
        &'s self,
        mut of_kind: impl FnMut(&'s Mismatch) -> Option<T>,
    ) -> Vec<(&'s SchemaFault<'a>, T)> {
        self.mismatches
            .iter()
            .filter_map(|fault| of_kind(&fault.mismatch).map(|kind| (fault, kind)))
            .collect()
    }

    /// What the schema says against one value.
    pub(crate) fn mismatches_of(&self, node: Node<'a>) -> &[SchemaFault<'a>] {
        let before = |fault: &SchemaFault<'_>| fault.node.index() < node.index();
        let (_, rest) = self.mismatches.split_at(self.mismatches.partition_point(before));
        let (own, _) = rest.split_at(rest.partition_point(|fault| fault.node == node));
        own
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

    /// Whether the record is a part of a file that is something other than JSON: that was said, or
    /// will be, and what else could be said of it is noise.
    pub(crate) fn is_foreign(&self) -> bool {
        self.file.is_record_foreign
    }

    /// Where the record is cut off, if it is: its end, or the first byte of the token that the cut
    /// left unfinished. Faults of that token are consequences of the cut.
    pub(crate) fn cut(&self) -> Option<u32> {
        let is_end =
            |fault: &&Fault| matches!(fault.kind, FaultKind::Unexpected { found: Found::End, .. });
        let mut cut = self.faults.iter().rev().find(is_end)?.span.start;
        for fault in self.faults.iter().rev().filter(|fault| !is_end(fault)) {
            let is_token = matches!(
                fault.kind,
                FaultKind::InvalidUtf8
                    | FaultKind::InvalidEscape
                    | FaultKind::LoneSurrogate
                    | FaultKind::ForeignWord(Foreign::Text)
                    | FaultKind::MalformedNumber(_)
            );
            if !is_token || fault.span.end < cut {
                break;
            }
            cut = fault.span.start;
        }
        Some(cut)
    }

    /// Names that are most likely meant to be others that the contract knows.
    pub(crate) fn near_misses(&self) -> &[NearMiss<'a>] {
        let (has_near_miss, has_stranger) = (self.seen.has_near_miss(), self.seen.has_stranger());
        if !has_near_miss && !has_stranger {
            return &[];
        }
        let shape = &self.contract.shape;
        let find = |object| {
            if has_near_miss {
                near_misses(object, shape)
            } else {
                holder_of_traits(object, shape, &[]).into_iter().collect()
            }
        };
        self.near_misses.get_or_init(|| self.object().map(find).unwrap_or_default())
    }

    /// The members that rules may speak of, object by object.
    pub(crate) fn sound_members(&self) -> &[SoundMember<'a>] {
        self.sound_members.get_or_init(|| sound_members(self))
    }

    /// What the schema describes, under its own names.
    pub(crate) fn described(&self) -> &Described<'a> {
        let find = |object| self.contract.shape.described(object);
        self.described.get_or_init(|| self.object().map(find).unwrap_or_default())
    }

    /// The id of the user that the call is about, if it is one: it stands for somebody, and nothing
    /// of the schema's is said against it.
    pub(crate) fn user(&self) -> Option<(Node<'a>, &'a str)> {
        *self.user.get_or_init(|| identity::user(self))
    }

    /// The objects that hold traits, and where among the sound members theirs are.
    pub(crate) fn holders(&self) -> &[(Node<'a>, Range<usize>)] {
        self.traits.get_or_init(|| holders(self))
    }

    /// Why members are missing, where there is more to say than that.
    pub(crate) fn causes(&self) -> &Causes<'a> {
        self.causes.get_or_init(|| Causes::of(self))
    }

    /// The texts in which something may be hidden.
    pub(crate) fn texts(&self) -> &[Text<'a>] {
        self.texts.get_or_init(|| texts(self))
    }

    /// The values whose members may not be there.
    pub(crate) fn forbidden(&self) -> impl Iterator<Item = Node<'a>> {
        let is_forbidden = |fault: &&SchemaFault<'a>| fault.mismatch == Mismatch::Forbidden;
        self.mismatches.iter().filter(is_forbidden).map(|fault| fault.node)
    }

    /// Whether the schema says that a member may not be there.
    pub(crate) fn is_forbidden(&self, value: Node<'a>) -> bool {
        self.mismatches_of(value).iter().any(|fault| fault.mismatch == Mismatch::Forbidden)
    }

    /// Whether the schema says that an object lacks a member.
    pub(crate) fn lacks(&self, object: Node<'a>, name: &str) -> bool {
        self.mismatches_of(object).iter().any(|fault| {
            matches!(&fault.mismatch, Mismatch::Missing(names)
                if names.first().is_some_and(|first| first == name))
        })
    }

    /// The members that an object lacks, by the names that they should go by.
    pub(crate) fn missing_of(&self, object: Node<'a>) -> Vec<&str> {
        self.mismatches_of(object)
            .iter()
            .filter_map(|fault| match &fault.mismatch {
                Mismatch::Missing(names) => names.first().map(String::as_str),
                _ => None,
            })
            .collect()
    }

    /// Whether the plan has members of this name: then it is no mistake.
    pub(crate) fn is_planned(&self, name: &str) -> bool {
        self.plan.is_some_and(|plan| plan.declares(name))
    }

    /// The near miss that a member is.
    pub(crate) fn near_miss_of(&self, value: Node<'a>) -> Option<&NearMiss<'a>> {
        let near_misses = self.near_misses();
        let key = |near: &NearMiss<'_>| near.member.value.index();
        near_misses.get(near_misses.binary_search_by_key(&value.index(), key).ok()?)
    }

    /// What the contract says of the member that a node is the value of.
    pub(crate) fn known(&self, node: Node<'a>) -> Option<&'static KnownMember> {
        self.known_path(node)?.pop()
    }

    /// What the contract says of an object, also of one under a name that is near to its own.
    pub(crate) fn shape_of(&self, object: Node<'a>) -> Option<&'static Shape> {
        if self.root == Some(object) {
            return Some(&self.contract.shape);
        }
        self.known(object).filter(|_| object.kind() == Kind::Object)?.shape.as_ref()
    }

    /// How messages name the value that a fault is about.
    pub(crate) fn subject(&self, fault: &SchemaFault<'a>) -> Subject {
        match fault.node.as_member() {
            // The plan's own word.
            Some(member) if fault.is_declared && self.is_own(member) => {
                Subject::Member(member.name().to_owned())
            }
            _ => self.name_of(fault.node),
        }
    }

    /// Whether a member has a name that is none of the contract's, or that the plan has put in the
    /// place of one.
    fn is_own(&self, member: Member<'a>) -> bool {
        self.known(member.value).is_none()
            || (self.near_miss_of(member.value).is_some() && self.is_planned(member.name()))
    }

    /// How messages name a value: by the contract's own word where it has one, never by the
    /// payload's.
    pub(crate) fn name_of(&self, node: Node<'a>) -> Subject {
        if self.root == Some(node) {
            return Subject::Call;
        }
        match self.known_path(node).as_deref() {
            // Of what is said, the traits are the usual place: `company.id`, but `age`.
            Some([_, nested @ ..]) if !nested.is_empty() => Subject::Member(dotted(nested)),
            Some(path) => Subject::Member(dotted(path)),
            None => Subject::Other,
        }
    }

    /// The members of the contract that lead to a node; nothing if one of them is not the
    /// contract's.
    fn known_path(&self, node: Node<'a>) -> Option<Vec<&'static KnownMember>> {
        let root = self.root?;
        let mut names = Vec::new();
        let mut at = node;
        while at != root {
            let name = at.as_member()?.name();
            names.push(self.near_miss_of(at).map_or(name, |near| near.meant));
            at = at.parent()?;
        }
        let mut path: Vec<&'static KnownMember> = Vec::new();
        for name in names.iter().rev() {
            let shape = match path.last() {
                None => &self.contract.shape,
                Some(member) => member.shape.as_ref()?,
            };
            path.push(shape.member(name)?);
        }
        Some(path)
    }
}

fn dotted(path: &[&KnownMember]) -> String {
    path.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(".")
}
