//! Kinds of JSON values, as schemas and as messages call them.

use identify_json::{Arena, Kind};
use jsonschema::JsonType;

/// The type that a schema gives to values of this kind; nothing for what is not JSON.
pub(crate) fn json_type(kind: Kind) -> Option<JsonType> {
    match kind {
        Kind::Null => Some(JsonType::Null),
        Kind::Boolean => Some(JsonType::Boolean),
        Kind::Number => Some(JsonType::Number),
        Kind::String => Some(JsonType::String),
        Kind::Array => Some(JsonType::Array),
        Kind::Object => Some(JsonType::Object),
        Kind::Unknown => None,
    }
}

/// A type, in a noun with its article.
pub(crate) fn type_noun(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "an array",
        JsonType::Object => "an object",
    }
}

/// A kind of value, in a noun with its article.
pub(crate) fn noun(kind: Kind) -> &'static str {
    json_type(kind).map_or("something that is not JSON", type_noun)
}

/// Whether a text is exactly one JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    let mut arena = Arena::new();
    let tree = arena.parse(text.as_bytes());
    tree.faults().is_empty()
        && tree
            .root()
            .is_some_and(|root| root.kind() == Kind::Number && root.raw().len() == text.len())
}
