//! Lines of a log in which a call is cut off by another one that begins there: the program that wrote it
//! crashed and began anew, or two wrote at the same time.

use identify_json::{Arena, Expected, Fault, FaultKind, Found, Kind, Record, Tree};

use crate::{causes::is_call, contract::CONTRACT, names::stands_for, validator::InputFormat};

/// Most places in a line of which it is asked whether a call begins there.
const MOST: usize = 4;

/// Where another call begins in a record, before the one that it begins with ends.
pub(crate) fn find(record: &Record<'_>, tree: &Tree<'_>, format: InputFormat) -> Option<u32> {
    let is_broken = tree.faults().iter().any(|fault| fault.kind.is_grammar());
    if format != InputFormat::Ndjson || !is_broken || record.bytes.first() != Some(&b'{') {
        return None;
    }
    let bytes = record.bytes;
    let braces = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'{').map(|(at, _)| at);
    let begins = |at: &usize| begins_call(bytes.get(*at..).unwrap_or_default());
    let mut places = braces.skip(1).filter(begins).take(MOST);
    let mut arena = Arena::new();
    let at = places.find(|at| {
        let (before, behind) = bytes.split_at(*at);
        is_call_or_begins_one(behind, &mut arena) && is_cut_off(before, &mut arena)
    })?;
    u32::try_from(at).ok()
}

/// Whether the first name behind a brace is one that a call may begin with.
fn begins_call(text: &[u8]) -> bool {
    let inner = text.get(1..).unwrap_or_default().trim_ascii_start();
    let name = inner.strip_prefix(b"\"").and_then(|rest| rest.split(|byte| *byte == b'"').next());
    let name = name.and_then(|name| std::str::from_utf8(name).ok());
    name.is_some_and(|name| stands_for(name, &CONTRACT.shape).is_some())
}

/// Whether this is a call, with nothing behind it, or one that is cut off itself.
fn is_call_or_begins_one(text: &[u8], arena: &mut Arena) -> bool {
    let tree = arena.parse(text);
    let may_be = tree.faults().iter().all(|fault| !fault.kind.is_grammar() || is_end(fault));
    let root = tree.root().filter(|root| may_be && root.kind() == Kind::Object);
    root.is_some_and(|root| is_call(root, &CONTRACT.shape))
}

/// Whether an object ends here before it is closed, and not where another object may begin.
fn is_cut_off(text: &[u8], arena: &mut Arena) -> bool {
    let tree = arena.parse(text);
    let Some(end) = tree.faults().iter().rev().find(|fault| is_end(fault)) else { return false };
    let FaultKind::Unexpected { expected, opened, .. } = end.kind else { return false };
    if expected == Expected::Quote {
        return true;
    }
    // A call has no other call in it; an envelope has, or an array.
    let mut members = tree.root().into_iter().flat_map(|root| root.members());
    let has_user =
        members.any(|member| matches!(member.name(), "user_id" | "user_traits" | "traits"));
    let is_in_object = opened.and_then(|at| text.get(at as usize)) == Some(&b'{');
    let is_behind_other = |text: &[u8]| !is_behind_known_name(text);
    let is_value = text.trim_ascii_end().strip_suffix(b":").is_some_and(is_behind_other);
    has_user || (is_in_object && !is_value)
}

/// Whether a text ends with the name of a member of calls: there, no other call is a value.
fn is_behind_known_name(text: &[u8]) -> bool {
    let text = text.trim_ascii_end().strip_suffix(b"\"").unwrap_or_default();
    let name = text.rsplit(|byte| *byte == b'"').next().unwrap_or_default();
    std::str::from_utf8(name).is_ok_and(|name| CONTRACT.shape.member(name).is_some())
}

fn is_end(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::Unexpected { found: Found::End, .. })
}
