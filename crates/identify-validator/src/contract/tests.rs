//! A model with several deprecated names, which the contract itself does not have.

use identify_codegen::Alias;
use identify_json::{Arena, Framing, Records};
use serde_json::{Value, json};

use super::Contract;
use crate::{
    call::{Call, FileState},
    draft::Draft,
    judge::settle,
    rule::Offences,
    rules::RULES,
    validator::InputFormat,
};

/// As `identify-codegen` makes it of two aliases beside each other, and of one inside.
fn contract() -> &'static Contract {
    let one_of = |member: &str, alias: &str| {
        json!({ "oneOf": [
            { "properties": { member: true }, "required": [member] },
            { "properties": { alias: true }, "required": [alias] },
        ] })
    };
    let mut call = one_of("user_id", "uid");
    let text = json!({ "type": "string" });
    let traits = json!({ "$ref": "#/$defs/Traits" });
    let more: Value = json!({
        "type": "object",
        "required": ["timestamp"],
        "properties": {
            "user_id": text, "uid": text, "user_traits": traits, "traits": traits,
            "timestamp": text,
        },
        "allOf": [one_of("user_traits", "traits")],
        "$defs": { "Traits": {
            "type": "object",
            "properties": { "zip": text, "postcode": text, "first_name": text },
            "oneOf": [
                { "properties": { "zip": true }, "required": ["zip"] },
                { "properties": { "postcode": true }, "required": ["postcode"] },
                { "properties": { "zip": false, "postcode": false } },
            ],
        } },
    });
    call.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    let aliases = [
        Alias::new("", "user_id", "uid"),
        Alias::new("", "user_traits", "traits"),
        Alias::new("/$defs/Traits", "zip", "postcode"),
    ];
    Box::leak(Box::new(Contract::of(call, &aliases)))
}

/// What the rules say of a call of that contract, as rule, bytes and fix.
fn findings(contract: &'static Contract, call: &str) -> Vec<(String, String, String)> {
    let mut records = Records::new(call.as_bytes(), Framing::Whole);
    let record = records.next().unwrap().unwrap();
    let mut arena = Arena::new();
    let tree = arena.parse(record.bytes);
    let root = tree.root();
    let mut seen = Call::new(root, record, InputFormat::Json, tree.faults(), FileState::default());
    seen.contract = contract;
    seen.mismatches = settle(contract.judge().faults(root.unwrap()));
    let mut drafts: Vec<Draft> = Vec::new();
    for rule in RULES {
        let mut notes = Vec::new();
        let (drafts, notes) = (&mut drafts, &mut notes);
        let mut offences = Offences { rule, level: rule.level, drafts, notes };
        (rule.check)(&seen, &mut offences);
    }
    drafts.sort_by_key(|draft| draft.span.start);
    let told = |draft: &Draft| {
        let bytes = &call[draft.span.start as usize..draft.span.end as usize];
        let fix = draft.fix.iter().flat_map(|(_, edits)| edits);
        let fix = fix.map(|(_, text)| text.as_str()).collect::<String>();
        (draft.rule.to_owned(), bytes.to_owned(), fix)
    };
    drafts.iter().map(told).collect()
}

fn told(rows: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let own = |(a, b, c): &(&str, &str, &str)| ((*a).into(), (*b).into(), (*c).into());
    rows.iter().map(own).collect()
}

#[test]
fn several_members_have_deprecated_names() {
    let contract = contract();
    let deprecated = "deprecated-alias";
    assert_eq!(
        findings(contract, r#"{"uid": "u", "traits": {"postcode": "1"}, "timestamp": ""}"#),
        told(&[
            (deprecated, r#""uid""#, r#""user_id""#),
            (deprecated, r#""traits""#, r#""user_traits""#),
            (deprecated, r#""postcode""#, r#""zip""#),
        ])
    );
    let conflict = "conflicting-alias";
    assert_eq!(
        findings(
            contract,
            r#"{"user_id": "u", "uid": "u", "user_traits": {"zip": "1", "postcode": "1"}, "traits": {}, "timestamp": ""}"#
        ),
        told(&[
            (conflict, r#""uid""#, ""),
            (conflict, r#""postcode""#, ""),
            (conflict, r#""traits""#, ""),
        ])
    );
    // Each is missing by itself, and a name that is nearly an alias means the member.
    assert_eq!(
        findings(contract, r#"{"UID": "u", "timestamp": ""}"#),
        told(&[("missing-member", "{", ""), ("missing-member", r#""UID""#, r#""user_id""#),])
    );
    assert_eq!(
        findings(
            contract,
            r#"{"user_id": "u", "user_traits": {"postCode": "1"}, "timestamp": ""}"#
        ),
        told(&[("near-miss-member", r#""postCode""#, r#""zip""#)])
    );
}
