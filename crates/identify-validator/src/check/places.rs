//! Places of a record in the input.

use std::cell::OnceCell;

use identify_json::{Locator, Record};

use crate::{
    draft::{Draft, DraftEdit},
    report::{Edit, Finding, Fix, Position, Related, Span, Suggestion},
};

/// Places of a record in the input.
pub(super) struct Places<'r> {
    record: &'r Record<'r>,
    /// Made when there is something to place.
    locator: OnceCell<Locator<'r>>,
}

impl<'r> Places<'r> {
    pub(super) fn new(record: &'r Record<'r>) -> Self {
        Self { record, locator: OnceCell::new() }
    }

    pub(super) fn finding(
        &self,
        draft: Draft,
        path: &str,
        number: u64,
        pointer: String,
    ) -> Finding {
        Finding {
            rule: draft.rule.into(),
            level: draft.level,
            path: path.to_owned(),
            record: number,
            pointer,
            span: self.span(&draft.span),
            message: draft.message,
            label: draft.label,
            help: draft.help,
            related: draft
                .related
                .into_iter()
                .map(|(span, message)| Related { span: self.span(&span), message })
                .chain(draft.elsewhere)
                .collect(),
            suggestions: draft
                .suggestions
                .into_iter()
                .map(|(message, edits)| Suggestion { message, edits: self.edits(edits) })
                .collect(),
            fix: draft.fix.map(|(safety, edits)| Fix {
                safety,
                edits: self.edits(edits),
                patch: None,
            }),
        }
    }

    pub(super) fn span(&self, span: &std::ops::Range<u32>) -> Span {
        Span { start: self.position(span.start), end: self.position(span.end) }
    }

    fn position(&self, offset: u32) -> Position {
        let locator =
            self.locator.get_or_init(|| Locator::new(self.record.bytes, self.record.line));
        let place = locator.place(offset as usize);
        Position { byte: self.byte(offset), line: place.line, column: place.column }
    }

    fn byte(&self, offset: u32) -> u64 {
        self.record.offset.saturating_add(u64::from(offset))
    }

    fn edits(&self, mut edits: Vec<DraftEdit>) -> Vec<Edit> {
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        edits
            .into_iter()
            .map(|(span, text)| Edit {
                start: self.byte(span.start),
                end: self.byte(span.end),
                text,
            })
            .collect()
    }
}
