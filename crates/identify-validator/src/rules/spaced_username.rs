//! `spaced-username`

use crate::{
    call::Call,
    malformed::source_span,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "spaced-username",
    group: Group::Traits,
    level: Level::Note,
    fixes: &[],
    formats: &[],
    summary: "a username has a space",
    docs: "\
`username` has a space in it or around it, of whatever width. Line breaks, tabs and other controls \
are for the rule `control-character`.

A username is what people type, mention and find in an address (the specification names those of \
Twitter and GitHub, which have no spaces). One with a space is mostly the full name in the wrong \
member, or was not trimmed; and two that differ by a space at the end look the same.

Send the username as your product has it, and what is displayed as `name`. No fix exists, since a \
username without its space may be another user's.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "username": "Ada Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "username": "ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[Trigger::Text("user_traits.username", |_, _| true)],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let is_space = |letter: char| letter.is_whitespace() && !letter.is_control();
    for traits in call.traits() {
        let Some((node, username)) = traits.text("username") else { continue };
        let Some(start) = username.find(is_space) else { continue };
        let run = username.get(start..).unwrap_or_default();
        let length = run.find(|letter| !is_space(letter)).unwrap_or(run.len());
        let end = start.saturating_add(length);
        let (message, help) = if username.trim().is_empty() {
            ("`username` is blank: it holds only white space", "leave it out where there is none")
        } else if start == 0 {
            ("`username` begins with a space", "trim it where it is read")
        } else if end == username.len() {
            ("`username` ends with a space", "trim it where it is read")
        } else {
            (
                "`username` has a space in it",
                "send the name by which the user signs in, and what is displayed as `name`",
            )
        };
        offences.at(source_span(node, start..end), message).label("a space here").help(help);
    }
}
