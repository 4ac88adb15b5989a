//! The URI that a text most likely means.

use std::fmt::Write;

use super::{is_escape, is_file_path, is_host_like, is_unsafe, scheme};
use crate::judge::is_uri;

/// The text as a URI, where it is clear what is meant.
pub(super) fn repaired(value: &str) -> Option<String> {
    let text = bare(value);
    if is_file_path(text) || text.chars().any(char::is_control) {
        return None;
    }
    if let Some(data) = super::image(text) {
        let uri = format!("data:{data};base64,{text}");
        return is_uri(&uri).then_some(uri);
    }
    let text = with_scheme(&text.replace('\\', "/"));
    let (before, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), text.as_str()),
    };
    let end = rest.find(['/', '?', '#']).filter(|_| !before.is_empty());
    let (authority, rest) = match (end, before.is_empty()) {
        (_, true) => ("", rest),
        (Some(end), false) => rest.split_at_checked(end)?,
        (None, false) => (rest, ""),
    };
    let authority = host_in_ascii(authority)?;
    let is_web = matches!(before.as_str(), "http://" | "https://");
    // A host with a space in it is none, and nobody can say which is meant.
    if is_web && (authority.is_empty() || authority.contains([' ', '%'])) {
        return None;
    }
    let uri = format!("{before}{authority}{}", escaped(rest));
    is_uri(&uri).then_some(uri)
}

/// Without white space, quotation marks, angle brackets and HTML around it.
fn bare(value: &str) -> &str {
    let trimmed = value.trim();
    let attribute = ["src=\"", "href=\"", "src='", "href='"].iter().find_map(|name| {
        let (_, rest) = trimmed.split_once(name).filter(|_| trimmed.starts_with('<'))?;
        rest.split(['"', '\'']).next()
    });
    let between = |open: char, close: char| trimmed.strip_prefix(open)?.strip_suffix(close);
    attribute
        .or_else(|| between('<', '>'))
        .or_else(|| between('"', '"'))
        .or_else(|| between('\'', '\''))
        .unwrap_or(trimmed)
}

/// With the scheme that is missing, or not written in full.
fn with_scheme(text: &str) -> String {
    if let Some((scheme @ ("http" | "https"), rest)) = text.split_once(":/") {
        return format!("{scheme}://{}", rest.trim_start_matches('/'));
    }
    if let Some((scheme @ ("http" | "https"), rest)) = text.split_once("//") {
        return format!("{scheme}://{rest}");
    }
    if text.starts_with("//") {
        return format!("https:{text}");
    }
    if scheme(text).is_none() && is_host_like(text) {
        return format!("https://{text}");
    }
    text.to_owned()
}

/// The host of an authority in its ASCII form.
fn host_in_ascii(authority: &str) -> Option<String> {
    if authority.is_ascii() {
        return Some(authority.to_owned());
    }
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (format!("{}@", escaped(user)), host),
        None => (String::new(), authority),
    };
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) => (host, format!(":{port}")),
        None => (host, String::new()),
    };
    Some(format!("{user}{}{port}", idna::domain_to_ascii(host).ok()?))
}

/// What follows the host, with everything escaped that cannot stand there.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut fragment = false;
    for (at, letter) in text.char_indices() {
        let rest = text.get(at.saturating_add(1)..).unwrap_or_default();
        let must_escape = match letter {
            '%' => !is_escape(rest),
            '#' => std::mem::replace(&mut fragment, true),
            '[' | ']' | ' ' => true,
            letter => !letter.is_ascii() || is_unsafe(letter),
        };
        if must_escape {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string never fails.
                let _ = write!(escaped, "%{byte:02X}");
            }
        } else {
            escaped.push(letter);
        }
    }
    escaped
}
