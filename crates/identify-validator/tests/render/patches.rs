//! The JSON Patch of a fix does what its edits do.

use std::{fs, path::Path};

use identify_validator::{Finding, InputFormat, Safety, Validator, apply_fixes, rules};
use proptest::prelude::*;
use serde_json::Value;

fn validator() -> Validator {
    Validator::builder().patches(true).level(identify_validator::Level::Note).build().unwrap()
}

/// How many patches were compared with the edits.
fn compare(validator: &Validator, call: &[u8]) -> usize {
    let mut compared = 0;
    for finding in validator.validate(call).findings {
        let Some(patch) = finding.fix.as_ref().and_then(|fix| fix.patch.clone()) else { continue };
        let patch: json_patch::Patch =
            serde_json::from_value(serde_json::to_value(patch).unwrap()).unwrap();
        let mut patched: Value = serde_json::from_slice(call).unwrap();
        json_patch::patch(&mut patched, &patch).unwrap();
        let alone: [Finding; 1] = [finding];
        let edited = apply_fixes(call, &alone, Safety::Unsafe);
        assert_eq!(edited.applied, 1, "{}", String::from_utf8_lossy(call));
        let edited: Value = serde_json::from_slice(&edited.bytes).unwrap();
        assert_eq!(patched, edited, "{patch} on {}", String::from_utf8_lossy(call));
        compared += 1;
    }
    compared
}

#[test]
fn patches_of_all_samples() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/invalid");
    if !fixtures.exists() {
        return; // Not in the published crate.
    }
    let mut compared = 0;
    for rule in rules() {
        let folder = fixtures.join(rule.id);
        let plan = fs::read_to_string(folder.join("plan.json")).ok();
        let mut builder = Validator::builder().patches(true);
        if let Some(plan) = plan {
            builder = builder.plan(serde_json::from_str(&plan).unwrap());
        }
        let validator = builder.build().unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                compared += compare(&validator, &fs::read(path).unwrap());
            }
        }
    }
    assert!(compared > 30, "{compared} patches");
}

#[test]
fn patches_are_of_the_call() {
    let log = br#"[{"user_id": "a", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"},
        {"user_id": "b", "traits": {"age": "1e2"}, "timestamp": "2020-11-23T22:28:55Z"}]"#;
    let report = validator().validate_as(log, InputFormat::Array);
    let patches: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| serde_json::to_value(&finding.fix.as_ref().unwrap().patch).unwrap())
        .collect();
    assert_eq!(
        patches[0],
        serde_json::json!([{ "op": "move", "from": "/traits", "path": "/user_traits" }])
    );
}

#[test]
fn there_is_no_patch_where_it_would_not_be_true() {
    for call in [
        // Not JSON before.
        r#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z",}"#,
        // A name twice.
        r#"{"user_id": "u1", "traits": {"a": 1, "a": 2}, "timestamp": "2020-11-23T22:28:55Z"}"#,
        // A number that would be rounded.
        r#"{"user_id": "u1", "user_traits": {"age": "36.00000000000000000001"}, "timestamp": "2020-11-23T22:28:55Z"}"#,
    ] {
        for finding in validator().validate(call.as_bytes()).findings {
            assert!(finding.fix.is_none_or(|fix| fix.patch.is_none()), "{call}");
        }
    }
    let call = r#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    let without = Validator::new().validate(call.as_bytes()).findings.remove(0);
    assert_eq!(without.fix.unwrap().patch, None);
}

/// Calls with faults that have fixes, and with names and values that are hard for pointers.
fn call() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "traits",
        "user_traits",
        "userId",
        "user_id",
        "firstName",
        "first-name",
        "a/b",
        "~0",
        "",
        "age",
        "company",
        "employeeCount",
        "address",
        "postalCode",
        "timestamp",
        "createdAt",
        "birthday",
        "avatar",
        "website",
        "email",
    ]);
    let leaf = prop::sample::select(vec![
        r#""36""#,
        "1.50",
        "null",
        "true",
        r#""2020-11-23""#,
        r#""2020-11-23 22:28:55""#,
        "1606170535",
        r#""ada@example.com ""#,
        "1e400",
        "[]",
        "{}",
        r#""é\u0041""#,
        "9007199254740993",
    ])
    .prop_map(str::to_owned);
    let object = |members: Vec<(&str, String)>| {
        let members: Vec<String> =
            members.iter().map(|(name, value)| format!("{name:?}: {value}")).collect();
        format!("{{{}}}", members.join(", "))
    };
    let value = leaf.prop_recursive(3, 24, 6, move |value| {
        prop_oneof![
            prop::collection::vec((name.clone(), value.clone()), 0..6).prop_map(object),
            prop::collection::vec(value, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
        ]
    });
    (value, any::<bool>()).prop_map(|(traits, is_alias)| {
        let name = if is_alias { "traits" } else { "userTraits" };
        format!(r#"{{"userId": "u1", "{name}": {traits}, "timestamp": "2020-11-23T22:28:55"}}"#)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn patches_do_what_the_edits_do(call in call()) {
        compare(&validator(), call.as_bytes());
    }
}
