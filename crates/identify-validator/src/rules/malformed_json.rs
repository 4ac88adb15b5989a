//! `malformed-json`

mod brace;
mod number;
mod quotes;
mod space;
mod string;
mod token;
mod word;

use std::{collections::HashMap, ops::Range, rc::Rc};

use identify_json::{Expected, Fault, FaultKind, Foreign, Found, Node};

use super::partial_record::is_partial;
use crate::{
    call::{Call, Told},
    draft::{Draft, DraftEdit},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    validator::InputFormat,
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
typographic quotation marks, a raw line break in a string, `NaN` or `None`, a number with a leading \
zero, brackets that do not fit, an end too early, or something that is no JSON at all, such as an \
HTML error page.

Readers refuse such text as a whole, mostly with the first place that they stumble over. This one \
goes on after each fault that it can name, so that all of them are found at once, and what is \
around them is checked as usual.

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
    check,
};

/// Other places of the same cause that are pointed at.
const MOST_RELATED: usize = 3;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    if call.is_foreign() {
        if call.file.foreign == Told::Now {
            say_foreign(call, offences);
        }
        return;
    }
    let has_end = !is_partial(call);
    let cut = call.cut().unwrap_or(u32::MAX);
    let is_empty = call.faults.iter().any(|fault| fault.kind == FaultKind::Empty);
    let faults = call.faults.iter().filter(|fault| match fault.kind {
        FaultKind::Unexpected { found: Found::End, .. } => has_end,
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
        FaultKind::Unexpected { found, .. } => {
            !matches!(found, Found::End | Found::Character('=' | ';' | ',' | '}' | ']'))
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
    offences
        .at(
            at..at.saturating_add(width),
            format!("not JSON: the input looks like {}, expected an object", format.name()),
        )
        .label("expected `{`")
        .help(format.remedy());
}

fn explain(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
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
        FaultKind::TrailingComma => token::trailing_comma(group, offences),
        FaultKind::MissingComma => token::missing_comma(group, offences),
        FaultKind::MissingColon => token::missing_colon(group, offences),
        FaultKind::SecondDocument => token::second_document(group, offences),
        FaultKind::Empty => space::empty(group, offences),
        FaultKind::Comment => space::comment(group, offences),
        FaultKind::ForeignSpace(character) => space::foreign(group, offences, *character),
        FaultKind::ByteOrderMark => space::foreign(group, offences, '\u{feff}'),
        FaultKind::SingleQuoted => quotes::single(group, offences),
        FaultKind::CurlyQuoted => quotes::curly(group, offences),
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

/// Faults of one cause, in the order of their places; never none.
struct FaultGroup<'c, 'a> {
    call: &'c Call<'a>,
    /// The one that is reported.
    first: &'a Fault,
    faults: Vec<&'a Fault>,
    /// Where the user's id is.
    user_id: Option<(u32, u32)>,
    /// Where strings end that are not closed, in order; gathered once for all groups.
    unclosed: Rc<[u32]>,
}

/// What faults of one cause have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Cause {
    SingleQuotes,
    CurlyQuotes,
    UnquotedNames,
    Space(char),
    Semicolons,
    EqualsSigns,
    /// The escapes of the string that begins there.
    Escapes(u32),
    /// The control characters of the string that begins there.
    Controls(u32),
}

impl<'c, 'a> FaultGroup<'c, 'a> {
    fn all(call: &'c Call<'a>, faults: impl Iterator<Item = &'a Fault> + Clone) -> Vec<Self> {
        let user_id = call.member("user_id").map(|member| member.value.span());
        let user_id = user_id.map(|span| (span.start, span.end));
        let mut unclosed: Vec<u32> = call
            .faults
            .iter()
            .filter(|fault| fault.kind == FaultKind::UnclosedString)
            .map(|fault| fault.span.end)
            .collect();
        unclosed.sort_unstable();
        let unclosed: Rc<[u32]> = unclosed.into();
        let is_python = faults.clone().any(|fault| fault.kind == FaultKind::SingleQuoted);
        let mut groups: Vec<Self> = Vec::new();
        let mut index: HashMap<Cause, usize> = HashMap::new();
        for fault in faults {
            let string = || call.root.and_then(|root| root.tree().at(fault.span.start));
            let cause = match &fault.kind {
                FaultKind::SingleQuoted => Some(Cause::SingleQuotes),
                FaultKind::ForeignWord(Foreign::Null | Foreign::True | Foreign::False)
                    if is_python =>
                {
                    Some(Cause::SingleQuotes)
                }
                FaultKind::CurlyQuoted => Some(Cause::CurlyQuotes),
                FaultKind::UnquotedName => Some(Cause::UnquotedNames),
                FaultKind::ForeignSpace(character) => Some(Cause::Space(*character)),
                FaultKind::Unexpected { found: Found::Character(';'), expected, .. }
                    if *expected != Expected::End =>
                {
                    Some(Cause::Semicolons)
                }
                FaultKind::Unexpected {
                    found: Found::Character('='),
                    expected: Expected::Colon,
                    ..
                } => Some(Cause::EqualsSigns),
                FaultKind::InvalidEscape => string().map(|node| Cause::Escapes(node.span().start)),
                FaultKind::ControlCharacter(_) => {
                    string().map(|node| Cause::Controls(node.span().start))
                }
                _ => None,
            };
            let known = cause.and_then(|cause| index.get(&cause)).copied();
            if let Some(group) = known.and_then(|at| groups.get_mut(at)) {
                group.faults.push(fault);
            } else {
                index.extend(cause.map(|cause| (cause, groups.len())));
                let unclosed = Rc::clone(&unclosed);
                groups.push(Self { call, first: fault, faults: vec![fault], user_id, unclosed });
            }
        }
        for group in &mut groups {
            // Of the quotes and words of a printed dictionary the quotes tell more.
            let quoted = group.faults.iter().find(|fault| fault.kind == FaultKind::SingleQuoted);
            group.first = quoted.copied().unwrap_or(group.first);
        }
        groups
    }

    /// Reports the first fault, and points at the others if they are few.
    fn report<'o>(
        &self,
        offences: &'o mut Offences<'_>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &'o mut Draft {
        let draft = offences.at(self.first.span.clone(), message);
        draft.label(label);
        if self.faults.len() <= MOST_RELATED.saturating_add(1) {
            for other in self.faults.iter().filter(|fault| **fault != self.first) {
                draft.related(other.span.clone(), "also here");
            }
        }
        draft
    }

    /// Whether a string ends here that is not closed: what is written here would become a part of it.
    fn ends_unclosed_string(&self, at: u32) -> bool {
        self.unclosed.binary_search(&at).is_ok()
    }

    /// Adds a fix, unless it would not do: because of what stands after the fault, or because it
    /// would guess who the user is.
    fn fix(&self, draft: &mut Draft, safety: Safety, edits: Vec<DraftEdit>) {
        let abandoned = self.call.root.and_then(|root| root.tree().abandoned());
        let is_doubted =
            abandoned.is_some_and(|at| self.faults.iter().any(|fault| fault.span.start == at));
        let is_identity = self.user_id.is_some_and(|(start, end)| {
            self.faults.iter().any(|fault| fault.span.start >= start && fault.span.end <= end)
        });
        if !is_doubted && (safety == Safety::Safe || !is_identity) {
            draft.fix(safety, edits);
        }
    }

    /// Bytes of the record.
    fn bytes(&self, span: &Range<u32>) -> &'a [u8] {
        self.call.record.bytes.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The bytes before a place.
    fn before(&self, at: u32) -> &'a [u8] {
        self.call.record.bytes.get(..at as usize).unwrap_or_default()
    }

    /// The bytes from a place on.
    fn from(&self, at: u32) -> &'a [u8] {
        self.call.record.bytes.get(at as usize..).unwrap_or_default()
    }

    fn value_at(&self, at: u32) -> Option<Node<'a>> {
        self.call.root?.tree().at(at)
    }

    /// What a record is called.
    fn record(&self) -> &'static str {
        if self.call.format == InputFormat::Ndjson && self.call.record.lines < 2 {
            "line"
        } else {
            "input"
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
