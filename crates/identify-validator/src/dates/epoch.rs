//! Numbers that count from 1970.

use identify_types::{
    chrono::{DateTime, SecondsFormat},
    rfc3339::{EpochUnit, Problem, check_date_time},
};

/// The unit in which a number suits a present-day Unix time, with or without a fraction.
pub(crate) fn epoch_unit(number: &str) -> Option<EpochUnit> {
    let digits = number.split('.').next().unwrap_or_default();
    match check_date_time(digits).err()?.problem() {
        Problem::AllDigits { epoch } => epoch,
        _ => None,
    }
}

/// Digits that count from 1970, as an RFC 3339 date-time in UTC.
pub(super) fn from_epoch(digits: &str, unit: EpochUnit) -> Option<String> {
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
