//! Lines of a log in which a call is cut off by another one that begins there: the program that wrote it
//! crashed and began anew, or two wrote at the same time.

use identify_json::{Arena, Expected, Fault, FaultKind, Found, Kind, Record, Tree};

use crate::{
    causes::{is_call, parts_of},
    contract::{CONTRACT, KnownMember},
    dialects,
    names::stands_for,
    validator::InputFormat,
};

/// Most places in a line, from its start and from its end, of which it is asked whether a call begins there.
const MOST: usize = 4;

/// A call that is cut off, and the one that begins there; as places in the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Torn {
    /// Where the call that is cut off begins.
    pub(crate) first: u32,
    /// Where the other one begins.
    pub(crate) next: u32,
}

/// Where another call begins in a record, before the one that it begins with ends.
pub(crate) fn find(record: &Record<'_>, tree: &Tree<'_>, format: InputFormat) -> Option<Torn> {
    let is_broken = tree.faults().iter().any(|fault| fault.kind.is_grammar());
    if format != InputFormat::Ndjson || !is_broken {
        return None;
    }
    let bytes = record.bytes;
    let mut braces = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'{').map(|(at, _)| at);
    let first = braces.next().filter(|at| bytes.get(..*at).is_some_and(is_blank))?;
    let begins = |at: &usize| begins_call(bytes.get(*at..).unwrap_or_default());
    // A program that crashed leaves its last words at the end.
    let places: Vec<usize> = braces.filter(begins).collect();
    let (first_ones, others) = places.split_at(places.len().min(MOST));
    let last_ones = others.get(others.len().saturating_sub(MOST)..).unwrap_or_default();
    let mut arena = Arena::new();
    let next = first_ones.iter().chain(last_ones).copied().find(|at| {
        let (before, behind) = bytes.split_at(*at);
        cut_off(before, &mut arena).is_some_and(|cut| begins_with_call(behind, cut, &mut arena))
    })?;
    Some(Torn { first: u32::try_from(first).ok()?, next: u32::try_from(next).ok()? })
}

/// What is said of a record all the same: of the mark that it begins with.
pub(crate) fn faults_of_both<'t>(tree: &'t Tree<'_>) -> &'t [Fault] {
    let is_mark = |fault: &&Fault| fault.kind == FaultKind::ByteOrderMark;
    let marks = tree.faults().iter().take_while(is_mark).count();
    tree.faults().get(..marks).unwrap_or_default()
}

/// Whether nothing is seen of a text: blanks, behind a byte-order mark.
fn is_blank(text: &[u8]) -> bool {
    let mark = "\u{feff}".as_bytes();
    text.strip_prefix(mark).unwrap_or(text).trim_ascii().is_empty()
}

/// Whether the first name behind a brace is one that a call may begin with.
fn begins_call(text: &[u8]) -> bool {
    let inner = text.get(1..).unwrap_or_default().trim_ascii_start();
    let name = inner.strip_prefix(b"\"").and_then(|rest| rest.split(|byte| *byte == b'"').next());
    let name = name.and_then(|name| std::str::from_utf8(name).ok());
    let is_known =
        |name| stands_for(name, &CONTRACT.shape).is_some() || dialects::lookup(name).is_some();
    name.is_some_and(is_known)
}

/// Where a call may be cut off.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// Where an object may stand, so that what follows may be a part of it.
    BeforeValue,
    /// Where no object may stand.
    Elsewhere,
}

/// Whether this is a call, with nothing behind it, or one that is cut off itself.
fn begins_with_call(text: &[u8], cut: Cut, arena: &mut Arena) -> bool {
    let tree = arena.parse(text);
    let may_be = tree.faults().iter().all(|fault| !fault.kind.is_grammar() || is_end(fault));
    let Some(root) = tree.root().filter(|root| may_be && root.kind() == Kind::Object) else {
        return false;
    };
    match cut {
        Cut::Elsewhere => is_call(root, &CONTRACT.shape),
        // An object that belongs there may have an id and a date as well: only what has all that a call
        // must have is one. What is cut off itself cannot have it all.
        Cut::BeforeValue => {
            let is_cut = tree.faults().iter().any(is_end);
            let [has_id, has_traits, has_date] = parts_of(root, &CONTRACT.shape);
            has_id && has_traits && (has_date || is_cut)
        }
    }
}

/// Where an object ends before it is closed, unless what follows may be the call that it has in it.
fn cut_off(text: &[u8], arena: &mut Arena) -> Option<Cut> {
    // One brace too many is no call.
    if text.trim_ascii_end().strip_suffix(b"{").is_some_and(is_blank) {
        return None;
    }
    let tree = arena.parse(text);
    let end = tree.faults().iter().rev().find(|fault| is_end(fault))?;
    let FaultKind::Unexpected { expected, .. } = end.kind else { return None };
    if !matches!(expected, Expected::Value | Expected::ValueOrBracket) {
        return Some(Cut::Elsewhere);
    }
    // A call has no other call in it; an envelope has.
    let mut members = tree.root().into_iter().flat_map(|root| root.members());
    let has_user = members.any(|member| {
        // What holds messages has an id as well.
        let known = CONTRACT.shape.spelled(member.name()).map(KnownMember::preferred);
        matches!(known, Some("user_id" | "user_traits"))
    });
    (has_user || is_behind_known_name(text)).then_some(Cut::BeforeValue)
}

/// Whether a text ends with the name of a member of calls: there, no other call is a value.
fn is_behind_known_name(text: &[u8]) -> bool {
    let text = text.trim_ascii_end().strip_suffix(b":").unwrap_or_default().trim_ascii_end();
    let text = text.strip_suffix(b"\"").unwrap_or_default();
    let name = text.rsplit(|byte| *byte == b'"').next().unwrap_or_default();
    std::str::from_utf8(name).is_ok_and(|name| CONTRACT.shape.member(name).is_some())
}

fn is_end(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::Unexpected { found: Found::End, .. })
}
