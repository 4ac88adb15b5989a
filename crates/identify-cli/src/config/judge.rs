//! What the schema of `identify.toml` says against a file, in the words of its author.

use std::sync::LazyLock;

use identify_validator::rules;
use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value;

use super::{
    config_schema,
    mistake::Mistake,
    tree::{Tree, child},
};

struct Judge {
    schema: Value,
    validator: Validator,
}

static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
    let schema = config_schema();
    match jsonschema::options().build(&schema) {
        Ok(validator) => Judge { schema, validator },
        // The document is our own, and a test compiles it.
        Err(error) => unreachable!("the schema of the settings compiles: {error}"),
    }
});

/// Everything that the schema says against a file.
pub(super) fn mistakes(tree: &Tree) -> Vec<Mistake> {
    let errors = JUDGE.validator.iter_errors(&tree.value);
    errors.flat_map(|error| explain(&error, tree)).collect()
}

fn explain(error: &ValidationError<'_>, tree: &Tree) -> Vec<Mistake> {
    let pointer = error.instance_path().as_str();
    let places = tree.places(pointer);
    let value = places.value;
    let found = tree.value.pointer(pointer).map_or("nothing", kind);
    let name = name_of(pointer);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|key| unknown(key, pointer, tree)).collect()
        }
        ValidationErrorKind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            let message = format!("`{property}` is missing here");
            vec![Mistake::new(value, message, format!("expected `{property}`"))]
        }
        ValidationErrorKind::Type { kind } => {
            let message = format!("{name} must be {}, found {found}", expected(kind));
            vec![Mistake::new(value, message, format!("expected {}", expected(kind)))]
        }
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            let names: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
            let message = format!("{name} must be one of {}", listed(&names));
            let text = tree.value.pointer(pointer).and_then(Value::as_str);
            let near = text.and_then(|text| near(text, names.iter().copied()));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            vec![Mistake::new(value, message, "not one of these").help(help)]
        }
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::Pattern { .. } => {
            let message = format!("{name} must be a number of bytes, such as 65536 or \"64KiB\"");
            vec![Mistake::new(value, message, "not a number of bytes")]
        }
        ValidationErrorKind::Minimum { limit } => {
            let message = format!("{name} must be at least {limit}");
            vec![Mistake::new(value, message, "too small")]
        }
        ValidationErrorKind::Maximum { limit } => {
            let message = format!("{name} must be at most {limit}");
            vec![Mistake::new(value, message, "too large")]
        }
        _ => vec![Mistake::new(value, format!("{name} has a value that cannot be"), "this value")],
    }
}

/// A key that nothing declares.
fn unknown(key: &str, pointer: &str, tree: &Tree) -> Mistake {
    let places = tree.places(&child(pointer, key));
    let span = places.key.unwrap_or(places.value);
    if pointer.ends_with("/rules") {
        let is_fixed = rules().iter().any(|rule| rule.id == key);
        if is_fixed {
            let message = "the level of this rule cannot be changed: it is part of the contract";
            let help = "`identify rules` says which rules can be set".to_owned();
            return Mistake::new(span, message, "part of the contract").help(Some(help));
        }
    }
    let known = known(pointer);
    let what = if pointer.ends_with("/rules") { "rule" } else { "setting" };
    let help = match near(key, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if what == "rule" => "`identify rules` lists them".to_owned(),
        None => {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            format!("there are {}", listed(&known))
        }
    };
    let message = format!("there is no such {what}");
    Mistake::new(span, message, format!("not a {what}")).help(Some(help))
}

/// The keys that may stand in an object of the file.
fn known(pointer: &str) -> Vec<String> {
    let mut schema = &JUDGE.schema;
    for token in pointer.split('/').skip(1) {
        let next = schema.get("properties").and_then(|properties| properties.get(token));
        let Some(next) = next.or_else(|| schema.get("items")) else { return Vec::new() };
        schema = next;
    }
    let names = schema.get("properties").and_then(Value::as_object);
    // What is for editors alone is not suggested.
    let names = names.into_iter().flat_map(serde_json::Map::keys);
    names.filter(|name| !name.starts_with('$')).cloned().collect()
}

/// The name that was most likely meant.
fn near<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = text.to_lowercase().replace(['_', ' '], "-");
    let distance = |name: &str| strsim::osa_distance(&wanted, name);
    let near = names.min_by_key(|name| distance(name))?;
    (distance(near) <= near.len().div_ceil(3)).then_some(near)
}

/// How a part is called: by its key.
fn name_of(pointer: &str) -> String {
    let mut keys = pointer.rsplit('/').filter(|token| token.parse::<u64>().is_err());
    match keys.next() {
        Some(key) if !key.is_empty() => format!("`{key}`"),
        _ => "the file".to_owned(),
    }
}

fn expected(kind: &TypeKind) -> String {
    let words = |kind: jsonschema::JsonType| match kind.to_string().as_str() {
        "object" => "a table",
        "array" => "an array",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        _ => "a string",
    };
    match kind {
        TypeKind::Single(kind) => words(*kind).to_owned(),
        TypeKind::Multiple(kinds) => kinds.iter().map(words).collect::<Vec<_>>().join(" or "),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "a date",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "a table",
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
