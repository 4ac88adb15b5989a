//! Wrong shapes of `timestamp`.

use serde_json::json;

use crate::report_score::{
    call::Call,
    kind::{Kind, choosable, fixable, personal},
    planted::Planted,
    seed::{Moment, Seed},
};

const RULE: &str = "malformed-date-time";

pub(super) const KINDS: &[Kind] = &[
    choosable("time-two-digit-year", RULE, "`20-11-23T…`, as in the specification", |call, _| {
        let text = "20-11-23T22:28:55.111Z";
        call.mistake("/timestamp", &json!(text).to_string(), json!("2020-11-23T22:28:55.111Z"))
    }),
    fixable("time-space-for-t", RULE, "`2020-11-23 22:28:55Z`", |call, seed| {
        shaped(call, seed, |at| at.date_time().replace('T', " "))
    }),
    fixable("time-no-offset", RULE, "`2020-11-23T22:28:55`", |call, seed| {
        shaped(call, seed, |at| at.date_time().replace('Z', ""))
    }),
    fixable("time-of-sql", RULE, "`2020-11-23 22:28:55`", |call, seed| {
        shaped(call, seed, |at| format!("{} {}", at.date(), at.time()))
    }),
    fixable("time-offset-without-colon", RULE, "`…+0000`", |call, seed| {
        shaped(call, seed, |at| at.date_time().replace('Z', "+0000"))
    }),
    fixable("time-offset-without-minutes", RULE, "`…+00`", |call, seed| {
        shaped(call, seed, |at| at.date_time().replace('Z', "+00"))
    }),
    fixable("time-utc-in-words", RULE, "`2020-11-23 22:28:55 UTC`", |call, seed| {
        shaped(call, seed, |at| format!("{} {} UTC", at.date(), at.time()))
    }),
    personal("time-date-only", RULE, "`2020-11-23`", |call, seed| lost(call, seed, Moment::date)),
    fixable("time-no-seconds", RULE, "`2020-11-23T22:28Z`", |call, seed| {
        let at = Moment { second: 0, ..seed.moment() };
        let text = format!("{}T{:02}:{:02}Z", at.date(), at.hour, at.minute);
        call.mistake("/timestamp", &json!(text).to_string(), json!(at.date_time()))
    }),
    fixable("time-slashes", RULE, "`2020/11/23 22:28:55`", |call, seed| {
        shaped(call, seed, |at| format!("{} {}", at.date().replace('-', "/"), at.time()))
    }),
    fixable("time-american", RULE, "`11/23/2020 22:28:55`", |call, seed| {
        shaped(call, seed, |at| format!("{:02}/{:02}/{} {}", at.month, at.day, at.year, at.time()))
    }),
    fixable("time-european", RULE, "`23.11.2020 22:28:55`", |call, seed| {
        shaped(call, seed, |at| format!("{:02}.{:02}.{} {}", at.day, at.month, at.year, at.time()))
    }),
    choosable("time-day-or-month", RULE, "`03/04/2020 22:28:55`", |call, _| {
        let text = "\"03/04/2020 22:28:55\"";
        Some(call.mistake("/timestamp", text, json!("2020-03-04T22:28:55Z"))?.meaning_lost())
    }),
    fixable("time-of-e-mail", RULE, "`Mon, 23 Nov 2020 22:28:55 +0000`", |call, seed| {
        shaped(call, seed, |at| {
            let (day, month) = (at.weekday(), at.month_name());
            format!("{day}, {:02} {month} {} {} +0000", at.day, at.year, at.time())
        })
    }),
    fixable("time-of-http", RULE, "`Mon, 23 Nov 2020 22:28:55 GMT`", |call, seed| {
        shaped(call, seed, |at| {
            let (day, month) = (at.weekday(), at.month_name());
            format!("{day}, {:02} {month} {} {} GMT", at.day, at.year, at.time())
        })
    }),
    fixable(
        "time-of-javascript",
        RULE,
        "`Mon Nov 23 2020 22:28:55 GMT+0000 (…)`",
        |call, seed| {
            shaped(call, seed, |at| {
                let (day, month) = (at.weekday(), at.month_name());
                let utc = "GMT+0000 (Coordinated Universal Time)";
                format!("{day} {month} {:02} {} {} {utc}", at.day, at.year, at.time())
            })
        },
    ),
    fixable("time-compact", RULE, "`20201123T222855Z`", |call, seed| {
        shaped(call, seed, |at| at.date_time().replace(['-', ':'], ""))
    }),
    fixable("time-unpadded", RULE, "`2020-3-14T2:28:55Z`", |call, seed| {
        let at = Moment { month: 3, hour: 2, ..seed.moment() };
        let text = format!("{}-3-{}T2:{:02}:{:02}Z", at.year, at.day, at.minute, at.second);
        call.mistake("/timestamp", &json!(text).to_string(), json!(at.date_time()))
    }),
    fixable("time-comma-fraction", RULE, "`2020-11-23T22:28:55,111Z`", |call, seed| {
        let at = seed.moment();
        let text = at.date_time().replace('Z', ",111Z");
        let meant = at.date_time().replace('Z', ".111Z");
        call.mistake("/timestamp", &json!(text).to_string(), json!(meant))
    }),
    fixable("time-leading-space", RULE, "a space in front", |call, seed| {
        shaped(call, seed, |at| format!(" {}", at.date_time()))
    }),
    fixable("time-trailing-line-break", RULE, "a line break at the end", |call, seed| {
        shaped(call, seed, |at| format!("{}\n", at.date_time()))
    }),
    fixable("time-zone-name", RULE, "`…Z[Etc/UTC]`", |call, seed| {
        shaped(call, seed, |at| format!("{}[Etc/UTC]", at.date_time()))
    }),
    fixable("time-other-digits", RULE, "digits of another script", |call, seed| {
        shaped(call, seed, |at| {
            let wide = |c: char| char::from_u32(u32::from(c).saturating_add(0xFEE0));
            let digit = |c: char| if c.is_ascii_digit() { wide(c).unwrap_or(c) } else { c };
            at.date_time().chars().map(digit).collect()
        })
    }),
    fixable("time-minus-signs", RULE, "minus signs for hyphens", |call, seed| {
        shaped(call, seed, |at| at.date_time().replace('-', "\u{2212}"))
    }),
    fixable("time-seconds-in-quotes", RULE, "Unix time in seconds, as text", |call, seed| {
        shaped(call, seed, |at| at.epoch().to_string())
    }),
    fixable(
        "time-milliseconds-in-quotes",
        RULE,
        "Unix time in milliseconds, as text",
        |call, seed| shaped(call, seed, |at| format!("{}000", at.epoch())),
    ),
    fixable("time-of-dotnet", RULE, "`/Date(1606170535000)/`", |call, seed| {
        shaped(call, seed, |at| format!("/Date({}000)/", at.epoch()))
    }),
    personal("time-month-13", RULE, "month 13", |call, seed| {
        part(call, seed, |at| (format!("{}-13-{:02}T{}Z", at.year, at.day, at.time()), 5..7))
    }),
    personal("time-30-february", RULE, "30 February", |call, seed| {
        part(call, seed, |at| (format!("{}-02-30T{}Z", at.year, at.time()), 5..10))
    }),
    fixable("time-hour-24", RULE, "24:00:00", |call, _| {
        let meant = json!("2020-11-24T00:00:00Z");
        let planted = call.mistake("/timestamp", "\"2020-11-23T24:00:00Z\"", meant)?;
        let start = planted.place.start.saturating_add(12);
        Some(planted.at(start..start.saturating_add(8)))
    }),
    personal("time-hour-25", RULE, "hour 25", |call, seed| {
        part(call, seed, |at| (format!("{}T25:{:02}:00Z", at.date(), at.minute), 11..13))
    }),
    personal("time-minute-60", RULE, "minute 60", |call, seed| {
        part(call, seed, |at| (format!("{}T{:02}:60:00Z", at.date(), at.hour), 14..16))
    }),
    personal("time-second-61", RULE, "second 61", |call, seed| {
        part(call, seed, |at| (format!("{}T{:02}:20:61Z", at.date(), at.hour), 17..19))
    }),
    personal("time-offset-24", RULE, "an offset of a day", |call, seed| {
        part(call, seed, |at| (format!("{}T{}+24:00", at.date(), at.time()), 19..25))
    }),
    personal("time-zero-date", RULE, "`0000-00-00 00:00:00` of MySQL", |call, _| {
        call.spoil("/timestamp", "\"0000-00-00 00:00:00\"")
    }),
    personal("time-invalid-date", RULE, "`Invalid Date`, `now()`", |call, seed| {
        let text = seed.word(&["Invalid Date", "now()", "yesterday", "CURRENT_TIMESTAMP"]);
        call.spoil("/timestamp", &json!(text).to_string())
    }),
    personal("time-empty", RULE, "an empty text", |call, _| call.spoil("/timestamp", "\"\"")),
    personal("time-week-date", RULE, "`2020-W48-1`", |call, seed| {
        lost(call, seed, |at| format!("{}-W{:02}-1", at.year, at.day))
    }),
    personal("time-ordinal-date", RULE, "`2020-328T…`", |call, seed| {
        lost(call, seed, |at| format!("{}-1{:02}T{}Z", at.year, at.day, at.time()))
    }),
];

/// A moment in another shape.
fn shaped(call: &Call<'_>, seed: &mut Seed, shape: fn(&Moment) -> String) -> Option<Planted> {
    let at = seed.moment();
    call.mistake("/timestamp", &json!(shape(&at)).to_string(), json!(at.date_time()))
}

/// A shape from which the moment cannot be known for certain.
fn lost(call: &Call<'_>, seed: &mut Seed, shape: fn(&Moment) -> String) -> Option<Planted> {
    call.spoil("/timestamp", &json!(shape(&seed.moment())).to_string())
}

/// A moment of which a part does not exist: the fault is that part.
fn part(
    call: &Call<'_>,
    seed: &mut Seed,
    shape: fn(&Moment) -> (String, std::ops::Range<usize>),
) -> Option<Planted> {
    let (text, part) = shape(&seed.moment());
    let planted = call.spoil("/timestamp", &json!(text).to_string())?;
    let start = planted.place.start.saturating_add(1);
    Some(planted.at(start.saturating_add(part.start)..start.saturating_add(part.end)))
}
