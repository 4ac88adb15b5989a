//! What holds of the schemas of the call.
#![allow(clippy::unwrap_used, reason = "a test may state what must hold")]

use identify_codegen::{accepted_schema, identify_schema, to_text};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// Keywords that the plain document may have: those that every reader of draft 2020-12 knows and
/// every generator of types can follow.
const PLAIN: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "$ref",
    "$defs",
    "title",
    "description",
    "examples",
    "type",
    "format",
    "minLength",
    "minimum",
    "required",
    "properties",
    "additionalProperties",
    "anyOf",
];

/// Those that the accepted document has besides.
const ACCEPTED: &[&str] = &["deprecated", "oneOf"];

const FORMATS: &[&str] = &["date", "date-time", "email", "uri"];

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// Calls `see` with each subschema and its JSON Pointer.
fn walk(schema: &Value, pointer: &str, see: &mut impl FnMut(&Map<String, Value>, &str)) {
    let Some(keywords) = schema.as_object() else { return };
    see(keywords, pointer);
    for (keyword, value) in keywords {
        let at = format!("{pointer}/{keyword}");
        match keyword.as_str() {
            "properties" | "$defs" => {
                for (name, schema) in value.as_object().unwrap() {
                    walk(schema, &format!("{at}/{name}"), see);
                }
            }
            "anyOf" | "oneOf" | "allOf" => {
                for (index, schema) in value.as_array().unwrap().iter().enumerate() {
                    walk(schema, &format!("{at}/{index}"), see);
                }
            }
            "additionalProperties" | "items" | "not" => walk(value, &at, see),
            _ => {}
        }
    }
}

#[test]
fn only_known_keywords_and_formats() {
    let extended = [PLAIN, ACCEPTED].concat();
    for (schema, known) in [(identify_schema(), PLAIN), (accepted_schema(), &extended)] {
        walk(&schema, "", &mut |keywords, pointer| {
            for (keyword, value) in keywords {
                assert!(known.contains(&keyword.as_str()), "{pointer}/{keyword}");
                if keyword == "format" {
                    assert!(FORMATS.contains(&value.as_str().unwrap()), "{pointer}: {value}");
                }
                let closed = keyword == "additionalProperties" && *value == json!(false);
                assert!(!closed, "{pointer}: custom members stay allowed");
            }
        });
    }
}

#[test]
fn the_plain_document_is_plain() {
    let schema = identify_schema();
    assert!(schema.get("anyOf").is_none() && schema.get("oneOf").is_none());
    assert!(schema["properties"].get("traits").is_none());
    assert!(schema["required"].as_array().unwrap().contains(&"user_traits".into()));
    walk(&schema, "", &mut |keywords, pointer| {
        if let Some(name) = keywords.get("type") {
            assert!(name.is_string() && name != "null", "{pointer}: {name}");
        }
    });
}

#[test]
fn every_member_is_described() {
    let mut members = 0;
    for schema in [identify_schema(), accepted_schema()] {
        walk(&schema, "", &mut |keywords, pointer| {
            let is_member = pointer.rsplit('/').nth(1) == Some("properties");
            let within_branch = pointer.contains("/oneOf/");
            if (is_member && !within_branch) || pointer.is_empty() {
                members += 1;
                for annotation in ["title", "description", "examples"] {
                    assert!(keywords.contains_key(annotation), "{pointer} has no {annotation}");
                }
            }
        });
    }
    // The call, its 4 members, 15 traits, 5 members of `address` and of `company`; and `traits`.
    assert!(members >= 30 + 31, "{members} members");
}

#[test]
fn examples_are_valid() {
    for schema in [identify_schema(), accepted_schema()] {
        walk(&schema, "", &mut |keywords, pointer| {
            let Some(examples) = keywords.get("examples") else { return };
            let mut alone = keywords.clone();
            alone.remove("$id");
            alone.insert("$defs".to_owned(), schema["$defs"].clone());
            let validator = validator(&Value::Object(alone));
            for example in examples.as_array().unwrap() {
                let errors: Vec<_> =
                    validator.iter_errors(example).map(|e| e.to_string()).collect();
                assert!(errors.is_empty(), "{pointer}: {example}: {errors:?}");
            }
        });
    }
}

/// The same table is put before Ajv and Python's jsonschema by `cargo xtask judge`.
#[test]
fn verdicts() {
    let rows: Vec<Value> = serde_json::from_str(include_str!("verdicts.json")).unwrap();
    let (plain, accepted) = (validator(&identify_schema()), validator(&accepted_schema()));
    for row in rows {
        let verdict = |validator: &Validator| json!(validator.is_valid(&row["call"]));
        assert_eq!(verdict(&plain), row["plain"], "plain: {}", row["why"]);
        assert_eq!(verdict(&accepted), row["accepted"], "accepted: {}", row["why"]);
    }
}

/// What may be sent is accepted, but for the one thing that the plain document cannot see.
#[test]
fn the_accepted_document_differs_only_where_it_should() {
    fn without_null(schema: &mut Value) {
        if let Some(types) = schema.get("type").and_then(Value::as_array) {
            schema["type"] = types.iter().find(|name| *name != "null").unwrap().clone();
        }
        if let Some(branches) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
            branches.retain(|branch| *branch != json!({ "type": "null" }));
            if let [only] = branches.as_slice() {
                let only = only.as_object().unwrap().clone();
                let keywords = schema.as_object_mut().unwrap();
                keywords.remove("anyOf");
                keywords.extend(only);
            }
        }
        match schema {
            Value::Object(members) => members.values_mut().for_each(without_null),
            Value::Array(items) => items.iter_mut().for_each(without_null),
            _ => {}
        }
    }
    let (plain, mut accepted) = (identify_schema(), accepted_schema());
    accepted["properties"].as_object_mut().unwrap().remove("traits");
    accepted.as_object_mut().unwrap().remove("oneOf");
    for keyword in ["$id", "title", "required"] {
        accepted[keyword] = plain[keyword].clone();
    }
    without_null(&mut accepted);
    assert_eq!(accepted, plain);
}

#[test]
fn the_text_is_deterministic_and_in_order() {
    for make in [identify_schema, accepted_schema] {
        assert_eq!(to_text(&make()), to_text(&make()));
    }
    let text = to_text(&identify_schema());
    let mut last = 0;
    for part in ["\"$schema\"", "\"$id\"", "\"title\"", "\"type\"", "\"properties\"", "\"$defs\""] {
        let place = text.find(part).unwrap();
        assert!(place > last, "{part} stands too early");
        last = place;
    }
    // Traits stand in alphabetical order, as in the specification's table.
    let traits = &text[text.find("\"UserTraits\"").unwrap()..];
    assert!(traits.find("\"address\"") < traits.find("\"website\""));
}
