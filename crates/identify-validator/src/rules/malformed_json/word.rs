//! Words without quotation marks.

use identify_json::Foreign;

use super::FaultGroup;
use crate::{draft::json_string, report::Safety, rule::Offences};

/// The literal of JSON that a word stands for.
pub(super) fn literal(word: Foreign) -> Option<&'static str> {
    match word {
        Foreign::True => Some("true"),
        Foreign::False => Some("false"),
        Foreign::NotANumber | Foreign::Infinity | Foreign::Undefined | Foreign::Null => {
            Some("null")
        }
        _ => None,
    }
}

/// A word of another language where a value should be, or text.
pub(super) fn value(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>, word: Foreign) {
    let span = group.first.span.clone();
    let (message, label, help) = match word {
        Foreign::NotANumber => (
            "not a number (NaN), expected a value: JSON has no word for it",
            "NaN",
            "leave the member out or write `null`; Python writes `NaN` unless told `allow_nan=False`",
        ),
        Foreign::Infinity => (
            "an infinite number, expected a value: JSON has no word for it",
            "infinity",
            "leave the member out or write `null`",
        ),
        Foreign::Undefined => (
            "JavaScript's `undefined`, expected a value",
            "`undefined`",
            "leave the member out or write `null`; `JSON.stringify` leaves it out",
        ),
        Foreign::Null => (
            "a word that another language has for `null`, expected `null`",
            "not JSON",
            "write `null`; a JSON library does, such as `json.dumps` in Python",
        ),
        Foreign::True => (
            "a word that another language has for `true`, expected `true`",
            "not JSON",
            "write `true`; a JSON library does, such as `json.dumps` in Python",
        ),
        Foreign::False => (
            "a word that another language has for `false`, expected `false`",
            "not JSON",
            "write `false`; a JSON library does, such as `json.dumps` in Python",
        ),
        // `Text`, and whatever else the parser may come to know.
        _ => (
            "text without quotation marks, expected a value",
            "not in quotation marks",
            "put the text in double quotes",
        ),
    };
    let draft = group.report(offences, message, label);
    draft.help(help);
    let safety = match word {
        Foreign::True | Foreign::False => Safety::Safe,
        _ => Safety::Unsafe,
    };
    if let Some(text) = literal(word) {
        group.fix(draft, safety, vec![(span, text.to_owned())]);
        return;
    }
    // What stops the text elsewhere is a part of it, most likely.
    let stop = group.from(span.end).trim_ascii_start().first();
    let text = std::str::from_utf8(group.bytes(&span)).ok();
    if let (Some(b',' | b'}' | b']'), Some(text)) = (stop, text) {
        group.fix(draft, safety, vec![(span, json_string(text))]);
    }
}

/// Names without quotation marks.
pub(super) fn names(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let message = match group.faults.len() {
        1 => "a name without quotation marks, expected it in double quotes".to_owned(),
        count => format!("{count} names without quotation marks, expected them in double quotes"),
    };
    let edits = group.faults.iter().flat_map(|fault| {
        let quote = |at: u32| (at..at, "\"".to_owned());
        [quote(fault.span.start), quote(fault.span.end)]
    });
    let edits = edits.collect();
    let draft = group.report(offences, message, "not in quotation marks");
    draft.help("put each name in double quotes; `JSON.stringify` does");
    group.fix(draft, Safety::Safe, edits);
}
