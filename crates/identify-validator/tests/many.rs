//! Time grows with the number of faults, not with its square.
#![allow(clippy::unwrap_used, reason = "tests state what must hold")]

use std::time::{Duration, Instant};

use identify_validator::{Safety, Validator, apply_fixes};
use serde_json::{Value, json};

/// In a debug build, a second or two for each test.
const COUNT: usize = 20_000;
const MORE: usize = 50_000;

/// Far more than it takes, and far less than it would take if each fault looked at all the others.
const LIMIT: Duration = Duration::from_secs(30);

fn members(count: usize, value: &str) -> String {
    let members: Vec<String> = (0..count).map(|n| format!(r#""t{n}": {value}"#)).collect();
    members.join(", ")
}

fn call(traits: &str) -> String {
    format!(
        r#"{{"user_id": "u1", "user_traits": {{{traits}}}, "timestamp": "2020-11-23T22:28:55Z"}}"#
    )
}

fn check(plan: &Value, traits: &str, rule: &str, expected: usize) {
    let plan = json!({ "properties": { "user_traits": plan } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    let call = call(traits);
    let begin = Instant::now();
    let findings = validator.validate(call.as_bytes()).findings;
    let count = findings.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(count, expected, "{rule}");
    let last = findings.last().unwrap();
    assert!(usize::try_from(last.span.end.byte).unwrap() <= call.len());
    apply_fixes(call.as_bytes(), &findings, Safety::Unsafe);
    assert!(begin.elapsed() < LIMIT, "{rule}: {:?}", begin.elapsed());
}

#[test]
fn wrong_members_of_one_object() {
    check(
        &json!({ "additionalProperties": { "type": "number" } }),
        &members(MORE, "[]"),
        "wrong-type",
        MORE,
    );
}

#[test]
fn wrong_members_of_one_object_with_fixes() {
    let plan = json!({ "additionalProperties": { "type": "number" } });
    check(&plan, &members(COUNT, r#""1""#), "wrong-type", COUNT);
}

#[test]
fn forbidden_members_of_one_object() {
    check(
        &json!({ "additionalProperties": false }),
        &members(COUNT, "1"),
        "forbidden-member",
        COUNT,
    );
}

#[test]
fn wrong_elements_of_one_array() {
    let plan = json!({ "properties": { "list": { "items": { "anyOf": [
        { "enum": ["a", "b"] }, { "minLength": 5, "pattern": "^x", "type": "string" },
    ] } } } });
    let elements = vec![r#""long""#; COUNT].join(", ");
    check(&plan, &format!(r#""list": [{elements}]"#), "pattern-mismatch", COUNT);
}

#[test]
fn members_that_are_missing_from_one_object() {
    let names: Vec<String> = (0..COUNT).map(|n| format!("t{n}")).collect();
    let plan = json!({ "allOf": [{ "required": names }, { "required": names }] });
    check(&plan, r#""x": 1"#, "missing-member", COUNT);
}

#[test]
fn members_with_wrong_names() {
    let plan =
        json!({ "propertyNames": { "maxLength": 1 }, "additionalProperties": { "minimum": 2 } });
    check(&plan, &members(COUNT, "1"), "out-of-range", COUNT);
}
