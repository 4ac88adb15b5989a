//! `malformed-date`

use crate::{
    call::Call,
    dates::{self, Want},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "malformed-date",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Unsafe],
    formats: &["date"],
    summary: "a date is not in the form of RFC 3339",
    docs: "\
A member that says on which day something was, such as `birthday`, is not a date of RFC 3339: a \
year of four digits, month and day, as in `1815-12-10`. A calendar day has no time and no zone.

A day with a time shifts by one for half of the world as soon as a reader turns it into its own \
zone, and in `02/04/1984` nobody can tell day from month. The birthday greeting then comes on the \
wrong day, or in the wrong month.

Write the day alone (Python `date.isoformat()`, Java `LocalDate.toString()`, Go \
`Format(\"2006-01-02\")`). Where the text can be read in one way only, the finding has a fix, which \
is never applied without being asked for. Where it can be read in several, all readings are shown, \
and only a person can choose.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "birthday": "02/04/1984" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "birthday": "1984-04-02" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    dates::report(Want::Date, call, offences);
}
