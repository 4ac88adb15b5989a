//! The official test suite of JSON Schema through our own tree.

use std::{fs, path::Path};

use identify_json::Arena;
use serde_json::{Value, json};

use super::Judge;

/// The rows of a file of test data, at least so many. The folder is not part of the repository;
/// without it there are none.
fn rows(name: &str, least: usize) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !folder.exists() {
        return Vec::new();
    }
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.len() >= least, "{} rows in {name}", rows.len());
    rows
}

fn is_valid(judge: &Judge, instance: &Value) -> bool {
    let text = instance.to_string();
    let mut arena = Arena::new();
    let tree = arena.parse(text.as_bytes());
    assert_eq!(tree.faults(), [], "{text}");
    let faults = judge.faults(tree.root().unwrap());
    let verdict = judge.validator.is_valid(super::JudgedNode::Value(tree.root().unwrap()));
    assert_eq!(faults.is_empty(), verdict, "a verdict without faults, or the reverse: {text}");
    verdict
}

#[test]
fn official_suite() {
    let (mut tests, mut left_out) = (0, Vec::new());
    for group in rows("jsonschema_2020-12_core.ndjson", 400) {
        let name = format!("{}: {}", group["file"], group["description"]);
        // Whether formats assert is the reader's choice, and ours is that they do.
        let about_annotations = group["file"] == json!("format.json");
        let judge = match Judge::new(group["schema"].clone()) {
            Ok(judge) if !about_annotations => judge,
            _ => {
                left_out.push(name);
                continue;
            }
        };
        for test in group["tests"].as_array().unwrap() {
            let verdict = is_valid(&judge, &test["data"]);
            assert_eq!(verdict, test["valid"], "{name}: {}", test["d"]);
            tests += 1;
        }
    }
    assert!(tests == 0 || tests > 1200, "{tests} tests; left out: {left_out:#?}");
}

#[test]
fn official_formats() {
    let rows = rows("jsonschema_formats.ndjson", 700);
    for format in ["date-time", "date", "email", "uri"] {
        let judge = Judge::new(json!({ "format": format })).unwrap();
        let of_format = |row: &Value| row["draft"] == "draft2020-12" && row["format"] == format;
        let of_format: Vec<&Value> = rows.iter().filter(|row| of_format(row)).collect();
        assert!(rows.is_empty() || of_format.len() > 10, "{} rows of {format}", of_format.len());
        for row in of_format {
            assert_eq!(is_valid(&judge, &row["value"]), row["valid"], "{row}");
        }
    }
}
