//! Values of the tree copied out of it, for what compares them.

use std::collections::HashMap;

use identify_json::{Kind, Node, Number};
use serde_json::Value;

/// Copies a value, for `const`, `enum` and `uniqueItems` of a user's plan. Recursion is bounded by
/// the tree's depth limit.
pub(crate) fn to_value(node: Node<'_>) -> Value {
    copy(node, &|number| match number {
        Number::Unsigned(number) => number.into(),
        Number::Signed(number) => number.into(),
        Number::Float(number) => number.into(),
    })
}

/// Whether two values are equal as JSON Schema has it (core, section 4.2.2): `1` and `1.0` are one
/// number, and integers differ wherever their digits do.
pub(crate) fn are_equal(one: Node<'_>, other: Node<'_>) -> bool {
    comparable(one) == comparable(other)
}

/// The first element that stands in an array again, and where it stood first.
pub(crate) fn repeated(array: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let mut seen: HashMap<String, Node<'_>> = HashMap::new();
    array.elements().find_map(|element| {
        // Members of a `Value` are sorted, so that equal values have equal texts.
        let text = comparable(element).to_string();
        seen.insert(text, element).map(|first| (first, element))
    })
}

/// A copy in which equal numbers are written alike: as integers where they are some that 64 bits
/// hold.
fn comparable(node: Node<'_>) -> Value {
    copy(node, &|number| match number {
        Number::Unsigned(number) => number.into(),
        Number::Signed(number) => number.into(),
        Number::Float(number) if number.fract() == 0.0 => {
            // All the digits, and the parser refuses what is out of range.
            let digits = format!("{number:.0}");
            let signed = || digits.parse::<i64>().map(Value::from);
            digits.parse::<u64>().map(Value::from).or_else(|_| signed()).unwrap_or(number.into())
        }
        Number::Float(number) => number.into(),
    })
}

fn copy(node: Node<'_>, number: &impl Fn(Number) -> Value) -> Value {
    match node.kind() {
        Kind::Null | Kind::Unknown => Value::Null,
        Kind::Boolean => node.as_bool().into(),
        Kind::Number => node.as_number().map_or(Value::Null, number),
        Kind::String => node.as_str().into(),
        Kind::Array => node.elements().map(|element| copy(element, number)).collect(),
        Kind::Object => {
            let mut members = serde_json::Map::new();
            for member in node.members() {
                members.entry(member.name()).or_insert_with(|| copy(member.value, number));
            }
            Value::Object(members)
        }
    }
}

#[cfg(test)]
mod tests {
    use identify_json::Arena;

    use super::repeated;

    #[test]
    fn equal_as_json_schema_has_it() {
        for (array, first_and_again) in [
            ("[9007199254740992, 9007199254740993, 5, 5]", Some((2, 3))),
            ("[1, 1.0]", Some((0, 1))),
            ("[0, -0.0]", Some((0, 1))),
            ("[18446744073709551615, 18446744073709551616]", None),
            ("[1e20, 100000000000000000000]", Some((0, 1))),
            ("[1e400, 1e400]", Some((0, 1))),
            (r#"[{"a": [1], "b": 2}, {"b": 2.0, "a": [1e0]}]"#, Some((0, 1))),
            (r#"[1, "1", true, null, [1], {"a": 1}]"#, None),
        ] {
            let mut arena = Arena::new();
            let tree = arena.parse(array.as_bytes());
            let root = tree.root().unwrap();
            let place = |node| root.elements().position(|element| element == node).unwrap();
            let found = repeated(root).map(|(first, again)| (place(first), place(again)));
            assert_eq!(found, first_and_again, "{array}");
        }
    }
}
