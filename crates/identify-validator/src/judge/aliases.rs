//! Plans, laid over calls that use a deprecated name: a plan reads the call as it is written, and once more
//! with the member by the name that it should have, or the former one would be the way around the plan.

use identify_json::Node;
use serde_json::Value;

/// A deprecated name of a member, and the one that it should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alias {
    pub(crate) name: &'static str,
    pub(crate) preferred: &'static str,
}

impl Alias {
    /// Whether a plan speaks of the deprecated name itself: then it is judged as it is written. What it says
    /// of the value of that member has names of its own.
    pub(super) fn is_named(&self, plan: &Value) -> bool {
        let mut left = vec![plan];
        while let Some(value) = left.pop() {
            match value {
                Value::String(text) if text == self.name => return true,
                Value::Array(values) => left.extend(values),
                Value::Object(members) if members.contains_key(self.name) => return true,
                Value::Object(members) => {
                    let others = members.iter().filter(|(name, _)| *name != self.preferred);
                    left.extend(others.map(|(_, value)| value));
                }
                _ => {}
            }
        }
        false
    }

    /// Whether a call has the member by its deprecated name alone.
    pub(super) fn is_used(&self, call: Node<'_>) -> bool {
        call.get(self.name).is_some() && call.get(self.preferred).is_none()
    }
}

/// The name by which a member of a call is read that is written so.
pub(super) fn read<'n>(aliases: &[Alias], written: &'n str) -> &'n str {
    aliases.iter().find(|alias| alias.name == written).map_or(written, |alias| alias.preferred)
}

/// The name by which a member of a call is written that is read so, unless it is there by another one.
pub(super) fn written<'n>(aliases: &[Alias], read: &'n str) -> Option<&'n str> {
    match aliases.iter().find(|alias| alias.name == read || alias.preferred == read) {
        Some(alias) => (alias.preferred == read).then_some(alias.name),
        None => Some(read),
    }
}

#[cfg(test)]
mod tests {
    use identify_json::Arena;
    use serde_json::{Value, json};

    use super::Alias;
    use crate::judge::{Judge, settle};

    const ALIAS: Alias = Alias { name: "old", preferred: "new" };

    /// What a plan has against a call, as pointers.
    fn told(plan: Value, call: &str) -> Vec<String> {
        let judge = Judge::of_plan(plan, [ALIAS].into_iter()).expect("a plan that can be used");
        let mut arena = Arena::new();
        let tree = arena.parse(call.as_bytes());
        let root = tree.root().expect("a value");
        settle(judge.faults(root)).iter().map(|fault| fault.node.pointer_from(root)).collect()
    }

    /// However a plan says what it says, the deprecated name is no way around it.
    #[test]
    fn what_is_said_of_a_member_is_said_of_its_former_name() {
        let no_text = json!({ "properties": { "new": { "type": "string" } } });
        let chain =
            (0..300).map(|i| (format!("d{i}"), json!({ "$ref": format!("#/$defs/d{}", i + 1) })));
        let mut chain: serde_json::Map<String, Value> = chain.collect();
        chain.insert("d300".to_owned(), no_text.clone());
        let plans = [
            no_text.clone(),
            json!({ "allOf": [no_text] }),
            json!({ "patternProperties": { "^n": { "type": "string" } } }),
            json!({ "additionalProperties": { "type": "string" } }),
            json!({ "$ref": "#/$defs/a%20call", "$defs": { "a call": no_text } }),
            json!({ "$ref": "#call", "$defs": { "a": { "$anchor": "call", "allOf": [no_text] } } }),
            json!({ "$dynamicRef": "#call", "$defs": { "a": { "$dynamicAnchor": "call", "allOf": [no_text] } } }),
            json!({ "allOf": [{ "id": "x", "allOf": [no_text] }] }),
            json!({ "allOf": [{ "$id": "http://x.example/", "allOf": [no_text] }] }),
            json!({ "$ref": "#/$defs/d0", "$defs": chain }),
            json!({ "dependentSchemas": { "new": { "properties": { "new": { "type": "string" } } } } }),
            json!({ "if": { "required": ["new"] }, "then": no_text }),
            json!({ "not": { "properties": { "new": { "type": "number" } }, "required": ["new"] } }),
            json!({
                "$schema": "http://json-schema.org/draft-07/schema#",
                "allOf": [{ "$ref": "#/definitions/call" }],
                "definitions": { "call": { "$id": "#call", "allOf": [no_text] } },
            }),
        ];
        for plan in plans {
            let by_new = told(plan.clone(), r#"{"new":1}"#);
            assert_eq!(by_new.len(), 1, "{plan}");
            let by_old = told(plan.clone(), r#"{"old":1}"#);
            assert_eq!(by_old, [by_new[0].replace("new", "old")], "{plan}");
            assert!(told(plan.clone(), r#"{"new":""}"#).is_empty(), "{plan}");
            assert!(told(plan.clone(), r#"{"old":""}"#).is_empty(), "{plan}");
        }
        assert_eq!(told(json!({ "dependentRequired": { "new": ["b"] } }), r#"{"old":1}"#), [""]);
        assert_eq!(told(json!({ "maxProperties": 1 }), r#"{"old":1,"new":2}"#), [""]);
    }

    /// As any other validator does, it reads what is written as well.
    #[test]
    fn a_plan_that_asks_for_the_right_name_refuses_the_former_one() {
        let no_text =
            json!({ "properties": { "new": { "type": "string" } }, "additionalProperties": false });
        let uncounted = json!({ "properties": { "new": true }, "unevaluatedProperties": false });
        for plan in [no_text, uncounted] {
            assert_eq!(told(plan.clone(), r#"{"old":""}"#), ["/old"]);
            assert!(told(plan, r#"{"new":""}"#).is_empty());
        }
        for plan in [
            json!({ "required": ["new"] }),
            json!({ "const": { "new": 1 } }),
            json!({ "propertyNames": { "pattern": "^n" } }),
        ] {
            assert_eq!(told(plan.clone(), r#"{"old":1}"#), [""], "{plan}");
            assert!(told(plan, r#"{"new":1}"#).is_empty());
        }
    }

    #[test]
    fn a_plan_that_speaks_of_the_former_name_means_it() {
        let plan =
            json!({ "properties": { "new": { "type": "string" }, "old": { "type": "number" } } });
        assert!(told(plan, r#"{"old":1}"#).is_empty());
        assert_eq!(told(json!({ "properties": { "old": false } }), r#"{"old":1}"#), ["/old"]);
        assert_eq!(told(json!({ "not": { "required": ["old"] } }), r#"{"old":1}"#), [""]);
        assert_eq!(told(json!({ "required": ["new", "old"] }), r#"{"old":1}"#), [""]);
        // A member of the member may be called so as well.
        let plan =
            json!({ "properties": { "new": { "properties": { "old": { "type": "string" } } } } });
        assert_eq!(told(plan, r#"{"old":{"old":1}}"#), ["/old/old"]);
        let closed =
            json!({ "if": { "required": ["new"] }, "then": { "additionalProperties": false } });
        assert_eq!(told(closed, r#"{"old":1}"#), ["/old"]);
    }
}
