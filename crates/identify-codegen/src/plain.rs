//! What every published schema has in common, whatever schemars makes of the Rust types: no
//! `null` for a member that may be left out, no format that the standard does not know, no
//! list of types, no reference to what is not an object, a title on every member, prose without
//! the line breaks of the source.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

/// Formats of JSON Schema 2020-12 (validation, section 7.3) that the documents use. schemars
/// adds others for Rust's numbers (`uint32`, `double`), which strict validators refuse.
const FORMATS: &[&str] = &["date", "date-time", "email", "uri", "uri-reference"];

/// Applies the whole module to a root schema. Vendor keywords stay: see [`drop_vendor_keywords`].
pub(crate) fn tidy(schema: &mut Schema) {
    inline_values(schema);
    title_definitions(schema);
    RecursiveTransform(|schema: &mut Schema| {
        let Some(keywords) = schema.as_object_mut() else { return };
        each_optional_member(keywords, forbid_null);
        add_titles(keywords);
        if keywords.get("format").and_then(Value::as_str).is_some_and(|f| !FORMATS.contains(&f)) {
            keywords.remove("format");
        }
        split_types(keywords);
        if let Some(Value::String(description)) = keywords.get_mut("description") {
            *description = unwrap_lines(description);
        }
    })
    .transform(schema);
}

/// Removes the keywords by which `identify-types` talks to this crate (`x-…`).
pub(crate) fn drop_vendor_keywords(schema: &mut Schema) {
    RecursiveTransform(|schema: &mut Schema| {
        if let Some(keywords) = schema.as_object_mut() {
            keywords.retain(|keyword, _| !keyword.starts_with("x-"));
        }
    })
    .transform(schema);
}

/// Calls `change` with each property that is not required.
pub(crate) fn each_optional_member(keywords: &mut Map<String, Value>, change: fn(&mut Schema)) {
    let required = keywords.get("required").cloned().unwrap_or_default();
    let Some(Value::Object(properties)) = keywords.get_mut("properties") else { return };
    for (name, property) in properties {
        let needed = required.as_array().is_some_and(|names| names.iter().any(|n| n == name));
        if let (false, Ok(property)) = (needed, <&mut Schema>::try_from(property)) {
            change(property);
        }
    }
}

/// Puts a definition that is neither an object with members nor an enumeration in place of the
/// references to it. What a newtype of the model is for, the member's own prose says.
fn inline_values(schema: &mut Schema) {
    let Some(Value::Object(definitions)) = schema.get_mut("$defs") else { return };
    let (named, values): (Map<_, _>, Map<_, _>) = std::mem::take(definitions)
        .into_iter()
        .partition(|(_, d)| ["properties", "oneOf", "enum"].iter().any(|k| d.get(k).is_some()));
    if named.is_empty() {
        schema.remove("$defs");
    } else {
        schema.insert("$defs".to_owned(), named.into());
    }
    RecursiveTransform(|schema: &mut Schema| {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let name = reference.and_then(|reference| reference.strip_prefix("#/$defs/"));
        let value = name.and_then(|name| values.get(name)).and_then(Value::as_object);
        if let (Some(value), Some(keywords)) = (value.cloned(), schema.as_object_mut()) {
            keywords.remove("$ref");
            for (keyword, value) in value {
                keywords.entry(keyword).or_insert(value);
            }
        }
    })
    .transform(schema);
}

/// Gives each definition its name as title, by which generators name their types.
fn title_definitions(schema: &mut Schema) {
    let Some(Value::Object(definitions)) = schema.get_mut("$defs") else { return };
    for (name, definition) in definitions {
        if let Some(definition) = definition.as_object_mut() {
            definition.entry("title").or_insert_with(|| name.clone().into());
        }
    }
}

/// Gives each member that has no title its name in words.
fn add_titles(keywords: &mut Map<String, Value>) {
    let Some(Value::Object(properties)) = keywords.get_mut("properties") else { return };
    for (name, property) in properties {
        if let Some(property) = property.as_object_mut() {
            property.entry("title").or_insert_with(|| words(name).into());
        }
    }
}

/// `employee_count` is "Employee count".
fn words(name: &str) -> String {
    let mut words = name.replace(['_', '-'], " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// Takes `null` away, which schemars allows wherever the Rust type is an `Option`.
fn forbid_null(schema: &mut Schema) {
    let Some(keywords) = schema.as_object_mut() else { return };
    for list in ["type", "enum"] {
        if let Some(Value::Array(items)) = keywords.get_mut(list) {
            items.retain(|item| !item.is_null() && item != "null");
        }
    }
    if keywords.get("default").is_some_and(Value::is_null) {
        keywords.remove("default");
    }
    if let Some(Value::Array(branches)) = keywords.get_mut("anyOf") {
        branches.retain(|branch| *branch != json!({ "type": "null" }));
        if branches.len() == 1 {
            let branch = branches.remove(0);
            keywords.remove("anyOf");
            for (keyword, value) in branch.as_object().cloned().unwrap_or_default() {
                keywords.entry(keyword).or_insert(value);
            }
        }
    }
}

/// A list of types becomes `anyOf`, or the type itself where it is only one: generators of client
/// types and strict Ajv know no other unions.
fn split_types(keywords: &mut Map<String, Value>) {
    let Some(Value::Array(types)) = keywords.get("type") else { return };
    let types = types.clone();
    if let [only] = types.as_slice() {
        keywords.insert("type".to_owned(), only.clone());
    } else {
        let branches = types.into_iter().map(|name| json!({ "type": name })).collect();
        keywords.remove("type");
        keywords.insert("anyOf".to_owned(), Value::Array(branches));
    }
}

/// Joins the lines of each paragraph: doc comments are wrapped for the source's width.
fn unwrap_lines(prose: &str) -> String {
    let paragraphs: Vec<_> = prose
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use schemars::{JsonSchema, schema_for};
    use serde_json::json;

    use super::tidy;

    #[derive(JsonSchema)]
    #[schemars(rename = "Inner")]
    struct Inner {
        #[expect(dead_code)]
        count: u32,
    }

    /// A wrapped
    /// description.
    ///
    /// Second paragraph.
    #[derive(JsonSchema)]
    #[expect(dead_code)]
    struct Model {
        text: Option<String>,
        /// With prose.
        inner: Option<Inner>,
        ratio: Option<f64>,
        #[schemars(extend("type" = ["string", "number"]))]
        id: serde_json::Value,
        #[schemars(required)]
        kept: Option<String>,
    }

    #[test]
    fn schemars_output_becomes_plain() {
        let mut schema = schema_for!(Model);
        tidy(&mut schema);
        let schema = schema.to_value();
        assert_eq!(schema["description"], "A wrapped description.\n\nSecond paragraph.");
        assert_eq!(schema["properties"]["text"], json!({ "title": "Text", "type": "string" }));
        assert_eq!(
            schema["properties"]["inner"],
            json!({ "$ref": "#/$defs/Inner", "title": "Inner", "description": "With prose." })
        );
        assert_eq!(schema["properties"]["ratio"], json!({ "title": "Ratio", "type": "number" }));
        assert_eq!(
            schema["properties"]["id"],
            json!({ "title": "Id", "anyOf": [{ "type": "string" }, { "type": "number" }] })
        );
        assert_eq!(
            schema["$defs"]["Inner"]["properties"]["count"],
            json!({ "title": "Count", "type": "integer", "minimum": 0 })
        );
    }
}
