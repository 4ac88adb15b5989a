//! `unsafe-url`

use std::{borrow::Cow, ops::Range};

use identify_json::Node;

use crate::{
    call::Call,
    malformed::{Problem, source_span},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    traits::SoundMember,
    urls::{
        Seclusion, authority, is_host_like, is_plainly_public, is_plainly_public_uri, lacks_scheme,
        scheme, seclusion,
    },
};

pub(super) static RULE: Rule = Rule {
    id: "unsafe-url",
    group: Group::Traits,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "an address cannot be opened by others, or not safely",
    docs: "\
An address, such as `avatar` or `website`, does not begin with `http:` or `https:`, has a user name \
or password in it, or leads to a host that only the sender can reach: a loopback, private or \
link-local address in any spelling that browsers take (`127.1`, `0x7f000001`, `2130706433`, \
`[::ffff:7f00:1]`), or a name such as `localhost`, `printer.local`, `db.internal` or one without a \
dot.

Users choose these addresses, and readers open them: a profile page shows the picture, a server \
fetches it to make it smaller. `javascript:` runs a script in the page that shows it (OWASP, \
cross-site scripting); `file:` and inner addresses make the server hand out what is meant for \
nobody (OWASP API7:2023, server-side request forgery); a password in an address ends up in every \
log. And `localhost` shows that the payload came from someone's own machine.

Send the public address, beginning with `https://`. No address is ever fetched to find this out, \
and no name looked up: a public name may still lead to an inner host, so whoever fetches it must \
look again.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "avatar": "http://127.0.0.1:8080/ada.png" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "avatar": "https://cdn.example.com/ada.png" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Format("uri", |text, _| !is_plainly_public(text) && may_be_unsafe(text)),
        Trigger::Text("user_traits.website", |text, _| {
            !is_plainly_public_uri(text) && may_be_unsafe(text)
        }),
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let traits: Vec<Node<'_>> = call.traits().map(|traits| traits.object).collect();
    // The contract has no format for `website`, since people write it without a scheme.
    let is_address = |sound: &&SoundMember<'_>| {
        sound.known.format.as_deref() == Some("uri")
            || (sound.known.name == "website" && traits.contains(&sound.object))
    };
    for sound in call.sound_members().iter().filter(is_address) {
        let node = sound.member.value;
        let Some(value) = node.as_str() else { continue };
        // Browsers pass over these, wherever they stand (URL Standard, section 4.4).
        let is_passed_over = |letter: char| matches!(letter, '\t' | '\n' | '\r');
        let start = value.find(|letter: char| letter > ' ').unwrap_or_default();
        let trimmed = value.get(start..).unwrap_or_default();
        let text = if trimmed.contains(is_passed_over) {
            Cow::Owned(trimmed.replace(is_passed_over, ""))
        } else {
            Cow::Borrowed(trimmed)
        };
        for problem in problems(&text) {
            let span = match (problem.at, &text) {
                (Some(at), Cow::Borrowed(_)) => {
                    let shift = |offset: usize| offset.saturating_add(start);
                    source_span(node, shift(at.start)..shift(at.end))
                }
                _ => node.span(),
            };
            let message = format!("{} {}", call.name_of(node), problem.message);
            offences.at(span, message).label(problem.label).help(problem.help);
        }
    }
}

/// Whether something may be wrong with an address: with what is passed over in it, or as it stands.
fn may_be_unsafe(text: &[u8]) -> bool {
    let text = str::from_utf8(text).unwrap_or_default();
    text.bytes().any(|byte| byte <= b' ') || text.is_empty() || !problems(text).is_empty()
}

/// What is wrong with an address.
fn problems(value: &str) -> Vec<Problem> {
    let other = scheme(value)
        .filter(|_| !lacks_scheme(value))
        .filter(|scheme| !["http", "https"].iter().any(|fine| scheme.eq_ignore_ascii_case(fine)));
    if let Some(scheme) = other {
        return vec![of_scheme(scheme)];
    }
    let has_scheme = !lacks_scheme(value);
    let Some(authority) = authority(value) else { return Vec::new() };
    let host = value.get(authority.host.clone()).unwrap_or_default();
    let mut found = Vec::new();
    if let Some(at) = authority.credentials.filter(|at| has_scheme && !at.is_empty()) {
        let has_password = value.get(at.clone()).is_some_and(|text| text.contains(':'));
        let what = if has_password { "a password" } else { "a user name" };
        found.push(Problem::new(
            Some(at),
            format!("has {what} in it"),
            format!("{what}, for all to read"),
            "leave out what stands before `@`, and change the password if it is one",
        ));
    }
    // Without a scheme, a word may be anything; what has a port or is a number is a host.
    let is_host = has_scheme || is_host_like(value) || is_number_or_port(value, &authority.host);
    if let Some(seclusion) = seclusion(host).filter(|_| is_host) {
        found.push(of_host(authority.host, seclusion));
    }
    found
}

/// Whether the host is a number, or a port follows it.
fn is_number_or_port(value: &str, host: &Range<usize>) -> bool {
    let is_number = |text: &str| {
        text.starts_with('[')
            || (text.contains('.')
                && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
    };
    value.get(host.clone()).is_some_and(is_number)
        || value.get(host.end..).is_some_and(|rest| rest.starts_with(':'))
}

fn of_scheme(scheme: &str) -> Problem {
    let (what, help) = match scheme.to_ascii_lowercase().as_str() {
        "javascript" | "vbscript" => (
            "is a script, which runs in the page that shows it",
            "leave it out, and look for who entered it: this is how pages are attacked",
        ),
        "data" => (
            "holds the content itself in place of an address",
            "put the picture where others can load it, and send that address",
        ),
        "file" => {
            ("leads to a file on one machine", "send an address from which others can load it too")
        }
        "blob" | "about" | "chrome-extension" | "moz-extension" => (
            "leads to something inside one browser",
            "send an address from which others can load it too",
        ),
        "mailto" => ("is an e-mail address", "send the e-mail address as `email`"),
        "tel" => ("is a telephone number", "send the number as `phone`"),
        _ => (
            "begins with another scheme than `http` or `https`",
            "send an address that begins with `https://`",
        ),
    };
    Problem::new(Some(0..scheme.len()), what, "expected `https`", help)
}

fn of_host(at: Range<usize>, seclusion: Seclusion) -> Problem {
    let (what, label) = match seclusion {
        Seclusion::Loopback => (
            "leads back to the machine that opens it: the host is a loopback address",
            "a loopback host",
        ),
        Seclusion::Unspecified => ("leads nowhere: the host stands for no machine", "no machine"),
        Seclusion::Private => {
            ("leads into a private network, which others cannot reach", "a private address")
        }
        Seclusion::LinkLocal => (
            "leads to a link-local host, which only its own network sees, such as a cloud's metadata",
            "a link-local address",
        ),
        Seclusion::LocalName => {
            ("leads to a name that only a private network knows", "a private name")
        }
        Seclusion::Dotless => {
            ("leads to a name without a dot, which only a private network knows", "no dot")
        }
    };
    Problem::new(Some(at), what, label, "send an address that everyone can reach")
}
