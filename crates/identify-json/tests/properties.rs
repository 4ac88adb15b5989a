//! Properties that hold for any bytes.
#![expect(clippy::panic, reason = "a test fails by panicking")]

#[path = "property/framer.rs"]
mod framer;
#[path = "property/tree.rs"]
mod tree;

use framer::Pieces;
use identify_json::Arena;
use proptest::prelude::*;
use serde_json::Value;

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..20)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Bytes that are often nearly JSON.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "'", "1", "-", "0x1", "1e9",
            ".5", "true", "None", "\\", "\\u12", "\\ud800", "\n", "\r\n", " ", "\t", "//", "/*",
            "*/", "#", "“", "”", "\u{feff}", "\0", "é", "<", ";", "=", "NaN", "nullx", "(", ")",
            "`", "x",
        ])
        .prop_map(|token| token.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

fn check(source: &[u8]) {
    if let Err(why) = tree::check(source) {
        panic!("{why}: {}", source.escape_ascii());
    }
}

#[test]
fn what_fuzzing_found() {
    for source in [
        "{:(',\n\"\":",
        "{\"a\": ['x,\n\"b\": 1}",
        "{\"a\": (1, 'x,  \r\n\"b\": 1}",
        "{:(\",\n,\"\":",
        "{\"a\": [1,\n  , \"b\": 1}",
    ] {
        check(source.as_bytes());
    }
}

proptest! {
    #[test]
    fn json_reads_as_serde_json_reads_it(value in json(), pretty: bool) {
        let text = if pretty {
            serde_json::to_vec_pretty(&value).unwrap()
        } else {
            serde_json::to_vec(&value).unwrap()
        };
        let mut arena = Arena::new();
        let tree = arena.parse(&text);
        prop_assert!(tree.faults().is_empty(), "{:?}", tree.faults());
        prop_assert_eq!(tree::to_value(tree.root().unwrap()), value);
    }

    #[test]
    fn any_bytes_give_a_tree(source in nearly_json()) {
        check(&source);
    }

    #[test]
    fn cut_and_changed_json_gives_a_tree(value in json(), cut: prop::sample::Index, byte: u8) {
        let mut text = serde_json::to_vec(&value).unwrap();
        let at = cut.index(text.len());
        check(&text[..at]);
        text[at] = byte;
        check(&text);
    }

    /// Whatever the pieces in which it comes.
    #[test]
    fn records_cover_the_input(
        source in nearly_json(),
        limit in 1_u64..40,
        size in 1_usize..40,
        reading in 1_usize..40,
    ) {
        let held = framer::same_records(&source, Pieces { limit, size, reading });
        prop_assert!(held.is_ok(), "{held:?}");
    }
}
