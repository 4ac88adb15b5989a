//! Filling in the full name.

use identify_types::{Identify, UserTraits};

fn normalized(first: Option<&str>, last: Option<&str>, name: Option<&str>) -> UserTraits {
    let mut traits = UserTraits::default();
    traits.first_name = first.map(str::to_owned);
    traits.last_name = last.map(str::to_owned);
    traits.name = name.map(str::to_owned);
    traits.normalize();

    // Names are never changed nor taken apart, and twice is once.
    assert_eq!(traits.first_name.as_deref(), first);
    assert_eq!(traits.last_name.as_deref(), last);
    let once = traits.clone();
    traits.normalize();
    assert_eq!(traits, once);
    traits
}

#[test]
fn fills_the_name_only_where_both_parts_are_there() {
    for (first, last, name, expected) in [
        (Some("Ada"), Some("Lovelace"), None, Some("Ada Lovelace")),
        (Some(" Ada\t"), Some("\u{a0}King  Noel "), None, Some("Ada King  Noel")),
        (Some("Ada"), None, None, None),
        (None, Some("Lovelace"), None, None),
        (None, None, None, None),
        (Some("  "), Some("Lovelace"), None, None),
        (Some("Ada"), Some(""), None, None),
        (Some("Ada"), Some("Lovelace"), Some("A. L."), Some("A. L.")),
        (Some("Ada"), Some("Lovelace"), Some(""), Some("")),
        (None, None, Some("Ada Lovelace"), Some("Ada Lovelace")),
    ] {
        let traits = normalized(first, last, name);
        assert_eq!(traits.name.as_deref(), expected, "{first:?} {last:?} {name:?}");
    }
}

#[test]
fn parsing_fills_nothing_and_a_call_normalizes_its_traits() {
    let mut call: Identify = serde_json::from_str(
        r#"{"user_id":" u ","timestamp":"2020-11-23T22:28:55Z",
            "user_traits":{"first_name":"Ada","last_name":"Lovelace","age":null}}"#,
    )
    .unwrap();
    assert_eq!(call.user_traits.name, None);
    call.normalize();
    assert_eq!(call.user_traits.name.as_deref(), Some("Ada Lovelace"));
    assert_eq!(call.user_id, " u ");
}
