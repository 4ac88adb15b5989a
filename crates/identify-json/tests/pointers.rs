//! JSON Pointers (RFC 6901).

use identify_json::Arena;

#[test]
fn pointers_are_those_of_the_rfc() {
    let mut arena = Arena::new();
    let tree = arena.parse(br#"{"": 0, "a/b": {"m~n": [10, 11]}, "01": 1}"#);
    let at = |pointer: &str| tree.pointer(pointer).map(|node| node.raw());
    for (pointer, expected) in [
        ("", Some(tree.source())),
        ("/", Some(&b"0"[..])),
        ("/a~1b/m~0n/0", Some(b"10")),
        ("/a~1b/m~0n/1", Some(b"11")),
        ("/01", Some(b"1")),
        ("/a~1b/m~0n/2", None),
        ("/a~1b/m~0n/01", None),
        ("/a~1b/m~0n/+1", None),
        ("/a~1b/m~0n/-", None),
        ("/a~1b/m~0n/", None),
        ("/a/b", None),
        ("01", None),
        ("/01/0", None),
    ] {
        assert_eq!(at(pointer), expected, "{pointer:?}");
    }
}

#[test]
fn the_pointer_of_a_node_leads_to_it() {
    let mut arena = Arena::new();
    let tree = arena.parse(br#"{"": 0, "a/b": {"m~n": [10, {"c": 11}]}, "01": 1}"#);
    let root = tree.root().expect("it is sound");
    let outer = root.get("a/b").expect("it is there");
    let inner = tree.pointer("/a~1b/m~0n/1/c").expect("it is there");
    for pointer in ["", "/", "/a~1b", "/a~1b/m~0n", "/a~1b/m~0n/0", "/a~1b/m~0n/1/c", "/01"] {
        let node = tree.pointer(pointer).expect("it is there");
        assert_eq!(node.pointer_from(root), pointer);
    }
    assert_eq!(inner.pointer_from(outer), "/m~0n/1/c");
    // Not in there: from the outermost value.
    assert_eq!(root.get("01").map(|node| node.pointer_from(outer)).as_deref(), Some("/01"));
}

#[test]
fn members_know_their_names() {
    let mut arena = Arena::new();
    let tree = arena.parse(br#"{"a": ["b", "c"], "d": 1}"#);
    let name = |pointer: &str| {
        let node = tree.pointer(pointer).expect("it is there");
        node.as_member().map(|member| (member.name(), member.value == node))
    };
    assert_eq!(name("/a"), Some(("a", true)));
    assert_eq!(name("/d"), Some(("d", true)));
    // Neither the outermost value nor an element has one, even right behind a string.
    assert_eq!(name(""), None);
    assert_eq!(name("/a/0"), None);
    assert_eq!(name("/a/1"), None);
    let key = tree.root().and_then(|root| root.member("a")).expect("it is there").key;
    assert!(key.as_member().is_none());
    assert_eq!(key.named().map(|member| member.value), tree.pointer("/a"));
    assert_eq!(tree.pointer("/a").and_then(|value| value.named()), None);
    assert_eq!(format!("{key:?}"), "String at 1..4");
}
