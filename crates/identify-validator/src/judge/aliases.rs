//! Plans, laid over calls that use a deprecated name: what a plan says of a member holds for the member by
//! its former name as well, or to use that would be the way around the plan.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::Judge;

/// What is written as it is in the fragment of a reference.
const IN_FRAGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'~').remove(b'$').remove(b'_').remove(b'-').remove(b'.');

/// Keywords whose schemas, one or several, say something of the same value.
const OF_THE_SAME: [&str; 7] = ["allOf", "anyOf", "oneOf", "if", "then", "else", "not"];

/// Those that name their schemas.
const NAMED_OF_THE_SAME: [&str; 2] = ["dependentSchemas", "dependencies"];

/// The plan, with what it says of `preferred` said of `alias` as well.
pub(super) fn with_alias(mut plan: Value, alias: &str, preferred: &str) -> Value {
    let mut search = Search { plan: &plan, alias, preferred, seen: Vec::new(), found: Vec::new() };
    search.look_at(Place { pointer: String::new(), resource: 0 });
    for (pointer, place) in search.found {
        if let Some(Value::Object(schema)) = plan.pointer_mut(&pointer) {
            // By reference: a copy would define its anchors a second time. In a schema of its own: beside
            // the others, `additionalProperties` would take the former name for one that the plan knows.
            let same = json!({ "$ref": place });
            add(schema, json!({ "properties": { alias: same } }));
        }
    }
    plan
}

/// Where a schema stands.
#[derive(Clone)]
struct Place {
    /// In the plan, as a JSON Pointer.
    pointer: String,
    /// How much of that leads to the schema with an address of its own (`$id`) at which places in it begin.
    resource: usize,
}

impl Place {
    /// The place of a schema below this one.
    fn below(&self, keyword: &str, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { pointer: format!("{}/{keyword}/{key}", self.pointer), ..*self }
    }

    /// The place that a reference in this schema leads to, if it does by a JSON Pointer.
    fn referred(&self, reference: &str) -> Option<Self> {
        let inner = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
        let outer = self.pointer.get(..self.resource)?;
        (inner.is_empty() || inner.starts_with('/'))
            .then(|| Self { pointer: format!("{outer}{inner}"), ..*self })
    }

    /// The reference that leads here.
    fn reference(&self) -> String {
        let pointer = self.pointer.get(self.resource..).unwrap_or_default();
        format!("#{}", utf8_percent_encode(pointer, IN_FRAGMENT))
    }
}

/// The search for schemas of calls.
struct Search<'p> {
    plan: &'p Value,
    alias: &'p str,
    preferred: &'p str,
    /// The pointers of those that were looked at.
    seen: Vec<String>,
    /// The pointer of each that says something of the member, and the reference to what it says.
    found: Vec<(String, String)>,
}

impl Search<'_> {
    fn look_at(&mut self, mut place: Place) {
        let plan = self.plan;
        let Some(schema) = plan.pointer(&place.pointer).and_then(Value::as_object) else { return };
        // What counts which names are known refuses the former one.
        if self.seen.contains(&place.pointer) || schema.contains_key("unevaluatedProperties") {
            return;
        }
        self.seen.push(place.pointer.clone());
        if ["$id", "id"].iter().any(|key| schema.get(*key).is_some_and(Value::is_string)) {
            place.resource = place.pointer.len();
        }
        let referred = schema.get("$ref").and_then(Value::as_str);
        if let Some(other) = referred.and_then(|reference| place.referred(reference)) {
            self.look_at(other);
        }
        for keyword in OF_THE_SAME {
            match schema.get(keyword) {
                Some(Value::Array(branches)) => {
                    for index in 0..branches.len() {
                        self.look_at(place.below(keyword, &index.to_string()));
                    }
                }
                Some(_) => {
                    let pointer = format!("{}/{keyword}", place.pointer);
                    self.look_at(Place { pointer, ..place });
                }
                None => {}
            }
        }
        for keyword in NAMED_OF_THE_SAME {
            for name in keys(schema, keyword) {
                self.look_at(place.below(keyword, name));
            }
        }
        for (keyword, name) in self.said_of_preferred(schema) {
            self.found.push((place.pointer.clone(), place.below(keyword, name).reference()));
        }
    }

    /// Where a schema says something of the member by its name, and not of that by the former one: the
    /// keyword, and the name or pattern in it.
    fn said_of_preferred<'s>(
        &self,
        schema: &'s Map<String, Value>,
    ) -> Vec<(&'static str, &'s str)> {
        let mut said = Vec::new();
        let has = |name: &str| keys(schema, "properties").any(|key| key == name);
        if !has(self.alias) {
            let named = keys(schema, "properties").filter(|name| *name == self.preferred);
            said.extend(named.map(|name| ("properties", name)));
        }
        let by_pattern = keys(schema, "patternProperties").filter(|pattern| {
            let judge = Judge::new(json!({ "pattern": pattern }));
            judge.is_ok_and(|it| it.accepts(self.preferred) && !it.accepts(self.alias))
        });
        said.extend(by_pattern.map(|pattern| ("patternProperties", pattern)));
        said
    }
}

