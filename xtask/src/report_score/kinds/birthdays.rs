//! Wrong shapes of `birthday`.

use serde_json::json;

use crate::report_score::{
    call::Call,
    kind::{Kind, choosable, fixable, personal},
    planted::Planted,
    seed::{Moment, Seed},
};

const RULE: &str = "malformed-date";

pub(super) const KINDS: &[Kind] = &[
    fixable("day-date-time", RULE, "`1985-12-10T00:00:00Z`", |call, seed| {
        shaped(call, seed, |day| format!("{}T00:00:00Z", day.date()))
    }),
    fixable("day-of-sql", RULE, "`1985-12-10 00:00:00`", |call, seed| {
        shaped(call, seed, |day| format!("{} 00:00:00", day.date()))
    }),
    fixable("day-with-milliseconds", RULE, "`1985-12-10T00:00:00.000Z`", |call, seed| {
        shaped(call, seed, |day| format!("{}T00:00:00.000Z", day.date()))
    }),
    fixable("day-slashes", RULE, "`1985/12/20`", |call, seed| {
        shaped(call, seed, |day| day.date().replace('-', "/"))
    }),
    fixable("day-dots", RULE, "`1985.12.20`", |call, seed| {
        shaped(call, seed, |day| day.date().replace('-', "."))
    }),
    fixable("day-american", RULE, "`12/20/1985`", |call, seed| {
        shaped(call, seed, |day| format!("{:02}/{:02}/{}", day.month, day.day, day.year))
    }),
    fixable("day-european", RULE, "`20.12.1985`", |call, seed| {
        shaped(call, seed, |day| format!("{:02}.{:02}.{}", day.day, day.month, day.year))
    }),
    fixable("day-first", RULE, "`20-12-1985`", |call, seed| {
        shaped(call, seed, |day| format!("{:02}-{:02}-{}", day.day, day.month, day.year))
    }),
    choosable("day-or-month", RULE, "`03/04/1985`", |call, _| {
        call.wrong_trait("birthday", "\"03/04/1985\"", None)
    }),
    fixable("day-month-in-words", RULE, "`20 December 1985`, `Dec 20, 1985`", |call, seed| {
        shaped(call, seed, |day| format!("{} {} {}", day.day, day.month_name(), day.year))
    }),
    fixable("day-compact", RULE, "`19851220`", |call, seed| {
        shaped(call, seed, |day| day.date().replace('-', ""))
    }),
    fixable("day-unpadded", RULE, "`1985-3-14`", |call, seed| {
        let day = Moment { month: 3, ..seed.birthday() };
        let text = format!("\"{}-3-{}\"", day.year, day.day);
        call.wrong_trait("birthday", &text, Some(json!(day.date())))
    }),
    fixable("day-padded", RULE, "a space at the end", |call, seed| {
        shaped(call, seed, |day| format!("{} ", day.date()))
    }),
    choosable("day-two-digit-year", RULE, "`85-12-20`", |call, _| {
        call.wrong_trait("birthday", "\"85-12-20\"", Some(json!("1985-12-20")))
    }),
    personal("day-year-only", RULE, "`1985`", |call, seed| {
        lost(call, seed, |day| day.year.to_string())
    }),
    personal("day-year-and-month", RULE, "`1985-12`", |call, seed| {
        lost(call, seed, |day| format!("{}-{:02}", day.year, day.month))
    }),
    personal("day-no-year", RULE, "`--12-20`", |call, seed| {
        lost(call, seed, |day| format!("--{:02}-{:02}", day.month, day.day))
    }),
    personal("day-month-13", RULE, "month 13", |call, seed| {
        part(call, seed, |day| (format!("{}-13-{:02}", day.year, day.day), 5..7))
    }),
    personal("day-month-00", RULE, "month 00", |call, seed| {
        part(call, seed, |day| (format!("{}-00-{:02}", day.year, day.day), 5..7))
    }),
    personal("day-31-april", RULE, "31 April", |call, seed| {
        part(call, seed, |day| (format!("{}-04-31", day.year), 5..10))
    }),
    personal("day-29-february", RULE, "29 February in a common year", |call, seed| {
        part(call, seed, |day| (format!("{}-02-29", day.year | 1), 5..10))
    }),
    personal("day-empty", RULE, "an empty text", |call, _| {
        call.wrong_trait("birthday", "\"\"", None)
    }),
    personal("day-in-words", RULE, "words", |call, seed| {
        let text = seed.word(&["unknown", "n/a", "null", "Invalid date"]);
        call.wrong_trait("birthday", &json!(text).to_string(), None)
    }),
    personal("day-zero", RULE, "`0000-00-00`", |call, _| {
        call.wrong_trait("birthday", "\"0000-00-00\"", None)
    }),
];

/// A day in another shape.
fn shaped(call: &Call<'_>, seed: &mut Seed, shape: fn(&Moment) -> String) -> Option<Planted> {
    let day = seed.birthday();
    call.wrong_trait("birthday", &json!(shape(&day)).to_string(), Some(json!(day.date())))
}

/// A shape from which the day cannot be known.
fn lost(call: &Call<'_>, seed: &mut Seed, shape: fn(&Moment) -> String) -> Option<Planted> {
    call.wrong_trait("birthday", &json!(shape(&seed.birthday())).to_string(), None)
}

/// A day of which a part does not exist: the fault is that part.
fn part(
    call: &Call<'_>,
    seed: &mut Seed,
    shape: fn(&Moment) -> (String, std::ops::Range<usize>),
) -> Option<Planted> {
    let (text, part) = shape(&seed.birthday());
    let planted = call.wrong_trait("birthday", &json!(text).to_string(), None)?;
    let start = planted.place.start.saturating_add(1);
    Some(planted.at(start.saturating_add(part.start)..start.saturating_add(part.end)))
}
