//! The names that a plan declares: whoever wrote it means them as they are.

use std::collections::HashSet;

use serde_json::Value;

/// The names of members under `properties` and `required`, wherever in a plan.
pub(super) fn names(plan: &Value) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut left = vec![plan];
    while let Some(value) = left.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::Object(properties)) = members.get("properties") {
                    names.extend(properties.keys().cloned());
                }
                if let Some(Value::Array(required)) = members.get("required") {
                    names.extend(required.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                left.extend(members.values());
            }
            Value::Array(values) => left.extend(values),
            _ => {}
        }
    }
    names
}
