//! What of a call stands around it, and would be lost with the envelope.

use std::collections::{HashMap, HashSet};

use identify_json::{Kind, Node};

use super::envelope;
use crate::{
    contract::{KnownMember, Shape},
    judge::are_equal,
    names::{is_of_users, near_misses, stands_for},
};

/// How deep it is looked for in what stands beside the call.
const DEPTH: u8 = 3;

/// What stands around a call and is not in it.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// Members of calls and traits that the call lacks, by the contract's names, each once.
    pub(crate) parts: Vec<&'static str>,
    /// Those that it has with another value.
    pub(crate) others: Vec<&'static str>,
    /// Whether another call is there.
    pub(crate) has_call: bool,
}

impl Beside {
    /// What stands around a call, in the objects up to the outermost one. `holder` is the value that holds
    /// the call, in whatever encoding.
    pub(crate) fn of<'a>(
        inner: Node<'a>,
        holder: Node<'a>,
        outermost: Node<'a>,
        shape: &'static Shape,
    ) -> Self {
        let mut search = Search::new(inner, shape);
        let mut inside = holder;
        while let Some(outer) = inside.parent().filter(|_| inside != outermost) {
            let near: HashMap<u32, &'static str> = near_misses(outer, shape)
                .iter()
                .filter(|near| near.object == outer)
                .map(|near| (near.member.value.index(), near.meant))
                .collect();
            for member in outer.members().filter(|member| member.value != inside) {
                let near = near.get(&member.value.index()).copied();
                if search.has_part(member.name(), near, member.value) {
                    continue;
                }
                if envelope::is_inside(member.value, shape) {
                    search.found.has_call = true;
                } else {
                    search.look_into(member.value, DEPTH);
                }
            }
            inside = outer;
        }
        search.found
    }
}

struct Search<'a> {
    shape: &'static Shape,
    traits: Option<&'static Shape>,
    /// The members of the call, by the contract's names, and its traits.
    inner: HashMap<&'static str, Node<'a>>,
    /// What was compared: of several the first counts.
    seen: HashSet<&'static str>,
    found: Beside,
}

impl<'a> Search<'a> {
    fn new(inner: Node<'a>, shape: &'static Shape) -> Self {
        let traits = shape.traits();
        let mut known = HashMap::new();
        for member in inner.members() {
            let Some(part) = stands_for(member.name(), shape) else { continue };
            known.entry(part.preferred()).or_insert(member.value);
            for inner in member.value.members().filter(|_| part.preferred() == "user_traits") {
                let named = traits.and_then(|traits| traits.spelled(inner.name()));
                if let Some(named) = named {
                    known.entry(named.name.as_str()).or_insert(inner.value);
                }
            }
        }
        Self { shape, traits, inner: known, seen: HashSet::new(), found: Beside::default() }
    }

    /// Whether a member of an object around the call is a part of it, or a trait. `near` is what it is
    /// otherwise meant for.
    fn has_part(&mut self, name: &str, near: Option<&'static str>, value: Node<'a>) -> bool {
        let part = stands_for(name, self.shape).map(KnownMember::preferred).or(near);
        let named = self.trait_named(name);
        let Some(part) = part.or(named) else { return false };
        self.take(part, value);
        true
    }

    /// The trait of users that goes by a name.
    fn trait_named(&self, name: &str) -> Option<&'static str> {
        let traits = self.traits.filter(|traits| is_of_users(name, traits))?;
        traits.spelled(name).map(|known| known.name.as_str())
    }

    /// Notes a part, unless the call has the same.
    fn take(&mut self, part: &'static str, value: Node<'a>) {
        if !self.seen.insert(part) {
            return;
        }
        match self.inner.get(part) {
            None => self.found.parts.push(part),
            // When a message was sent is no part of the call in it.
            Some(_) if part == "timestamp" => {}
            Some(own) if are_equal(*own, value) => {}
            Some(_) => self.found.others.push(part),
        }
    }

    /// Looks for what the call lacks in a value beside it.
    fn look_into(&mut self, value: Node<'a>, depth: u8) {
        let Some(deeper) = depth.checked_sub(1) else { return };
        let lacks_traits = !self.inner.contains_key("user_traits");
        for member in value.members() {
            // Others than the user have an id and an address as well.
            let part = stands_for(member.name(), self.shape).map(KnownMember::preferred);
            let part = part.filter(|part| !self.inner.contains_key(part));
            let named = || self.trait_named(member.name()).filter(|_| lacks_traits);
            match part.or_else(named) {
                Some(part) => self.take(part, member.value),
                None => self.look_into(member.value, deeper),
            }
        }
        for element in value.elements().filter(|element| element.kind() == Kind::Object) {
            self.look_into(element, deeper);
        }
    }
}
