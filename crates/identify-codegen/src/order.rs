//! The text of a document: its members in an order that a person reads well and that depends
//! neither on the build (`serde_json/preserve_order`) nor on the order of insertion.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

/// Keywords in the order in which they are written; others follow by name.
const KEYWORDS: &[&str] = &[
    // What the document is.
    "openapi",
    "x-generated-by",
    "$schema",
    "$id",
    "$comment",
    "$ref",
    "info",
    "servers",
    "tags",
    "paths",
    "components",
    // An operation.
    "operationId",
    "name",
    "url",
    "title",
    "summary",
    "description",
    "deprecated",
    "version",
    "license",
    "identifier",
    "security",
    "requestBody",
    "responses",
    "headers",
    "content",
    "schema",
    "style",
    // Assertions of a schema.
    "type",
    "const",
    "enum",
    "format",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "required",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "properties",
    "additionalProperties",
    "items",
    // Last, because they are long.
    "example",
    "examples",
    "$defs",
];

/// What the members of an object are named by.
#[derive(Clone, Copy)]
enum Names {
    /// The keywords of JSON Schema or OpenAPI.
    Keywords,
    /// Names that somebody chose: properties, definitions, status codes. Their values have
    /// keywords again.
    Chosen,
    /// An instance, such as an example: nothing in it is a keyword.
    Data,
}

impl Names {
    /// How the value of `key` is named. `value` tells the two meanings of `examples` apart: a
    /// list of instances in JSON Schema, a map of example objects in OpenAPI.
    fn within(self, key: &str, value: &Value) -> Self {
        match (self, key) {
            (Self::Data, _)
            | (Self::Keywords, "const" | "enum" | "default" | "example" | "value" | "required") => {
                Self::Data
            }
            (Self::Keywords, "examples") if value.is_array() => Self::Data,
            (
                Self::Keywords,
                "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "paths"
                | "responses" | "headers" | "content" | "schemas" | "securitySchemes" | "examples",
            ) => Self::Chosen,
            _ => Self::Keywords,
        }
    }

    fn rank(self, key: &str) -> usize {
        match self {
            Self::Keywords => KEYWORDS.iter().position(|k| *k == key).unwrap_or(KEYWORDS.len()),
            Self::Chosen | Self::Data => 0,
        }
    }
}

/// A value that serialises in the order of this module.
struct Ordered<'a>(&'a Value, Names);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, names) = *self;
        match value {
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(key, _)| (names.rank(key), *key));
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, &Ordered(value, names.within(key, value)))?;
                }
                map.end()
            }
            Value::Array(items) => {
                serializer.collect_seq(items.iter().map(|item| Ordered(item, names)))
            }
            scalar => scalar.serialize(serializer),
        }
    }
}

/// The text of a document: indented by two spaces, keywords in a fixed order that reads well,
/// names in alphabetical order, one line feed at the end.
///
/// ```
/// let text = identify_codegen::to_text(&serde_json::json!({ "type": "string", "title": "Name" }));
/// assert_eq!(text, "{\n  \"title\": \"Name\",\n  \"type\": \"string\"\n}\n");
/// ```
pub fn to_text(document: &Value) -> String {
    indented(document, Names::Keywords) + "\n"
}

/// The text of an example, indented.
pub(crate) fn example_block(example: &Value) -> String {
    indented(example, Names::Data)
}

/// The text of an example in one line.
pub(crate) fn example_line(example: &Value) -> String {
    serde_json::to_string(&Ordered(example, Names::Data)).unwrap_or_else(|_| example.to_string())
}

fn indented(value: &Value, names: Names) -> String {
    // Writing a `Value` into memory cannot fail; `Display` is the same without the order.
    serde_json::to_string_pretty(&Ordered(value, names)).unwrap_or_else(|_| value.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::to_text;

    #[test]
    fn keywords_have_an_order_and_names_another() {
        let text = to_text(&json!({
            "properties": { "type": { "type": "string", "description": "b" }, "a": true },
            "$schema": "s",
            "examples": [{ "type": 1, "description": 2 }],
        }));
        let places: Vec<_> =
            ["\"$schema\"", "\"properties\"", "\"a\"", "\"type\": {", "\"examples\""]
                .iter()
                .map(|part| text.find(part).unwrap())
                .collect();
        assert!(places.is_sorted(), "{text}");
        assert!(text.find("\"description\": 2") < text.find("\"type\": 1"), "{text}");
        assert!(text.find("\"description\": \"b\"") < text.find("\"type\": \"string\""), "{text}");
    }
}
