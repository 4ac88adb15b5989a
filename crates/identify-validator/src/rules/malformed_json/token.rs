//! Tokens that stand where they cannot, or are missing.

use identify_json::{Expected, Found, Kind};

use super::{FaultGroup, brace, separator, shown};
use crate::{
    draft::DraftEdit, foreign, report::Safety, rule::Offences, torn::Torn, validator::InputFormat,
};

/// A token that cannot stand here.
pub(super) fn explain(
    group: &FaultGroup<'_, '_>,
    offences: &mut Offences<'_>,
    found: Found,
    expected: Expected,
    opened: Option<u32>,
) {
    match (found, expected) {
        (Found::End, _) => end(group, offences, expected, opened),
        (Found::Character('='), Expected::Colon) => separator::equals_sign(group, offences),
        (Found::Character(';'), Expected::CommaOrBrace | Expected::CommaOrBracket) => {
            separator::semicolon(group, offences);
        }
        (Found::Character(','), Expected::Name | Expected::NameOrBrace) => {
            separator::extra_comma(group, offences);
        }
        (Found::Character(',' | '}' | ']'), Expected::Value) if opened.is_some() => {
            missing_value(group, offences, found);
        }
        (_, Expected::End) => after(group, offences, found),
        _ => elsewhere(group, offences, found, expected, opened),
    }
}

/// The end of the record in the middle of its value.
fn end(
    group: &FaultGroup<'_, '_>,
    offences: &mut Offences<'_>,
    expected: Expected,
    opened: Option<u32>,
) {
    if expected == Expected::CommaOrBrace && brace::missing(group, offences) {
        return;
    }
    let record = group.record();
    let at = group.first.span.start;
    let inside = match (expected, opened.map(|at| group.from(at).first())) {
        (Expected::Quote, _) => "a string",
        (_, Some(Some(b'['))) => "an array",
        _ => "an object",
    };
    let wanted = wanted(expected, record);
    let draft = group.report(
        offences,
        format!("the {record} ends inside {inside}, expected {wanted}"),
        format!("the {record} ends here"),
    );
    draft.help("write the rest; if it was cut off, take it again from where it came from");
    if let Some(opened) = opened {
        draft.related(opened..opened.saturating_add(1), format!("{inside} that is opened here"));
    }
    // A string or number that the end cut short cannot be known.
    let is_closable = matches!(
        expected,
        Expected::CommaOrBrace
            | Expected::CommaOrBracket
            | Expected::NameOrBrace
            | Expected::ValueOrBracket
    );
    let is_whole = group.unclosed.is_empty()
        && group.before(at).last().is_some_and(|byte| !byte.is_ascii_digit());
    if let Some(opened) = opened.filter(|_| is_closable && is_whole) {
        let mut node = group.value_at(opened);
        let mut brackets = String::new();
        while let Some(container) = node {
            brackets.push(if container.kind() == Kind::Array { ']' } else { '}' });
            node = container.parent();
        }
        // Where members are missing besides, what is there is not all of the call.
        if !brackets.is_empty() && brace::mends(group, at, &brackets) != Some(false) {
            group.fix(draft, Safety::Unsafe, vec![(at..at, brackets)]);
        }
    }
}

fn missing_value(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>, found: Found) {
    let found = name_of(found, group.record());
    let before = group.before(group.first.span.start).trim_ascii_end();
    let colon = before.last() == Some(&b':');
    let help = if colon {
        "write the value, or leave the member out"
    } else {
        "write the value, or remove the comma"
    };
    let message = format!("a value is missing: found {found}");
    let draft = group.report(offences, message, "expected a value before this");
    draft.help(help);
    if let (true, Ok(end)) = (colon, u32::try_from(before.len())) {
        draft.related(end.saturating_sub(1)..end, "no value after this");
    }
    // A value may have been meant to stand there, so that the places of those behind it count.
    let span = group.first.span.clone();
    if !colon && group.bytes(&span) == b"," {
        group.fix(draft, Safety::Unsafe, vec![(span, String::new())]);
    }
}

