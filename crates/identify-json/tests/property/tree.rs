//! Any bytes give a tree. The fuzz target of this name holds it too: see `fixtures/src/property.rs`.
#![allow(dead_code, reason = "each of those that include this file uses a part of it")]

use identify_json::{Arena, FaultKind, Kind, Member, Node, Number, Tree};
use serde_json::Value;

/// The mark that only the parser that recovers from faults gets over.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Containers that `serde_json` may read without a limit of its own.
const MOST_CONTAINERS: usize = 1_000;

/// The tree of these bytes is in order, it is what `serde_json` reads, and it is the same from an
/// arena that was used before and from the parser that recovers from faults.
pub(crate) fn check(source: &[u8]) -> Result<(), String> {
    let mut arena = Arena::new();
    let tree = arena.parse(source);
    compare(&tree)?;
    let inside = |fault: &identify_json::Fault| {
        fault.span.start <= fault.span.end && fault.span.end as usize <= source.len()
    };
    if let Some(fault) = tree.faults().iter().find(|fault| !inside(fault)) {
        return Err(format!("{fault:?} is not within {} bytes", source.len()));
    }
    if let Some(root) = tree.root() {
        walk(root, source.len())?;
    }
    let mut used = Arena::new();
    used.parse(source.get(..source.len() / 2).unwrap_or_default());
    let (first, again) = (format!("{tree:?}"), format!("{:?}", used.parse(source)));
    if first != again {
        return Err(format!("in an arena that was used before:\n{again}\nnot\n{first}"));
    }
    recovered(&tree)
}

/// What `serde_json` refuses is not sound, and what it reads is the same.
fn compare(tree: &Tree<'_>) -> Result<(), String> {
    let source = tree.source();
    let containers = source.iter().filter(|byte| matches!(byte, b'{' | b'[')).count();
    if containers > MOST_CONTAINERS {
        return Ok(());
    }
    let is_sound = tree.faults().is_empty();
    match (read(source), tree.root()) {
        (Ok(value), Some(root)) if is_sound => {
            let ours = to_value(root);
            if ours == value { Ok(()) } else { Err(format!("{ours} is read as {value}")) }
        }
        (Ok(_), None) if is_sound => Err("there is no value and no fault".to_owned()),
        // `serde_json` reads on over what is no fault of the grammar, such as duplicates.
        (Ok(_), _) => match tree.faults().iter().find(|fault| fault.kind.is_grammar()) {
            Some(fault) => Err(format!("{fault:?}, which serde_json does not see")),
            None => Ok(()),
        },
        (Err(error), _) if is_sound => Err(format!("refused by serde_json alone: {error}")),
        (Err(_), _) => Ok(()),
    }
}

/// What `serde_json` makes of it, however deep.
pub(crate) fn read(source: &[u8]) -> serde_json::Result<Value> {
    let mut reader = serde_json::Deserializer::from_slice(source);
    reader.disable_recursion_limit();
    let value = serde::Deserialize::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// The value that a tree stands for.
pub(crate) fn to_value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null | Kind::Unknown => Value::Null,
        Kind::Boolean => node.as_bool().into(),
        Kind::Number => match node.as_number() {
            Some(Number::Unsigned(number)) => number.into(),
            Some(Number::Signed(number)) => number.into(),
            Some(Number::Float(number)) => number.into(),
            None => Value::Null,
        },
        Kind::String => node.as_str().into(),
        Kind::Array => node.elements().map(to_value).collect(),
        Kind::Object => Value::Object(
            node.members().map(|it| (it.name().to_owned(), to_value(it.value))).collect(),
        ),
    }
}

/// Spans lie within their parents, in order; places and pointers lead back to the node.
fn walk(node: Node<'_>, end: usize) -> Result<(), String> {
    let span = node.span();
    if span.start > span.end || span.end as usize > end {
        return Err(format!("{node:?} is not within {end}"));
    }
    if let Some(text) = node.as_str() {
        let outside = (0..=text.len()).find(|offset| {
            let at = node.source_offset(*offset);
            !span.contains(&at) && at != span.end
        });
        if let Some(offset) = outside {
            return Err(format!("byte {offset} of the text stands outside of {node:?}"));
        }
    }
    // Nothing stands where a name is missing.
    if node.kind() != Kind::Unknown && !span.is_empty() {
        leads_back(node)?;
    }
    let mut before = span.start;
    for child in node.elements().chain(node.members().flat_map(|it| [it.key, it.value])) {
        if child.span().start < before {
            return Err(format!("{child:?} in {node:?} stands before byte {before}"));
        }
        before = child.span().end;
        walk(child, span.end as usize)?;
    }
    let counted = node.elements().count().saturating_add(node.members().count());
    if node.len() == counted { Ok(()) } else { Err(format!("{counted} in {node:?}")) }
}

fn leads_back(node: Node<'_>) -> Result<(), String> {
    let tree = node.tree();
    let Some(at) = tree.at(node.span().start) else {
        return Err(format!("nothing stands at the start of {node:?}"));
    };
    // A name counts as a part of its value; an object without a bracket begins with its first name.
    let is_named = |member: Member<'_>| member.key.span().start == node.span().start;
    if at != node && !at.as_member().is_some_and(is_named) {
        return Err(format!("{at:?} stands at the start of {node:?}"));
    }
    let Some(root) = tree.root() else { return Ok(()) };
    let pointer = node.pointer_from(root);
    // A name has no pointer of its own; one that stands twice is found at its first place.
    match tree.pointer(&pointer).filter(|_| at == node) {
        Some(found) if found.span().start > node.span().start => {
            Err(format!("{pointer} leads to {found:?} behind {node:?}"))
        }
        _ => Ok(()),
    }
}

/// A sound tree is what the parser that recovers from faults makes of it: that one is given the
/// same behind a mark, over which the short way does not get.
fn recovered(tree: &Tree<'_>) -> Result<(), String> {
    let Some(root) = tree.root().filter(|_| tree.faults().is_empty()) else { return Ok(()) };
    let marked = [MARK, tree.source()].concat();
    let mut arena = Arena::new();
    let other = arena.parse(&marked);
    let is_mark = |fault: &identify_json::Fault| fault.kind == FaultKind::ByteOrderMark;
    if other.faults().len() != 1 || !other.faults().iter().all(is_mark) {
        return Err(format!("recovering finds {:?}", other.faults()));
    }
    let Some(other) = other.root() else { return Err("recovering finds no value".to_owned()) };
    let shift = u32::try_from(MARK.len()).unwrap_or_default();
    let (ours, theirs) = (nodes(root, shift), nodes(other, 0));
    match ours.iter().zip(&theirs).find(|(one, other)| one != other) {
        Some((one, other)) => Err(format!("{one} is recovered as {other}")),
        None if ours.len() == theirs.len() => Ok(()),
        None => Err(format!("{} nodes, and {} recovered", ours.len(), theirs.len())),
    }
}

/// Every value and every name, moved by so many bytes.
fn nodes(root: Node<'_>, shift: u32) -> Vec<String> {
    let moved = |node: Node<'_>| {
        let span = node.span();
        let (start, end) = (span.start.saturating_add(shift), span.end.saturating_add(shift));
        let (kind, text, number) = (node.kind(), node.as_str(), node.number_text());
        let (length, is_damaged) = (node.len(), node.is_damaged());
        format!("{kind:?} at {start}..{end}: {text:?} {number:?} {length} {is_damaged}")
    };
    root.values().chain(root.strings()).map(moved).collect()
}
