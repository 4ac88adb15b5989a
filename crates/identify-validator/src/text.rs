//! Places and values inside strings.

use std::ops::Range;

use identify_json::Node;
use identify_types::{
    chrono::{DateTime, SecondsFormat},
    rfc3339::EpochUnit,
};

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
