//! Plans, laid over calls that use a deprecated name: what a plan says of a member holds for the member by
//! its former name as well, or to use that would be the way around the plan.

use serde_json::{Map, Value, json};

/// Keywords whose schemas, one or several, say something of the same value.
const OF_THE_SAME: [&str; 7] = ["allOf", "anyOf", "oneOf", "if", "then", "else", "not"];

/// The plan, with what it says of `preferred` said of `alias` as well.
pub(super) fn with_alias(mut plan: Value, alias: &str, preferred: &str) -> Value {
    extend(&mut plan, &mut String::from("#"), alias, preferred);
    plan
}

/// Extends a schema of calls that stands there in the plan.
fn extend(schema: &mut Value, place: &mut String, alias: &str, preferred: &str) {
    let Some(schema) = schema.as_object_mut() else { return };
    // With an address of its own, places in it begin at it.
    let has_address =
        ["$id", "id"].iter().any(|key| schema.get(*key).is_some_and(Value::is_string));
    // What counts which names are known refuses the former one.
    if (place != "#" && has_address) || schema.contains_key("unevaluatedProperties") {
        return;
    }
    for keyword in OF_THE_SAME {
        match schema.get_mut(keyword) {
            Some(Value::Array(branches)) => {
                for (index, branch) in branches.iter_mut().enumerate() {
                    below(place, &format!("/{keyword}/{index}"), |place| {
                        extend(branch, place, alias, preferred);
                    });
                }
            }
            Some(branch) => below(place, &format!("/{keyword}"), |place| {
                extend(branch, place, alias, preferred);
            }),
            None => {}
        }
    }
    let names = |name: &str| schema.get("properties").and_then(|it| it.get(name)).is_some();
    if names(preferred) && !names(alias) {
        // By reference: a copy would define its anchors a second time. In a schema of its own: beside the
        // others, `additionalProperties` would take the former name for one that the plan knows.
        let same = json!({ "$ref": format!("{place}/properties/{preferred}") });
        add(schema, json!({ "properties": { alias: same } }));
    }
}

/// Goes on below a place.
fn below(place: &mut String, step: &str, go_on: impl FnOnce(&mut String)) {
    let length = place.len();
    place.push_str(step);
    go_on(place);
    place.truncate(length);
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
}
