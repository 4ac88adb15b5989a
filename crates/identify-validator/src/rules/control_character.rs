//! `control-character`

use crate::{
    call::Call,
    characters::{Hidden, has_hidden, label_of, shown_as},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    texts::{Role, Text, hidden_names},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "control-character",
    group: Group::Identity,
    level: Level::Warning,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "the user id, a name or another text has a control character",
    docs: "\
A text has a control character: in the user id and in names any of them, in other texts all but \
tabs and line breaks, which descriptions and addresses are written with. One in front of the user \
id or behind it is reported by `padded-user-id`.

Control characters are commands to a device and have no place in data. A null character ends the \
text for programs written in C, and PostgreSQL refuses it. An escape character starts commands to \
the terminal in which somebody reads a log. A line break in an id makes two log lines of one. \
Characters from U+0080 to U+009F are mostly quotation marks and euro signs of Windows-1252 that \
were read as Latin-1.

Find out where the character comes from: a fixed-width column that was read with its filling, a \
paste from a terminal, a file read in the wrong encoding. The fix takes it out, or writes the \
character of Windows-1252, which is a guess: it may have stood for something else. In a name that is one of the contract's otherwise, \
it is safe. There is no fix for an id, since identity is the sender's.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Ada\u0000Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Ada Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Name(has_hidden),
        Trigger::Character(&['\0'..='\u{8}', '\u{b}'..='\u{c}', '\u{e}'..='\u{1f}', '\u{7f}'..='\u{9f}']),
        Trigger::OddText("user_id", |id| id.chars().any(char::is_control)),
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for text in call.texts() {
        match text.role {
            Role::Name(_) => {}
            Role::UserId => in_text(call, text, char::is_control, offences),
            Role::Value => {
                let is_odd = |it: char| it.is_control() && !matches!(it, '\t' | '\n' | '\r');
                in_text(call, text, is_odd, offences);
            }
        }
    }
    for name in hidden_names(call, Hidden::Control) {
        let message = match name.meant {
            Some(meant) => format!("`{meant}` is written here with a control character in it"),
            None => "this name has a control character, expected none".to_owned(),
        };
        let draft = offences.at(name.span(), message);
        draft.label(label_of(name.first.1));
        name.advise(draft);
    }
}

fn in_text<'a>(
    call: &Call<'a>,
    text: &Text<'a>,
    is_odd: impl Fn(char) -> bool,
    offences: &mut Offences<'_>,
) {
    let places = text.places(is_odd);
    let Some(first) = places.first() else { return };
    let count = u64::try_from(places.len()).unwrap_or(u64::MAX);
    let many = wording::count(count, "control character");
    let is_windows = places.iter().all(|(_, character)| windows_1252(*character).is_some());
    let help = match count {
        _ if is_windows => "decode the text as Windows-1252 at its source, not as Latin-1",
        1 => "take it out where the text is produced",
        _ => "take them out where the text is produced",
    };
    let draft = offences
        .at(text.span(*first), format!("{} has {many}, expected none", text.subject(call)))
        .label(match windows_1252(first.1) {
            Some(_) if is_windows => format!("{}: a byte of Windows-1252", label_of(first.1)),
            _ => label_of(first.1),
        })
        .help(help);
    if matches!(text.role, Role::Value) {
        let by = |character| if is_windows { windows_1252(character) } else { shown_as(character) };
        draft.fix(Safety::Unsafe, text.replaced(&places, by));
    }
}

/// The character that a byte from 0x80 to 0x9F stands for in Windows-1252 (the index of the WHATWG
/// Encoding Standard), where Latin-1 has a control.
fn windows_1252(control: char) -> Option<char> {
    const CHARACTERS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let index = u32::from(control).checked_sub(0x80)?;
    let character = CHARACTERS.chars().nth(usize::try_from(index).ok()?)?;
    (!character.is_control()).then_some(character)
}
