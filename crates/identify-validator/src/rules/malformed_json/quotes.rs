//! Quotation marks that are none to JSON.

use std::ops::Range;

use identify_json::{Fault, FaultKind, Foreign};

use super::{FaultGroup, word::literal};
use crate::{draft::DraftEdit, report::Safety, rule::Offences};

/// Strings in single quotes, and the words of a printed Python dictionary that come with them.
pub(super) fn printed(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let mut words: Vec<Foreign> = Vec::new();
    let mut strings = 0_usize;
    let mut edits = group.edits_instead();
    let mut has_names = false;
    for fault in &group.faults {
        match fault.kind {
            FaultKind::ForeignWord(word) => {
                words.push(word);
                edits.extend(literal(word).map(|text| (fault.span.clone(), text.to_owned())));
            }
            FaultKind::SingleQuoted => {
                strings = strings.saturating_add(1);
                let value = group.value_at(fault.span.start);
                has_names |= value.is_some_and(|value| value.span().start != fault.span.start);
                edits.extend(requote(group.bytes(&fault.span), &fault.span));
            }
            FaultKind::UnquotedName => edits.extend(super::word::quoted(group, fault)),
            _ => {}
        }
    }
    let printed = Printed::by(group);
    let found = match strings {
        1 => "a string in single quotes".to_owned(),
        strings => format!("{strings} strings in single quotes"),
    };
    let literals = match words.len() {
        1 => "one word".to_owned(),
        count => format!("{count} words"),
    };
    let message = match printed {
        Printed::Php => "found an array of PHP, expected an object in braces".to_owned(),
        Printed::Brackets => {
            "found members in brackets or parentheses, expected an object in braces".to_owned()
        }
        Printed::Ruby => "found a hash of Ruby, with `=>`, expected an object with `:`".to_owned(),
        Printed::Python if !words.is_empty() => format!(
            "{found} and {literals} such as `None` or `True`, expected JSON: this looks like a printed \
             Python dictionary"
        ),
        Printed::Python if has_names && strings > 1 => {
            format!("{found}, expected double quotes: this looks like a printed Python dictionary")
        }
        Printed::Python => format!("{found}, expected double quotes"),
    };
    let label = match group.first.kind {
        FaultKind::SingleQuoted => "single quotes",
        FaultKind::Instead { .. } => "expected `{`",
        _ => "expected `:`",
    };
    let draft = group.report(offences, message, label);
    draft.help(match printed {
        Printed::Php => "write it with `json_encode` in place of `var_export` or by hand",
        Printed::Brackets => "write `{` before the members and `}` after them",
        Printed::Ruby => "write it with `to_json` in place of `inspect` or `to_s`",
        Printed::Python if has_names => {
            "write it with a JSON library, such as `json.dumps` in place of `print` or `str`"
        }
        Printed::Python => "put it in double quotes",
    });
    // `None` is nobody's word for nothing but `null`; that nothing is what was meant is a guess.
    let is_guess = |word: &Foreign| *word == Foreign::Null;
    let safety = if words.iter().any(is_guess) { Safety::Unsafe } else { Safety::Safe };
    group.fix_guessing(
        draft,
        safety,
        edits,
        |fault| matches!(&fault.kind, FaultKind::ForeignWord(word) if is_guess(word)),
    );
}

/// What printed its own data in place of JSON.
#[derive(Clone, Copy)]
enum Printed {
    Python,
    Ruby,
    Php,
    /// Members in brackets or parentheses, whoever wrote them.
    Brackets,
}

impl Printed {
    fn by(group: &FaultGroup<'_, '_>) -> Self {
        let is_bracket = |kind: &FaultKind| matches!(kind, FaultKind::Instead { .. });
        let has_arrow = group.faults.iter().any(|fault| fault.kind.is_arrow());
        match (group.faults.iter().any(|fault| is_bracket(&fault.kind)), has_arrow) {
            (true, true) => Self::Php,
            (true, false) => Self::Brackets,
            (false, true) => Self::Ruby,
            (false, false) => Self::Python,
        }
    }
}

/// Strings in backquotes, which JavaScript has.
pub(super) fn backquoted(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let message = match group.faults.len() {
        1 => "a string in backquotes, expected double quotes".to_owned(),
        count => format!("{count} strings in backquotes, expected double quotes"),
    };
    let has_places =
        |fault: &&&Fault| group.bytes(&fault.span).windows(2).any(|pair| pair == b"${");
    let is_template = group.faults.iter().any(|fault| has_places(&fault));
    let edits =
        group.faults.iter().flat_map(|fault| requote(group.bytes(&fault.span), &fault.span));
    let edits = edits.collect();
    let draft = group.report(offences, message, "backquotes");
    draft.help(if is_template {
        "it is a template of JavaScript that was not filled in: write the text that it stands for"
    } else {
        "write double quotes; `JSON.stringify` does"
    });
    if !is_template {
        group.fix(draft, Safety::Safe, edits);
    }
}

