//! Faults of one cause, drawn together.

use std::{collections::HashMap, ops::Range, rc::Rc};

use identify_json::{Expected, Fault, FaultKind, Foreign, Found, Node};

use super::{space, word};
use crate::{
    call::Call,
    draft::{Draft, DraftEdit},
    report::Safety,
    rule::Offences,
    validator::InputFormat,
};

/// Other places of the same cause that are pointed at.
const MOST_RELATED: usize = 3;

/// Bytes of a line that a reader has in view.
const NEAR: usize = 120;

/// Faults of one cause, in the order of their places; never none.
pub(super) struct FaultGroup<'c, 'a> {
    pub(super) call: &'c Call<'a>,
    /// The one that is reported.
    pub(super) first: &'a Fault,
    pub(super) faults: Vec<&'a Fault>,
    /// Whether a program printed it in place of JSON.
    pub(super) is_printed: bool,
    /// Where the user's id is.
    user_id: Option<(u32, u32)>,
    /// Where strings end that are not closed, in order; gathered once for all groups.
    pub(super) unclosed: Rc<[u32]>,
}

/// What faults of one cause have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Cause {
    /// All of it was printed by Python, Ruby or PHP.
    Printed,
    Backquotes,
    CurlyQuotes,
    EscapedText,
    Entities,
    UnquotedNames,
    Space(char),
    Comments,
    TrailingCommas,
    Semicolons,
    EqualsSigns,
    /// Words that other languages have for `null`, `true` and `false`.
    Words,
    NonFinite,
    Undefined,
    /// A word for nothing where there must be a value, and what to write there: it has no fix, and the others
    /// keep theirs.
    Wanting(Foreign, &'static str),
    Templates,
    Wrapping,
    LookAlikes,
    Tuples,
    Instead(char, char),
    /// The escapes of the string that begins there.
    Escapes(u32),
    /// The control characters of the string that begins there.
    Controls(u32),
    /// The quotation marks inside the string that begins there.
    InnerQuotes(u32),
}

impl Cause {
    /// The cause of a fault that others may have as well.
    fn of(call: &Call<'_>, fault: &Fault, is_printed: bool) -> Option<Self> {
        if let (FaultKind::ForeignWord(word), Some(wanted)) =
            (&fault.kind, word::wanted(call, fault))
        {
            return Some(Self::Wanting(*word, wanted));
        }
        let string = || call.root?.tree().at(fault.span.start).map(|node| node.span().start);
        Some(match &fault.kind {
            FaultKind::SingleQuoted => Self::Printed,
            FaultKind::ForeignWord(Foreign::Null | Foreign::True | Foreign::False) => {
                if is_printed { Self::Printed } else { Self::Words }
            }
            FaultKind::ForeignWord(Foreign::NotANumber | Foreign::Infinity) => Self::NonFinite,
            FaultKind::ForeignWord(Foreign::Undefined) => Self::Undefined,
            FaultKind::Backquoted => Self::Backquotes,
            FaultKind::CurlyQuoted => Self::CurlyQuotes,
            FaultKind::EscapedQuoted | FaultKind::EscapedSpace => Self::EscapedText,
            FaultKind::EntityQuoted => Self::Entities,
            FaultKind::UnquotedName if is_printed && is_symbol(call, fault) => Self::Printed,
            FaultKind::UnquotedName => Self::UnquotedNames,
            FaultKind::ForeignSpace(character) => Self::Space(*character),
            // At the start of a later record.
            FaultKind::ByteOrderMark => Self::Space('\u{feff}'),
            FaultKind::Comment if space::is_removable(call, fault) => Self::Comments,
            FaultKind::TrailingComma => Self::TrailingCommas,
            FaultKind::Template => Self::Templates,
            FaultKind::Wrapping => Self::Wrapping,
            FaultKind::Instead { found: '[' | ']' | '(' | ')', expected: '{' | '}' } => {
                Self::Printed
            }
            FaultKind::Instead { found: '(' | ')', .. } => Self::Tuples,
            FaultKind::Instead { found, .. } if !found.is_ascii() => Self::LookAlikes,
            FaultKind::Instead { found, expected } => Self::Instead(*found, *expected),
            FaultKind::Unexpected { found: Found::Character(';'), expected, .. }
                if *expected != Expected::End =>
            {
                Self::Semicolons
            }
            kind if kind.is_arrow() => {
                if is_printed {
                    Self::Printed
                } else {
                    Self::EqualsSigns
                }
            }
            FaultKind::InvalidEscape => Self::Escapes(string()?),
            FaultKind::ControlCharacter(_) => Self::Controls(string()?),
            FaultKind::UnescapedQuote => Self::InnerQuotes(string()?),
            _ => return None,
        })
    }
}

/// Whether a name is a symbol of Ruby, such as `:name`.
fn is_symbol(call: &Call<'_>, fault: &Fault) -> bool {
    call.record.bytes.get(fault.span.start as usize) == Some(&b':')
}

/// Whether a fault shows that a program printed its own data in place of JSON.
fn shows_printing(fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::SingleQuoted | FaultKind::Instead { expected: '{' | '}', .. } => true,
        _ => fault.kind.is_arrow() && fault.span.end.saturating_sub(fault.span.start) == 2,
    }
}

