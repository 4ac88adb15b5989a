//! Names by which code in JavaScript reaches what all objects share.

use identify_json::{Kind, Member, Node};

/// Whether a member of this name may reach it.
pub(crate) fn may_reach(name: &str) -> bool {
    matches!(name, "__proto__" | "constructor")
}

/// How a member reaches the prototype of objects, if it does.
pub(crate) fn way_of(member: Member<'_>) -> Option<&'static str> {
    way(member.name(), member)
}

/// The members of a value, at whatever depth, that reach the prototype of objects, and how.
pub(crate) fn ways(root: Node<'_>) -> impl Iterator<Item = (Member<'_>, &'static str)> {
    // With its quotation marks; any other length takes an escape.
    let may_be = |node: &Node<'_>| {
        let raw = node.raw();
        matches!(raw.len(), 11 | 13) || (raw.len() > 13 && raw.contains(&b'\\'))
    };
    root.strings().filter(may_be).filter_map(|node| {
        let name = node.as_str().filter(|name| matches!(*name, "__proto__" | "constructor"))?;
        let member = node.named()?;
        Some((member, way(name, member)?))
    })
}

fn way(name: &str, member: Member<'_>) -> Option<&'static str> {
    match name {
        "__proto__" => Some("`__proto__`"),
        "constructor"
            if member.value.kind() == Kind::Object && member.value.get("prototype").is_some() =>
        {
            Some("`constructor` with a `prototype` in it")
        }
        _ => None,
    }
}
