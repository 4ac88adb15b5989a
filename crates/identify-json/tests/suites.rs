//! Public test suites, where they are present.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::PathBuf};

use data_encoding::BASE64;
use identify_json::{Arena, FaultKind, Tree};
use serde_json::Value;

/// The rows of a suite, no fewer than `least`. None where the folder of the suites is not at hand;
/// where it is, a suite that is missing is a failure.
fn rows(name: &str, least: usize) -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !folder.exists() {
        return Vec::new();
    }
    let path = folder.join(name);
    assert!(path.is_file(), "{name} is missing");
    let text = fs::read_to_string(path).unwrap();
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.len() >= least, "{name} has {} rows, expected {least}", rows.len());
    rows
}

fn bytes(row: &Value) -> Vec<u8> {
    BASE64.decode(row["base64"].as_str().unwrap().as_bytes()).unwrap()
}

fn is_json(tree: &Tree<'_>) -> bool {
    !tree.faults().iter().any(|fault| fault.kind.is_grammar())
}

#[test]
fn json_test_suite() {
    let rows = rows("jsontestsuite.ndjson", 340);
    let mut arena = Arena::new();
    let mut decided = 0;
    for row in &rows {
        let source = bytes(row);
        let tree = arena.parse(&source);
        match row["expect"].as_str().unwrap() {
            "accept" => {
                assert!(is_json(&tree), "{}: {:?}", row["name"], tree.faults());
                decided += 1;
            }
            "reject" => {
                assert!(!tree.faults().is_empty(), "{}", row["name"]);
                decided += 1;
            }
            // Either answer is right: the tree must only exist.
            _ => {}
        }
    }
    assert!(rows.is_empty() || decided >= 283, "{decided} decided cases");
}

#[test]
fn utf8_suite() {
    let rows = rows("utf8tests.ndjson", 222);
    let mut arena = Arena::new();
    for row in &rows {
        let text = bytes(row);
        // A raw control character or quotation mark in a string is a matter of its own.
        if text.iter().any(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\')) {
            continue;
        }
        let source = [b"[\"", text.as_slice(), b"\"]"].concat();
        let tree = arena.parse(&source);
        let refused = tree.faults().iter().any(|fault| fault.kind == FaultKind::InvalidUtf8);
        assert_eq!(refused, !row["valid"].as_bool().unwrap(), "{}", row["id"]);
    }
}

#[test]
fn numbers_keep_their_value() {
    let mut arena = Arena::new();
    for row in rows("numbers_f64.ndjson", 16868) {
        if row["json_number"] != true {
            continue;
        }
        let text = row["text"].as_str().unwrap();
        let bits = u64::from_str_radix(row["f64_bits"].as_str().unwrap(), 16).unwrap();
        let tree = arena.parse(text.as_bytes());
        #[expect(clippy::cast_precision_loss, reason = "the suite wants the nearest float")]
        let value = match tree.root().unwrap().as_number().unwrap() {
            identify_json::Number::Unsigned(number) => number as f64,
            identify_json::Number::Signed(number) => number as f64,
            identify_json::Number::Float(number) => number,
        };
        assert_eq!(value.to_bits(), bits, "{text}");
        let out_of_range =
            tree.faults().iter().any(|fault| fault.kind == FaultKind::NumberOutOfRange);
        assert_eq!(out_of_range, value.is_infinite(), "{text}");
    }
}
