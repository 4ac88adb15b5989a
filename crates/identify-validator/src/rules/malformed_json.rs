//! `malformed-json`

mod brace;
mod group;
mod instead;
mod number;
mod program;
mod quotes;
mod separator;
mod space;
mod string;
mod token;
mod word;
mod wrapping;

use identify_json::{Expected, Fault, FaultKind, Found, Node};

use group::FaultGroup;

use super::partial_record::is_partial;
use crate::{
    call::{Call, Told},
    draft::Draft,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "malformed-json",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "the text is not JSON",
    docs: "\
The text breaks the grammar of JSON (RFC 8259): a comma too many or too few, a comment, single or \
typographic quotation marks, a quotation mark that is missing or not escaped, a raw line break in a \
string, `NaN` or `None`, a number with a leading zero or a decimal comma, brackets that do not fit, a \
template that was not filled in, text around the call, an end too early, or something that is no JSON \
at all, such as an HTML error page.

Readers refuse such text as a whole, mostly with the first place that they stumble over. This one \
goes on after each fault that it can name, so that all of them are found at once, and what is \
around them is checked as usual. In a log, a call may begin before the one at the start of its line \
ends, as a crash or a second writer leaves it: that is one finding, and neither of the two is checked.

The best cure is not to write JSON by hand or by joining strings: every language has a library that \
writes it. A printed Python dictionary comes from `print` or `str` in place of `json.dumps`. Faults of \
one cause, such as all the single quotes of a call, are one finding. Its fix is safe where there is \
only one meaning, such as a comma too many, and never applied without being asked for where it is a \
guess, such as `null` for `NaN`.",
    failing: Example::json(
        br#"{
  "user_id": "user123", // from the shop
  "user_traits": { "name": 'Ada Lovelace', },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Ada Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    if let Some(torn) = call.torn {
        token::torn(torn, offences);
        return;
    }
    if call.is_foreign() {
        if call.file.foreign == Told::Now {
            say_foreign(call, offences);
        }
        return;
    }
    let has_end = !is_partial(call);
    let cut = call.cut().unwrap_or(u32::MAX);
    let is_empty = call.faults.iter().any(|fault| fault.kind == FaultKind::Empty);
    let is_comment = space::is_comment_line(call);
    let faults = call.faults.iter().filter(|fault| match fault.kind {
        FaultKind::Unexpected { found: Found::End, .. } => has_end,
        FaultKind::Comment if is_comment => true,
        FaultKind::Empty if is_comment => false,
        FaultKind::Comment | FaultKind::ForeignSpace(_) => !is_empty,
        // At the start of the file it has a rule of its own.
        FaultKind::ByteOrderMark => call.record.offset > 0,
        FaultKind::InvalidUtf8 => false,
        _ => fault.kind.is_grammar() && fault.span.start < cut,
    });
    for group in FaultGroup::all(call, faults) {
        explain(&group, offences);
    }
    say_what_was_not_checked(call, offences);
}

/// Where reading stopped inside the call, silence about the rest would pass for praise.
fn say_what_was_not_checked(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(root) = call.root.filter(Node::is_damaged) else { return };
    let last = call.faults.iter().rev().find(|fault| stops_reading(fault));
    let Some(at) = root.tree().abandoned().or(last.map(|fault| fault.span.start)) else { return };
    let is_last = |draft: &&mut Draft| draft.rule == RULE.id && draft.span.start == at;
    if let Some(draft) = offences.drafts.iter_mut().rev().find(is_last) {
        let help = draft.help.take().unwrap_or_else(|| "mend it".to_owned());
        draft.help(help + "; what follows in this call was not checked");
    }
}

/// Whether the parser stops at a fault: it reads on after those that it can name, and after
/// punctuation that stands for another or for nothing.
fn stops_reading(fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::Unexpected { expected: Expected::End, .. } => false,
        FaultKind::Unexpected { found, expected, .. } => {
            let is_name = matches!(expected, Expected::Name | Expected::NameOrBrace);
            !(matches!(found, Found::End | Found::Character('=' | ';' | ',' | '}' | ']'))
                || (is_name && found == Found::Character(':')))
        }
        _ => false,
    }
}

