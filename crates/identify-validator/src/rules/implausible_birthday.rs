//! `implausible-birthday`

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use identify_types::Birthday;

use crate::{
    call::Call,
    dates::zero_day,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::{Surroundings, Trigger},
};

pub(super) static RULE: Rule = Rule {
    id: "implausible-birthday",
    group: Group::Traits,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "a day of birth is in the future or before 1900",
    docs: "\
`birthday` is a day that has not begun anywhere on Earth yet, or one before 1900. Nobody who was \
born before 1900 is alive.

Such a day is a mistake of the machine more often than of the user: a year of two digits put into \
the wrong century (2061 for 1961), or the zero of some system's dates where nothing was entered: \
0001-01-01 in .NET and Go, 1899-12-30 in spreadsheets.

Send the day that the user gave, and nothing where they gave none. What counts as now can be set \
with `--now`, so that a run gives the same report on every day.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "birthday": "2061-02-10" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_now("2026-01-01T00:00:00Z"),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "birthday": "1961-02-10" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_now("2026-01-01T00:00:00Z"),
    triggers: &[Trigger::Text("user_traits.birthday", may_be_implausible)],
    check,
};

/// The year before which nobody who is alive was born.
const EARLIEST_YEAR: i32 = 1900;

/// How far clocks are ahead of UTC where the day begins first.
const FIRST_OFFSET: TimeDelta = TimeDelta::hours(14);

/// Whether someone alive can have been born on a day.
pub(super) fn is_plausible(day: NaiveDate, now: DateTime<Utc>) -> bool {
    day.year() >= EARLIEST_YEAR && !is_future(day, now)
}

fn is_future(day: NaiveDate, now: DateTime<Utc>) -> bool {
    now.checked_add_signed(FIRST_OFFSET).is_some_and(|first| day > first.date_naive())
}

/// Whether a day may be found; not most of the last century.
fn may_be_implausible(text: &[u8], around: &Surroundings) -> bool {
    let day = text.first_chunk();
    let is_past = day.is_some_and(|day| b"1901-01-01" <= day && *day < around.today);
    !is_past
        && str::from_utf8(text).is_ok_and(|text| {
            text.parse::<Birthday>().is_ok_and(|day| !is_plausible(day.date(), around.now))
        })
}

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for traits in call.traits() {
        let Some((node, text)) = traits.text("birthday") else { continue };
        let Ok(birthday) = text.parse::<Birthday>() else { continue };
        let day = birthday.date();
        if is_plausible(day, call.now) {
            continue;
        }
        let a_century_ago = day.year().saturating_sub(100);
        let (message, label, help) = if let Some(zero) = zero_day(day) {
            (
                "`birthday` is before 1900",
                format!("the zero of {}", zero.of),
                "leave it out where no day of birth is known",
            )
        } else if !is_future(day, call.now) {
            (
                "`birthday` is before 1900",
                "before 1900".to_owned(),
                "check the century, and leave it out where no day of birth is known",
            )
        } else if (EARLIEST_YEAR..=call.now.year()).contains(&a_century_ago) {
            (
                "`birthday` is in the future",
                "not yet".to_owned(),
                "check the century: a year of two digits may have been put into the wrong one",
            )
        } else {
            (
                "`birthday` is in the future",
                "not yet".to_owned(),
                "send the day on which the user was born, or leave it out",
            )
        };
        offences.value(node, message).label(label).help(help);
    }
}
