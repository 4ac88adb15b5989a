//! What to say of a malformed date or date-time.

use std::ops::Range;

use identify_types::rfc3339::{EpochUnit, Field, Problem};

use super::{
    Want, epoch,
    forms::{self, Form},
    read, words,
};
use crate::malformed;

/// What to say of one value.
pub(super) fn explain(
    want: Want,
    problem: Problem,
    value: &str,
    at: &Range<usize>,
) -> malformed::Problem {
    if let Some(told) = by_form(want, problem, value) {
        return told;
    }
    let (label, help) = labelled(want, problem, value, at);
    let span = match problem {
        Problem::Empty | Problem::Blank => None,
        _ => Some(at.clone()),
    };
    malformed::Problem::new(span, problem.to_string(), label, help)
}

/// What to say where the form of the whole is more telling than the first byte that is wrong.
fn by_form(want: Want, problem: Problem, value: &str) -> Option<malformed::Problem> {
    let told = |message: &'static str, label: &'static str, help: String| {
        Some(malformed::Problem::new(None, message, label, help))
    };
    if let Some(form) = forms::of(value) {
        let (message, label) = of_form(form);
        return told(message, label, example(want));
    }
    if epoch::epoch_unit(value).is_some() && value.contains('.') {
        let (label, help) = digits(want, epoch::epoch_unit(value));
        let message = "it is a number, expected a date";
        return Some(malformed::Problem::new(None, message, label, help));
    }
    let has_half = value.trim_end().to_ascii_uppercase();
    if matches!(problem, Problem::MalformedOffset) && has_half.ends_with('M') {
        let at = value.trim_end().len().saturating_sub(2)..value.trim_end().len();
        let is_half = matches!(has_half.get(at.clone()), Some("AM" | "PM"));
        if is_half {
            let message = "the hours are counted twice to 12, expected 00 to 23";
            let help = "write the hour as 00 to 23, and the offset from UTC";
            return Some(malformed::Problem::new(Some(at), message, "half of the day", help));
        }
    }
    if words::names_a_month(value)
        && matches!(problem, Problem::TwoDigitYear | Problem::DateSeparator | Problem::YearLast)
    {
        let help = format!("write the month in digits, {}", such_as(want));
        return told("the month is written in words, expected digits", "in words", help);
    }
    if !matches!(problem, Problem::Malformed { field: Field::Year }) {
        return None;
    }
    let first = value.chars().next().unwrap_or_default();
    if read::is_rfc2822(value) {
        let help = format!("write it in the form of RFC 3339, {}", such_as(want));
        return told("it is in the form of e-mail headers (RFC 2822)", "RFC 2822", help);
    }
    if !first.is_ascii() && first.is_numeric() {
        let message = "its digits are not those of ASCII, expected 0 to 9";
        let help = "write it in ASCII digits".to_owned();
        return told(message, "digits of another script", help);
    }
    if words::contradicts_itself(value) {
        let message = "the day of the week is not that of the date";
        return told(message, "two different days", example(want));
    }
    if words::names_a_month(value) {
        let help = format!("write the month in digits, {}", such_as(want));
        return told("the month is written in words, expected digits", "in words", help);
    }
    let is_long_year = value.bytes().take_while(u8::is_ascii_digit).count() > 4;
    if matches!(first, '"' | '\'') {
        let help = "send it without quotation marks of its own".to_owned();
        return told("it stands in quotation marks of its own", "quoted twice", help);
    }
    (!is_long_year).then(|| {
        told("it does not begin with a year of four digits", "no year here", example(want))
    })?
}

/// What to say of a form, in a message and a label.
fn of_form(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Week => ("it counts weeks, expected month and day", "a week date (ISO 8601)"),
        Form::Ordinal => {
            ("it counts the days of the year, expected month and day", "an ordinal date (ISO 8601)")
        }
        Form::AspNet => ("it is in the form of ASP.NET, `/Date(…)/`", "a date of ASP.NET"),
        Form::Python => ("it is the code of a date in Python", "Python's `repr()`"),
        Form::Kanji => ("its parts are named in words, expected hyphens between them", "in words"),
        Form::Zero => ("it is the zero date, which stands for no date at all", "MySQL's zero date"),
        Form::Time => ("the date is missing before the time", "only a time"),
    }
}

fn labelled(want: Want, problem: Problem, value: &str, at: &Range<usize>) -> (String, String) {
    let (label, help) = match problem {
        Problem::Empty => return ("empty".to_owned(), absent(want)),
        Problem::Blank => return ("only white space".to_owned(), absent(want)),
        Problem::AllDigits { epoch } => return digits(want, epoch),
        Problem::DayOutOfRange { days_in_month } => {
            let label = if value.get(at.clone()) == Some("00") {
                "days count from 01".to_owned()
            } else {
                format!("the month ends with day {days_in_month}")
            };
            return (label, "write a day that exists".to_owned());
        }
        Problem::IncompleteDate => return incomplete(want),
        Problem::MissingTime => (
            "the time is missing here",
            "add the time of day and the offset; `T00:00:00Z` if only the day is known",
        ),
        Problem::TrailingText => match value.get(at.clone()) {
            Some(rest) if rest.starts_with('[') => {
                ("the name of a zone", "drop the name of the zone: the offset is all that counts")
            }
            _ => ("more text", "drop what follows"),
        },
        Problem::LeadingWhiteSpace | Problem::TrailingWhiteSpace => {
            ("white space", "remove the white space")
        }
        Problem::Malformed { field } | Problem::Unpadded { field } => {
            return field_words(problem, field);
        }
        Problem::MalformedOffset => match value.get(at.clone()).map(str::trim) {
            Some("UTC" | "GMT" | "utc" | "gmt") => ("a zone in words", "write `Z` for UTC"),
            Some(zone) if zone.starts_with(|it: char| it.is_ascii_alphabetic()) => (
                "a zone in words",
                "write the offset that the zone had at that time, such as `+05:30`; `Z` for UTC",
            ),
            _ => fixed(problem),
        },
        other => fixed(other),
    };
    (label.to_owned(), help.to_owned())
}

