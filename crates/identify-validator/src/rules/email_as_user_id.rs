//! `email-as-user-id`

use crate::{
    call::Call,
    identity,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "email-as-user-id",
    group: Group::Identity,
    level: Level::Note,
    fixes: &[],
    formats: &[],
    summary: "the user id is an e-mail address",
    docs: "\
`user_id` has the form of an e-mail address.

An address is not the user for ever. People change it, companies give it to somebody else, and \
what was one user is then two, or two are one. It is also personal data: as an id it stands in \
every event, log, join and URL, from where it cannot be taken out again when somebody asks for it. \
And it is not one text: case and, with some providers, dots and `+` do not count.

Send the id under which your own system keeps the user, such as the primary key of the table of \
users, and the address as the trait `email`. No fix exists, since identity is the sender's.",
    failing: Example::json(
        br#"{
  "user_id": "ada@example.com",
  "user_traits": {},
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "email": "ada@example.com" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[Trigger::Text("user_id", |id, _| id.contains(&b'@'))],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some((node, _)) = call.user().filter(|(_, id)| is_address(id)) else { return };
    let has_email = identity::text_trait(call, "email").is_some();
    offences
        .value(node, "`user_id` is an e-mail address, expected an id that never changes")
        .label("an address may change, or pass to somebody else")
        .help(if has_email {
            "send the id that your own system has for the user"
        } else {
            "send the id that your own system has for the user, and the address as the trait `email`"
        });
}

/// Whether a text is an address as people have them: a local part without quotation marks
/// (RFC 5322, section 3.4.1), and a domain of at least two labels.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_atom = |letter: char| {
        letter.is_alphanumeric() || (letter.is_ascii() && "!#$%&'*+-/=?^_`{|}~".contains(letter))
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    local.split('.').all(|part| !part.is_empty() && part.chars().all(is_atom))
        && domain.contains('.')
        && domain.split('.').all(is_label)
        && top.chars().any(char::is_alphabetic)
}
