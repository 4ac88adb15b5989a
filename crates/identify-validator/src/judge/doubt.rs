//! What the schema says of names that stand twice, which is left unsaid.

use identify_json::{Fault, FaultKind, Node};

/// Where the names begin that their object has again, in the order of their places.
pub(crate) fn first_of_two(faults: &[Fault]) -> Vec<u32> {
    let first = |fault: &Fault| match &fault.kind {
        FaultKind::DuplicateMember { first } => Some(first.start),
        _ => None,
    };
    let mut firsts: Vec<u32> = faults.iter().filter_map(first).collect();
    firsts.sort_unstable();
    firsts
}

/// Whether a value stands in one of these members: the schema was asked about all of a name's
/// values, and cannot say which of them it means.
pub(crate) fn is_within(node: Node<'_>, names: &[u32]) -> bool {
    let mut at = Some(node);
    while let Some(node) = at {
        let start = node.as_member().map(|member| member.key.span().start);
        if start.is_some_and(|start| names.binary_search(&start).is_ok()) {
            return true;
        }
        at = node.parent();
    }
    false
}
