//! `invisible-character`

use crate::{
    call::Call,
    characters::{Hidden, Place, has_hidden, hidden_in, label_of},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    texts::{Role, hidden_names},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "invisible-character",
    group: Group::Names,
    level: Level::Warning,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a name, or the user id, has a character that does not show",
    docs: "\
A name has a character that nobody sees: a zero-width space or joiner, a soft hyphen, a byte-order \
mark, a no-break space in the place of an ordinary one. The same is found inside the user id, which \
is a name as well. Other values are not looked at.

Two names that look the same are two members, and two columns. A query with the name that \
everybody reads finds nothing, and nobody sees why. These characters come from names that are \
pasted out of a document, a chat or a web page, and from files that begin with a byte-order mark.

Retype the name. The fix does; it is safe where the name is one of the contract's otherwise and \
that one is free. There is no fix for an id, since identity is the sender's.

Nothing is found in the places where a script or an emoji needs such a character: joiners between \
Arabic or Persian letters, behind a virama and inside emoji, variation selectors, the wide space \
of Chinese and Japanese. A zero-width space between Thai or Khmer words is found: names do not \
break into lines.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "first\u200b_name": "Ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "first_name": "Ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Name(has_hidden),
        Trigger::OddText("user_id", has_hidden),
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for text in call.texts() {
        if !matches!(text.role, Role::UserId) {
            continue;
        }
        let inner = text.places(|_| true);
        let range = inner.first().map(|(at, _)| *at)..=inner.last().map(|(at, _)| *at);
        let places: Vec<Place> = hidden_in(text.content)
            .into_iter()
            .filter(|((at, _), hidden)| *hidden == Hidden::Invisible && range.contains(&Some(*at)))
            .map(|(place, _)| place)
            .collect();
        let Some(first) = places.first() else { continue };
        let count = u64::try_from(places.len()).unwrap_or(u64::MAX);
        let many = wording::count(count, "character");
        let verb = if count == 1 { "does" } else { "do" };
        offences
            .at(text.span(*first), format!("`user_id` has {many} that {verb} not show"))
            .label(label_of(first.1))
            .help("send the id as your own system has it: with or without this, it looks the same");
    }
    for name in hidden_names(call, Hidden::Invisible) {
        let message = match name.meant {
            Some(meant) => format!("`{meant}` is written here with a character that does not show"),
            None if name.count == 1 => "this name has a character that does not show".to_owned(),
            None => format!("this name has {} characters that do not show", name.count),
        };
        let draft = offences.at(name.span(), message);
        draft.label(label_of(name.first.1));
        name.advise(draft);
    }
}
