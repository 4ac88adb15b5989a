//! Words without quotation marks.

use identify_json::{Fault, FaultKind, Foreign};

use super::FaultGroup;
use crate::{
    advice,
    call::Call,
    draft::{DraftEdit, json_string},
    names::stands_for,
    report::Safety,
    rule::Offences,
};

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
    let count = group.faults.len();
    // Where there must be a value, `null` would be the next fault.
    let wanted = wanted(group.call, group.first);
    let (message, label, help) = words(group, word, wanted.is_some());
    let draft = group.report(offences, message, label);
    if let Some(wanted) = wanted {
        draft.help(wanted);
        return;
    }
    draft.help(help);
    let is_literal = |word: &Foreign| matches!(word, Foreign::True | Foreign::False);
    let is_guess =
        |fault: &Fault| !matches!(&fault.kind, FaultKind::ForeignWord(word) if is_literal(word));
    let guessed = group.faults.iter().any(|fault| is_guess(fault));
    let safety = if guessed { Safety::Unsafe } else { Safety::Safe };
    let edits: Vec<_> = group
        .faults
        .iter()
        .filter_map(|fault| match fault.kind {
            FaultKind::ForeignWord(word) => Some((fault.span.clone(), literal(word)?.to_owned())),
            _ => None,
        })
        .collect();
    if edits.len() == count {
        group.fix_guessing(draft, safety, edits, is_guess);
        return;
    }
    if word == Foreign::Object {
        return;
    }
    // What stops the text elsewhere is a part of it, most likely.
    let stop = group.from(span.end).trim_ascii_start().first();
    let text = std::str::from_utf8(group.bytes(&span)).ok();
    if let (Some(b',' | b'}' | b']'), Some(text)) = (stop, text) {
        group.fix(draft, safety, vec![(span, json_string(text))]);
    }
}

/// What to write in place of a word for nothing, where the member cannot be null.
pub(super) fn wanted(call: &Call<'_>, fault: &Fault) -> Option<&'static str> {
    let FaultKind::ForeignWord(word) = fault.kind else { return None };
    literal(word).filter(|literal| *literal == "null")?;
    let node = call.root?.tree().at(fault.span.start)?;
    // By whatever name: what is wrong with that is another finding.
    let is_of_call = node.parent() == call.root;
    let member = node.as_member().filter(|_| is_of_call);
    let meant = member.and_then(|member| stands_for(member.name(), &call.contract.shape));
    advice::of(meant.or_else(|| call.known(node))).empty
}

/// What is said of the words of one group.
fn words(
    group: &FaultGroup<'_, '_>,
    word: Foreign,
    is_wanting: bool,
) -> (String, &'static str, &'static str) {
    let count = group.faults.len();
    let is_same = group.faults.iter().all(|fault| fault.kind == group.first.kind);
    let (message, label, help) = match word {
        Foreign::NotANumber | Foreign::Infinity if count > 1 => (
            "numbers such as NaN, expected values: JSON has no words for them",
            "not a finite number",
            "leave the members out or write `null`",
        ),
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
        Foreign::Null | Foreign::True | Foreign::False if !is_same => (
            "words of another language for `null`, `true` or `false`, expected those of JSON",
            "not JSON",
            "write them with a JSON library, such as `json.dumps` in Python",
        ),
        Foreign::Null => (
            if is_wanting {
                "another language's word for `null`, expected a value"
            } else {
                "another language's word for `null`, expected `null`"
            },
            "not JSON",
            "write `null`; a JSON library does, such as `json.dumps` in Python",
        ),
        Foreign::True => (
            "another language's word for `true`, expected `true`",
            "not JSON",
            "write `true`; a JSON library does, such as `json.dumps` in Python",
        ),
        Foreign::False => (
            "another language's word for `false`, expected `false`",
            "not JSON",
            "write `false`; a JSON library does, such as `json.dumps` in Python",
        ),
        Foreign::Object => (
            "`[object Object]`, which JavaScript makes of an object in a text, expected a value",
            "not a value",
            "write the object itself, with `JSON.stringify` in place of `String` or `+`",
        ),
        // `Text`, and whatever else the parser may come to know.
        _ => (
            "text without quotation marks, expected a value",
            "not in quotation marks",
            "put the text in double quotes",
        ),
    };
    let message = match (count, is_same) {
        (1, _) => message.to_owned(),
        (count, true) if matches!(word, Foreign::Null | Foreign::True | Foreign::False) => {
            format!("{count} times {message}")
        }
        (count, _) if word == Foreign::Undefined => format!("{count} times {message}"),
        (count, _) => format!("{count} {message}"),
    };
    (message, label, help)
}

/// Names without quotation marks.
pub(super) fn names(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let message = match group.faults.len() {
        1 => "a name without quotation marks, expected it in double quotes".to_owned(),
        count => format!("{count} names without quotation marks, expected them in double quotes"),
    };
    let edits = group.faults.iter().flat_map(|fault| quoted(group, fault));
    let edits = edits.collect();
    let draft = group.report(offences, message, "not in quotation marks");
    draft.help("put each name in double quotes; `JSON.stringify` does");
    group.fix(draft, Safety::Safe, edits);
}

/// The edits that put a name in quotation marks. A symbol of Ruby loses its colon, and is replaced
/// as a whole: right behind it stands what is edited too.
pub(super) fn quoted(group: &FaultGroup<'_, '_>, fault: &Fault) -> Vec<DraftEdit> {
    let (start, end) = (fault.span.start, fault.span.end);
    match group.bytes(&fault.span) {
        [b':', name @ ..] => {
            vec![(start..end, json_string(&String::from_utf8_lossy(name)))]
        }
        _ => vec![(start..start, "\"".to_owned()), (end..end, "\"".to_owned())],
    }
}
