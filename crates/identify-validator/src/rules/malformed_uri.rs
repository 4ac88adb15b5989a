//! `malformed-uri`

use std::fmt::Write;

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
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    malformed::report(call, offences, "a URI", find, |draft, node, value| {
        if let Some(uri) = repaired(value) {
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
    character(value).unwrap_or_else(|| {
        let help = "send the address as a browser writes it";
        told(None, "it does not have the form of RFC 3986", "another form", help)
    })
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
            _ if is_unsafe(letter) => (
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

/// The text as a URI, where it is clear what is meant.
fn repaired(value: &str) -> Option<String> {
    let trimmed = value.trim();
    let inside = trimmed.strip_prefix('<').and_then(|inside| inside.strip_suffix('>'));
    let text = inside.unwrap_or(trimmed);
    if is_file_path(text) || text.chars().any(char::is_control) {
        return None;
    }
    let mut text = text.replace('\\', "/");
    if let Some((scheme @ ("http" | "https"), rest)) = text.split_once(":/") {
        text = format!("{scheme}://{}", rest.trim_start_matches('/'));
    }
    let mut uri = if text.starts_with("//") {
        "https:".to_owned()
    } else if scheme(&text).is_none() && is_host_like(&text) {
        "https://".to_owned()
    } else {
        String::new()
    };
    let mut fragment = false;
    for (at, letter) in text.char_indices() {
        let rest = text.get(at.saturating_add(1)..).unwrap_or_default();
        let must_escape = match letter {
            '%' => !is_escape(rest),
            '#' => std::mem::replace(&mut fragment, true),
            letter => letter == ' ' || !letter.is_ascii() || is_unsafe(letter),
        };
        if must_escape {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string never fails.
                let _ = write!(uri, "%{byte:02X}");
            }
        } else {
            uri.push(letter);
        }
    }
    is_uri(&uri).then_some(uri)
}
