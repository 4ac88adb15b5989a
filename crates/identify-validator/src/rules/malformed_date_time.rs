//! `malformed-date-time`

use crate::{
    call::Call,
    dates::{self, Want},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "malformed-date-time",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Unsafe],
    formats: &["date-time"],
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
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    dates::report(Want::DateTime, call, offences);
}
