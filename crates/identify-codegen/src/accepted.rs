//! From the call as it should be sent to the call as it is accepted: `null` for each optional
//! member, and the deprecated names beside the ones that replace them.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

use crate::plain::each_optional_member;

/// The keyword by which `identify-types` names the deprecated aliases of a member.
pub(crate) const ALIASES: &str = "x-deprecated-aliases";

/// Keywords that say something to people and assert nothing.
const ANNOTATIONS: &[&str] =
    &["title", "description", "default", "deprecated", "examples", ALIASES];

/// A deprecated name of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alias {
    /// The object that has the member: a JSON Pointer (RFC 6901) to its schema in
    /// [`accepted_schema`](crate::accepted_schema).
    pub object: String,
    /// The member's name.
    pub member: String,
    /// Its deprecated name.
    pub alias: String,
}

impl Alias {
    /// A deprecated name, `alias`, of a member of an object.
    pub fn new(
        object: impl Into<String>,
        member: impl Into<String>,
        alias: impl Into<String>,
    ) -> Self {
        Self { object: object.into(), member: member.into(), alias: alias.into() }
    }
}

/// The deprecated names in a widened root schema, which must still have its vendor keywords.
pub(crate) fn aliases(schema: &Value) -> Vec<Alias> {
    let mut found = Vec::new();
    find_aliases(schema, &mut String::new(), &mut found);
    found
}

fn find_aliases(schema: &Value, pointer: &mut String, found: &mut Vec<Alias>) {
    let outer = pointer.len();
    match schema {
        Value::Object(keywords) => {
            for (member, aliases) in deprecated_aliases(keywords) {
                let alias = |alias| Alias::new(pointer.as_str(), &member, alias);
                found.extend(aliases.into_iter().map(alias));
            }
            for (keyword, value) in keywords.iter().filter(|(_, value)| holds_more(value)) {
                pointer.push('/');
                pointer.push_str(&keyword.replace('~', "~0").replace('/', "~1"));
                find_aliases(value, pointer, found);
                pointer.truncate(outer);
            }
        }
        Value::Array(schemas) => {
            for (index, value) in schemas.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&index.to_string());
                find_aliases(value, pointer, found);
                pointer.truncate(outer);
            }
        }
        _ => {}
    }
}

fn holds_more(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Array(_))
}

/// Widens a tidied root schema, which must still have its vendor keywords.
pub(crate) fn widen(schema: &mut Schema) {
    RecursiveTransform(|schema: &mut Schema| {
        let Some(keywords) = schema.as_object_mut() else { return };
        // In this order: an alias of a required member is not an optional member.
        each_optional_member(keywords, allow_null);
        for (name, aliases) in deprecated_aliases(keywords) {
            add_aliases(keywords, &name, &aliases);
        }
    })
    .transform(schema);
}

fn allow_null(schema: &mut Schema) {
    let Some(keywords) = schema.as_object_mut() else { return };
    let asserts = |keyword: &String| !ANNOTATIONS.contains(&keyword.as_str());
    if !keywords.keys().any(asserts) {
        return; // anything goes already
    }
    let closed = keywords.contains_key("enum") || keywords.contains_key("const");
    if let (Some(Value::String(name)), false) = (keywords.get("type"), closed) {
        let types = json!([name, "null"]);
        keywords.insert("type".to_owned(), types);
        return;
    }
    let nothing = json!({ "type": "null" });
    if let Some(Value::Array(branches)) = keywords.get_mut("anyOf") {
        branches.push(nothing);
        return;
    }
    let (asserting, annotating): (Map<_, _>, Map<_, _>) =
        std::mem::take(keywords).into_iter().partition(|(keyword, _)| asserts(keyword));
    *keywords = annotating;
    keywords.insert("anyOf".to_owned(), json!([asserting, nothing]));
}

/// The members that have deprecated names, with those names.
fn deprecated_aliases(keywords: &Map<String, Value>) -> Vec<(String, Vec<String>)> {
    let properties = keywords.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flatten()
        .filter_map(|(name, property)| {
            let aliases = property.get(ALIASES)?.as_array()?;
            let aliases = aliases.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            Some((name.clone(), aliases))
        })
        .collect()
}