/// The names in the value of a keyword.
fn keys<'s>(
    schema: &'s Map<String, Value>,
    keyword: &str,
) -> impl Iterator<Item = &'s str> + use<'s> {
    let value = schema.get(keyword).and_then(Value::as_object);
    value.into_iter().flat_map(|value| value.keys().map(String::as_str))
}

/// Has a schema ask for another one as well.
fn add(schema: &mut Map<String, Value>, other: Value) {
    match schema.get_mut("allOf") {
        None => _ = schema.insert("allOf".to_owned(), json!([other])),
        Some(Value::Array(all)) if !all.is_empty() => all.push(other),
        // What JSON Schema does not allow there: it is said when the plan is compiled.
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::with_alias;

    #[test]
    fn what_is_said_of_a_member_is_said_of_its_former_name() {
        let plan = json!({
            "properties": { "new": { "type": "string" } },
            "anyOf": [{ "properties": { "new": false } }, true],
            "not": { "properties": { "new": true, "old": true } },
            "$defs": { "other": { "properties": { "new": {} } } },
        });
        let expected = json!({
            "properties": { "new": { "type": "string" } },
            "anyOf": [
                {
                    "properties": { "new": false },
                    "allOf": [{ "properties": { "old": { "$ref": "#/anyOf/0/properties/new" } } }],
                },
                true,
            ],
            "not": { "properties": { "new": true, "old": true } },
            "$defs": { "other": { "properties": { "new": {} } } },
            "allOf": [{ "properties": { "old": { "$ref": "#/properties/new" } } }],
        });
        assert_eq!(with_alias(plan, "old", "new"), expected);
        for plan in [json!(true), json!({ "required": ["new"] }), json!({ "properties": 7 })] {
            assert_eq!(with_alias(plan.clone(), "old", "new"), plan);
        }
    }

    #[test]
    fn a_schema_of_calls_may_stand_elsewhere_in_the_plan() {
        let new = json!({ "properties": { "new": { "type": "string" } } });
        let with_old = |place: &str| {
            let old = json!({ "properties": { "old": { "$ref": place } } });
            json!({ "properties": { "new": { "type": "string" } }, "allOf": [old] })
        };
        let plan = json!({
            "$ref": "#/$defs/a%20call",
            "$defs": { "a call": { "allOf": [new, { "$ref": "#" }] }, "other": new },
            "dependentSchemas": { "x/y": new },
            "anyOf": [{ "$id": "https://plan.example/", "then": new }],
            "patternProperties": { "^n": {}, "^[no]": {} },
        });
        let expected = json!({
            "$ref": "#/$defs/a%20call",
            "$defs": {
                "a call": { "allOf": [with_old("#/$defs/a%20call/allOf/0/properties/new"), { "$ref": "#" }] },
                "other": new,
            },
            "dependentSchemas": { "x/y": with_old("#/dependentSchemas/x~1y/properties/new") },
            "anyOf": [{ "$id": "https://plan.example/", "then": with_old("#/then/properties/new") }],
            "patternProperties": { "^n": {}, "^[no]": {} },
            "allOf": [{ "properties": { "old": { "$ref": "#/patternProperties/%5En" } } }],
        });
        let extended = with_alias(plan, "old", "new");
        assert_eq!(extended, expected);
        let judge = super::Judge::new(extended).expect("a schema that can be used");
        let refused = |call: &str| {
            let mut arena = identify_json::Arena::new();
            let tree = arena.parse(call.as_bytes());
            !judge.faults(tree.root().expect("a value")).is_empty()
        };
        assert!(refused(r#"{"new":1}"#) && refused(r#"{"old":1}"#));
        assert!(!refused(r#"{"new":""}"#) && !refused(r#"{"old":""}"#));
    }
}
