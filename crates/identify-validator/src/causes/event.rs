//! Calls and events of another kind, by what platforms write into them.
//!
//! The names are those of the public reference pages that `dialects` lists.

use std::ops::Range;

use identify_json::{Kind, Node};

use crate::contract::Shape;
use crate::names::stands_for;

/// A call or an event of another kind than identify.
#[derive(Debug)]
pub(crate) struct OtherEvent {
    /// What says so: a name or a value.
    pub(crate) at: Range<u32>,
    /// What it is, in a noun with its article.
    pub(crate) noun: &'static str,
    /// What to do about it.
    pub(crate) help: &'static str,
    /// Whether the call names its kind in a member of its own.
    pub(crate) is_named: bool,
}

/// What a `type` says, beside `identify`.
const TYPES: &[(&str, &str)] = &[
    ("track", "a track call"),
    ("page", "a page call"),
    ("screen", "a screen call"),
    ("group", "a group call"),
    ("alias", "an alias call"),
    ("merge", "a merge call"),
    ("contact", "a contact of Intercom"),
];

const SEND_ELSEWHERE: &str = "take it out of the identify calls: only calls that say who a user \
                              is belong here";

/// What says that an object is no identify call, if anything does.
pub(super) fn find(root: Node<'_>, shape: &Shape) -> Option<OtherEvent> {
    let text = |name: &str| Some((root.get(name)?, root.get(name)?.as_str()?));
    if let Some((value, kind)) = text("type") {
        if kind.eq_ignore_ascii_case("identify") {
            return None;
        }
        let known = TYPES.iter().find(|(name, _)| name.eq_ignore_ascii_case(kind));
        if let Some((_, noun)) = known {
            let at = value.span();
            return Some(OtherEvent { at, noun, help: SEND_ELSEWHERE, is_named: true });
        }
    }
    by_members(root, shape)
}

/// What the members together say that have no place in an identify call.
fn by_members(root: Node<'_>, shape: &Shape) -> Option<OtherEvent> {
    let of_kind = |name: &str, kind: Kind| root.get(name).filter(|value| value.kind() == kind);
    let has_traits = root.members().any(|member| {
        stands_for(member.name(), shape).is_some_and(|known| known.preferred() == "user_traits")
    });
    let found = |value: Node<'_>, noun: &'static str, help: &'static str| {
        Some(OtherEvent { at: value.span(), noun, help, is_named: false })
    };
    if let Some(event) = of_kind("event", Kind::String)
        && (!has_traits || root.get("properties").is_some())
    {
        return match event.as_str() {
            Some("$identify" | "identify") => found(
                event,
                "an identify event of PostHog",
                "write `distinct_id` as `user_id` and what `$set` holds as `user_traits`",
            ),
            _ => found(event, "a track call", SEND_ELSEWHERE),
        };
    }
    if let Some(event) = of_kind("event_type", Kind::String) {
        return match event.as_str() {
            Some("$identify") => found(
                event,
                "an identify event of Amplitude",
                "write `user_properties` as `user_traits` and `time` as `timestamp`",
            ),
            _ => found(event, "an event of Amplitude", SEND_ELSEWHERE),
        };
    }
    let operation = ["$set", "$set_once", "$add", "$append", "$union", "$unset", "$delete"];
    if root.get("$distinct_id").is_some()
        && let Some(member) = operation.iter().find_map(|name| root.member(name))
    {
        let help = "write `$distinct_id` as `user_id` and `$set` as `user_traits`, and add \
                    `timestamp`";
        let noun = "a profile update of Mixpanel";
        return Some(OtherEvent { at: member.key.span(), noun, help, is_named: false });
    }
    if of_kind("events", Kind::Array).is_some()
        && let Some(member) =
            ["user_identities", "user_attributes", "mpid"].iter().find_map(|name| root.member(name))
    {
        let help = "write the id in `user_identities` as `user_id` and `user_attributes` as \
                    `user_traits`, and add `timestamp`";
        let noun = "a batch of events of mParticle";
        return Some(OtherEvent { at: member.key.span(), noun, help, is_named: false });
    }
    profile(root, shape, has_traits)
}

/// A profile as Braze and Intercom write it: an id of theirs, and the traits beside it.
fn profile(root: Node<'_>, shape: &Shape, has_traits: bool) -> Option<OtherEvent> {
    let member = ["external_id", "braze_id", "user_alias"]
        .iter()
        .find_map(|name| root.member(name))
        .filter(|_| !has_traits && root.get("timestamp").is_none())?;
    let traits = shape.traits()?;
    let is_flat = root.members().any(|member| stands_for(member.name(), traits).is_some());
    is_flat.then(|| OtherEvent {
        at: member.key.span(),
        noun: "a profile as Braze and Intercom write it",
        help: "write `external_id` as `user_id`, put the rest into `user_traits`, and add \
               `timestamp`",
        is_named: false,
    })
}
