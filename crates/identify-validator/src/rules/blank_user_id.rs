//! `blank-user-id`

use crate::{
    advice,
    call::Call,
    characters::shows,
    identity::is_blank,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "blank-user-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "the user id shows nothing: only white space or invisible characters",
    docs: "\
`user_id` has characters, but none that leaves a mark: spaces of any width, tabs and line breaks, \
zero-width characters, Hangul fillers, controls.

It passes every test for an empty text, also most that trim it first, since trimming knows white \
space only and not what Unicode calls default-ignorable. Two of them look the same and are two \
users; in most systems they end up as one that nobody can find.

Send the id that your own system has for the user, and no call where there is none. No fix exists, \
since identity is the sender's.",
    failing: Example::json(
        br#"{ "user_id": " \u200b", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[Trigger::Text("user_id", |id, _| {
        !shows(id.first()) && str::from_utf8(id).is_ok_and(is_blank)
    })],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some((node, id)) = call.text_of("user_id") else { return };
    if !is_blank(id) || !call.mismatches_of(node).is_empty() {
        return;
    }
    let length = wording::length(id);
    let kind = if id.chars().all(char::is_whitespace) { "white-space" } else { "invisible" };
    let characters = wording::count(length, &format!("{kind} character"));
    offences
        .value(node, format!("`user_id` is blank: {characters} and nothing else"))
        .label("no visible character")
        .help(advice::USER_ID);
}