/// Allows each of `aliases` in place of `name`, and never two of them in one object.
fn add_aliases(keywords: &mut Map<String, Value>, name: &str, aliases: &[String]) {
    let mut was_required = false;
    if let Some(Value::Array(required)) = keywords.get_mut("required") {
        let before = required.len();
        required.retain(|member| member != name);
        was_required = required.len() < before;
    }
    let mut names = vec![name];
    names.extend(aliases.iter().map(String::as_str));

    if let Some(Value::Object(properties)) = keywords.get_mut("properties") {
        let mut alias_of = properties.get(name).cloned().unwrap_or_default();
        if let Some(property) = alias_of.as_object_mut() {
            property.remove(ALIASES);
            property.insert("deprecated".to_owned(), true.into());
            let advice = format!("Deprecated name of `{name}`: use `{name}`.");
            property.insert("description".to_owned(), advice.into());
        }
        for alias in aliases {
            properties.insert(alias.clone(), alias_of.clone());
        }
    }

    // Ajv's `strictRequired` wants each required member among the properties beside it.
    let mut branches: Vec<_> = names
        .iter()
        .map(|name| json!({ "properties": { *name: true }, "required": [name] }))
        .collect();
    if !was_required {
        let absent: Map<_, _> = names.iter().map(|n| ((*n).to_owned(), false.into())).collect();
        branches.push(json!({ "properties": absent }));
    }
    let choice = json!({ "oneOf": branches });
    match (keywords.contains_key("oneOf"), keywords.get_mut("allOf"), choice) {
        (false, None, Value::Object(choice)) => keywords.extend(choice),
        (_, Some(Value::Array(all)), choice) => all.push(choice),
        (_, _, choice) => drop(keywords.insert("allOf".to_owned(), json!([choice]))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Alias, aliases, widen};

    fn widened(schema: Value) -> Value {
        let mut schema = schema.try_into().unwrap();
        widen(&mut schema);
        schema.to_value()
    }

    #[test]
    fn optional_members_may_be_null() {
        let schema = widened(json!({
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "type": "string" },
                "text": { "type": "string", "title": "Text" },
                "one": { "enum": ["a", "b"], "type": "string", "title": "One" },
                "other": { "$ref": "#/$defs/Other", "description": "d" },
                "either": { "anyOf": [{ "type": "string" }, { "type": "number" }] },
                "any": { "title": "Any" },
            },
        }));
        let nothing = json!({ "type": "null" });
        assert_eq!(
            schema["properties"],
            json!({
                "id": { "type": "string" },
                "text": { "type": ["string", "null"], "title": "Text" },
                "one": { "anyOf": [{ "enum": ["a", "b"], "type": "string" }, nothing], "title": "One" },
                "other": { "anyOf": [{ "$ref": "#/$defs/Other" }, nothing], "description": "d" },
                "either": { "anyOf": [{ "type": "string" }, { "type": "number" }, nothing] },
                "any": { "title": "Any" },
            })
        );
    }

    #[test]
    fn an_alias_stands_in_for_a_member_but_never_beside_it() {
        for required in [true, false] {
            let schema = widened(json!({
                "type": "object",
                "required": if required { json!(["new"]) } else { json!([]) },
                "properties": { "new": { "type": "string", "x-deprecated-aliases": ["old", "older"] } },
            }));
            assert_eq!(schema["properties"]["old"]["deprecated"], true);
            let valid = |call: Value| jsonschema::is_valid(&schema, &call);
            assert!(valid(json!({ "new": "a" })));
            assert!(valid(json!({ "older": "a" })));
            assert!(!valid(json!({ "older": 1 })));
            assert!(!valid(json!({ "new": "a", "old": "a" })));
            assert!(!valid(json!({ "older": "a", "old": "a" })));
            assert_eq!(valid(json!({})), !required);
        }
    }

    #[test]
    fn several_members_have_aliases_also_inside_of_others() {
        let mut schema = json!({
            "type": "object",
            "required": ["id", "traits"],
            "properties": {
                "id": { "type": "string", "x-deprecated-aliases": ["uid"] },
                "traits": { "$ref": "#/$defs/a~1b", "x-deprecated-aliases": ["old"] },
            },
            "$defs": { "a/b": {
                "type": "object",
                "properties": { "zip": { "type": "string", "x-deprecated-aliases": ["postcode"] } },
            } },
        })
        .try_into()
        .unwrap();
        widen(&mut schema);
        let schema = schema.to_value();
        assert_eq!(
            aliases(&schema),
            [
                Alias::new("", "id", "uid"),
                Alias::new("", "traits", "old"),
                Alias::new("/$defs/a~1b", "zip", "postcode"),
            ]
        );
        let valid = |call: Value| jsonschema::is_valid(&schema, &call);
        assert!(valid(json!({ "id": "a", "old": { "postcode": "b" } })));
        assert!(valid(json!({ "uid": "a", "traits": { "zip": null } })));
        assert!(!valid(json!({ "id": "a", "uid": "a", "traits": {} })));
        assert!(!valid(json!({ "id": "a", "traits": {}, "old": {} })));
        assert!(!valid(json!({ "id": "a", "old": { "zip": "b", "postcode": "b" } })));
        assert!(!valid(json!({ "traits": {} })));
    }
}
