//! `implausible-timestamp`

use chrono::{DateTime, Datelike, FixedOffset, NaiveTime, TimeDelta, Timelike, Utc};
use identify_types::Timestamp;

use crate::{
    call::Call,
    dates::{UNIX, zero_day},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::{Surroundings, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "implausible-timestamp",
    group: Group::Traits,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "the account was created in the future, or at the zero of some clock",
    docs: "\
`timestamp` says when the account was created, and is more than 24 hours ahead of now; or it is \
what a system writes that has no time to write: the start of Unix time (1970-01-01T00:00:00Z, in \
any offset), 0000-01-01 (the first day there is to write), 0001-01-01 (.NET, Go), 1601-01-01 \
(Windows), 1899-12-30 and 1904-01-01 (spreadsheets), 1900-01-01 (SQL Server). A time of day on one \
of the days of January 1970 that present-day Unix seconds give when they are read as milliseconds \
is found as well.

Nothing refuses such a time, and everything that counts from it is wrong: the account's age, its \
cohort, the trial that ends never or has ended long ago.

Send the time at which the account was created. Look for a field that was never set, for seconds \
where milliseconds are wanted, for a clock that is wrong, and for an expiry date in place of the \
creation date. What counts as now can be set with `--now`, so that a run gives the same report on \
every day.",
    failing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "1970-01-01T00:00:00Z" }"#,
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    )
    .with_now("2026-01-01T00:00:00Z"),
    triggers: &[Trigger::Text("timestamp", may_be_implausible)],
    check,
};

/// How far a sender's clock may be ahead.
const LENIENCE: TimeDelta = TimeDelta::hours(24);

/// Milliseconds of Unix time that are seconds of the years 2001 to 2033.
const SECONDS: std::ops::Range<i64> = 1_000_000_000..2_000_000_000;

/// Whether a time may be found; not most of the last decades, by their days.
fn may_be_implausible(text: &[u8], around: &Surroundings) -> bool {
    let day = text.first_chunk();
    let is_past = day.is_some_and(|day| b"1971-01-01" <= day && *day < around.today);
    !is_past
        && str::from_utf8(text)
            .is_ok_and(|text| text.parse::<Timestamp>().is_ok_and(|it| is_found(&it, around.now)))
}

fn is_found(timestamp: &Timestamp, now: DateTime<Utc>) -> bool {
    find(timestamp.instant(), now).is_some()
}

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(member) = call.sound_member("timestamp") else { return };
    let text = member.value.as_str().unwrap_or_default();
    let Ok(timestamp) = text.parse::<Timestamp>() else { return };
    let Some((message, label, help)) = find(timestamp.instant(), call.now) else { return };
    offences.value(member.value, message).label(label).help(help);
}

fn find(
    instant: DateTime<FixedOffset>,
    now: DateTime<Utc>,
) -> Option<(&'static str, String, &'static str)> {
    const ZERO: &str =
        "`timestamp` is the zero of a clock, not a time at which an account was created";
    let unset = "send when the account was created: the field was never set, by the look of it";
    if let Some(of) = zero_of(instant) {
        return Some((ZERO, format!("the zero of {of}"), unset));
    }
    if SECONDS.contains(&instant.timestamp_millis()) && instant.time() != NaiveTime::MIN {
        return Some((
            "`timestamp` is in January 1970: seconds were read as milliseconds",
            "seconds taken for milliseconds".to_owned(),
            "multiply Unix seconds by 1000 where milliseconds are wanted, as in JavaScript's `Date`",
        ));
    }
    let latest = now.checked_add_signed(LENIENCE)?;
    if instant <= latest {
        return None;
    }
    let message = "`timestamp` is more than 24 hours in the future";
    Some(if instant.year() == 9999 {
        let help = "send when the account was created, not a date that stands for never";
        (message, "a date that stands for never".to_owned(), help)
    } else {
        let help = "send when the account was created, not when something ends; check the \
                    sender's clock";
        (message, "in the future".to_owned(), help)
    })
}

/// The system of which a time is the zero, as the sender's clock shows it or in UTC.
fn zero_of(instant: DateTime<FixedOffset>) -> Option<&'static str> {
    [instant.naive_local(), instant.naive_utc()].into_iter().find_map(|clock| {
        let is_start = UNIX.is(clock.date()) && clock.time().num_seconds_from_midnight() == 0;
        if is_start { Some(UNIX.of) } else { Some(zero_day(clock.date())?.of) }
    })
}
