//! Places and values inside strings, and the words of messages.

use std::ops::Range;

use identify_json::Node;
use identify_types::{
    chrono::{DateTime, SecondsFormat},
    rfc3339::EpochUnit,
};
use serde_json::Value;

/// The bytes of the source that a range of a string's text stands for.
pub(crate) fn source_span(node: Node<'_>, range: Range<usize>) -> Range<u32> {
    let start = node.source_offset(range.start);
    let end = if range.is_empty() { start } else { node.source_offset(range.end) };
    start..end.max(start)
}

/// Digits that count from 1970, as an RFC 3339 date-time in UTC.
pub(crate) fn from_epoch(digits: &str, unit: EpochUnit) -> Option<String> {
    let count: i64 = digits.parse().ok()?;
    let instant = match unit {
        EpochUnit::Seconds => DateTime::from_timestamp_secs(count),
        EpochUnit::Milliseconds => DateTime::from_timestamp_millis(count),
        EpochUnit::Microseconds => DateTime::from_timestamp_micros(count),
        EpochUnit::Nanoseconds => Some(DateTime::from_timestamp_nanos(count)),
        _ => None,
    }?;
    Some(instant.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// A text as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A number of things: `1 character`, `2 characters`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
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
