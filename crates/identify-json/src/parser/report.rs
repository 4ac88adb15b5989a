//! What is reported, and what is not because something else explains it.

use std::ops::Range;

use super::{Flow, Parser, escape, to_u32, word};
use crate::fault::{Expected, Fault, FaultKind, Found};

impl Parser<'_, '_> {
    pub(super) fn fault(&mut self, kind: FaultKind, span: Range<usize>) {
        let span = to_u32(span.start)..to_u32(span.end);
        if kind.is_doubtful() {
            self.doubt = Some(span.start);
        }
        self.faults.push(Fault { kind, span });
    }

    /// Reports what stands here, unless it is most likely a consequence, and gives the record up.
    pub(super) fn unexpected(&mut self, expected: Expected) -> Flow {
        let at_end = self.peek().is_none();
        if at_end && self.explains_end() {
            return Flow::GiveUp;
        }
        if !at_end && self.follows_fault() {
            return Flow::GiveUp;
        }
        if self.invalid_utf8_here() {
            return Flow::GiveUp;
        }
        let found = self.found();
        let width = match found {
            Found::End => 0,
            Found::Character(character) => character.len_utf8(),
            Found::Word => word::length(self.rest()).max(1),
            Found::String | Found::Number => 1,
        };
        self.report_unexpected(expected, width);
        Flow::GiveUp
    }

    pub(super) fn report_unexpected(&mut self, expected: Expected, width: usize) {
        let (found, opened) = (self.found(), self.opened());
        let start = if found == Found::End { self.token_end } else { self.at };
        let kind = FaultKind::Unexpected { found, expected, opened };
        self.fault(kind, start..start.saturating_add(width));
    }

    /// Whether a fault says already that the record ends too early: a string that is open, or a
    /// comment that takes in all the rest.
    fn explains_end(&self) -> bool {
        self.faults.iter().any(|fault| match fault.kind {
            FaultKind::Unexpected { found: Found::End, .. } => true,
            FaultKind::Comment => fault.span.end as usize == self.source.len(),
            _ => false,
        })
    }

    /// Whether a fault was found earlier in this line that leaves doubt, so that a further one that
    /// has no name of its own is most likely its consequence.
    pub(super) fn follows_fault(&mut self) -> bool {
        let Some(start) = self.doubt else { return false };
        let between = self.source.get(start as usize..self.at).unwrap_or_default();
        let follows = memchr::memchr(b'\n', between).is_none();
        if follows {
            self.abandoned = Some(start);
        }
        follows
    }

    fn invalid_utf8_here(&mut self) -> bool {
        if self.text.is_some() || self.peek().is_none_or(|byte| byte.is_ascii()) {
            return false;
        }
        let Some(length) = escape::invalid_prefix(self.rest()) else { return false };
        self.fault(FaultKind::InvalidUtf8, self.at..self.at.saturating_add(length));
        true
    }

    pub(super) fn found(&self) -> Found {
        match self.peek() {
            None => Found::End,
            Some(b'"') => Found::String,
            Some(b'-') if self.signs_word() => Found::Character('-'),
            Some(b'-' | b'0'..=b'9') => Found::Number,
            Some(byte) if byte.is_ascii_alphabetic() => Found::Word,
            Some(_) => Found::Character(
                escape::first_char(self.rest()).unwrap_or(char::REPLACEMENT_CHARACTER),
            ),
        }
    }
}
