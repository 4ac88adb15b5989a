//! Punctuation that stands for another, or is one too many.

use super::{FaultGroup, shown};
use crate::{report::Safety, rule::Offences};

/// A mark in the place of another.
pub(super) fn explain(
    group: &FaultGroup<'_, '_>,
    offences: &mut Offences<'_>,
    found: char,
    expected: char,
) {
    let count = group.faults.len();
    let edits = group.edits_instead();
    let (message, label, help, safety) = match (found, expected) {
        (found, _) if !found.is_ascii() => (
            match count {
                1 => format!(
                    "found {}, expected `{expected}`, which it only looks like",
                    shown(found)
                ),
                count => format!(
                    "found {} and others like it in {count} places, expected `{expected}` and the \
                     other marks of JSON",
                    shown(found)
                ),
            },
            format!("expected `{expected}`"),
            "write ASCII punctuation; an input method or a translation changed it",
            Safety::Safe,
        ),
        ('[' | '(', '{') => (
            "found an array of PHP, expected an object in braces".to_owned(),
            "expected `{`".to_owned(),
            "write it with a JSON library, such as `json_encode` in PHP",
            Safety::Safe,
        ),
        ('(', '[') => (
            "found a tuple in parentheses, expected an array in brackets".to_owned(),
            "expected `[`".to_owned(),
            "write it with a JSON library, such as `json.dumps` in Python, which makes arrays of tuples",
            Safety::Unsafe,
        ),
        (_, ':') => (
            format!("found `{found}` after a name, expected `:`"),
            "expected `:`".to_owned(),
            "write `:` between a name and its value",
            Safety::Unsafe,
        ),
        _ => (
            format!("found `{found}` between two members, expected `{expected}`"),
            format!("expected `{expected}`"),
            "write `,` between members",
            Safety::Unsafe,
        ),
    };
    let draft = group.report(offences, message, label);
    draft.help(help);
    group.fix(draft, safety, edits);
}

/// A token that is one too many.
pub(super) fn extra(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>, found: char) {
    let span = group.first.span.clone();
    let before = group.before(span.start).trim_ascii_end().last();
    let (message, label, help) = match found {
        ':' => (
            "found a second `:`, expected a value".to_owned(),
            "a second colon",
            "remove one of the colons",
        ),
        ',' => (
            "found `,` before a value, expected the value".to_owned(),
            "a comma too many",
            "remove the comma",
        ),
        '{' => (
            "found a second `{`, expected a name in double quotes".to_owned(),
            "a brace too many",
            "remove one of the braces",
        ),
        '}' if group.from(span.end).trim_ascii_start().first() == Some(&b',')
            && before == Some(&b'}') =>
        {
            (
                "found `}`, which closes the call too early, expected its other members".to_owned(),
                "a brace too many",
                "remove one of the braces: members of the call follow",
            )
        }
        _ => (
            format!(
                "found {}, which closes nothing, expected `,` or the end of what is open",
                shown(found)
            ),
            "closes nothing",
            "remove it, or write the bracket that it should close",
        ),
    };
    // One of two colons more means nothing else.
    let safety = if found == ':' { Safety::Safe } else { Safety::Unsafe };
    let draft = group.report(offences, message, label);
    draft.help(help);
    group.fix(draft, safety, vec![(span, String::new())]);
}
