//! The words of messages.

use serde_json::Value;

/// A number of things: `1 character`, `2 characters`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Names in words, as code.
pub(crate) fn named<N: AsRef<str>>(names: &[N], conjunction: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    listed(&names, conjunction)
}

/// A list in words: `a`, `a or b`, `a, b or c`.
pub(crate) fn listed(items: &[String], conjunction: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

/// A value of a schema as a message shows it, cut where it is long.
pub(crate) fn shown(value: &Value) -> String {
    format!("`{}`", cut(&value.to_string(), 60))
}

/// A text of a schema, cut after so many characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// How many characters a text has: Unicode scalar values, as JSON Schema counts them.
pub(crate) fn length(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}
