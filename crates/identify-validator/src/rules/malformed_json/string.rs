//! Inside strings.

use identify_json::{FaultKind, Kind, Node};

use super::{FaultGroup, shown};
use crate::{draft::DraftEdit, report::Safety, rule::Offences};

/// A string without its closing quotation mark.
pub(super) fn unclosed(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let span = group.first.span.clone();
    let is_line = matches!(group.from(span.end).first(), Some(b'\n' | b'\r'));
    let start = span.start;
    let is_name = group.value_at(start).is_some_and(|value| value.span().start != start);
    let draft = group.report(
        offences,
        match (is_name, is_line) {
            (true, _) => {
                "a name without its closing quotation mark, expected `\"` before the colon"
            }
            (_, true) => "a string that is not closed before the end of its line, expected `\"`",
            _ => "a string without its closing quotation mark, expected `\"`",
        },
        "no closing quotation mark",
    );
    draft.help(if is_line {
        "close the string where it ends; a line break inside it is written `\\n`"
    } else {
        "write `\"` where it ends"
    });
    if group.bytes(&span).first() == Some(&b'"') {
        let edits = vec![(span.end..span.end, "\"".to_owned())];
        group.fix_or_suggest(draft, Safety::Unsafe, "if the id ends here", edits);
    }
}

/// Control characters that stand raw in a string.
pub(super) fn control_characters(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let bytes = || group.faults.iter().flat_map(|fault| group.bytes(&fault.span));
    let count = bytes().filter(|byte| **byte != b'\r').count().max(1);
    let first = bytes().find(|byte| **byte != b'\r').copied().unwrap_or(b'\r');
    let has_line_breaks = bytes().all(|byte| matches!(byte, b'\n' | b'\r'));
    let what = match first {
        b'\n' if has_line_breaks => "line break".to_owned(),
        b'\r' => "carriage return".to_owned(),
        b'\t' if bytes().all(|byte| *byte == b'\t') => "tab".to_owned(),
        first if bytes().all(|byte| *byte == first) => {
            format!("control character {}", shown(char::from(first)))
        }
        _ => "control character".to_owned(),
    };
    let found = match count {
        1 => format!("a raw {what}"),
        count => match what.split_once(" U+") {
            Some((what, code)) => format!("{count} raw {what}s (U+{code})"),
            None => format!("{count} raw {what}s"),
        },
    };
    // In a name or an id an escape would be as wrong as the character, and so it is with most of
    // them in any text: that is `control-character`'s.
    let is_name = group.value_at(group.first.span.start).is_some_and(|value| {
        let start = value.span().start;
        start > group.first.span.start || value.kind() != Kind::String
    });
    let is_kept = |byte: u8| !is_name && matches!(byte, b'\t' | b'\n' | b'\r');
    let written = |byte: u8| if is_kept(byte) { escape(byte) } else { String::new() };
    let is_escaped = bytes().all(|byte| is_kept(*byte)) && !group.is_user_id();
    let expected = match first {
        _ if !is_escaped => "none",
        b'\n' => "`\\n`",
        b'\r' => "`\\r`",
        _ => "`\\t`",
    };
    let draft = group.report(
        offences,
        format!("{found} in a string, expected {expected}"),
        format!("raw {what}"),
    );
    let edits = group.faults.iter().map(|fault| {
        (fault.span.clone(), group.bytes(&fault.span).iter().map(|byte| written(*byte)).collect())
    });
    let edits = edits.collect();
    if is_escaped {
        draft.help("write control characters in strings as escapes; JSON libraries do");
        group.fix(draft, Safety::Safe, edits);
    } else {
        draft.help(
            "take it out where the text is produced; a JSON library would have written it as an \
             escape",
        );
        group.fix(draft, Safety::Unsafe, edits);
    }
}

/// The escape for a control character.
pub(super) fn escape(control: u8) -> String {
    match control {
        b'\n' => "\\n".to_owned(),
        b'\r' => "\\r".to_owned(),
        b'\t' => "\\t".to_owned(),
        control => format!("\\u{control:04x}"),
    }
}

/// Quotation marks inside a string that are not escaped.
pub(super) fn inner_quotes(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let message = match group.faults.len() {
        1 => "a quotation mark inside a string, expected `\\\"`".to_owned(),
        count => format!("{count} quotation marks inside a string, expected `\\\"`"),
    };
    let edits = group.faults.iter().map(|fault| {
        let at = fault.span.start;
        (at..at, "\\".to_owned())
    });
    let edits = edits.collect();
    let draft = group.report(offences, message, "not escaped");
    draft.help("write `\\\"` for a quotation mark inside a string; JSON libraries do");
    group.fix(draft, Safety::Unsafe, edits);
}

