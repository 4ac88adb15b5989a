//! `too-long`

use crate::{
    call::Call,
    judge::Mismatch,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "too-long",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a string has more characters than a plan allows",
    docs: "\
A text has more characters than a plan allows. The contract itself sets no upper limit.

Plans set one where a column or a service has one. What is longer is cut there or refused, mostly \
without a word to the sender, and two ids that are cut to the same text become one user.

Send a shorter text, or raise the limit in the plan if the reader has none. Characters are counted \
as JSON Schema does, in Unicode code points, not in bytes.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "username": "ada.lovelace.analytical" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "username": "ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    triggers: &[],
    check,
};

const PLAN: &str = r#"{
  "properties": {
    "user_traits": { "properties": { "username": { "maxLength": 15 } } }
  }
}"#;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::TooLong(most) => Some(*most),
        _ => None,
    });
    for (fault, most) in faults {
        let Some(value) = fault.node.as_str() else { continue };
        let name = call.subject(fault);
        let length = wording::length(value);
        let got = wording::count(length, "character");
        let over = length.saturating_sub(most);
        offences
            .value(fault.node, format!("{name} has {got}, expected at most {most}"))
            .label(format!("{over} too many"))
            .help(format!("shorten it to {}", wording::count(most, "character")));
    }
}
