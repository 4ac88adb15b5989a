//! Text around the call.

use super::FaultGroup;
use crate::{report::Safety, rule::Offences};

/// What stands before the call, and after it.
pub(super) fn explain(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let text = String::from_utf8_lossy(group.bytes(&group.first.span));
    let (found, help) = kind(text.trim());
    let draft = group.report(
        offences,
        format!("found {found}, expected the call alone"),
        "before the call",
    );
    draft.help(help);
    for (_, message) in &mut draft.related {
        "after the call".clone_into(message);
    }
    let bytes = group.call.record.bytes;
    let edits = group.faults.iter().map(|fault| {
        // With the spaces that part it from the call.
        let is_before = group.call.root.is_none_or(|root| fault.span.start < root.span().start);
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
        let from = |at: u32| bytes.get(at as usize..).unwrap_or_default();
        let length = |count: usize| u32::try_from(count).unwrap_or(0);
        let span = if is_before {
            let behind = length(from(fault.span.end).iter().take_while(blank).count());
            fault.span.start..fault.span.end.saturating_add(behind)
        } else {
            let before = group.before(fault.span.start).iter().rev().take_while(blank).count();
            fault.span.start.saturating_sub(length(before))..fault.span.end
        };
        (span, String::new())
    });
    let edits = edits.collect();
    group.fix(draft, Safety::Unsafe, edits);
}

/// What the text in front of the call is, and what to do about it.
fn kind(text: &str) -> (&'static str, &'static str) {
    const ALONE: &str = "remove what stands around the object";
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let first = text.lines().next().unwrap_or_default();
    if text.contains("```") {
        ("a Markdown code fence around the call", "remove the fence; only the object is JSON")
    } else if starts(&["\"", "'", "`"]) {
        (
            "quotation marks around the call",
            "remove them; if the call should be a string, its own quotation marks need escapes",
        )
    } else if starts(&[")]}'", "for(;;)", "for (;;)", "while(1)", "while (1)", "])}while"]) {
        (
            "a prefix against JSON hijacking in front of the call",
            "remove the prefix; a client of that service removes it before it reads the JSON",
        )
    } else if text.ends_with('(') {
        (
            "a JavaScript function call around the call (JSONP)",
            "remove the name of the function and the parentheses around the object",
        )
    } else if starts(&["var ", "let ", "const ", "export ", "module.exports", "window."])
        || text.ends_with('=')
    {
        (
            "an assignment of a program in front of the call",
            "remove it, and the semicolon at the end; `JSON.stringify` writes JSON",
        )
    } else if starts(&["curl ", "$ curl", "http ", "wget "]) {
        ("a command around the call", "save the body of the request alone")
    } else if first.contains("HTTP/1.") || first.contains("HTTP/2") || is_header(first) {
        ("HTTP headers in front of the call", "save the body of the message without its headers")
    } else if starts(&["data:", "event:"]) {
        (
            "a server-sent event around the call",
            "save the data of each event without the name of its field",
        )
    } else if starts(&["\u{1e}"]) {
        (
            "a record separator (U+001E) in front of the call",
            "remove it: this is a JSON text sequence (RFC 7464), expected one call a line",
        )
    } else if text.lines().count() > 1 {
        ("text in front of the call", ALONE)
    } else {
        (
            "text in front of the call, as in a line of a log",
            "have the log write the object alone, or remove what stands around it",
        )
    }
}

/// `Content-Type: application/json`
fn is_header(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, _)| {
        name.contains('-') && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
    })
}
