//! Parts of a call that stand in another place than they should.

use identify_json::{Kind, Member, Node};

use crate::{call::Call, names::stands_for};

/// A part of the call that is not where it belongs.
#[derive(Debug)]
pub(crate) struct Misplaced<'a> {
    /// The member that is missing for it.
    pub(crate) name: String,
    pub(crate) place: Place<'a>,
}

/// Where it is.
#[derive(Debug)]
pub(crate) enum Place<'a> {
    /// In another object of the call.
    Inside {
        /// What that object is called in the contract.
        holder: &'static str,
        member: Member<'a>,
    },
    /// Its own members stand in the call itself.
    Beside(Vec<Member<'a>>),
}

impl Misplaced<'_> {
    /// The names of members that stand in the call itself, by their index.
    pub(crate) fn beside(&self) -> Vec<u32> {
        match &self.place {
            Place::Inside { .. } => Vec::new(),
            Place::Beside(members) => members.iter().map(|member| member.key.index()).collect(),
        }
    }
}

/// The parts that are elsewhere, of those that are missing.
pub(super) fn find<'a>(call: &Call<'a>, root: Node<'a>, missing: &[&str]) -> Vec<Misplaced<'a>> {
    let has_another_name = |name: &str| {
        call.near_misses().iter().any(|near| near.object == root && near.meant == name)
    };
    missing
        .iter()
        .filter(|name| !has_another_name(name))
        .filter_map(|&name| {
            let place = inside(call, root, name).or_else(|| beside(call, root, name))?;
            Some(Misplaced { name: name.to_owned(), place })
        })
        .collect()
}

/// The member in one of the other objects of the call.
fn inside<'a>(call: &Call<'a>, root: Node<'a>, name: &str) -> Option<Place<'a>> {
    let shape = &call.contract.shape;
    root.members().find_map(|holder| {
        let known = stands_for(holder.name(), shape)?;
        let is_holder = known.types.contains(&jsonschema::JsonType::Object)
            && known.preferred() != name
            && holder.value.kind() == Kind::Object
            && !holder.value.is_damaged();
        if !is_holder {
            return None;
        }
        let is_it = |member: &Member<'a>| {
            // What costs little is asked first: nearly all members are told by it.
            let is_object = member.value.kind() == Kind::Object;
            let is_own =
                || known.shape.as_ref().is_some_and(|own| own.member(member.name()).is_some());
            // In a context, an id or a time may be that of anything.
            let is_loose =
                || known.preferred() == "context" && matches!(member.name(), "id" | "uid" | "time");
            let stands =
                || stands_for(member.name(), shape).is_some_and(|it| it.preferred() == name);
            is_object == (name == "user_traits") && !is_own() && !is_loose() && stands()
        };
        let member = holder.value.members().find(is_it)?;
        Some(Place::Inside { holder: known.preferred(), member })
    })
}

/// The traits that stand in the call itself: those that the contract knows, and with them what else
/// is there that neither the contract nor a platform has a name for.
fn beside<'a>(call: &Call<'a>, root: Node<'a>, name: &str) -> Option<Place<'a>> {
    let shape = &call.contract.shape;
    let traits = shape.member(name)?.shape.as_ref()?;
    let is_trait = |member: &Member<'_>| {
        traits.member(member.name()).is_some() || traits.spelled(member.name()).is_some()
    };
    let is_elsewhere = |member: &Member<'a>| {
        shape.member(member.name()).is_some()
            || crate::dialects::lookup(member.name()).is_some()
            || call.near_miss_of(member.value).is_some()
            || call.is_forbidden(member.value)
            || member.key.is_damaged()
    };
    let moved: Vec<Member<'a>> = root
        .members()
        .filter(|member| is_trait(member) || !is_elsewhere(member))
        .filter(|member| !call.is_forbidden(member.value))
        .collect();
    moved.iter().any(is_trait).then_some(Place::Beside(moved))
}
