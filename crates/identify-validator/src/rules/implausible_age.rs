//! `implausible-age`

use chrono::Datelike;

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "implausible-age",
    group: Group::Traits,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "an age is over 150 years",
    docs: "\
`age` is more than 150. Nobody is known to have reached 123.

Such a number is no age: most often it is the year of birth, a date written as a number, an age in \
months or days, or the largest number of a form's slider. Averages and groups by age are wrong \
from then on, since nothing refuses it.

Send the age in years. Where the year or the day of birth is what is known, send the day as \
`birthday`, and no `age`.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "age": 1984 },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "age": 36 },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[Trigger::Number("user_traits.age", |age| {
        age.parse().is_ok_and(|years: f64| years > MOST_YEARS)
    })],
    check,
};

/// The most years that anyone is believed to live.
pub(super) const MOST_YEARS: f64 = 150.0;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for traits in call.traits() {
        let Some(age) = traits.get("age").map(|age| age.value) else { continue };
        let years = age.number_text().and_then(|text| text.parse::<f64>().ok());
        let Some(years) = years.filter(|years| *years > MOST_YEARS) else { continue };
        let is_whole = years.fract() == 0.0;
        let (label, help) = if is_whole && (1900.0..=f64::from(call.now.year())).contains(&years) {
            (
                "a year of birth, by the look of it",
                "send the age in years, or the day of birth as `birthday`",
            )
        } else if is_whole && (19_000_101.0..=99_991_231.0).contains(&years) {
            (
                "a date, by the look of it",
                "send the age in years, or the date as `birthday`, such as `1984-02-10`",
            )
        } else {
            ("over 150", "send the age in years, or leave it out where it is not known")
        };
        offences.value(age, "`age` is over 150 years").label(label).help(help);
    }
}