/// A string or name without its opening quotation mark.
pub(super) fn unopened(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let start = group.first.span.start;
    let is_name = group.value_at(start).is_some_and(|value| value.span().start != start);
    let what = if is_name { "a name" } else { "a string" };
    let draft = group.report(
        offences,
        format!("{what} without its opening quotation mark, expected `\"`"),
        "no opening quotation mark",
    );
    draft.help(format!("write `\"` where {what} begins", what = what.replace("a ", "the ")));
    let edits = vec![(start..start, "\"".to_owned())];
    group.fix_or_suggest(draft, Safety::Unsafe, "if the id begins here", edits);
}

/// Backslash sequences that JSON does not have.
pub(super) fn escapes(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let count = group.faults.len();
    let sequence = group.bytes(&group.first.span);
    let string = group.value_at(group.first.span.start);
    let is_path = string.is_some_and(is_windows_path);
    let (message, label, help) = match sequence.get(1) {
        _ if is_path => (
            match count {
                1 => "a backslash that begins no escape, expected `\\\\`".to_owned(),
                count => format!("{count} backslashes that begin no escape, expected `\\\\`"),
            },
            "no escape of JSON",
            "double each backslash of the path, as a JSON library does",
        ),
        Some(b'u') if count == 1 => {
            let digits = sequence.len().saturating_sub(2);
            (
                match digits {
                    0 => "`\\u` without hexadecimal digits, expected four".to_owned(),
                    1 => "`\\u` with one hexadecimal digit, expected four".to_owned(),
                    digits => format!("`\\u` with {digits} hexadecimal digits, expected four"),
                },
                "not four hexadecimal digits",
                "write four hexadecimal digits after `\\u`",
            )
        }
        Some(b'x') if count == 1 => (
            "an escape `\\x`, expected `\\u` and four hexadecimal digits".to_owned(),
            "no escape of JSON",
            "write `\\u00` in place of `\\x`",
        ),
        Some(b'\'') if count == 1 => (
            "an escaped single quote, expected it without the backslash".to_owned(),
            "no escape of JSON",
            "remove the backslash: a single quote needs none",
        ),
        _ => (
            match count {
                1 => "a backslash that begins no escape, expected one that JSON has".to_owned(),
                count => {
                    format!("{count} backslashes that begin no escape, expected ones that JSON has")
                }
            },
            "no escape of JSON",
            "JSON has `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u0000`; a backslash itself is \
             written `\\\\`",
        ),
    };
    let repair = match string.filter(|_| is_path) {
        Some(node) => Some((Safety::Unsafe, double_all(node))),
        None => group
            .faults
            .iter()
            .map(|fault| mend(group, fault.span.start, group.bytes(&fault.span)))
            .try_fold((Safety::Safe, Vec::new()), |(safety, mut edits), mended| {
                let (own, edit) = mended?;
                edits.push(edit);
                Some((if own == Safety::Unsafe { own } else { safety }, edits))
            }),
    };
    debug_assert!(group.faults.iter().all(|fault| fault.kind == FaultKind::InvalidEscape));
    let draft = group.report(offences, message, label);
    draft.help(help);
    if let Some((safety, edits)) = repair {
        group.fix(draft, safety, edits);
    }
}

/// The edit that mends one sequence.
fn mend(group: &FaultGroup<'_, '_>, at: u32, sequence: &[u8]) -> Option<(Safety, DraftEdit)> {
    let backslash = at..at.saturating_add(1);
    let digits = group.from(at.saturating_add(2)).get(..2).unwrap_or_default();
    match *sequence.get(1)? {
        b'\'' => Some((Safety::Safe, (backslash, String::new()))),
        b'x' if digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit) => {
            Some((Safety::Unsafe, (at..at.saturating_add(2), "\\u00".to_owned())))
        }
        // Escapes of other languages that are no text with a backslash in it.
        b'u' | b'U' | b'x' | b'N' | b'0'..=b'9' | b'a' | b'e' | b'v' => None,
        _ => Some((Safety::Unsafe, (at..at, "\\".to_owned()))),
    }
}

/// Whether a string is a path of Windows, such as `C:\Users`.
fn is_windows_path(node: Node<'_>) -> bool {
    matches!(node.raw(), [b'"', drive, b':', b'\\', ..] if drive.is_ascii_alphabetic())
}

/// Doubles every backslash that is not doubled: in a path, `\n` is no line break either.
fn double_all(node: Node<'_>) -> Vec<DraftEdit> {
    let raw = node.raw();
    let mut edits = Vec::new();
    let mut at = 0_usize;
    while let Some(byte) = raw.get(at) {
        if *byte == b'\\' {
            // Neither a doubled backslash nor an escaped quotation mark.
            let is_last = at.saturating_add(2) == raw.len();
            if is_last || !matches!(raw.get(at.saturating_add(1)), Some(b'\\' | b'"')) {
                let place = node.span().start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
                edits.push((place..place, "\\".to_owned()));
            }
            at = at.saturating_add(1);
            if raw.get(at) != Some(&b'\\') && raw.get(at) != Some(&b'"') {
                continue;
            }
        }
        at = at.saturating_add(1);
    }
    edits
}
