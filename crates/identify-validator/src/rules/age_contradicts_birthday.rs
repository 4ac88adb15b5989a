//! `age-contradicts-birthday`

use chrono::NaiveDate;
use identify_types::{Birthday, Timestamp};

use super::{implausible_age::MOST_YEARS, implausible_birthday::is_plausible};
use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "age-contradicts-birthday",
    group: Group::Traits,
    level: Level::Note,
    fixes: &[],
    formats: &[],
    summary: "age and day of birth do not fit",
    docs: "\
`age` is not the age of someone who was born on `birthday`, at any time from the day when the \
account was created until now. A year more or less is let pass, for calls sent around the birthday \
and for ages that count the running year.

One of the two is wrong, and a reader cannot tell which: the age is that of another user, was \
counted from another year, or was asked once and never again, while the account was copied.

Find out which is right. Where `birthday` is known, `age` is better left out: it goes stale every \
year, and the other does not.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "age": 20, "birthday": "1950-01-01" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_now("2026-01-01T00:00:00Z"),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "age": 70, "birthday": "1950-01-01" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_now("2026-01-01T00:00:00Z"),
    triggers: &[Trigger::Text("user_traits.birthday", |_, _| true)],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let today = call.now.date_naive();
    let created = call
        .sound_member("timestamp")
        .and_then(|member| member.value.as_str()?.parse::<Timestamp>().ok())
        .map(|timestamp| timestamp.instant().date_naive());
    for traits in call.traits() {
        let Some((node, text)) = traits.text("birthday") else { continue };
        let Ok(birthday) = text.parse::<Birthday>() else { continue };
        let Some(age) = traits.get("age").map(|age| age.value) else { continue };
        let years = age.number_text().and_then(|text| text.parse::<f64>().ok());
        // An age that nobody has, or a day on which nobody was born, is found by its own rule.
        let Some(years) = years.filter(|years| *years <= MOST_YEARS) else { continue };
        if !is_plausible(birthday.date(), call.now) {
            continue;
        }
        let oldest = age_on(birthday.date(), today) + 1.0;
        let youngest = created.map_or(0.0, |day| age_on(birthday.date(), day.min(today)) - 1.0);
        let (message, label) = if years.floor() > oldest {
            ("`age` is too high for someone born on `birthday`", "too old for it")
        } else if years < youngest {
            (
                "`age` is too low for someone born on `birthday`, who was older at the `timestamp`",
                "too young for it",
            )
        } else {
            continue;
        };
        offences
            .value(age, message)
            .label(label)
            .help("find out which is right; `birthday` alone is enough, since `age` goes stale")
            .related(node.span(), "born on this day");
    }
}

/// Whole years lived on a day; none before the birth.
fn age_on(birthday: NaiveDate, day: NaiveDate) -> f64 {
    f64::from(day.years_since(birthday).unwrap_or_default())
}
