//! `malformed-email`

mod repair;

use std::ops::Range;

use crate::{
    call::Call,
    malformed::{self, Problem},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "malformed-email",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Unsafe],
    formats: &["email"],
    summary: "a value is not an e-mail address",
    docs: "\
A member that holds an e-mail address, such as `email`, is not an address as mail servers take it \
(RFC 5321, section 4.1.2): a local part, `@`, and the name of a host. A display name, as in \
`Ada Lovelace <ada@example.com>`, is not a part of it, and neither is a second address.

Mail to it bounces, and enough bounces make providers refuse the sender. Systems that join users \
by their address never find this one.

Send the bare address, one for each user, or leave the member out. Whether somebody reads mail \
there is not checked.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "email": "Ada Lovelace <ada@example.com>" },
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
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    malformed::report(call, offences, "an e-mail address", find, repair::repair);
}

/// The first thing that is wrong, from the most telling to the least. The verdict is not made
/// here: the text is known to be no address.
fn find(value: &str) -> Problem {
    let told = Problem::new;
    let trimmed = value.trim();
    if value.is_empty() {
        return told(None, "the text is empty", "empty", "leave it out where there is no address");
    }
    if trimmed.is_empty() {
        let help = "leave it out where there is no address";
        return told(None, "the text holds only white space", "only white space", help);
    }
    if trimmed.len() < value.len() {
        let start = value.len().saturating_sub(value.trim_start().len());
        let at = if start > 0 { 0..start } else { trimmed.len()..value.len() };
        let help = "remove the white space";
        return told(Some(at), "white space stands around it", "white space", help);
    }
    let ats: Vec<usize> = value.match_indices('@').map(|(at, _)| at).collect();
    if let (Some(open), true) = (value.find('<'), value.ends_with('>')) {
        let at = if open > 0 { 0..open } else { 0..1 };
        let (message, label) = if open > 0 {
            ("a display name stands before it, expected the address alone", "a display name")
        } else {
            ("it stands in angle brackets, expected the address alone", "an angle bracket")
        };
        return told(Some(at), message, label, "send the bare address");
    }
    if value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
        let message = "it is a link, expected the address alone";
        return told(Some(0..7), message, "a link's scheme", "send the bare address");
    }
    if let Some(quote @ ('"' | '\'')) = value.chars().next()
        && value.len() > 1
        && value.ends_with(quote)
    {
        let message = "it stands in quotation marks of its own";
        return told(None, message, "quoted twice", "send it without quotation marks of its own");
    }
    if let Some(at) = value.find(['\u{ff20}', '\u{fe6b}']) {
        let message = "its `@` is a wide one, expected that of ASCII";
        return told(Some(at..at.saturating_add(3)), message, "a wide `@`", "write an ASCII `@`");
    }
    let (Some(&first), Some(&last)) = (ats.first(), ats.last()) else {
        return told(None, "it has no `@`", "no `@`", "send a whole address, or leave it out");
    };
    if let Some(separator) = value.find([',', ';']).filter(|_| ats.len() > 1) {
        let message = "it holds more than one address, expected one";
        return told(Some(separator..value.len()), message, "another address", "send one address");
    }
    if ats.len() > 1 && !value.starts_with('"') {
        let second = ats.get(1).copied().unwrap_or(last);
        let at = second..second.saturating_add(1);
        return told(Some(at), "it has more than one `@`", "another `@`", "keep one `@`");
    }
    let (local, domain) =
        (value.get(..last).unwrap_or_default(), value.get(last.saturating_add(1)..));
    let domain = domain.unwrap_or_default();
    let from = last.saturating_add(1);
    let sign = Some(last..from);
    if local.is_empty() {
        let help = "send a whole address, or leave it out";
        return told(sign, "nothing stands before the `@`", "nothing before it", help);
    }
    if domain.is_empty() {
        let help = "send a whole address, or leave it out";
        return told(sign, "nothing stands after the `@`", "nothing after it", help);
    }
    if let Some(at) = value.find("..") {
        let end = at.saturating_add(2);
        return told(
            Some(at..end),
            "two dots stand in a row",
            "two dots",
            "remove one of the dots, or write what is missing between them",
        );
    }
    part(value, first, last).unwrap_or_else(|| {
        let help = "send an address that mail can be sent to, or leave it out";
        told(None, "it does not have the form of RFC 5321", "no such address", help)
    })
}

/// What is wrong before or after the `@`.
fn part(value: &str, first: usize, last: usize) -> Option<Problem> {
    let told =
        |at: Range<usize>, message: &'static str, label: &'static str, help: &'static str| {
            Some(Problem::new(Some(at), message, label, help))
        };
    let here = |at: usize, letter: char| at..at.saturating_add(letter.len_utf8());
    let is_quoted = value.starts_with('"');
    for (at, letter) in value.char_indices() {
        let is_local = at < last;
        if is_quoted && is_local {
            continue;
        }
        if letter == ',' && !is_local {
            let message = "a comma stands in the name of the host, expected a dot";
            return told(here(at, letter), message, "a comma", "write a dot");
        }
        let is_edge = at == 0
            || at.saturating_add(1) == first
            || at == last.saturating_add(1)
            || at.saturating_add(1) == value.len();
        let span = here(at, letter);
        if letter.is_whitespace() {
            return told(span, "white space stands in it", "white space", "remove the white space");
        }
        if !letter.is_ascii() {
            let (message, help) = if is_local {
                (
                    "a character beyond ASCII stands before the `@`",
                    "send an address in ASCII, which every mail server takes",
                )
            } else {
                (
                    "a character beyond ASCII stands in the name of the host",
                    "write the name of the host in its ASCII form, which begins with `xn--`",
                )
            };
            return told(span, message, "beyond ASCII", help);
        }
        if letter == '.' && is_edge {
            let message = "a dot stands at the edge of a part";
            return told(span, message, "a dot at the edge", "remove the dot");
        }
        let is_allowed = letter.is_ascii_alphanumeric()
            || matches!(letter, '.' | '-' | '@')
            || (is_local && "!#$%&'*+/=?^_`{|}~".contains(letter))
            || (!is_local && matches!(letter, '[' | ']' | ':'));
        if !is_allowed {
            let message = "a character stands in it that an address cannot have there";
            return told(span, message, "not allowed here", "remove or correct the character");
        }
    }
    host(value, last).or_else(|| {
        let message = "the part before the `@` has more than 64 bytes";
        let help = "send the address as it was registered";
        (last > 64).then(|| Problem::new(Some(0..last), message, "too long", help))
    })
}

/// What is wrong with a part of the name of the host.
fn host(value: &str, last: usize) -> Option<Problem> {
    let mut start = last.saturating_add(1);
    for label in value.get(start..)?.split('.') {
        let at = start..start.saturating_add(label.len());
        start = at.end.saturating_add(1);
        if label.starts_with('-') || label.ends_with('-') {
            let message = "a part of the host's name begins or ends with a hyphen";
            let help = "correct the name of the host";
            return Some(Problem::new(Some(at), message, "a hyphen at the edge", help));
        }
        if label.len() > 63 {
            let message = "a part of the host's name has more than 63 bytes";
            let help = "correct the name of the host";
            return Some(Problem::new(Some(at), message, "too long", help));
        }
        if let Some(colon) = label.find(':').filter(|_| !value.contains('[')) {
            let at = at.start.saturating_add(colon)..at.end;
            let message = "a port stands behind the host, which an address does not have";
            return Some(Problem::new(Some(at), message, "a port", "remove the port"));
        }
    }
    None
}
