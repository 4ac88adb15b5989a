//! Edits that move whole members about. What is not moved keeps its bytes.

use identify_json::{Member, Node};

use crate::draft::{DraftEdit, json_string};

/// Takes a member out of its object, with the comma that belongs to it.
pub(crate) fn remove(member: Member<'_>) -> Option<DraftEdit> {
    let object = member.value.parent()?;
    let mut before = None;
    let mut members = object.members();
    for other in members.by_ref() {
        if other.key == member.key {
            break;
        }
        before = Some(other);
    }
    let (start, end) = (member.key.span().start, member.value.span().end);
    let span = match (before, members.next()) {
        (Some(before), _) => before.value.span().end..end,
        (None, Some(after)) => start..after.key.span().start,
        (None, None) => start..end,
    };
    Some((span, String::new()))
}

/// Puts a member in front of all others of an object. `value` is JSON.
pub(crate) fn insert(object: Node<'_>, name: &str, value: &str) -> DraftEdit {
    let text = format!("{}: {value}", json_string(name));
    let inside = object.span().start.saturating_add(1);
    match object.members().next() {
        Some(first) => {
            let start = first.key.span().start;
            (start..start, format!("{text},{}", gap(object, first)))
        }
        None => (inside..inside, text),
    }
}

/// What stands between the brace and the first member: the same goes between it and one in front.
fn gap<'a>(object: Node<'a>, first: Member<'a>) -> &'a str {
    let start = object.span().start;
    let length = first.key.span().start.saturating_sub(start) as usize;
    let space = object.raw().get(1..length).unwrap_or_default();
    match std::str::from_utf8(space) {
        Ok(space) if !space.is_empty() => space,
        _ => " ",
    }
}

/// Puts members of one object, in their order, into a new one that takes the place of the first.
/// Each has the name that it gets there.
pub(crate) fn wrap(name: &str, members: &[(Member<'_>, Option<&str>)]) -> Option<Vec<DraftEdit>> {
    let ((first, _), last) = (members.first()?, members.last()?);
    let object = first.value.parent()?;
    let mut edits = Vec::with_capacity(members.len().saturating_add(2));
    let opening = format!("{}: {{", json_string(name));
    let is_whole = {
        let mut between = object.members().skip_while(|member| member.key != first.key);
        members.iter().all(|(member, _)| between.next().is_some_and(|it| it.key == member.key))
    };
    if is_whole {
        // They stand in a row: only the braces are new.
        let (start, end) = (first.key.span().start, last.0.value.span().end);
        // One edit for the brace and the first name: they stand at the same byte.
        match members.first().and_then(|(_, name)| *name) {
            Some(name) => edits.push((first.key.span(), opening + &json_string(name))),
            None => edits.push((start..start, opening)),
        }
        for (member, name) in members.get(1..).unwrap_or_default() {
            if let Some(name) = name {
                edits.push((member.key.span(), json_string(name)));
            }
        }
        edits.push((end..end, "}".to_owned()));
        return Some(edits);
    }
    let texts: Option<Vec<String>> =
        members.iter().map(|(member, name)| text(*member, *name)).collect();
    let (start, end) = (first.key.span().start, first.value.span().end);
    edits.push((start..end, format!("{opening}{}}}", texts?.join(", "))));
    for (member, _) in members.get(1..).unwrap_or_default() {
        edits.push(remove(*member)?);
    }
    Some(edits)
}

/// A member as it is written, under another name if there is one.
pub(crate) fn text(member: Member<'_>, name: Option<&str>) -> Option<String> {
    let value = std::str::from_utf8(member.value.raw()).ok()?;
    Some(match name {
        Some(name) => format!("{}: {value}", json_string(name)),
        None => format!("{}: {value}", std::str::from_utf8(member.key.raw()).ok()?),
    })
}

/// The bytes with edits made; nothing if an edit lies outside. `base` is where the bytes begin.
pub(crate) fn apply(bytes: &[u8], base: u32, edits: &[DraftEdit]) -> Option<Vec<u8>> {
    let mut edits: Vec<&DraftEdit> = edits.iter().collect();
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut edited = Vec::with_capacity(bytes.len());
    let mut done = 0_usize;
    for (span, text) in edits {
        let start = span.start.checked_sub(base)? as usize;
        edited.extend_from_slice(bytes.get(done..start)?);
        edited.extend_from_slice(text.as_bytes());
        done = span.end.checked_sub(base)? as usize;
    }
    edited.extend_from_slice(bytes.get(done..)?);
    Some(edited)
}
