//! `pattern-mismatch`

use crate::{
    call::Call,
    judge::Mismatch,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "pattern-mismatch",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a string does not match a plan's pattern",
    docs: "\
A plan gives a regular expression for a text, and the text does not match it.

Patterns stand for a form that a reader depends on: a country as two letters, an id with the prefix \
of its system. What has another form is not joined with the rest.

Write the text in the form that the pattern asks for, or widen the pattern. A pattern matches \
anywhere in the text unless it begins with `^` and ends with `$`.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "locale": "de_AT" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "locale": "de-AT" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    triggers: &[],
    check,
};

const PLAN: &str = r#"{
  "properties": {
    "user_traits": { "properties": { "locale": { "pattern": "^[a-z]{2}-[A-Z]{2}$" } } }
  }
}"#;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::Pattern(pattern) => Some(pattern),
        _ => None,
    });
    for (fault, pattern) in faults {
        let Some(value) = fault.node.as_str() else { continue };
        let name = call.subject(fault);
        let pattern = wording::cut(pattern, 120);
        let is_padded = value.trim().len() < value.len();
        offences
            .value(fault.node, format!("{name} does not match the pattern `{pattern}`"))
            .label(if value.is_empty() { "empty" } else { "another form" })
            .help(if is_padded {
                "remove the white space around it, then see whether it matches"
            } else {
                "write it in the form that the plan's pattern asks for"
            });
    }
}
