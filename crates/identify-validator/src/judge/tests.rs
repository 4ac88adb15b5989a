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

/// Keywords that drafts 7 and 2020-12 read alike, and those that assert nothing in either.
const ALIKE: &[&str] = &[
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "anyOf",
    "deprecated",
    "description",
    "examples",
    "format",
    "maximum",
    "maxLength",
    "minimum",
    "minLength",
    "oneOf",
    "properties",
    "required",
    "title",
    "type",
];

/// What may stand beside `$ref`, where draft 7 passes over everything.
const BESIDE_REFERENCE: &[&str] = &["$ref", "deprecated", "description", "examples", "title"];

fn is_alike(schema: &Value) -> bool {
    let Some(keywords) = schema.as_object() else { return true };
    let allowed = if keywords.contains_key("$ref") { BESIDE_REFERENCE } else { ALIKE };
    keywords.iter().all(|(keyword, value)| {
        let is_inside = match keyword.as_str() {
            "properties" | "$defs" => value.as_object().is_some_and(|it| it.values().all(is_alike)),
            "anyOf" | "oneOf" => value.as_array().is_some_and(|it| it.iter().all(is_alike)),
            "additionalProperties" => is_alike(value),
            _ => true,
        };
        is_inside && allowed.contains(&keyword.as_str())
    })
}

#[test]
fn the_contract_means_the_same_in_draft_7() {
    assert!(is_alike(&identify_codegen::accepted_schema()));
    assert!(!is_alike(&json!({ "properties": { "a": { "$ref": "#", "type": "string" } } })));
    assert!(!is_alike(&json!({ "anyOf": [{ "unevaluatedProperties": false }] })));
}
