//! Quotation marks that are none to JSON.

use std::ops::Range;

use identify_json::{FaultKind, Foreign};

use super::{FaultGroup, word::literal};
use crate::{draft::DraftEdit, report::Safety, rule::Offences};

/// Strings in single quotes, and the words of a printed Python dictionary that come with them.
pub(super) fn single(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let mut words: Vec<Foreign> = Vec::new();
    let mut strings = 0_usize;
    let mut edits = Vec::new();
    let mut has_names = false;
    for fault in &group.faults {
        if let FaultKind::ForeignWord(word) = fault.kind {
            words.push(word);
            edits.extend(literal(word).map(|text| (fault.span.clone(), text.to_owned())));
        } else {
            strings = strings.saturating_add(1);
            let value = group.value_at(fault.span.start);
            has_names |= value.is_some_and(|value| value.span().start != fault.span.start);
            edits.extend(requote(group.bytes(&fault.span), &fault.span, 1));
        }
    }
    let found = match strings {
        1 => "a string in single quotes".to_owned(),
        strings => format!("{strings} strings in single quotes"),
    };
    let mut message = format!("{found}, expected double quotes");
    if !words.is_empty() {
        let literals = match words.len() {
            1 => "one word".to_owned(),
            count => format!("{count} words"),
        };
        message = format!(
            "{found} and {literals} such as `None` or `True`, expected JSON: this looks like a printed \
             Python dictionary"
        );
    } else if has_names && strings > 1 {
        message += ": this looks like a printed Python dictionary";
    }
    let draft = group.report(offences, message, "single quotes");
    draft.help(if has_names {
        "write it with a JSON library, such as `json.dumps` in place of `print` or `str`"
    } else {
        "put it in double quotes"
    });
    // `None` is nobody's word for nothing but `null`; that nothing is what was meant is a guess.
    let safety = if words.contains(&Foreign::Null) { Safety::Unsafe } else { Safety::Safe };
    group.fix(draft, safety, edits);
}

/// Strings in typographic quotation marks.
pub(super) fn curly(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let message = match group.faults.len() {
        1 => "a string in typographic quotation marks, expected `\"`".to_owned(),
        count => format!("{count} strings in typographic quotation marks, expected `\"`"),
    };
    let edits = group.faults.iter().flat_map(|fault| {
        let bytes = group.bytes(&fault.span);
        requote(bytes, &fault.span, if bytes.first() == Some(&0xE2) { 3 } else { 2 })
    });
    let edits = edits.collect();
    let draft = group.report(offences, message, "typographic quotation marks");
    draft.help("write straight double quotes; word processors and chat programs turn them");
    group.fix(draft, Safety::Safe, edits);
}

/// Edits that put a string into double quotes and leave its text as it is. `width` is that of the
/// opening quotation mark in bytes.
fn requote(bytes: &[u8], span: &Range<u32>, width: usize) -> Vec<DraftEdit> {
    let place = |from: usize, to: usize| {
        let at = |offset: usize| {
            span.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX)).min(span.end)
        };
        at(from)..at(to)
    };
    let closing = match bytes.last() {
        Some(b'"' | b'\'' | b'`') => 1,
        // The last byte of U+00AB or U+00BB, or of U+2018 to U+201F.
        Some(0xAB | 0xBB) => 2,
        _ => 3,
    };
    let close = bytes.len().saturating_sub(closing);
    let mut edits = vec![(place(0, width), "\"".to_owned())];
    let mut at = width;
    while at < close {
        let next = at.saturating_add(1);
        match bytes.get(at) {
            Some(b'\\') => {
                if matches!(bytes.get(next), Some(b'\'' | b'`')) {
                    edits.push((place(at, next), String::new()));
                }
                at = at.saturating_add(2);
            }
            Some(b'"') => {
                edits.push((place(at, at), "\\".to_owned()));
                at = next;
            }
            _ => at = next,
        }
    }
    edits.push((place(close, bytes.len()), "\"".to_owned()));
    edits
}
