//! Calls inside of something else: a batch, a message of a queue, the body of a request.

use identify_json::{Arena, Kind, Member, Node};

use crate::{contract::Shape, names::stands_for};

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

/// The envelope that an object is: it has neither an id nor traits itself, but something in it has.
pub(super) fn find<'a>(root: Node<'a>, shape: &Shape) -> Option<Envelope<'a>> {
    let mut own = root.members().filter_map(|member| stands_for(member.name(), shape));
    if own.any(|known| matches!(known.preferred(), "user_id" | "user_traits")) {
        return None;
    }
    root.members().find_map(|member| {
        if shape.member(member.name()).is_some() || member.value.is_damaged() {
            return None;
        }
        let named = |names: &[&'static str]| names.iter().copied().find(|it| *it == member.name());
        let batch = named(BATCHES).filter(|_| is_batch(member.value));
        let name = named(NAMES).or(batch);
        let calls = || batch.map(|_| Holds::Calls { count: member.value.len(), is_direct: true });
        let holds = inside(member.value, DEPTH, shape).or_else(calls)?;
        Some(Envelope { member, name, holds })
    })
}

/// Whether a value is an array of objects, or an empty one.
fn is_batch(value: Node<'_>) -> bool {
    value.kind() == Kind::Array
        && value.elements().next().is_none_or(|first| first.kind() == Kind::Object)
}

/// Whether a value is a call, or holds any.
pub(super) fn is_inside(value: Node<'_>, shape: &Shape) -> bool {
    inside(value, DEPTH, shape).is_some()
}

/// The call or calls in a value, if it is one or holds any.
fn inside<'a>(value: Node<'a>, depth: u8, shape: &Shape) -> Option<Holds<'a>> {
    let deeper = depth.checked_sub(1)?;
    match value.kind() {
        Kind::Object if is_call(value, shape) => Some(Holds::Call(value)),
        Kind::Object => {
            let holds = value.members().find_map(|it| inside(it.value, deeper, shape))?;
            Some(match holds {
                Holds::Calls { count, .. } => Holds::Calls { count, is_direct: false },
                one => one,
            })
        }
        Kind::Array => {
            let is_direct = value.elements().next()?.kind() == Kind::Object;
            let holds = inside(value.elements().next()?, deeper, shape)?;
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
            encoded(value.as_str()?, shape).map(|text| Holds::Text { string: value, text })
        }
        _ => None,
    }
}

/// The text of a call that was encoded once more.
fn encoded(text: &str, shape: &Shape) -> Option<String> {
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
