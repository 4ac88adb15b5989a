//! `bidirectional-text`

use crate::{
    call::Call,
    characters::{Hidden, has_hidden, label_of, reorders},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    texts::{Role, hidden_names},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "bidirectional-text",
    group: Group::Identity,
    level: Level::Warning,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "the user id, a name or another text has characters that change the order in which it is shown",
    docs: "\
A text has a character that sets the direction of the text around it: an embedding, override or \
isolate, such as U+202E. In the user id and in names the left-to-right and right-to-left marks \
count as well; other texts in Arabic and Hebrew are written with them, and nothing is said.

What people read is then not what is stored. With an override, `gpj.exe` shows as `exe.jpg`, one id \
shows as another, and the rest of a log line or of a support agent's page may run backwards. Such \
text passes every review, since reviews are done by eye. More often nobody meant harm: phone \
numbers and names pasted from a phone's address book come wrapped in these characters.

Take them out where the text comes in. Text in Arabic and Hebrew shows in the right order without \
them. The fix takes them out, which is a guess outside of names; it is safe in a name that is \
one of the contract's otherwise. There is no fix for an id, since identity is the sender's.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "username": "ada\u202elecalevol" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "username": "adalovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Name(has_hidden),
        Trigger::Character(&['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}']),
        Trigger::OddText("user_id", |id| {
            id.chars().any(|it| reorders(it) || matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}'))
        }),
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for text in call.texts() {
        let is_mark = |it: char| matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}');
        let places = match text.role {
            Role::Name(_) => continue,
            // What reorders is no padding, wherever it stands.
            Role::UserId => text.places(|it| reorders(it) || is_mark(it)),
            Role::Value => text.places(reorders),
        };
        let Some(first) = places.first() else { continue };
        let count = u64::try_from(places.len()).unwrap_or(u64::MAX);
        let many = wording::count(count, "character");
        let (verb, it) = if count == 1 { ("changes", "it") } else { ("change", "them") };
        let draft = offences
            .at(
                text.span(*first),
                format!(
                    "{} has {many} that {verb} the order in which text shows, expected none",
                    text.subject(call)
                ),
            )
            .label(label_of(first.1))
            .help(format!(
                "take {it} out where the text enters your system: what shows is not what is stored"
            ));
        if matches!(text.role, Role::Value) {
            draft.fix(Safety::Unsafe, text.replaced(&places, |_| None));
        }
    }
    for name in hidden_names(call, Hidden::Direction) {
        let message = match name.meant {
            Some(meant) => {
                format!(
                    "`{meant}` is written here with a character that sets the direction of text"
                )
            }
            None => "this name has a character that sets the direction of text".to_owned(),
        };
        let draft = offences.at(name.span(), message);
        draft.label(label_of(name.first.1));
        name.advise(draft);
    }
}
