//! White space, comments, and nothing at all.

use identify_json::{Fault, FaultKind};

use super::{FaultGroup, shown};
use crate::{call::Call, report::Safety, rule::Offences, validator::InputFormat};

/// An input without a value.
pub(super) fn empty(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let source = group.call.record.bytes;
    let what = if source.is_empty() {
        "the input is empty"
    } else if source.trim_ascii().is_empty() {
        "the input is nothing but white space"
    } else {
        "the input has no value"
    };
    group
        .report(offences, format!("{what}, expected an object"), "nothing here")
        .help("check what should have written it: it may have failed before its first byte");
}

/// Whether a line of a log is a comment, and has nothing else in it.
pub(super) fn is_comment_line(call: &Call<'_>) -> bool {
    let has = |kind: &FaultKind| call.faults.iter().any(|fault| fault.kind == *kind);
    call.format == InputFormat::Ndjson && has(&FaultKind::Empty) && has(&FaultKind::Comment)
}

/// A comment, in any of the forms that other languages have.
pub(super) fn comment(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let span = group.first.span.clone();
    let bytes = group.bytes(&span);
    let is_rest = group.from(span.end).is_empty();
    let is_open = bytes.starts_with(b"/*") && !(bytes.len() >= 4 && bytes.ends_with(b"*/"));
    let swallows = is_rest && group.call.root.is_none_or(|root| root.is_damaged());
    if is_open {
        group
            .report(
                offences,
                "a comment that is not closed, expected JSON: it has no comments",
                "opened here",
            )
            .help("remove the comment");
        return;
    }
    if is_comment_line(group.call) {
        // A call that is commented out would be lost.
        let safety = if bytes.contains(&b'{') { Safety::Unsafe } else { Safety::Safe };
        let edits = vec![(span, String::new())];
        let draft = group.report(
            offences,
            "a comment in place of a call, expected an object: JSON has no comments",
            "comment",
        );
        draft.help("remove the line");
        group.fix(draft, safety, edits);
        return;
    }
    if swallows {
        let record = group.record();
        group
            .report(
                offences,
                format!("a comment that takes in the rest of the {record}, expected JSON: it has no comments"),
                "all of this is a comment",
            )
            .help("remove the comment, and leave what belongs to the call");
        return;
    }
    let message = match group.faults.len() {
        1 => "a comment, expected JSON: it has no comments".to_owned(),
        count => format!("{count} comments, expected JSON: it has no comments"),
    };
    // Tokens that only the comment parts must not run together.
    let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let edits = group.faults.iter().map(|fault| {
        let span = fault.span.clone();
        let joins =
            is_word(group.before(span.start).last()) && is_word(group.from(span.end).first());
        (span, if joins { " ".to_owned() } else { String::new() })
    });
    let edits = edits.collect();
    let draft = group.report(offences, message, "comment");
    draft.help(match group.faults.len() {
        1 => "remove the comment",
        _ => "remove the comments, or convert the file from JSON5 or JSONC",
    });
    if is_removable(group.call, group.first) {
        group.fix(draft, Safety::Safe, edits);
    }
}

/// Whether a comment can be removed without a doubt: in the place of a value it may be one, such as
/// a colour or an address, and one that takes in all the rest has a part of the call in it.
pub(super) fn is_removable(call: &Call<'_>, fault: &Fault) -> bool {
    let source = call.record.bytes;
    let bytes = source.get(fault.span.start as usize..fault.span.end as usize).unwrap_or_default();
    let before = source.get(..fault.span.start as usize).unwrap_or_default();
    let is_block = bytes.starts_with(b"/*");
    let is_open = is_block && !(bytes.len() >= 4 && bytes.ends_with(b"*/"));
    let is_rest = fault.span.end as usize == source.len();
    let swallows = is_rest && call.root.is_none_or(|root| root.is_damaged());
    // The line break before it is looked at no further than the comment is long.
    let line = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let is_value = !is_block
        && before.len().checked_sub(line.saturating_add(1)).and_then(|at| before.get(at))
            == Some(&b':');
    !is_open && !swallows && !is_value
}

/// White space that is none to JSON.
pub(super) fn foreign(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>, character: char) {
    let width = character.len_utf8();
    let count: usize = group
        .faults
        .iter()
        .filter_map(|fault| group.bytes(&fault.span).len().checked_div(width))
        .sum();
    let times = if count == 1 { String::new() } else { format!("{count} times ") };
    let code = shown(character);
    let (message, label, help) = match character {
        '\u{feff}' => (
            format!("{times}a byte-order mark ({code}) after the start of the file, expected none"),
            "a byte-order mark, which is invisible",
            "remove it; such marks come from joining files that begin with them, and from adding one twice",
        ),
        '\0' => (
            format!("{times}a NUL character ({code}) between tokens, expected none"),
            "NUL",
            "remove it; a crash of what writes the file leaves such holes, and data may be missing",
        ),
        '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' => (
            format!("{times}an invisible character ({code}) between tokens, expected none"),
            "an invisible character",
            "remove it; it comes from copying text out of a web page or a document",
        ),
        _ => (
            format!(
                "{times}white space that JSON does not have ({code}), expected a space, tab or line break"
            ),
            "looks like a space",
            "write an ordinary space; this one comes from copying text out of a web page or a document",
        ),
    };
    let (safety, text) = match character {
        '\0' => (Safety::Unsafe, ""),
        character if character.is_whitespace() => (Safety::Safe, " "),
        _ => (Safety::Safe, ""),
    };
    let edits = group.faults.iter().map(|fault| (fault.span.clone(), text.to_owned())).collect();
    let draft = group.report(offences, message, label);
    draft.help(help);
    group.fix(draft, safety, edits);
}