/// Problems of which there is one thing to say.
fn fixed(problem: Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::TwoDigitYear => ("two digits", "write all four digits of the year"),
        Problem::YearLast => ("the year comes last", "write the year first, then month and day"),
        Problem::CompactDate => ("no hyphens", "put hyphens between year, month and day"),
        Problem::CompactTime => ("no colons", "put colons between hour, minute and second"),
        Problem::DateSeparator => ("not a hyphen", "separate year, month and day by hyphens"),
        Problem::MonthOutOfRange => ("no such month", "write a month from 01 to 12"),
        Problem::UnexpectedTime => ("a time", "drop the time: a day has neither a time nor a zone"),
        Problem::SeparatorNotT => ("not a `T`", "put a `T` between date and time"),
        Problem::TimeSeparator => ("not a colon", "separate hour, minute and second by colons"),
        Problem::IncompleteTime => ("more is missing here", "write hour, minute and second"),
        Problem::HourTwentyFour => {
            ("no such hour", "write midnight at the end of a day as `00:00:00` of the next day")
        }
        Problem::HourOutOfRange => ("no such hour", "write an hour from 00 to 23"),
        Problem::MinuteOutOfRange => ("no such minute", "write a minute from 00 to 59"),
        Problem::SecondOutOfRange => ("no such second", "write a second from 00 to 59"),
        Problem::ImpossibleLeapSecond => {
            ("no leap second here", "write a second from 00 to 59, or the right minute")
        }
        Problem::FractionWithoutDigits => {
            ("no digits after the point", "write the digits, or drop the point")
        }
        Problem::CommaFraction => ("a comma", "put a point before the fraction of the second"),
        Problem::MissingOffset => {
            ("the offset is missing here", "write the offset from UTC; `Z` if the time is in UTC")
        }
        Problem::MalformedOffset => {
            ("not an offset", "write the offset from UTC: `Z`, or one such as `+05:30`")
        }
        Problem::OffsetSign => ("not an ASCII sign", "write the sign as an ASCII `-` or `+`"),
        Problem::OffsetWithoutMinutes => {
            ("the minutes are missing", "write the minutes too: `:00`")
        }
        Problem::OffsetWithoutColon => {
            ("no colon", "put a colon between hours and minutes of the offset")
        }
        Problem::OffsetOutOfRange => ("no such offset", "write an offset from -23:59 to +23:59"),
        _ => ("another form", "write it in the form of RFC 3339"),
    }
}

fn field_words(problem: Problem, field: Field) -> (String, String) {
    if matches!(problem, Problem::Unpadded { .. }) {
        return ("one digit".to_owned(), "pad it with a zero to two digits".to_owned());
    }
    let digits = if field == Field::Year { "four" } else { "two" };
    (format!("not {digits} digits"), format!("write the {field} in {digits} digits"))
}

fn digits(want: Want, epoch: Option<EpochUnit>) -> (String, String) {
    let label = match epoch {
        Some(unit) => format!("looks like Unix time in {unit}"),
        None => "only digits".to_owned(),
    };
    (label, of_number(want, epoch.is_some()))
}

/// What to do about a number where a date or date-time is wanted.
pub(crate) fn of_number(want: Want, is_epoch: bool) -> String {
    match (want, is_epoch) {
        (Want::DateTime, _) => format!("write it as a date-time, {}", such_as(want)),
        (Want::Date, true) => format!(
            "write the day itself, {}: which day a Unix time is depends on the time zone",
            such_as(want)
        ),
        (Want::Date, false) => format!("write year, month and day, {}", such_as(want)),
    }
}

fn incomplete(want: Want) -> (String, String) {
    let help = match want {
        Want::Date => "write year, month and day; leave it out where only a part is known",
        Want::DateTime => "write year, month, day and the time",
    };
    ("more is missing here".to_owned(), help.to_owned())
}

fn absent(want: Want) -> String {
    match want {
        Want::Date => {
            format!("write the day, {}; leave it out where it is not known", such_as(want))
        }
        Want::DateTime => example(want),
    }
}

/// What to say where nothing of RFC 3339 is broken.
pub(super) fn stricter(want: Want) -> malformed::Problem {
    malformed::Problem::new(None, "it does not have that form", "another form", example(want))
}

/// How to write it.
fn example(want: Want) -> String {
    match want {
        Want::Date => format!("write year, month and day, {}", such_as(want)),
        Want::DateTime => format!("write date, time and offset, {}", such_as(want)),
    }
}

fn such_as(want: Want) -> &'static str {
    match want {
        Want::Date => "such as `1815-12-10`",
        Want::DateTime => "such as `2020-11-23T22:28:55Z`",
    }
}

/// What to do where several orders of the parts are possible.
pub(super) fn order(problem: Problem) -> &'static str {
    match problem {
        Problem::TwoDigitYear => "write all four digits of the year",
        _ => "write the year first, then month and day",
    }
}
