//! `unlisted-value`

use identify_json::{Kind, Node};
use jsonschema::JsonType;
use serde_json::Value;

use crate::{
    call::Call,
    draft::replace,
    judge::Mismatch,
    kind::{json_type, noun},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "unlisted-value",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Unsafe],
    formats: &[],
    summary: "a value is not one of those that a plan lists",
    docs: "\
A plan lists the values that a member may have, and this is none of them.

Segments and dashboards are built on the values of the list. One spelled otherwise, even by letter \
case only, falls out of all of them and nobody is told.

Send one of the listed values, or add the new one to the plan first. Where one of them is spelled \
nearly the same, the finding has a fix, which is never applied without being asked for.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "plan": "PRO" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "plan": "pro" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    triggers: &[],
    check,
};

const PLAN: &str = r#"{
  "properties": {
    "user_traits": { "properties": { "plan": { "enum": ["free", "pro", "enterprise"] } } }
  }
}"#;

/// Most values of a list that a message shows.
const SHOWN: usize = 8;

/// Most values of a list that are compared for a likely spelling.
const COMPARED: usize = 1000;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::Unlisted(options) => Some(options),
        _ => None,
    });
    for (fault, options) in faults {
        let name = call.subject(fault);
        let draft = offences
            .value(
                fault.node,
                format!("{name} must be {}, found {}", list(options), found(fault.node, options)),
            )
            .label("not in the list");
        match nearest(fault.node, options) {
            Some(nearest) => draft
                .help(format!("write {}", wording::shown(nearest)))
                .fix(Safety::Unsafe, replace(fault.node, nearest.to_string())),
            None if options.len() == 1 => draft.help("send that value, or leave the member out"),
            None => draft.help("send one of the listed values, or add this one to the plan"),
        };
    }
}

fn list(options: &[Value]) -> String {
    let mut shown: Vec<String> = options.iter().take(SHOWN).map(wording::shown).collect();
    let more = options.len().saturating_sub(SHOWN);
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    wording::listed(&shown, "or")
}

fn found(node: Node<'_>, options: &[Value]) -> String {
    let kind = node.kind();
    let is_of_kind = |option: &Value| json_type(kind) == Some(JsonType::from(option));
    if kind != Kind::Null && options.iter().any(is_of_kind) {
        noun(kind).replacen("an ", "another ", 1).replacen("a ", "another ", 1)
    } else {
        noun(kind).to_owned()
    }
}

/// The one value of the list that is spelled nearly the same: by letter case or white space only,
/// as a string for a number or the reverse, or with a letter wrong.
fn nearest<'o>(node: Node<'_>, options: &'o [Value]) -> Option<&'o Value> {
    let written = match node.as_str() {
        Some(text) => text,
        None => node.number_text()?,
    };
    let plain = |value: &Value| match value {
        Value::String(text) => text.trim().to_lowercase(),
        other => other.to_string(),
    };
    let wanted = written.trim().to_lowercase();
    let compared = options.get(..COMPARED.min(options.len())).unwrap_or_default();
    let only = |fits: &dyn Fn(&Value) -> bool| {
        let mut fitting = compared.iter().filter(|option| fits(option));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    // Numbers that differ are other numbers, not misspellings.
    let is_misspelt = |option: &Value| {
        let option = option.as_str().map(str::to_lowercase).unwrap_or_default();
        let allowed = if option.chars().count() < 9 { 1 } else { 2 };
        option.chars().count() >= 4
            && wanted.len() <= option.len().saturating_add(8)
            && strsim::osa_distance(&wanted, &option) <= allowed
    };
    only(&|option| plain(option) == wanted)
        .or_else(|| node.as_str().and_then(|_| only(&is_misspelt)))
}
