//! `malformed-uri`

mod repair;

use std::ops::Range;

use crate::{
    call::Call,
    draft::{json_string, replace},
    judge::is_uri,
    malformed::{self, Problem},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    urls::{host, is_host_like, scheme},
};

pub(super) static RULE: Rule = Rule {
    id: "malformed-uri",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Unsafe],
    formats: &["uri"],
    summary: "the address of a picture or page is not a URI",
    docs: "\
A member that holds an address, such as `avatar`, is not a URI of RFC 3986: a scheme such as \
`https:`, then what it leads to, in ASCII. Spaces and letters beyond ASCII are written as `%` and \
two hexadecimal digits for each byte.

An address without a scheme, or a path alone, leads somewhere only on the sender's own pages. With \
a raw space or a backslash each reader cuts or mends it in its own way, and the picture is missing \
in some of them.

Send the absolute address as the browser's `new URL(…).href` gives it. Where it is clear what is \
meant, the finding has a fix, which is never applied without being asked for. No address is ever \
fetched.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "avatar": "cdn.example.com/ada.png" },
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
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    malformed::report(call, offences, "a URI", find, |draft, node, value| {
        if let Some((one, other)) = two(value) {
            for (order, address) in [("first", one), ("second", other)] {
                let edits = replace(node, json_string(address));
                draft.suggestion(format!("to keep the {order} one"), edits);
            }
        } else if let Some(uri) = repair::repaired(value) {
            draft.fix(Safety::Unsafe, replace(node, json_string(&uri)));
        }
    });
}

/// The first thing that is wrong. The verdict is not made here: the text is known to be no URI.
fn find(value: &str) -> Problem {
    let told = Problem::new;
    let trimmed = value.trim();
    if trimmed.is_empty() {
        let (message, label) = if value.is_empty() {
            ("the text is empty", "empty")
        } else {
            ("the text holds only white space", "only white space")
        };
        return told(None, message, label, "leave it out where there is no address");
    }
    if trimmed.len() < value.len() {
        let start = value.len().saturating_sub(value.trim_start().len());
        let at = if start > 0 { 0..start } else { trimmed.len()..value.len() };
        let message = "white space stands around it";
        return told(Some(at), message, "white space", "remove the white space");
    }
    if let Some((one, _)) = two(value) {
        let message = "it holds more than one address, expected one";
        let at = one.len()..value.len();
        return told(Some(at), message, "another address", "send one address");
    }
    if let Some(quote @ ('"' | '\'')) = value.chars().next()
        && value.ends_with(quote)
    {
        let message = "it stands in quotation marks of its own";
        return told(None, message, "quoted twice", "send it without quotation marks of its own");
    }
    if value.starts_with("<img") || value.starts_with("<a ") {
        let message = "it is HTML, expected the address alone";
        return told(None, message, "HTML", "send what stands in the attribute");
    }
    if image(value).is_some() {
        let message = "it is a picture in Base64, expected its address";
        let help = "send an address from which the picture can be loaded, or a `data:` URI";
        return told(None, message, "a picture itself", help);
    }
    if value.starts_with('<') {
        let message = "it stands in angle brackets";
        return told(Some(0..1), message, "an angle bracket", "remove the angle brackets");
    }
    if is_file_path(value) {
        let help = "send an address from which others can load it too";
        return told(None, "it is the path of a file on one machine", "a file's path", help);
    }
    if value.starts_with("//") {
        let message = "the scheme is missing, such as `https:`";
        return told(Some(0..2), message, "no scheme before this", "begin with the scheme");
    }
    if let Some((scheme @ ("http" | "https"), _)) = value.split_once("//") {
        let at = Some(scheme.len()..scheme.len());
        let message = "the colon is missing behind the scheme";
        return told(at, message, "a colon is missing here", "write `:` between scheme and `//`");
    }
    if scheme(value).is_none() {
        let message = "the scheme is missing, such as `https:`";
        if is_host_like(value) {
            let at = 0..host(value).len();
            return told(Some(at), message, "no scheme before this", "begin with the scheme");
        }
        let (label, help) = if value.starts_with(['/', '.']) {
            ("only a path", "send the whole address, with scheme and host")
        } else {
            ("no scheme", "send the whole address, such as `https://example.com/ada.png`")
        };
        return told(None, message, label, help);
    }
    authority(value).or_else(|| character(value)).unwrap_or_else(|| {
        let help = "send the address as a browser writes it";
        told(None, "it does not have the form of RFC 3986", "another form", help)
    })
}

/// Two addresses in one text.
fn two(value: &str) -> Option<(&str, &str)> {
    let (one, other) = value.trim().split_once([',', ';', ' ', '\n'])?;
    let other = other.trim_start();
    (is_uri(one) && one.contains("://") && is_uri(other) && other.contains("://"))
        .then_some((one, other))
}

