//! The verdict is that of the published schema: another reader of JSON, the same answer.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "tests state what must hold"
)]

use std::sync::LazyLock;

use identify_validator::{Finding, Group, Safety, Validator, apply_fixes, rules, validate};
use jsonschema::{EmailOptions, PatternOptions};
use proptest::{prelude::*, strategy::Union};
use serde_json::{Value, json};

/// The example of the schema that has every documented member, and members of its own.
static FULL: LazyLock<Value> = LazyLock::new(|| {
    let examples = identify_codegen::identify_schema()["examples"].take();
    let mut full = examples.as_array().unwrap().last().unwrap().clone();
    let mut documented = Vec::new();
    members(&full, "", &mut documented);
    assert!(documented.len() > 25, "{documented:?}");
    full["user_traits"]["custom"] = json!([1]);
    full["other"] = json!(1);
    full
});

/// Every member of a value and of the objects in it, as JSON Pointers.
fn members(value: &Value, at: &str, found: &mut Vec<String>) {
    for (name, member) in value.as_object().into_iter().flatten() {
        let pointer = format!("{at}/{name}");
        members(member, &pointer, found);
        found.push(pointer);
    }
}

fn remove(call: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    call.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
}

fn mutations() -> Vec<Value> {
    let full = FULL.clone();
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(-0.5),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!(" "),
        json!("x"),
        json!("33"),
        json!([]),
        json!([1]),
        json!({}),
        json!({ "name": 1, "id": null }),
        json!("2020-11-23"),
        json!("2020-11-23T22:28:55Z"),
        json!("2020-11-23 22:28:55Z"),
        json!("2016-12-31T23:59:60Z"),
        json!("2016-12-31T23:58:60Z"),
        json!("2023-02-29"),
        json!("https://example.com/%zz"),
        json!("https://example.com/\u{e4}"),
        json!("urn:x:y"),
        json!("a@b"),
        json!("a@b.c"),
        json!("A <a@b.example>"),
        json!("\"a b\"@example.com"),
        json!("a@[127.0.0.1]"),
        json!("\u{e4}@example.com"),
        json!("\u{1f600}"),
    ];
    let mut pointers = Vec::new();
    members(&full, "", &mut pointers);
    let mut calls = vec![full.clone()];
    for pointer in &pointers {
        let mut call = full.clone();
        remove(&mut call, pointer);
        calls.push(call);
        for value in &values {
            let mut call = full.clone();
            *call.pointer_mut(pointer).unwrap() = value.clone();
            calls.push(call);
        }
    }
    for alias in &values {
        let mut both = full.clone();
        both["traits"] = alias.clone();
        let mut alone = both.clone();
        remove(&mut alone, "/user_traits");
        calls.extend([both, alone]);
    }
    calls
}

fn is_schema_rule(id: &str) -> bool {
    rules().iter().any(|rule| rule.id == id && rule.group == Group::Schema)
}

/// Another reader of the published schema.
static REFERENCE: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    jsonschema::options()
        .should_validate_formats(true)
        .with_email_options(EmailOptions::default().without_display_text())
        .with_pattern_options(PatternOptions::regex())
        .build(&identify_codegen::accepted_schema())
        .unwrap()
});

#[test]
fn the_same_as_that_of_the_schema() {
    let calls = mutations();
    assert!(calls.len() > 1000);
    for call in calls {
        let text = call.to_string();
        let findings = validate(text.as_bytes()).findings;
        let says_valid = !findings.iter().any(|it| is_schema_rule(&it.rule));
        assert_eq!(says_valid, REFERENCE.is_valid(&call), "{text}: {findings:#?}");
        // One change, one fault: both are told of one place.
        let schema = findings.iter().filter(|it| is_schema_rule(&it.rule)).count();
        assert!(schema <= 2, "{text}: {findings:#?}");
    }
}

/// What a finding says in words, all of it.
fn texts(finding: &Finding) -> impl Iterator<Item = &String> {
    [Some(&finding.message), finding.label.as_ref(), finding.help.as_ref()]
        .into_iter()
        .flatten()
        .chain(finding.related.iter().map(|related| &related.message))
        .chain(finding.suggestions.iter().map(|suggestion| &suggestion.message))
}

