//! The keys of `identify.toml` as a table.

use std::fmt::Write;

use serde_json::Value;

use super::config_schema;

/// Every key of `identify.toml`, what it is and what it sets, as a table in Markdown.
///
/// ```
/// assert!(identify_cli::config_table().contains("| `output.max-findings` | number |"));
/// ```
pub fn config_table() -> String {
    let mut table = "| key | value | sets |\n|---|---|---|\n".to_owned();
    rows(&config_schema(), "", &mut table);
    table
}

fn rows(schema: &Value, path: &str, table: &mut String) {
    let members = schema["properties"].as_object();
    for (name, member) in members.into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let prose = member["description"].as_str().unwrap_or_default().replace('|', "\\|");
        // Writing to a string never fails.
        let _ = writeln!(table, "| `{path}` | {} | {prose} |", kind(member));
        // The names of rules and of formats have lists of their own.
        let inner =
            if member["items"]["properties"].is_object() { &member["items"] } else { member };
        if !["rules", "files"].contains(&name.as_str()) {
            rows(inner, &path, table);
        }
    }
}

fn kind(schema: &Value) -> String {
    if let Some(names) = schema["enum"].as_array() {
        let names = names.iter().filter_map(Value::as_str).map(|name| format!("`\"{name}\"`"));
        return names.collect::<Vec<_>>().join(", ");
    }
    if let Some(branches) = schema["anyOf"].as_array() {
        return branches.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let named = match schema["type"].as_str() {
        Some("object") => "table",
        Some("array") if schema["items"]["type"] == "object" => "array of tables",
        Some("array") => "array of strings",
        Some("boolean") => "`true`, `false`",
        Some("integer") => "number",
        other => other.unwrap_or("any"),
    };
    named.to_owned()
}
