//! `confusable-character`

use identify_json::Member;

use crate::{
    call::Call,
    characters::is_plain,
    draft::rename,
    lookalikes::{first, latin, mixed, script_of},
    names::{Difference, is_near_miss},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    texts::{Meant, Role, Siblings, Text, meant_by},
};

pub(super) static RULE: Rule = Rule {
    id: "confusable-character",
    group: Group::Names,
    level: Level::Warning,
    fixes: &[Safety::Unsafe],
    formats: &[],
    summary: "a name, or the user id, has a letter that only looks like a Latin one",
    docs: "\
A name mixes alphabets within a word and looks like plain Latin letters: `n\u{430}me`, of which the \
second letter is Cyrillic. The table of such letters is Unicode's (UTS #39). The same is found in the \
user id, which is a name as well. Other values are not looked at.

Two names that look the same are two members and two columns, and two ids that look the same are \
two users. It happens on keyboards with two layouts, and it is how somebody passes for somebody \
else.

Retype the name in the letters that it seems to have. The fix does, unless that name is there \
already; it is a guess, since somebody may have meant the other letter. There is no fix for an \
id, since identity is the sender's.

A name that is Cyrillic or Greek from the first letter of a word to its last is what it is, and \
nothing is found, unless it looks like a name of the contract.",
    failing: Example::json(
        "{
  \"user_id\": \"user123\",
  \"user_traits\": { \"pl\u{430}n\": \"pro\" },
  \"timestamp\": \"2020-11-23T22:28:55Z\"
}"
        .as_bytes(),
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "plan": "pro" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Name(|name| mixed(name).is_some()),
        Trigger::UnknownName(|name| !is_plain(name.name) && is_near_miss(name)),
        Trigger::OddText("user_id", |id| mixed(id).is_some()),
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let mut siblings = Siblings::default();
    for text in call.texts() {
        match text.role {
            Role::Value => {}
            Role::UserId => in_id(text, offences),
            Role::Name(member) => match meant_by(call, member, Difference::Lookalike) {
                Meant::SaidElsewhere => {}
                Meant::Known(meant) => in_known_name(text, member, meant, offences),
                Meant::Own => in_own_name(text, member, &mut siblings, offences),
            },
        }
    }
}

fn in_id(text: &Text<'_>, offences: &mut Offences<'_>) {
    let Some(place) = mixed(text.content) else { return };
    offences
        .at(text.span(place), "`user_id` has a letter that only looks like a Latin one")
        .label(format!("{}, among Latin ones", script_of(place.1)))
        .help("check that this is the id as your own system has it");
}

/// A name of the contract in other letters.
fn in_known_name(text: &Text<'_>, member: Member<'_>, meant: &str, offences: &mut Offences<'_>) {
    let Some(place) = first(text.content) else { return };
    offences
        .at(
            text.span(place),
            format!("`{meant}` is written here with a letter that only looks right"),
        )
        .label(script_of(place.1))
        .help(format!("rename it to `{meant}`"))
        .fix(Safety::Unsafe, rename(member, meant));
}

/// A name of the sender's in the letters of two alphabets.
fn in_own_name(
    text: &Text<'_>,
    member: Member<'_>,
    siblings: &mut Siblings,
    offences: &mut Offences<'_>,
) {
    let Some(place) = mixed(text.content) else { return };
    let draft = offences
        .at(text.span(place), "this name has a letter that only looks like a Latin one")
        .label(format!("{}, among Latin ones", script_of(place.1)))
        .help("write the name in letters of one alphabet");
    if let Some(latin) = latin(text.content).filter(|_| siblings.is_alone(member)) {
        draft.fix(Safety::Unsafe, rename(member, &latin));
    }
}