/// Something after the end of the value.
fn after(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>, found: Found) {
    let record = group.record();
    let span = group.first.span.clone();
    let rest = group.from(span.end).trim_ascii_start();
    let root = group.call.root;
    let is_container = root.is_some_and(|root| matches!(root.kind(), Kind::Object | Kind::Array));
    let is_member = found == Found::Character(':');
    if !is_container && (is_member || foreign::is_tail(group.call.record.bytes)) {
        headless(group, offences);
        return;
    }
    let closed = root.filter(|_| is_container).map(|root| {
        let end = root.span().end;
        end.saturating_sub(1)..end
    });
    let draft = match found {
        Found::Character(',') if rest.is_empty() => {
            let draft = group.report(
                offences,
                format!("found `,` after the call, expected the end of the {record}"),
                "nothing can follow",
            );
            draft.help("remove the comma");
            group.fix(draft, Safety::Safe, vec![(span, String::new())]);
            draft
        }
        Found::Character(',') => group
            .report(
                offences,
                format!("found `,` after the end of the call, expected the end of the {record}"),
                "nothing can follow",
            )
            .help(match rest.first() {
                Some(b'{' | b'[') => "write one call a line, without commas between them",
                _ => "remove the bracket before it, which closes the call too early",
            }),
        Found::Character(bracket @ ('}' | ']')) => {
            let draft = group.report(
                offences,
                format!("found `{bracket}`, expected the end of the {record}: no bracket is open"),
                "closes nothing",
            );
            draft.help("remove it, or the one before that closes too early");
            if rest.is_empty() {
                group.fix(draft, Safety::Unsafe, vec![(span, String::new())]);
            }
            draft
        }
        Found::Character(';') if rest.is_empty() => {
            let draft = group.report(
                offences,
                format!("found `;` after the call, expected the end of the {record}"),
                "nothing can follow",
            );
            draft.help("remove the semicolon");
            group.fix(draft, Safety::Safe, vec![(span, String::new())]);
            draft
        }
        _ => group
            .report(
                offences,
                format!(
                    "found {} after the end of the call, expected the end of the {record}",
                    name_of(found, record)
                ),
                "nothing can follow",
            )
            .help("remove what stands after the call"),
    };
    if let Some(closed) = closed {
        draft.related(closed, "the call ends here");
    }
}

/// Members without an object around them, most likely the rest of a call whose first part stands
/// elsewhere.
fn headless(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let start = group.call.root.map_or(group.first.span.start, |root| root.span().start);
    let record = group.record();
    let is_tail = foreign::is_tail(group.call.record.bytes);
    // Only the brace is missing if there is a call behind it.
    let bytes = group.call.record.bytes;
    let (before, after) = bytes.split_at((start as usize).min(bytes.len()));
    let mends = group.call.tried_record(&[before, b"{", after].concat(), |tree| {
        tree.faults().is_empty() && tree.root().is_some_and(|root| root.get("user_id").is_some())
    });
    let mends = mends == Some(true);
    let (what, help) = if is_tail && !mends {
        (
            "in the middle of an object, expected `{`: it looks like the second part of a call",
            "join it to the first part, which may stand before it: a raw line break, or two writers \
             at once, cut calls in two",
        )
    } else {
        ("with a member, expected `{`", "put `{` before the members, and `}` after them")
    };
    let draft = offences.at(start..start.saturating_add(1), format!("the {record} begins {what}"));
    draft.label("expected `{`").help(help);
    if mends {
        draft.fix(Safety::Unsafe, vec![(start..start, "{".to_owned())]);
    }
}

/// Another call in the midst of one: neither of them can be read.
pub(super) fn torn(torn: Torn, offences: &mut Offences<'_>) {
    let brace = |at: u32| at..at.saturating_add(1);
    offences
        .at(
            brace(torn.next),
            "another call begins here, before the one that this line begins with ends",
        )
        .label("the next call")
        .related(brace(torn.first), "the call that is cut off")
        .help(
            "send both again, and let only one program write to the file at a time, each line in one \
             go; neither of the two was checked",
        );
}

fn elsewhere(
    group: &FaultGroup<'_, '_>,
    offences: &mut Offences<'_>,
    found: Found,
    expected: Expected,
    opened: Option<u32>,
) {
    let record = group.record();
    let at = group.first.span.start;
    if opened.is_none() && foreign::is_tail(group.call.record.bytes) {
        headless(group, offences);
        return;
    }
    let wanted = wanted(expected, record);
    let message = format!("found {}, expected {wanted}", name_of(found, record));
    let draft = group.report(offences, message, format!("expected {wanted}"));
    let follows_string = group.before(at).trim_ascii_end().last() == Some(&b'"');
    let is_lines = group.call.format == InputFormat::Ndjson;
    draft.help(match (found, expected) {
        (Found::Character('{'), Expected::Name | Expected::NameOrBrace) if is_lines => {
            "another call begins here, before this one ends: let only one program write to the file \
             at a time, and each line in one go"
        }
        (Found::Word | Found::Character(_), Expected::CommaOrBrace | Expected::CommaOrBracket)
            if follows_string =>
        {
            "a quotation mark inside a string is written `\\\"`; if the string ends where it should, \
             its comma is missing"
        }
        (Found::Word, Expected::Name | Expected::NameOrBrace) => "put the name in double quotes",
        (_, Expected::Colon) => "write `:` and a value after each name",
        (_, Expected::Name | Expected::NameOrBrace) => "each member has a name in double quotes",
        (Found::Character('}' | ']'), _) => "close each bracket with its own kind",
        (_, Expected::CommaOrBrace | Expected::CommaOrBracket) => {
            "write `,` before the next one, or close the bracket"
        }
        _ if opened.is_none() => "write the call as an object: `{` first",
        _ => "write a value of JSON, text in double quotes",
    });
    let is_bracket = matches!(found, Found::Character('}' | ']'));
    if let Some(opened) = opened.filter(|_| is_bracket) {
        draft.related(opened..opened.saturating_add(1), "opened here");
    }
}

