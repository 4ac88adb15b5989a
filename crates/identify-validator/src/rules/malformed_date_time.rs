//! `malformed-date-time`

use identify_json::Node;
use identify_types::rfc3339::{EpochUnit, Problem, check_date, check_date_time};

use crate::{
    call::Call,
    draft::Draft,
    judge::Mismatch,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    text,
};

pub(super) static RULE: Rule = Rule {
    id: "malformed-date-time",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Unsafe],
    summary: "a date-time is not in the form of RFC 3339",
    docs: "\
A member that says when something was is not a date-time of RFC 3339, such as \
`2020-11-23T22:28:55.111Z`: a year of four digits, month and day, `T`, hours, minutes and seconds, \
and the offset from UTC.

Other forms do not fail where they are sent; they fail where they are read. Each reader guesses in \
its own way: an offset that is missing becomes the reader's own time zone, a year of two digits \
becomes a day.

Write the date-time with the library of your language that writes RFC 3339 (JavaScript \
`toISOString()`, Python `isoformat()` of an aware datetime, Go `time.RFC3339Nano`, Java \
`Instant.toString()`). Where the text can be read in one way only, the finding has a fix, which is \
never applied without being asked for. Where it can be read in two, both readings are shown, and \
only a person can choose.",
    failing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23 22:28:55" }"#,
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::Format(format) if format == "date-time" => Some(()),
        _ => None,
    });
    for (fault, ()) in faults {
        let node = fault.node;
        let Some(text) = node.as_str() else { continue };
        let Err(error) = check_date_time(text) else { continue };
        let span = text::source_span(node, error.span());
        let name = call.name_of(node);
        let problem = error.problem();
        let draft = offences.at(span, format!("{name} is not an RFC 3339 date-time: {problem}"));
        explain(draft, problem);
        repair(draft, node, text, problem, error.span().start);
    }
}

/// What stands there, and what to do about it.
fn explain(draft: &mut Draft, problem: Problem) {
    let (label, help) = match problem {
        Problem::TwoDigitYear => ("two digits", "write all four digits of the year"),
        Problem::MissingOffset => {
            ("the offset is missing here", "say which offset the time is in: `Z` for UTC")
        }
        Problem::MissingTime => {
            ("the time is missing here", "add the time and its offset, such as `T00:00:00Z`")
        }
        Problem::SeparatorNotT => ("not a `T`", "put a `T` between date and time"),
        Problem::AllDigits { epoch: Some(EpochUnit::Seconds) } => {
            ("looks like Unix seconds", "write it as a date-time, such as `2020-11-23T22:28:55Z`")
        }
        Problem::AllDigits { epoch: Some(EpochUnit::Milliseconds) } => (
            "looks like Unix milliseconds",
            "write it as a date-time, such as `2020-11-23T22:28:55.111Z`",
        ),
        Problem::YearLast => {
            ("the year comes last", "write year, month, day: day and month cannot be told apart")
        }
        Problem::HourTwentyFour => {
            ("no such hour", "midnight at the end of a day is `00:00:00` of the next")
        }
        Problem::ImpossibleLeapSecond => {
            ("no leap second here", "a leap second is only ever at 23:59:60 UTC")
        }
        Problem::DayOutOfRange { days_in_month } => {
            draft
                .label(format!("the month ends with day {days_in_month}"))
                .help("write a day that exists");
            return;
        }
        _ => ("here", "write it as `2020-11-23T22:28:55Z`"),
    };
    draft.label(label).help(help);
}

/// Writes the value out where it can be read in one way, or every reading where there are several.
fn repair(draft: &mut Draft, node: Node<'_>, text: &str, problem: Problem, at: usize) {
    let replace = |value: &str| vec![(node.span(), format!("\"{value}\""))];
    if problem == Problem::TwoDigitYear {
        let readings = two_digit_readings(text);
        for (order, reading) in &readings {
            draft.suggestion(format!("if the {order} stands first"), replace(reading));
        }
        if readings.len() > 1 {
            draft.help("write all four digits of the year; it reads in more than one way");
        }
        return;
    }
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let mut rest = after.chars();
    let candidate = match problem {
        Problem::SeparatorNotT => {
            rest.next();
            let joined = format!("{before}T{}", rest.as_str().trim_start());
            if check_date_time(&joined).is_ok() { joined } else { joined + "Z" }
        }
        Problem::MissingOffset => format!("{}Z", before.trim_end()),
        Problem::MissingTime => format!("{}T00:00:00Z", text.trim_end()),
        Problem::OffsetWithoutMinutes => format!("{text}:00"),
        Problem::OffsetWithoutColon => format!("{before}:{after}"),
        Problem::CommaFraction => format!("{before}.{}", after.strip_prefix(',').unwrap_or(after)),
        Problem::LeadingWhiteSpace | Problem::TrailingWhiteSpace => text.trim().to_owned(),
        Problem::AllDigits { epoch: Some(unit) } => {
            let Some(value) = text::from_epoch(text, unit) else { return };
            value
        }
        _ => return,
    };
    if check_date_time(&candidate).is_ok() {
        draft.fix(Safety::Unsafe, replace(&candidate));
    }
}

/// `20-11-23T…` reads as 2020-11-23 and as 2023-11-20: the year may stand first or last. Only
/// readings that are dates count.
fn two_digit_readings(text: &str) -> Vec<(&'static str, String)> {
    let (Some(date), Some(rest)) = (text.get(..8), text.get(8..)) else { return Vec::new() };
    let mut parts = date.split(['-', '/', '.']);
    let (Some(a), Some(b), Some(c), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Vec::new();
    };
    [("year", format!("20{a}-{b}-{c}")), ("day", format!("20{c}-{b}-{a}"))]
        .into_iter()
        .filter(|(_, date)| check_date(date).is_ok())
        .map(|(order, date)| (order, format!("{date}{rest}")))
        .filter(|(_, value)| rest.is_empty() || check_date_time(value).is_ok())
        .collect()
}
