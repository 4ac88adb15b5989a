use serde_json::{Value, json};

use super::{Program, Screener, Surroundings, Trigger};
use crate::{InputFormat, Validator};

fn screener() -> Screener {
    Screener::new(&Validator::new())
}

const CALL: &str =
    r#"{"user_id": "u1", "user_traits": {"plan": "pro"}, "timestamp": "2020-11-23T22:28:55Z"}"#;

#[test]
fn lines_up_to_the_first_look() {
    let block = format!("{CALL}\n\r\n  {CALL}\r\n{{}}\n{CALL}\n");
    let clean = screener().lines(block.as_bytes(), 0);
    assert_eq!((clean.calls, clean.lines), (2, 3));
    assert_eq!(block.get(clean.end..clean.end + 3), Some("{}\n"));
    let rest = screener().lines(block.as_bytes(), clean.end + 3);
    assert_eq!((rest.calls, rest.lines, rest.end), (1, 1, block.len()));
}

#[test]
fn documents() {
    let clean = |text: &str, format| {
        screener().document(text.as_bytes(), format).map(|document| document.calls)
    };
    assert_eq!(clean(CALL, InputFormat::Json), Some(1));
    assert_eq!(clean(&CALL.replace(' ', "\n"), InputFormat::Json), Some(1));
    assert_eq!(clean(&format!("[{CALL} , {CALL}]"), InputFormat::Array), Some(2));
    assert_eq!(clean(&format!("[{CALL},]"), InputFormat::Array), None);
    assert_eq!(clean(&format!("{CALL}{CALL}"), InputFormat::Json), None);
}

/// What no single rule sees in a name is still seen where two names stand in one object.
#[test]
fn names_that_stand_twice_or_are_one_column() {
    let with = |names: &str| CALL.replace(r#""plan": "pro""#, names);
    let is_clean = |text: &str| screener().lines(text.as_bytes(), 0).calls == 1;
    assert!(is_clean(&with(
        r#""tier": 1, "in": {"tier": 1, "on": {"tier": 2}}, "of": [{"tier": 1}]"#
    )));
    assert!(!is_clean(&with(r#""tier": 1, "in": {"tier": 1}, "tier": 2"#)));
    assert!(!is_clean(&with(r#""in": {"userTier": 1, "on": {"userTier": 1}, "user_tier": 2}"#)));
}

/// Names without end: those that were met are forgotten, and a call with too many takes a look.
#[test]
fn many_names() {
    let mut screener = screener();
    for number in 0..20_000 {
        let call = CALL.replace("plan", &format!("key{number}"));
        assert_eq!(screener.lines(call.as_bytes(), 0).calls, 1, "{number}");
    }
    let names: Vec<String> = (0..10_000).map(|number| format!(r#""k{number}":1,"#)).collect();
    let call = CALL.replace(r#""plan""#, &format!(r#"{}"plan""#, names.concat()));
    assert_eq!(screener.lines(call.as_bytes(), 0).calls, 0);
    assert_eq!(screener.lines(CALL.as_bytes(), 0).calls, 1);
}

/// Whether values are proven clean by schemas that are not the contract's.
fn proves(schemas: &[Value], value: &Value) -> bool {
    let schemas: Vec<&Value> = schemas.iter().collect();
    let around = Surroundings::new(
        chrono::DateTime::UNIX_EPOCH,
        crate::placeholders::Placeholders::default(),
    );
    let triggers: [Trigger; 0] = [];
    let program = Program::new(&schemas, triggers, around);
    let mut screener = Screener::with(program.into(), u64::MAX);
    screener.document(value.to_string().as_bytes(), InputFormat::Json).is_some()
}

#[test]
fn schemas_of_any_kind() {
    let schema = json!({
        "$defs": { "node": {
            "type": "object",
            "properties": { "next": { "$ref": "#/$defs/node" }, "size": { "minimum": 1, "maximum": 9 } },
            "additionalProperties": { "type": "string", "maxLength": 3 },
        }},
        "$ref": "#/$defs/node",
        "required": ["size"],
    });
    let prove = |value| proves(std::slice::from_ref(&schema), &value);
    assert!(prove(json!({ "size": 3, "next": { "next": { "size": 9, "x": "äöü" } } })));
    assert!(!prove(json!({ "size": 3, "next": { "next": { "size": 10 } } })));
    assert!(!prove(json!({ "size": 3, "x": "abcd" })));
    assert!(!prove(json!({ "next": {} })));
    // Both of two schemas must hold.
    let other = json!({ "properties": { "x": { "enum": ["a", "b"] } }, "minProperties": 2 });
    let both = [schema, other];
    assert!(proves(&both, &json!({ "size": 1, "x": "a" })));
    assert!(!proves(&both, &json!({ "size": 1, "x": "c" })));
    assert!(!proves(&both, &json!({ "size": 1 })));
}

/// What the compiler does not know takes a look, and nothing else does.
#[test]
fn unknown_keywords() {
    for (schema, is_proven) in [
        (json!({}), true),
        (json!({ "properties": { "a": { "pattern": "^x$" } } }), false),
        (json!({ "properties": { "b": { "pattern": "^x$" } } }), true),
        (json!({ "properties": { "a": { "format": "ipv4" } } }), false),
        (json!({ "patternProperties": { "^x": false } }), false),
        (json!({ "$schema": "http://json-schema.org/draft-07/schema#" }), false),
        (json!({ "properties": { "b": { "$id": "other" } } }), false),
        (json!({ "dependentRequired": {} }), false),
        (json!({ "newest": 1 }), false),
        (json!({ "anyOf": [{ "newest": 1 }, { "type": "object" }] }), true),
        (json!({ "oneOf": [{ "newest": 1 }, { "type": "object" }] }), false),
        (json!({ "oneOf": [{ "type": "string" }, { "type": "object" }] }), true),
        (json!({ "not": { "type": "string" } }), false),
    ] {
        assert_eq!(
            proves(std::slice::from_ref(&schema), &json!({ "a": "x" })),
            is_proven,
            "{schema}"
        );
    }
}