/// A bracket that was closed by one further out.
pub(super) fn unclosed(
    group: &FaultGroup<'_, '_>,
    offences: &mut Offences<'_>,
    opened: u32,
    object: bool,
) {
    let (what, bracket) = bracket(object);
    let at = group.first.span.start;
    let draft = group.report(
        offences,
        match group.from(at).trim_ascii_start().first() {
            Some(b',') => {
                format!("the {what} is not closed before the next member, expected `{bracket}`")
            }
            _ => format!(
                "the {what} is not closed before the bracket of what it stands in, expected \
                 `{bracket}`"
            ),
        },
        format!("expected `{bracket}`"),
    );
    draft.help(format!("close the {what} with `{bracket}`"));
    draft.related(opened..opened.saturating_add(1), "opened here");
    group.fix(draft, Safety::Unsafe, vec![(at..at, bracket.to_string())]);
}

/// A bracket that is missing where its array or object begins.
pub(super) fn unopened(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>, object: bool) {
    let (what, _) = bracket(object);
    let opening = if object { '{' } else { '[' };
    let at = group.first.span.start;
    let draft = group.report(
        offences,
        format!("the {what} is not opened before what it holds, expected `{opening}`"),
        format!("expected `{opening}`"),
    );
    draft.help(format!("open the {what} with `{opening}`"));
    group.fix(draft, Safety::Unsafe, vec![(at..at, opening.to_string())]);
}

/// A bracket of the wrong kind.
pub(super) fn mismatched(
    group: &FaultGroup<'_, '_>,
    offences: &mut Offences<'_>,
    opened: u32,
    object: bool,
) {
    let (what, bracket) = bracket(object);
    let found = if object { ']' } else { '}' };
    let span = group.first.span.clone();
    let draft = group.report(
        offences,
        format!("found `{found}`, expected `{bracket}`, which closes the {what}"),
        format!("expected `{bracket}`"),
    );
    draft.help(format!("close the {what} with `{bracket}`"));
    draft.related(opened..opened.saturating_add(1), "opened here");
    group.fix(draft, Safety::Unsafe, vec![(span, bracket.to_string())]);
}

fn bracket(object: bool) -> (&'static str, char) {
    if object { ("object", '}') } else { ("array", ']') }
}

pub(super) fn second_document(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let root = group.call.root.map(|root| root.kind());
    let is_container = matches!(root, Some(Kind::Object | Kind::Array));
    if !is_container && foreign::is_tail(group.call.record.bytes) {
        headless(group, offences);
        return;
    }
    let record = group.record();
    let at = group.first.span.start;
    let end = group.call.root.map_or(at, |root| root.span().end);
    let is_lines = record == "line";
    let between = group.bytes(&(end..at));
    let draft = group.report(
        offences,
        format!("a second value after the call, expected the end of the {record}"),
        "a second value begins here",
    );
    draft.related(end.saturating_sub(1)..end, "the call ends here");
    if between.contains(&b'\r') && !between.contains(&b'\n') {
        draft.help(
            "end lines with a line feed: these end with a lone carriage return (`tr '\\r' '\\n'`)",
        );
        // Where something else is wrong, nobody knows where the calls end.
        if is_lines && group.call.faults.len() == 1 {
            group.fix(draft, Safety::Unsafe, line_ends(group.call.record.bytes));
        }
    } else if is_lines {
        draft.help("put each call on a line of its own");
        if group.from(at).first() == Some(&b'{') {
            group.fix(draft, Safety::Safe, vec![(at..at, "\n".to_owned())]);
        }
    } else {
        draft.help(
            "keep one call in the file, or write one call a line (`jq -c . FILE`) and check it with \
             `--input-format ndjson`",
        );
    }
}

/// Line feeds in the place of the carriage returns that stand outside of all strings; nothing where
/// they are so many that a program does it better.
fn line_ends(record: &[u8]) -> Vec<DraftEdit> {
    const MOST: usize = 1000;
    let (mut in_string, mut escaped) = (false, false);
    let mut edits = Vec::new();
    for (at, byte) in (0_u32..).zip(record) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'\r' if !in_string => edits.push((at..at.saturating_add(1), "\n".to_owned())),
            _ => {}
        }
    }
    if edits.len() > MOST { Vec::new() } else { edits }
}

fn name_of(found: Found, record: &str) -> String {
    match found {
        Found::End => format!("the end of the {record}"),
        Found::String => "a string".to_owned(),
        Found::Number => "a number".to_owned(),
        Found::Word => "text without quotation marks".to_owned(),
        Found::Character(character) => shown(character),
        _ => "this".to_owned(),
    }
}

/// What could stand there.
fn wanted(expected: Expected, record: &str) -> String {
    match expected {
        Expected::ValueOrBracket => "a value or `]`",
        Expected::Name => "a name in double quotes",
        Expected::NameOrBrace => "a name in double quotes or `}`",
        Expected::Colon => "`:`",
        Expected::CommaOrBracket => "`,` or `]`",
        Expected::CommaOrBrace => "`,` or `}`",
        Expected::Quote => "the closing `\"`",
        Expected::End => return format!("the end of the {record}"),
        _ => "a value",
    }
    .to_owned()
}
