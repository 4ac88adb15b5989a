//! The members of a call that rules may speak of: those that the contract names and the schema
//! takes.

use std::{collections::HashSet, ops::Range};

use identify_json::{FaultKind, Kind, Member, Node};
use identify_types::UserTraits;

use crate::{call::Call, contract::KnownMember, names::NearMiss};

/// A member that goes by the contract's own name, stands in its object once, and against whose
/// value nothing was said: not by the syntax, not by the schema. What else is wrong with a member
/// that is not sound is mostly a consequence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SoundMember<'a> {
    /// The object that it stands in.
    pub(crate) object: Node<'a>,
    pub(crate) member: Member<'a>,
    /// What the contract says of it.
    pub(crate) known: &'static KnownMember,
}

/// The traits of a call that are sound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traits<'c, 'a> {
    pub(crate) object: Node<'a>,
    members: &'c [SoundMember<'a>],
}

impl<'a> Call<'a> {
    /// A member of the call itself, if it is sound.
    pub(crate) fn sound_member(&self, name: &str) -> Option<Member<'a>> {
        let is_it =
            |sound: &&SoundMember<'a>| self.root == Some(sound.object) && sound.known.name == name;
        self.sound_members().iter().find(is_it).map(|sound| sound.member)
    }

    /// The traits of the call. There are two if it has `user_traits` and its alias as well.
    pub(crate) fn traits(&self) -> impl Iterator<Item = Traits<'_, 'a>> {
        let members = self.sound_members();
        self.holders().iter().filter_map(|(object, range)| {
            Some(Traits { object: *object, members: members.get(range.clone())? })
        })
    }
}

/// The objects that hold traits, and where among the sound members theirs are.
pub(crate) fn holders<'a>(call: &Call<'a>) -> Vec<(Node<'a>, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0_usize;
    for members in call.sound_members().chunk_by(|one, next| one.object == next.object) {
        let range = start..start.saturating_add(members.len());
        start = range.end;
        let Some(object) = members.first().map(|sound| sound.object) else { continue };
        let is_traits = object.parent() == call.root
            && call.known(object).is_some_and(|known| known.preferred() == "user_traits");
        if is_traits {
            found.push((object, range));
        }
    }
    found
}

impl<'a> Traits<'_, 'a> {
    /// The full name that normalisation would fill in, exactly as the types do it: where there is
    /// none, or null, and both its parts are here.
    pub(crate) fn full_name(&self, call: &Call<'a>) -> Option<String> {
        let is_taken = self.object.member("name").is_some_and(|name| {
            // Null says nothing, where it can be trusted.
            name.value.kind() != Kind::Null || self.get("name").is_none()
        });
        let is_meant = |near: &NearMiss<'_>| near.object == self.object && near.meant == "name";
        if is_taken || call.near_misses().iter().any(is_meant) {
            return None;
        }
        let mut traits = UserTraits::default();
        traits.first_name = Some(self.text("first_name")?.1.to_owned());
        traits.last_name = Some(self.text("last_name")?.1.to_owned());
        traits.normalize();
        traits.name
    }

    /// A trait.
    pub(crate) fn get(&self, name: &str) -> Option<Member<'a>> {
        self.members.iter().find(|sound| sound.known.name == name).map(|sound| sound.member)
    }

    /// The text of a trait, if it is a string.
    pub(crate) fn text(&self, name: &str) -> Option<(Node<'a>, &'a str)> {
        let value = self.get(name)?.value;
        Some((value, value.as_str()?))
    }
}

/// The sound members of a call, object by object. Takes time in proportion to its members.
pub(crate) fn sound_members<'a>(call: &Call<'a>) -> Vec<SoundMember<'a>> {
    let twice = names_that_stand_twice(call);
    let is_sound = |member: &Member<'a>| {
        !member.key.is_damaged()
            && !member.value.is_damaged()
            && (twice.is_empty() || !twice.contains(&member.key.span().start))
            && call.mismatches_of(member.value).is_empty()
    };
    let sound = |&(object, member, known): &(Node<'a>, Member<'a>, &'static KnownMember)| {
        is_sound(&member).then_some(SoundMember { object, member, known })
    };
    let mut found: Vec<_> = call.described().members.iter().filter_map(sound).collect();
    // Also under another name that is clearly meant for one that the call lacks.
    for near in &call.misnamed {
        let shape = call.contract.shape.member(near.meant).and_then(|known| known.shape.as_ref());
        if let Some(shape) = shape.filter(|_| near.member.value.kind() == Kind::Object) {
            found.extend(shape.described(near.member.value).members.iter().filter_map(sound));
        }
    }
    found
}

/// Where the names begin that their object has again, and those that it had before.
fn names_that_stand_twice(call: &Call<'_>) -> HashSet<u32> {
    let mut twice = HashSet::new();
    for fault in call.faults {
        if let FaultKind::DuplicateMember { first } = &fault.kind {
            twice.extend([first.start, fault.span.start]);
        }
    }
    twice
}
