//! The short way agrees with the parser on whatever it reads.

use proptest::prelude::*;
use serde_json::Value;

use super::Sound;
use crate::{Arena, arena::RawNode, parser::Parser};

/// The nodes and the text that the short way makes of a source, if it takes it.
fn short(source: &str) -> Option<(Vec<RawNode>, String)> {
    let mut arena = Arena::new();
    Sound::new(&mut arena, source).run()?;
    Some((arena.nodes, arena.decoded))
}

/// Says whether the short way took the source; what it made of it must be what the parser makes.
fn agrees(source: &str) -> bool {
    let Some((nodes, decoded)) = short(source) else { return false };
    let mut arena = Arena::new();
    let abandoned = Parser::new(&mut arena, source.as_bytes(), Some(source)).run();
    assert_eq!((&arena.faults, abandoned), (&Vec::new(), None), "{source}");
    assert_eq!((arena.nodes, arena.decoded), (nodes, decoded), "{source}");
    true
}

#[test]
fn what_it_takes_and_what_it_leaves() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let wide = |count: usize, last: &str| {
        let names: Vec<String> = (0..count).map(|at| format!("\"name{at}\":{at}")).collect();
        format!("{{{},\"{last}\":0}}", names.join(","))
    };
    for sound in [
        "{}",
        " [ ] ",
        "{\"a\" : [1, -0.5e+10, true, false, null, \"\"], \"b\":{\"c\":{}}}\r\n",
        r#"{"\u0061\n":"\ud83d\ude00 \"x\" /","b":"naïve — 数学者","":""}"#,
        "{\"eight888\":1,\"eight889\":2,\"four\":3,\"fou\":4,\"fo\":5,\"of\":6}",
        &deep(128),
        &wide(200, "other"),
        "[\"\u{7f}\u{2028}\"]",
    ] {
        assert!(agrees(sound), "{sound}");
    }
    for other in [
        "",
        "\"a\"",
        "1",
        "\u{feff}{}",
        "{\"a\":1,}",
        "[1,]",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\" 1}",
        "{a:1}",
        "[01]",
        "[1.]",
        "[-]",
        "[1e]",
        "[1e400]",
        "[truex]",
        "[\"\\ud800\"]",
        "[\"\\x\"]",
        "[\"a\nb\"]",
        "[\"open",
        "[1}",
        "{} {}",
        "{}\u{a0}",
        "{\"a\":1",
        &deep(129),
        &wide(10, "name3"),
        &wide(200, "name77"),
    ] {
        assert!(!agrees(other), "{other}");
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 16, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..16).prop_map(Value::from),
            prop::collection::btree_map(".{0,12}", inner, 0..16)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_on_documents(value in json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap_or_default()] {
            prop_assert_eq!(agrees(&text), value.is_object() || value.is_array());
        }
    }

    #[test]
    fn agrees_on_what_is_nearly_a_document(
        value in json(),
        at in any::<prop::sample::Index>(),
        put in "[\\[\\]{},:\"'\\\\ 0-9eE.+tfn-]{0,3}",
        taken in 0_usize..4,
    ) {
        let mut letters: Vec<char> = value.to_string().chars().collect();
        let from = at.index(letters.len());
        let to = letters.len().min(from + taken);
        letters.splice(from..to, put.chars());
        agrees(&letters.into_iter().collect::<String>());
    }
}