/// Strings whose quotation marks are escaped: the call was taken out of a string.
pub(super) fn escaped(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let mut edits = Vec::new();
    for fault in &group.faults {
        if fault.kind == FaultKind::EscapedSpace {
            edits.push((fault.span.clone(), " ".to_owned()));
            continue;
        }
        // One backslash of each pair, and that of each lone one.
        let mut at = fault.span.start;
        let mut bytes = group.bytes(&fault.span);
        while let [first, rest @ ..] = bytes {
            let next = at.saturating_add(1);
            let width: usize = if *first == b'\\' {
                edits.push((at..next, String::new()));
                2
            } else {
                1
            };
            bytes = rest.get(width.saturating_sub(1)..).unwrap_or_default();
            at = at.saturating_add(u32::try_from(width).unwrap_or(1));
        }
    }
    let (message, label) = if group.first.kind == FaultKind::EscapedSpace {
        ("an escape outside a string, expected a space or a line break", "not in a string")
    } else {
        (
            "quotation marks with backslashes outside a string, expected them without",
            "`\\\"` for `\"`",
        )
    };
    let draft = group.report(offences, message, label);
    draft.help(
        "unescape it once: this JSON was written into a string, and taken out as it stood there",
    );
    group.fix(draft, Safety::Safe, edits);
}

/// Strings whose quotation marks are written for HTML.
pub(super) fn entities(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let mut edits = Vec::new();
    for fault in &group.faults {
        let bytes = group.bytes(&fault.span);
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'&') {
            let rest = bytes.get(at..).unwrap_or_default();
            let start = fault.span.start.saturating_add(u32::try_from(at).unwrap_or(0));
            let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity.as_bytes()));
            if let Some((entity, text)) = known {
                let end = start.saturating_add(u32::try_from(entity.len()).unwrap_or(0));
                edits.push((start..end, (*text).to_owned()));
            }
        }
    }
    let draft = group.report(
        offences,
        "quotation marks written for HTML, as `&quot;`, expected `\"`",
        "`&quot;` for `\"`",
    );
    draft.help(
        "unescape it: this JSON was written into an HTML page, and taken out as it stood there",
    );
    group.fix(draft, Safety::Safe, edits);
}

/// What HTML has names for that JSON may hold.
const ENTITIES: [(&str, &str); 9] = [
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#034;", "\""),
    ("&#x22;", "\""),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&#39;", "'"),
    ("&apos;", "'"),
];

/// Strings in typographic quotation marks.
pub(super) fn curly(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let message = match group.faults.len() {
        1 => "a string in typographic quotation marks, expected `\"`".to_owned(),
        count => format!("{count} strings in typographic quotation marks, expected `\"`"),
    };
    let edits =
        group.faults.iter().flat_map(|fault| requote(group.bytes(&fault.span), &fault.span));
    let edits = edits.collect();
    let draft = group.report(offences, message, "typographic quotation marks");
    draft.help("write straight double quotes; word processors and chat programs turn them");
    group.fix(draft, Safety::Safe, edits);
}

/// Edits that put a string into double quotes and leave its text as it is.
fn requote(bytes: &[u8], span: &Range<u32>) -> Vec<DraftEdit> {
    let place = |from: usize, to: usize| {
        let at = |offset: usize| {
            span.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX)).min(span.end)
        };
        at(from)..at(to)
    };
    let text = String::from_utf8_lossy(bytes);
    // Python may have a letter before the first.
    let letter = text.chars().take_while(char::is_ascii_alphabetic).count();
    let is_mark = |mark: &char| !mark.is_alphanumeric();
    let opening = text.get(letter..).and_then(|text| text.chars().next());
    let width = letter.saturating_add(opening.map_or(1, char::len_utf8));
    let last = text.chars().next_back().filter(|_| bytes.len() > width).filter(is_mark);
    let close = bytes.len().saturating_sub(last.map_or(0, char::len_utf8)).max(width);
    let mut edits = Vec::new();
    if bytes.get(..width) != Some(b"\"") {
        edits.push((place(0, width), "\"".to_owned()));
    }
    let mut at = width;
    while at < close {
        let next = at.saturating_add(1);
        match bytes.get(at) {
            Some(b'\\') => {
                if matches!(bytes.get(next), Some(b'\'' | b'`' | b'$')) {
                    edits.push((place(at, next), String::new()));
                }
                at = at.saturating_add(2);
                continue;
            }
            Some(b'"') => edits.push((place(at, at), "\\".to_owned())),
            // Elsewhere they are faults of their own.
            Some(control @ 0..0x20) if opening == Some('`') => {
                edits.push((place(at, next), super::string::escape(*control)));
            }
            _ => {}
        }
        at = next;
    }
    if bytes.get(close..) != Some(b"\"") {
        edits.push((place(close, bytes.len()), "\"".to_owned()));
    }
    edits
}
