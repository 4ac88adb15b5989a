//! Calls inside of something else: a batch, a message of a queue, the body of a request.

use identify_json::{Arena, Kind, Member, Node};

use crate::{
    contract::{KnownMember, Shape},
    names::stands_for,
};

/// An object around a call, or around several.
#[derive(Debug)]
pub(crate) struct Envelope<'a> {
    /// Its member that leads to them.
    pub(crate) member: Member<'a>,
    /// What that member is called, where it is a usual name.
    pub(crate) name: Option<&'static str>,
    pub(crate) holds: Holds<'a>,
}

/// What an envelope holds.
#[derive(Debug)]
pub(crate) enum Holds<'a> {
    /// One call.
    Call(Node<'a>),
    /// One call, encoded to JSON once more: the string, and its text.
    Text { string: Node<'a>, text: String },
    /// So many calls, in an array that is the value of the member, or deeper in it.
    Calls { count: usize, is_direct: bool },
}

/// What members are called that calls are put into: of the ingestion services (`batch`, `events`),
/// of queues and functions (`Records`, `body`, `detail`, `value`), of envelopes that teams make.
const NAMES: &[&str] = &[
    "batch", "body", "call", "calls", "data", "detail", "event", "events", "identify", "items",
    "message", "Message", "messages", "params", "payload", "record", "records", "Records",
    "request", "users", "value",
];

/// Those that hold calls of any platform, so that nothing need look like one of this contract.
const BATCHES: &[&str] = &["attributes", "batch", "events", "Records"];

/// How deep a call may lie.
const DEPTH: u8 = 3;

/// What tells a call by its members.
type IsCall = fn(Node<'_>, &Shape) -> bool;

/// The envelope that an object is: it has neither an id nor traits itself, but something in it has. By
/// the words of other platforms a message has them as well, such as an `id`: then it is one only where
/// what it holds is a call beyond doubt.
pub(super) fn find<'a>(root: Node<'a>, shape: &Shape) -> Option<Envelope<'a>> {
    let is_part = |known: &KnownMember| matches!(known.preferred(), "user_id" | "user_traits");
    let mut names = root.members().map(|member| member.name());
    if names.clone().any(|name| shape.spelled(name).is_some_and(is_part)) {
        return None;
    }
    let plain = around(root, shape, |it| inside(it.value, DEPTH, shape, is_plainly_call));
    if plain.is_some() || names.any(|name| stands_for(name, shape).is_some_and(is_part)) {
        return plain;
    }
    around(root, shape, |it| inside(it.value, DEPTH, shape, is_call).or_else(|| batch(it)))
}

/// The first member in which something is found.
fn around<'a>(
    root: Node<'a>,
    shape: &Shape,
    find: impl Fn(Member<'a>) -> Option<Holds<'a>>,
) -> Option<Envelope<'a>> {
    let is_open = |it: &Member<'a>| shape.member(it.name()).is_none() && !it.value.is_damaged();
    root.members().filter(is_open).find_map(|member| {
        let holds = find(member)?;
        let names = NAMES.iter().chain(BATCHES.iter().filter(|_| is_batch(member.value)));
        let name = names.copied().find(|name| *name == member.name());
        Some(Envelope { member, name, holds })
    })
}

/// What a batch holds, whatever that looks like.
fn batch(member: Member<'_>) -> Option<Holds<'_>> {
    let is_one = BATCHES.contains(&member.name()) && is_batch(member.value);
    is_one.then(|| Holds::Calls { count: member.value.len(), is_direct: true })
}

/// Whether a value is an array of objects, or an empty one.
fn is_batch(value: Node<'_>) -> bool {
    value.kind() == Kind::Array
        && value.elements().next().is_none_or(|first| first.kind() == Kind::Object)
}

/// Whether a value is a call, or holds any.
pub(super) fn is_inside(value: Node<'_>, shape: &Shape) -> bool {
    inside(value, DEPTH, shape, is_call).is_some()
}

/// The call or calls in a value, if it is one or holds any.
fn inside<'a>(value: Node<'a>, depth: u8, shape: &Shape, is_call: IsCall) -> Option<Holds<'a>> {
    let deeper = depth.checked_sub(1)?;
    let inside = |value| inside(value, deeper, shape, is_call);
    match value.kind() {
        Kind::Object if is_call(value, shape) => Some(Holds::Call(value)),
        Kind::Object => {
            let holds = value.members().find_map(|it| inside(it.value))?;
            Some(match holds {
                Holds::Calls { count, .. } => Holds::Calls { count, is_direct: false },
                one => one,
            })
        }
        Kind::Array => {
            let is_direct = value.elements().next()?.kind() == Kind::Object;
            let holds = inside(value.elements().next()?)?;
            let is_one = value.len() == 1;
            Some(match holds {
                one @ (Holds::Call(_) | Holds::Text { .. }) if is_one => one,
                Holds::Call(first) if value.elements().next() == Some(first) => {
                    Holds::Calls { count: value.len(), is_direct }
                }
                _ => Holds::Calls { count: value.len(), is_direct: false },
            })
        }
        Kind::String => {
            let text = encoded(value.as_str()?, shape, is_call)?;
            Some(Holds::Text { string: value, text })
        }
        _ => None,
    }
}

/// The text of a call that was encoded once more.
fn encoded(text: &str, shape: &Shape, is_call: IsCall) -> Option<String> {
    let text = text.trim();
    if !text.starts_with('{') {
        return None;
    }
    let mut arena = Arena::new();
    let tree = arena.parse(text.as_bytes());
    let root = tree.root().filter(|_| tree.faults().is_empty())?;
    // Line breaks stand between tokens only, and would end a record of a file of lines.
    is_call(root, shape).then(|| text.replace(['\n', '\r'], " "))
}

/// Whether an object is most likely a call: it has an id or traits, and another of the members
/// that a call must have, by whatever name.
pub(crate) fn is_call(object: Node<'_>, shape: &Shape) -> bool {
    matches!(parts_of(object, shape), [true, true, _] | [true, _, true] | [_, true, true])
}

/// Whether an object is a call beyond doubt: it has an id and traits, and not by the words of other
/// platforms, which have other meanings as well.
fn is_plainly_call(object: Node<'_>, shape: &Shape) -> bool {
    let has = |part: &str| {
        let is_it = |known: &KnownMember| known.preferred() == part;
        object.members().any(|member| shape.spelled(member.name()).is_some_and(is_it))
    };
    has("user_id") && has("user_traits")
}

/// Whether an object has an id, traits, and a date, by whatever name.
pub(crate) fn parts_of(object: Node<'_>, shape: &Shape) -> [bool; 3] {
    let mut parts = [false; 3];
    for known in object.members().filter_map(|member| stands_for(member.name(), shape)) {
        match known.preferred() {
            "user_id" => parts[0] = true,
            "user_traits" => parts[1] = true,
            "timestamp" => parts[2] = true,
            _ => {}
        }
    }
    parts
}
