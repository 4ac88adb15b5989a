//! Names by which code in JavaScript reaches what all objects share.

use identify_json::{Kind, Member};

/// Whether a member of this name may reach it.
pub(crate) fn may_reach(name: &str) -> bool {
    matches!(name, "__proto__" | "constructor")
}

/// How a member reaches the prototype of objects, if it does.
pub(crate) fn way_of(member: Member<'_>) -> Option<&'static str> {
    match member.name() {
        "__proto__" => Some("`__proto__`"),
        "constructor"
            if member.value.kind() == Kind::Object && member.value.get("prototype").is_some() =>
        {
            Some("`constructor` with a `prototype` in it")
        }
        _ => None,
    }
}
