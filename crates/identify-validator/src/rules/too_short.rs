//! `too-short`

use crate::{
    advice,
    call::Call,
    judge::Mismatch,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "too-short",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a string has fewer characters than it must have",
    docs: "\
A text has fewer characters than the contract or a plan asks for. In the contract that is \
`user_id`, which must have at least one: an empty id is the id of nobody.

An empty `user_id` mostly is a form field, a column or an environment variable that was never \
filled. Readers that accept it pour the traits of all such users into one profile.

Send the id that your own system has for the user, and no call where there is none. Characters are \
counted as JSON Schema does, in Unicode code points: an emoji is one or several.",
    failing: Example::json(
        br#"{ "user_id": "", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::TooShort(least) => Some(*least),
        _ => None,
    });
    for (fault, least) in faults {
        let Some(value) = fault.node.as_str() else { continue };
        let name = call.subject(fault);
        let want = wording::count(least, "character");
        let (got, label) = match wording::length(value) {
            0 => ("is empty".to_owned(), "empty".to_owned()),
            length => (
                format!("has {}", wording::count(length, "character")),
                wording::count(length, "character"),
            ),
        };
        let help = match advice::of(call.known(fault.node)).empty {
            Some(help) => help,
            None if value.is_empty() => "send a value, or leave the member out",
            None => "send the whole value",
        };
        offences
            .value(fault.node, format!("{name} {got}, expected at least {want}"))
            .label(label)
            .help(help);
    }
}
