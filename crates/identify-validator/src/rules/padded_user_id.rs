//! `padded-user-id`

use crate::{
    call::Call,
    characters::{label_of, padding, shows},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::{Surroundings, Trigger},
    texts::{Role, Text},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "padded-user-id",
    group: Group::Identity,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "the user id has white space or invisible characters at its start or end",
    docs: "\
`user_id` begins or ends with characters that leave no mark: spaces of any width, tabs and line \
breaks, zero-width characters, a byte-order mark.

To one system it is the same user as without them, to the next it is another one. Some services \
trim ids and some do not, so one user becomes two profiles, and which of them gets the next call \
depends on the route that it takes. Line breaks come from files read line by line, trailing spaces \
from columns of fixed width, byte-order marks from exports out of spreadsheets.

Trim the id once, where it enters your own system, and send the same text always. Nothing is \
trimmed here and no fix exists, since identity is the sender's.",
    failing: Example::json(
        br#"{ "user_id": "user123 ", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[Trigger::Text("user_id", is_padded)],
    check,
};

fn is_padded(id: &[u8], _: &Surroundings) -> bool {
    if shows(id.first()) && shows(id.last()) {
        return false;
    }
    let (front, back) = padding(str::from_utf8(id).unwrap_or_default());
    !front.is_empty() || !back.is_empty()
}

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    // A space is nothing odd, so this is not one of the texts that are.
    let Some((node, text)) = call.user() else { return };
    let id = Text { node, content: text, role: Role::UserId };
    let (front, back) = padding(text);
    let of = |part: &std::ops::Range<usize>| text.get(part.clone()).unwrap_or_default();
    let (in_front, behind) = (of(&front), of(&back));
    let (span, place) = match (in_front.is_empty(), behind.is_empty()) {
        (true, true) => return,
        (false, true) => (id.bytes(front), "in front"),
        (true, false) => (id.bytes(back.clone()), "at its end"),
        (false, false) => (id.bytes(front), "at both ends"),
    };
    let padding = format!("{in_front}{behind}");
    let kind = if padding.chars().all(|it| it == ' ') {
        "space"
    } else if padding.chars().all(char::is_whitespace) {
        "white-space character"
    } else {
        "invisible character"
    };
    let count = wording::count(wording::length(&padding), kind);
    let label = match padding.chars().next() {
        Some(only) if only != ' ' && wording::length(&padding) == 1 => label_of(only),
        _ => "some readers trim this, and some keep it".to_owned(),
    };
    let draft = offences
        .at(span, format!("`user_id` has {count} {place}, expected none"))
        .label(label)
        .help("trim the id where it enters your own system, and always send the same text");
    if !in_front.is_empty() && !behind.is_empty() {
        draft.related(id.bytes(back), "and here");
    }
}