/// The media type of a picture whose bytes were written in Base64, by how they begin.
fn image(value: &str) -> Option<&'static str> {
    let is_base64 = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'=');
    if value.len() < 16 || !value.bytes().all(is_base64) {
        return None;
    }
    let kinds = [("iVBORw0KGgo", "image/png"), ("/9j/", "image/jpeg"), ("R0lGOD", "image/gif")];
    kinds.into_iter().find(|(start, _)| value.starts_with(start)).map(|(_, kind)| kind)
}

/// What is wrong with the host or the port.
fn authority(value: &str) -> Option<Problem> {
    let start = value.find("://")?.saturating_add(3);
    let rest = value.get(start..)?;
    let authority = rest.get(..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()))?;
    let told =
        |at: Range<usize>, message: &'static str, label: &'static str, help: &'static str| {
            let at = start.saturating_add(at.start)..start.saturating_add(at.end);
            Some(Problem::new(Some(at), message, label, help))
        };
    let host = authority.rfind('@').map_or(0, |at| at.saturating_add(1));
    let name = authority.get(host..)?;
    if name.starts_with('[') && !name.contains(']') {
        let message = "the `]` is missing behind the address of the host";
        return told(host..authority.len(), message, "no `]`", "close the brackets with `]`");
    }
    if let Some(space) = name.find(' ') {
        let at = host.saturating_add(space);
        let message = "a space stands in the name of the host";
        return told(at..at.saturating_add(1), message, "a space", "correct the name of the host");
    }
    if !name.is_ascii() {
        let message = "the name of the host has a character beyond ASCII";
        let help = "write the name of the host in its ASCII form, which begins with `xn--`";
        let end = name.find(':').map_or(authority.len(), |colon| host.saturating_add(colon));
        return told(host..end, message, "beyond ASCII", help);
    }
    let (_, port) = name.rsplit_once(':').filter(|_| !name.ends_with(']'))?;
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    let at = authority.len().saturating_sub(port.len())..authority.len();
    let message = "the port is not a number";
    (!is_number)
        .then(|| told(at, message, "not a port", "write the port in digits, or leave it out"))?
}

/// The first character that cannot stand in a URI where it is.
fn character(value: &str) -> Option<Problem> {
    let mut fragment = false;
    for (at, letter) in value.char_indices() {
        let rest = value.get(at.saturating_add(1)..).unwrap_or_default();
        let (message, label, help) = match letter {
            '%' if !is_escape(rest) => (
                "two hexadecimal digits must follow `%`",
                "not an escape",
                "write `%25` for the character `%`",
            ),
            ' ' => ("it has a space", "a space", "write `%20` for a space"),
            '\\' => ("it has a backslash", "a backslash", "write `/`"),
            '#' if fragment => {
                ("it has a second `#`", "another `#`", "write `%23` for the character `#`")
            }
            _ if !letter.is_ascii() => (
                "it has a character beyond ASCII",
                "beyond ASCII",
                "write each byte of such characters as `%` and two hexadecimal digits",
            ),
            _ if letter.is_control() => {
                ("it has a control character", "a control character", "remove the character")
            }
            _ if is_unsafe(letter) || (matches!(letter, '[' | ']') && !is_host(value, at)) => (
                "it has a character that must be escaped",
                "not allowed here",
                "write it as `%` and two hexadecimal digits",
            ),
            '#' => {
                fragment = true;
                continue;
            }
            _ => continue,
        };
        // Of a word in another script, the word.
        let length = match value.get(at..).unwrap_or_default() {
            run if !letter.is_ascii() => {
                run.find(|other: char| other.is_ascii()).unwrap_or(run.len())
            }
            _ => letter.len_utf8(),
        };
        let end = at.saturating_add(length);
        return Some(Problem::new(Some(at..end), message, label, help));
    }
    None
}

/// Whether a place is in the host, where an address of IPv6 has brackets.
fn is_host(value: &str, at: usize) -> bool {
    value.find("://").is_some_and(|scheme| {
        let start = scheme.saturating_add(3);
        value.get(start..at).is_some_and(|before| !before.contains(['/', '?', '#']))
    })
}

/// `C:\Users\ada.png`, `\\server\ada.png`.
fn is_file_path(value: &str) -> bool {
    let is_drive = scheme(value).is_some_and(|scheme| scheme.len() == 1);
    (is_drive && value.contains('\\')) || value.starts_with("\\\\")
}

fn is_escape(after: &str) -> bool {
    after.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// ASCII characters that no part of a URI can have (RFC 3986, appendix A).
fn is_unsafe(letter: char) -> bool {
    matches!(letter, '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}')
}
