//! A closing brace that is missing long before the end shows it: members of the call stand inside
//! one of its objects.

use identify_json::{Kind, Node};

use super::FaultGroup;
use crate::{judge::Mismatch, report::Safety, rule::Offences, validator::InputFormat};

/// Reports where the brace is missing, if that can be told.
pub(super) fn missing(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) -> bool {
    let Some(root) = group.call.object() else { return false };
    if group.call.format == InputFormat::Array {
        return false;
    }
    let Some((object, outer, name, at)) = swallowed(group, root) else { return false };
    // As many as lead from the object to the call.
    let mut braces = String::new();
    let mut open = object;
    while open != outer {
        braces.push('}');
        let Some(parent) = open.parent() else { return false };
        open = parent;
    }
    if mends(group, at, &braces) != Some(true) {
        return false;
    }
    let opening = object.span().start;
    offences
        .at(at..at, format!("an object is not closed before `{name}`, expected `}}`"))
        .label("expected `}`")
        .help("close the object; what follows in this call was not checked")
        .related(opening..opening.saturating_add(1), "opened here")
        .fix(Safety::Unsafe, vec![(at..at, braces)]);
    true
}

/// An object that has a member of one that it stands in, that one, the member's name, and the place
/// before it.
fn swallowed<'a>(
    group: &FaultGroup<'_, 'a>,
    root: Node<'a>,
) -> Option<(Node<'a>, Node<'a>, &'static str, u32)> {
    let call = group.call;
    let mut objects = vec![root];
    while let Some(object) = objects.pop() {
        let own = call.shape_of(object);
        let mut before: Option<Node<'a>> = None;
        for member in object.members() {
            let is_own = own.is_some_and(|own| own.member(member.name()).is_some());
            if let (Some(before), false) = (before, is_own)
                && let Some((outer, name)) = belongs(group, object, member.name())
            {
                return Some((object, outer, name, before.span().end));
            }
            if member.value.kind() == Kind::Object {
                objects.push(member.value);
            }
            before = Some(member.value);
        }
    }
    None
}

/// The innermost object around this one that a member belongs to, and its name.
fn belongs<'a>(
    group: &FaultGroup<'_, 'a>,
    object: Node<'a>,
    name: &str,
) -> Option<(Node<'a>, &'static str)> {
    let mut outer = object.parent();
    while let Some(object) = outer {
        let shape = group.call.shape_of(object);
        if let Some(known) = shape.and_then(|shape| shape.member(name)) {
            return Some((object, known.name.as_str()));
        }
        outer = object.parent();
    }
    None
}

/// Whether the brackets make a call of it that lacks nothing, whatever else is wrong with it; nothing if too much was tried already.
pub(super) fn mends(group: &FaultGroup<'_, '_>, at: u32, braces: &str) -> Option<bool> {
    let source = group.call.record.bytes;
    let (before, after) = source.split_at((at as usize).min(source.len()));
    let mended = [before, braces.as_bytes(), after].concat();
    group.call.tried_record(&mended, |tree| {
        let lacks = |root| {
            let faults = group.call.contract.judge().faults(root);
            faults.iter().any(|fault| matches!(fault.mismatch, Mismatch::Missing(_)))
        };
        let is_closed = tree.faults().len() < group.call.faults.len();
        is_closed && tree.root().is_some_and(|root| !lacks(root))
    })
}