/// One finding for a file that is no JSON at all.
fn say_foreign(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(format) = call.file.foreign_format else { return };
    let fault = call.faults.iter().find(|fault| matches!(fault.kind, FaultKind::Unexpected { .. }));
    let at = match (call.root, fault) {
        // A first field that happens to be JSON.
        (Some(root), _) => root.span().start,
        (None, Some(fault)) => fault.span.start,
        (None, None) => 0,
    };
    let start = call.record.bytes.get(at as usize..).unwrap_or_default();
    // The whole of a character beyond ASCII.
    let is_wide = start.first().is_some_and(|byte| *byte >= 0xC0);
    let rest = start.iter().skip(1).take_while(|byte| is_wide && **byte & 0xC0 == 0x80);
    let width = rest.count();
    let width = u32::try_from(width).unwrap_or(0).saturating_add(1);
    let whose = if call.file.is_all_foreign { "the input" } else { "this line" };
    offences
        .at(
            at..at.saturating_add(width),
            format!("not JSON: {whose} looks like {}, expected an object", format.name()),
        )
        .label("expected `{`")
        .help(format.remedy());
}

fn explain(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    if group.is_printed {
        quotes::printed(group, offences);
        return;
    }
    match &group.first.kind {
        FaultKind::Unexpected { found, expected, opened } => {
            token::explain(group, offences, *found, *expected, *opened);
        }
        FaultKind::Unclosed { opened, object } => {
            token::unclosed(group, offences, *opened, *object);
        }
        FaultKind::MismatchedBracket { opened, object } => {
            token::mismatched(group, offences, *opened, *object);
        }
        FaultKind::TrailingComma => separator::trailing_comma(group, offences),
        FaultKind::MissingComma => separator::missing_comma(group, offences),
        FaultKind::MissingColon => separator::missing_colon(group, offences),
        FaultKind::SecondDocument => token::second_document(group, offences),
        FaultKind::Empty => space::empty(group, offences),
        FaultKind::Comment => space::comment(group, offences),
        FaultKind::ForeignSpace(character) => space::foreign(group, offences, *character),
        FaultKind::ByteOrderMark => space::foreign(group, offences, '\u{feff}'),
        FaultKind::Unopened { object } => token::unopened(group, offences, *object),
        FaultKind::Extra(found) => instead::extra(group, offences, *found),
        FaultKind::Instead { found, expected } => {
            instead::explain(group, offences, *found, *expected);
        }
        FaultKind::Wrapping => wrapping::explain(group, offences),
        FaultKind::Template => program::template(group, offences),
        FaultKind::Expression => program::expression(group, offences),
        FaultKind::Backquoted => quotes::backquoted(group, offences),
        FaultKind::CurlyQuoted => quotes::curly(group, offences),
        FaultKind::EscapedQuoted | FaultKind::EscapedSpace => quotes::escaped(group, offences),
        FaultKind::EntityQuoted => quotes::entities(group, offences),
        FaultKind::UnescapedQuote => string::inner_quotes(group, offences),
        FaultKind::UnopenedString => string::unopened(group, offences),
        FaultKind::UnquotedName => word::names(group, offences),
        FaultKind::ForeignWord(word) => word::value(group, offences, *word),
        FaultKind::UnclosedString => string::unclosed(group, offences),
        FaultKind::ControlCharacter(_) => string::control_characters(group, offences),
        FaultKind::InvalidEscape => string::escapes(group, offences),
        FaultKind::MalformedNumber(fault) => number::explain(group, offences, *fault),
        // Whatever else the parser may come to know.
        _ => {
            group.report(offences, "the text breaks the grammar of JSON", "here");
        }
    }
}

/// A character as messages show it: punctuation itself, others by their code points.
fn shown(character: char) -> String {
    if character.is_ascii_punctuation() {
        format!("`{character}`")
    } else {
        format!("U+{:04X}", u32::from(character))
    }
}
