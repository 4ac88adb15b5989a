//! Numbers that count from 1970.

use identify_types::{
    chrono::{DateTime, SecondsFormat},
    rfc3339::{EpochUnit, Problem, check_date_time},
};

use super::Want;

/// The unit in which a number suits a present-day Unix time, with or without a fraction.
pub(crate) fn epoch_unit(number: &str) -> Option<EpochUnit> {
    let digits = number.split('.').next().unwrap_or_default();
    match check_date_time(digits).err()?.problem() {
        Problem::AllDigits { epoch } => epoch,
        _ => None,
    }
}

/// A number that counts from 1970, with or without a fraction of its unit, as it should be
/// written. Of a day only where it begins then in UTC: any other depends on the time zone.
pub(super) fn moment(value: &str, want: Want) -> Option<String> {
    let (digits, fraction) = value.split_once('.').unwrap_or((value, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(digits) || !is_number(fraction) || (value.contains('.') && fraction.is_empty()) {
        return None;
    }
    let moment = from_epoch(digits, epoch_unit(digits)?)?;
    if want == Want::Date {
        let is_zero = fraction.bytes().all(|digit| digit == b'0');
        return moment.strip_suffix("T00:00:00Z").filter(|_| is_zero).map(str::to_owned);
    }
    if fraction.is_empty() {
        return Some(moment);
    }
    let whole = moment.strip_suffix('Z').filter(|whole| !whole.contains('.'))?;
    Some(format!("{whole}.{}Z", fraction.get(..9).unwrap_or(fraction)))
}

/// Digits that count from 1970, as an RFC 3339 date-time in UTC.
fn from_epoch(digits: &str, unit: EpochUnit) -> Option<String> {
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
