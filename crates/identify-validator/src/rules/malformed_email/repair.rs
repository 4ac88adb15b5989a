//! The address that a text most likely means.

use identify_json::Node;

use crate::{
    draft::{Draft, json_string, replace},
    judge::is_email,
    report::Safety,
};

/// Writes the address out where it is plain to see, or both where there are two.
pub(super) fn repair(draft: &mut Draft, node: Node<'_>, value: &str) {
    let mut addresses = value
        .split([',', ';', ' ', '\t', '\n'])
        .filter_map(|part| Some(bare(part)?).filter(|part| is_email(part)));
    if let (Some(one), Some(other), None) = (addresses.next(), addresses.next(), addresses.next()) {
        for (order, address) in [("first", one), ("second", other)] {
            let edits = replace(node, json_string(&address));
            draft.suggestion(format!("to keep the {order} one"), edits);
        }
    } else if let Some(address) = repaired(value) {
        draft.fix(Safety::Unsafe, replace(node, json_string(&address)));
    }
}

/// The first of several corrections, from the surest to the boldest, that makes an address of it.
fn repaired(value: &str) -> Option<String> {
    const CORRECTIONS: &[fn(&str) -> Option<String>] = &[without_noise, comma_for_dot, ascii_host];
    let mut text = bare(value)?;
    if !is_email(&text) {
        text = spelled_out(&text);
    }
    for correct in CORRECTIONS {
        if is_email(&text) {
            break;
        }
        text = correct(&text).unwrap_or(text);
    }
    is_email(&text).then_some(text)
}

/// Without a display name, a comment, a link's scheme, and marks around it.
fn bare(value: &str) -> Option<String> {
    let value = value.trim();
    let inside = value
        .find('<')
        .and_then(|open| value.get(open.saturating_add(1)..)?.split('>').next())
        .unwrap_or(value);
    let inside = match inside.split_once('(') {
        Some((address, comment)) if comment.ends_with(')') && address.contains('@') => address,
        _ => inside,
    };
    let marks = |it: char| it.is_whitespace() || "<>'\"`,;.".contains(it);
    let inside = inside.trim_matches(marks);
    let link = inside.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let address = if link.is_some() { inside.get(7..)? } else { inside };
    let address = if link.is_some() { address.split('?').next()? } else { address };
    Some(address.replace("@@", "@"))
}

/// With the `@` and the dots that are written in another way.
fn spelled_out(text: &str) -> String {
    let mut text =
        text.replace(['\u{ff20}', '\u{fe6b}'], "@").replace(['\u{3002}', '\u{ff0e}'], ".");
    if !text.contains('@') {
        for at in ["%40", " at ", "(at)", " (at) ", "[at]", " [at] ", " AT "] {
            if text.matches(at).count() == 1 {
                text = text.replace(at, "@");
                break;
            }
        }
        for dot in [" dot ", "(dot)", "[dot]"] {
            text = text.replace(dot, ".");
        }
    }
    text
}

/// Without white space, a backslash or a scheme that stands beside the `@`, and without a port.
fn without_noise(text: &str) -> Option<String> {
    let (local, host) = text.replace("\\@", "@").rsplit_once('@').map(|(local, host)| {
        let host = host.trim_start_matches("https://").trim_start_matches("http://");
        let host = match host.split_once(':') {
            Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
            _ => host,
        };
        (local.trim().to_owned(), host.trim().replace(" .", ".").replace(". ", "."))
    })?;
    Some(format!("{local}@{host}"))
}

/// With a dot for a comma in the name of the host.
fn comma_for_dot(text: &str) -> Option<String> {
    let (local, host) = text.rsplit_once('@')?;
    Some(format!("{local}@{}", host.replace(',', ".")))
}

/// With the name of the host in its ASCII form.
fn ascii_host(text: &str) -> Option<String> {
    let (local, host) = text.rsplit_once('@')?;
    let host = idna::domain_to_ascii(host).ok()?;
    Some(format!("{local}@{host}"))
}
