//! What holds of the OpenAPI document and of the field reference.
#![allow(clippy::unwrap_used, reason = "a test may state what must hold")]

use identify_codegen::{Body, OPERATION, Problem, Verdict, identify_schema, openapi, reference};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

/// Stands in for the validator's finding, which is not known here.
#[derive(JsonSchema, Serialize)]
struct Finding {
    /// Id of the rule.
    rule: String,
    /// How serious it is.
    level: Level,
}

/// How serious a finding is.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// The call is not valid.
    Error,
}

fn document() -> Value {
    openapi(&[Finding { rule: "missing-member".to_owned(), level: Level::Error }])
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(reference.clone());
            }
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Whether `instance` is valid by a component.
fn is_valid(document: &Value, component: &str, instance: &Value) -> bool {
    let schema = json!({
        "$ref": format!("#/components/schemas/{component}"),
        "components": document["components"],
    });
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    validator.is_valid(instance)
}

#[test]
fn references_resolve() {
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 10, "{found:?}");
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn the_operation_is_the_table() {
    let document = document();
    let operation = &document["paths"][OPERATION.path][OPERATION.method.to_lowercase()];
    assert_eq!(operation["operationId"], OPERATION.id);
    assert_eq!(operation["tags"][0], document["tags"][0]["name"]);
    let statuses: Vec<_> = operation["responses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200", "400", "413", "415", "422", "429", "503"]);
    for outcome in OPERATION.outcomes {
        let response = &document["components"]["responses"][outcome.component];
        assert_eq!(response["headers"]["Retry-After"].is_object(), outcome.retry_after);
        let media = &response["content"][outcome.body.media_type()];
        let schema = if outcome.body == Body::Verdict { "Verdict" } else { "Problem" };
        assert!(is_valid(&document, schema, &media["example"]), "{}", media["example"]);
    }
    let schemes = &document["components"]["securitySchemes"];
    for (name, _) in document["security"][0].as_object().unwrap() {
        assert!(schemes[name].is_object());
    }
}

#[test]
fn the_request_body_is_the_plain_document() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let ours = schemas["IdentifyCall"].to_string().replace("#/components/schemas/", "#/$defs/");
    let mut ours: Value = serde_json::from_str(&ours).unwrap();
    let theirs = identify_schema();
    for keyword in ["$schema", "$id", "$comment"] {
        ours[keyword] = theirs[keyword].clone();
    }
    for name in theirs["$defs"].as_object().unwrap().keys() {
        let text = schemas[name].to_string().replace("#/components/schemas/", "#/$defs/");
        ours["$defs"][name] = serde_json::from_str(&text).unwrap();
    }
    assert_eq!(ours, theirs);

    let body = &document["paths"]["/identify"]["post"]["requestBody"];
    let media = &body["content"]["application/json"];
    assert_eq!(media["schema"]["$ref"], "#/components/schemas/IdentifyCall");
    let examples = media["examples"].as_object().unwrap();
    assert!(examples.contains_key("minimal") && examples.contains_key("full"));
    for (name, example) in examples {
        assert!(is_valid(&document, "IdentifyCall", &example["value"]), "{name}");
    }
}

#[test]
fn the_bodies_serialise_to_their_schemas() {
    let document = document();
    let finding = || Finding { rule: "unknown-member".to_owned(), level: Level::Error };
    let verdict = json!(Verdict::new(vec![finding()]));
    assert!(is_valid(&document, "Verdict", &verdict), "{verdict}");
    for outcome in OPERATION.outcomes.iter().filter(|outcome| outcome.body != Body::Verdict) {
        let mut problem = Problem::new(outcome, vec![finding()]);
        assert!(is_valid(&document, "Problem", &json!(problem)), "{}", outcome.name);
        problem.detail = Some("1 error".to_owned());
        problem.instance = Some("urn:uuid:7c0dd2b6-5d1f-4c8b-9f0a-3a5f1f3a9c11".to_owned());
        assert!(is_valid(&document, "Problem", &json!(problem)), "{}", outcome.name);
    }
}

#[test]
fn the_reference_lists_every_member() {
    let (schema, reference) = (identify_schema(), reference());
    let definitions = schema["$defs"].as_object().unwrap().values();
    for object in definitions.chain([&schema]) {
        for (name, _) in object["properties"].as_object().unwrap() {
            assert!(reference.contains(&format!("\n| `{name}` | ")), "{name}");
        }
    }
    assert!(reference.contains("| `traits` | Deprecated"));
    assert!(reference.lines().filter(|line| line.starts_with('|')).all(|line| line.ends_with('|')));
}