impl<'c, 'a> FaultGroup<'c, 'a> {
    pub(super) fn all(
        call: &'c Call<'a>,
        faults: impl Iterator<Item = &'a Fault> + Clone,
    ) -> Vec<Self> {
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
        let is_printed = faults.clone().any(shows_printing);
        let mut groups: Vec<Self> = Vec::new();
        let mut index: HashMap<Cause, usize> = HashMap::new();
        for fault in faults {
            let cause = Cause::of(call, fault, is_printed);
            let known = cause.and_then(|cause| index.get(&cause)).copied();
            if let Some(group) = known.and_then(|at| groups.get_mut(at)) {
                group.faults.push(fault);
            } else {
                index.extend(cause.map(|cause| (cause, groups.len())));
                let unclosed = Rc::clone(&unclosed);
                let is_printed = cause == Some(Cause::Printed);
                let faults = vec![fault];
                groups.push(Self { call, first: fault, faults, is_printed, user_id, unclosed });
            }
        }
        for group in &mut groups {
            // Of what a program printed the quotes tell more than the words.
            let telling = |fault: &&&Fault| {
                matches!(fault.kind, FaultKind::SingleQuoted | FaultKind::EscapedQuoted)
            };
            let quoted = group.faults.iter().find(telling);
            group.first = quoted.copied().unwrap_or(group.first);
        }
        groups
    }

    /// Reports the first fault, and points at the others if they are few.
    pub(super) fn report<'o>(
        &self,
        offences: &'o mut Offences<'_>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &'o mut Draft {
        let draft = offences.at(self.first.span.clone(), message);
        draft.label(label);
        let others = self.faults.iter().filter(|fault| **fault != self.first);
        for other in others.take(MOST_RELATED) {
            // Far off in one long line it would be of no help.
            if self.is_near(other) {
                draft.related(other.span.clone(), "also here");
            }
        }
        draft
    }

    /// Whether a fault stands near the first one, or on another line.
    fn is_near(&self, other: &Fault) -> bool {
        let (from, to) = (self.first.span.start, other.span.start);
        let between = self.bytes(&(from.min(to)..from.max(to)));
        between.len() <= NEAR || between.contains(&b'\n')
    }

    /// Whether a string ends here that is not closed: what is written here would become a part of it.
    pub(super) fn ends_unclosed_string(&self, at: u32) -> bool {
        self.unclosed.binary_search(&at).is_ok()
    }

    /// Adds a fix, unless it would not do: because of what stands after the fault, or because it
    /// would guess who the user is.
    pub(super) fn fix(&self, draft: &mut Draft, safety: Safety, edits: Vec<DraftEdit>) {
        let guesses = |_: &Fault| safety == Safety::Unsafe;
        self.fix_guessing(draft, safety, edits, guesses);
    }

    /// The same, where only the edits of some faults are guesses.
    pub(super) fn fix_guessing(
        &self,
        draft: &mut Draft,
        safety: Safety,
        edits: Vec<DraftEdit>,
        guesses: impl Fn(&Fault) -> bool,
    ) {
        let is_identity =
            self.faults.iter().any(|fault| self.is_in_user_id(fault) && guesses(fault));
        // A file that is no call is not ours to mend.
        let safety = if self.call.is_ours() { safety } else { Safety::Unsafe };
        if !self.is_doubted() && !is_identity && !edits.is_empty() {
            draft.fix(safety, edits);
        }
    }

    /// The same, but of a guess about who the user is it makes a choice for a person.
    pub(super) fn fix_or_suggest(
        &self,
        draft: &mut Draft,
        safety: Safety,
        condition: &str,
        edits: Vec<DraftEdit>,
    ) {
        if safety == Safety::Unsafe && self.is_user_id() {
            if !self.is_doubted() {
                draft.suggestion(condition, edits);
            }
        } else {
            self.fix(draft, safety, edits);
        }
    }

    /// Whether what stands behind the fault shows that it may be another one.
    fn is_doubted(&self) -> bool {
        let abandoned = self.call.root.and_then(|root| root.tree().abandoned());
        abandoned.is_some_and(|at| self.faults.iter().any(|fault| fault.span.start == at))
    }

    /// Whether it is about who the user is.
    pub(super) fn is_user_id(&self) -> bool {
        self.faults.iter().any(|fault| self.is_in_user_id(fault))
    }

    fn is_in_user_id(&self, fault: &Fault) -> bool {
        self.user_id.is_some_and(|(start, end)| fault.span.start >= start && fault.span.end <= end)
    }

    /// The edits that put the right marks in the place of others.
    pub(super) fn edits_instead(&self) -> Vec<DraftEdit> {
        let edit = |fault: &&Fault| match fault.kind {
            FaultKind::Instead { expected, .. } => Some((fault.span.clone(), expected.to_string())),
            ref kind if kind.is_arrow() => Some((fault.span.clone(), ":".to_owned())),
            _ => None,
        };
        self.faults.iter().filter_map(edit).collect()
    }

    /// Bytes of the record.
    pub(super) fn bytes(&self, span: &Range<u32>) -> &'a [u8] {
        self.call.record.bytes.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The bytes before a place.
    pub(super) fn before(&self, at: u32) -> &'a [u8] {
        self.call.record.bytes.get(..at as usize).unwrap_or_default()
    }

    /// The bytes from a place on.
    pub(super) fn from(&self, at: u32) -> &'a [u8] {
        self.call.record.bytes.get(at as usize..).unwrap_or_default()
    }

    pub(super) fn value_at(&self, at: u32) -> Option<Node<'a>> {
        self.call.root?.tree().at(at)
    }

    /// What a record is called.
    pub(super) fn record(&self) -> &'static str {
        if self.call.format == InputFormat::Ndjson && self.call.record.lines < 2 {
            "line"
        } else {
            "input"
        }
    }
}