/// A finding never quotes the payload: what is in no schema and no rule cannot be in a message.
#[test]
fn messages_hold_nothing_of_the_payload() {
    let marks = ["zqxj", "QXZJ", "918273645", "1987", "1905", "2005", "a@b.example"];
    let values = [
        r#""zqxj""#,
        r#""zqxj@""#,
        r#""http://zqxj zqxj""#,
        "918273645",
        r#"["zqxj"]"#,
        r#"{"zqxj": "zqxj"}"#,
        r#""{\"zqxj\": 1}""#,
        r#""20-11-zqxj""#,
        r#""918273645""#,
        r#""zqxj <zqxj@zqxj>""#,
        r#""a@b.example, zqxj@b.example""#,
        r#""31.12.05""#,
        r#""04/03/1987""#,
        r#"["zqxj", "zqxj"]"#,
        "0918273645",
    ];
    let names = [
        "age",
        "email",
        "avatar",
        "birthday",
        "address",
        "name",
        "zqxj",
        "frist_name",
        "Email",
        "list",
    ];
    let plan = json!({ "properties": { "user_traits": {
        "additionalProperties": { "enum": ["red", "green"] },
        "properties": { "name": { "maxLength": 2, "pattern": "^[A-Z]$" }, "age": true, "email": true, "list": { "uniqueItems": true } },
    } } });
    let validators = [Validator::new(), Validator::builder().plan(plan).build().unwrap()];
    for (validator, value) in validators.iter().flat_map(|it| values.map(|value| (it, value))) {
        for name in names {
            for call in [
                format!(
                    r#"{{"user_id": "u1", "user_traits": {{"{name}": {value}}}, "timestamp": {value}}}"#
                ),
                format!(
                    r#"{{"user_id": {value}, "traits": {value}, "context": {value}, "QXZJ": {value}}}"#
                ),
            ] {
                for finding in validator.validate(call.as_bytes()).findings {
                    let shows =
                        texts(&finding).any(|text| marks.iter().any(|it| text.contains(it)));
                    assert!(!shows, "{call}: {finding:#?}");
                }
            }
        }
    }
}

/// Texts that are nearly dates, addresses and numbers, and texts that are nothing of the kind.
fn strings() -> impl Strategy<Value = String> {
    let forms = [
        r"[ ]?[0-9]{1,4}[-/. ][0-9]{1,2}[-/.][0-9]{1,4}",
        r"(20|19)?[0-9]{2}-[01]?[0-9]-[0-3]?[0-9][Tt _,]{1,2}[0-2]?[0-9]:[0-6][0-9](:[0-6][0-9])?([.,][0-9]{0,11})?( ?[AaPp][Mm])?( ?(Z|UTC|GMT|[+-\u{2212}][0-9]{2}:?([0-9]{2})?))?(\\[[A-Z]+\\])?\\n?",
        r"[0-9]{1,20}([.][0-9]{0,12})?",
        r"[A-Z][a-z]{2}, [0-9]{1,2} (Jan|Feb|May) [0-9]{2,4} [0-9]{2}:[0-9]{2}(:[0-9]{2})? ([+-][0-9]{4}|GMT)",
        r"([A-Za-z ]{0,5}<)?[a-z.\u{e4}]{0,4}@{0,2}[a-z.-]{0,5}[.][a-z]{0,3}>?[;, ]?([a-z]@[a-z])?",
        r"(https?:|//|[a-z.]{1,6})?[/\\\\]{0,2}[a-z.]{0,6}[/%# \u{e4}\u{1f600}<|]{0,3}[a-f0-9?]{0,4}",
        r"[\[{]?[\PC\n]{0,12}[\]}]?",
    ];
    Union::new(forms.map(|form| proptest::string::string_regex(form).unwrap()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text anywhere: no panic, the verdict of the schema, and fixes that mend what they are for.
    #[test]
    fn texts_of_all_kinds(text in strings(), at in 0_usize..8) {
        let pointers = [
            "/timestamp", "/user_traits/birthday", "/user_traits/avatar", "/user_traits/email",
            "/user_traits/age", "/user_traits/company", "/user_traits/company/id", "/user_id",
        ];
        let mut call = FULL.clone();
        call.as_object_mut().unwrap().remove("other");
        *call.pointer_mut(pointers[at]).unwrap() = Value::from(text);
        let source = call.to_string();
        let findings = validate(source.as_bytes()).findings;
        let says_valid = !findings.iter().any(|it| is_schema_rule(&it.rule));
        prop_assert_eq!(says_valid, REFERENCE.is_valid(&call), "{}: {:#?}", source, findings);
        prop_assert!(findings.len() <= 1, "{}: {:#?}", source, findings);
        for finding in &findings {
            let span = &finding.span;
            let (start, end) = (span.start.byte as usize, span.end.byte as usize);
            prop_assert!(source.get(start..end).is_some(), "{}: {:?}", source, span);
            let fixed = apply_fixes(source.as_bytes(), &findings, Safety::Unsafe);
            let after = validate(&fixed.bytes).findings;
            let is_mended = after.iter().all(|it| it.rule != finding.rule);
            prop_assert!(fixed.applied == 0 || is_mended, "{}: {:#?}", source, after);
            for suggestion in &finding.suggestions {
                let edit = &suggestion.edits[0];
                let mut bytes = source.clone().into_bytes();
                bytes.splice(edit.start as usize..edit.end as usize, edit.text.bytes());
                // A reading may still be a day on which nobody alive was born.
                let after = validate(&bytes).findings;
                let is_right = after.iter().all(|it| !is_schema_rule(&it.rule));
                prop_assert!(is_right, "{}: {:?}", source, suggestion);
            }
        }
    }
}
