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
