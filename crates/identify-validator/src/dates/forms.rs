//! Dates in the forms of other standards and of programs.

use identify_types::chrono::{Duration, NaiveDate, NaiveTime, Weekday};

use super::{Want, epoch};

/// A form that is known by its outer signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `2020-W48-1` (ISO 8601).
    Week,
    /// `2020-328` (ISO 8601).
    Ordinal,
    /// `/Date(1606170535123)/`.
    AspNet,
    /// `datetime.datetime(2020, 11, 23)`.
    Python,
    /// `2020年11月23日`.
    Kanji,
    /// `0000-00-00`.
    Zero,
    /// A time alone.
    Time,
}

/// The form that a text has.
pub(super) fn of(value: &str) -> Option<Form> {
    let value = value.trim();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let rest = value.get(digits..).unwrap_or_default();
    let in_a_row = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if value.starts_with("0000-00-00") {
        return Some(Form::Zero);
    }
    if value.starts_with("/Date(") || value.starts_with("\\/Date(") {
        return Some(Form::AspNet);
    }
    if value.starts_with("datetime.") {
        return Some(Form::Python);
    }
    match (digits, rest) {
        (4, rest) if rest.starts_with("-W") || rest.starts_with('W') => Some(Form::Week),
        (4, rest) if rest.starts_with('-') && in_a_row(rest.get(1..).unwrap_or_default()) == 3 => {
            Some(Form::Ordinal)
        }
        (4, rest) if rest.starts_with('年') => Some(Form::Kanji),
        (1..=2, rest) if rest.starts_with(':') => Some(Form::Time),
        _ => None,
    }
}

/// The day of a value in one of these forms, and what follows it; a whole date-time of one that
/// has a moment.
pub(super) enum Day<'v> {
    Day(NaiveDate, &'v str),
    Moment(String),
}

pub(super) fn read(value: &str, want: Want) -> Option<Day<'_>> {
    let number = |text: &str| text.parse::<u32>().ok();
    match of(value)? {
        Form::Week => {
            let year: i32 = value.get(..4)?.parse().ok()?;
            let rest = value.get(4..)?.trim_start_matches('-').strip_prefix('W')?;
            let (week, rest) = rest.split_at_checked(2)?;
            let rest = rest.strip_prefix('-').unwrap_or(rest);
            let (day, rest) = rest.split_at_checked(1)?;
            let weekday =
                Weekday::try_from(u8::try_from(number(day)?.checked_sub(1)?).ok()?).ok()?;
            Some(Day::Day(NaiveDate::from_isoywd_opt(year, number(week)?, weekday)?, rest))
        }
        Form::Ordinal => {
            let year: i32 = value.get(..4)?.parse().ok()?;
            let date = NaiveDate::from_yo_opt(year, number(value.get(5..8)?)?)?;
            Some(Day::Day(date, value.get(8..)?))
        }
        Form::AspNet => {
            let inner = value.trim_matches(['/', '\\']);
            let inner = inner.strip_prefix("Date(")?.strip_suffix(')')?;
            // What follows the number is the zone to show it in; the moment is the same.
            let digits = inner.split(['+', '-']).next()?;
            epoch::moment(digits, want).map(Day::Moment)
        }
        Form::Python => {
            let (_, inner) = value.split_once('(')?;
            let inner = inner.strip_suffix(')')?;
            let numbers: Option<Vec<u32>> = inner.split(',').map(|it| number(it.trim())).collect();
            parts(&numbers?, want).map(Day::Moment)
        }
        Form::Kanji => {
            let (year, rest) = value.split_once('年')?;
            let (month, rest) = rest.split_once('月')?;
            let (day, rest) = rest.split_once('日')?;
            let date = NaiveDate::from_ymd_opt(year.parse().ok()?, number(month)?, number(day)?)?;
            Some(Day::Day(date, rest))
        }
        Form::Zero | Form::Time => None,
    }
}

/// Year, month, day and the parts of the time, as some libraries write them into an array; a time
/// without an offset is taken to be in UTC.
pub(crate) fn parts(numbers: &[u32], want: Want) -> Option<String> {
    let (&[year, month, day], time) = (numbers.first_chunk::<3>()?, numbers.get(3..)?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let part = |at: usize| time.get(at).copied().unwrap_or_default();
    let clock = NaiveTime::from_hms_opt(part(0), part(1), part(2))?;
    match want {
        Want::Date => Some(date.to_string()),
        Want::DateTime => Some(format!("{date}T{clock}Z")),
    }
}

/// Days since 1899-12-30, as spreadsheets count them, where they suit a date from 1954 to 2091: a
/// number below is an age or a year as likely, one above is none of a life.
pub(crate) fn spreadsheet_day(number: &str, want: Want) -> Option<String> {
    let count: f64 = number.parse().ok()?;
    if !(20_000.0..70_000.0).contains(&count) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "within the bounds above")]
    let (days, seconds) = (count.trunc() as i64, (count.fract() * 86_400.0).round() as i64);
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let moment = day
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(Duration::try_days(days)?)?
        .checked_add_signed(Duration::try_seconds(seconds)?)?;
    Some(match want {
        Want::Date => moment.format("%Y-%m-%d").to_string(),
        Want::DateTime => moment.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    })
}
