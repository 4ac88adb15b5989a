//! Punctuation that stands for another, or is one too many.

use super::{Flow, Parser, State, escape::first_char};
use crate::{fault::FaultKind, tree::Kind};

impl Parser<'_, '_> {
    /// Reads a mark that only looks like one of JSON's, such as `：`.
    pub(super) fn look_alike(&mut self, state: State) -> Option<Flow> {
        let found = first_char(self.rest())?;
        let expected = ascii(found)?;
        let (object, width) = (self.in_object(), found.len_utf8());
        let last = matches!(state, State::Name | State::Element);
        let fits = match expected {
            ':' => state == State::Colon,
            ',' => state == State::Separator,
            '{' | '[' => {
                matches!(state, State::Root | State::Value | State::FirstElement | State::Element)
            }
            '}' => object && matches!(state, State::FirstName | State::Name | State::Separator),
            _ => {
                !object && matches!(state, State::FirstElement | State::Element | State::Separator)
            }
        };
        if !fits || (self.open.is_empty() && matches!(expected, '}' | ']')) {
            return None;
        }
        if last && matches!(expected, '}' | ']') {
            self.trailing_comma();
        }
        self.instead(expected, width);
        Some(match expected {
            ':' => {
                self.bump(width);
                Flow::On(State::Value)
            }
            ',' => {
                self.bump(width);
                Flow::On(if object { State::Name } else { State::Element })
            }
            '{' => self.open(Kind::Object, width),
            '[' => self.open(Kind::Array, width),
            _ => self.close_innermost(width),
        })
    }

    /// `"a", 1` or `"a": 1: "b": 2`: one mark for the other, or one that stands for a comma.
    pub(super) fn mistyped(&mut self, state: State) -> Option<Flow> {
        let behind = self.rest().get(1..)?.trim_ascii_start();
        let is_member = begins_member(behind);
        match (state, self.peek()?) {
            (State::Colon, b',') if begins_scalar(behind) && !is_member => {
                self.instead(':', 1);
                self.bump(1);
                Some(Flow::On(State::Value))
            }
            (State::Separator, b':' | b'.') if self.in_object() && is_member => {
                self.instead(',', 1);
                self.bump(1);
                Some(Flow::On(State::Name))
            }
            _ => None,
        }
    }

    /// `::`, or `:,` before a value: the second is one too many.
    pub(super) fn extra_mark(&mut self) -> bool {
        let behind = self.rest().get(1..).unwrap_or_default().trim_ascii_start();
        let is_extra = match self.peek() {
            Some(b':') => true,
            Some(b',') => begins_scalar(behind) && !begins_member(behind),
            _ => false,
        };
        let before = self.token_end.checked_sub(1).and_then(|at| self.byte(at));
        if !is_extra || before != Some(b':') {
            return false;
        }
        self.extra(1);
        true
    }

    /// Reports a token that is one too many, and moves behind it.
    pub(super) fn extra(&mut self, width: usize) {
        let Some(found) = first_char(self.rest()) else { return };
        self.fault(FaultKind::Extra(found), self.at..self.at.saturating_add(width));
        self.bump(width);
    }

    /// Reports a mark that stands for another. Does not move.
    pub(super) fn instead(&mut self, expected: char, width: usize) {
        let end = self.at.saturating_add(width);
        // Before an opening parenthesis there may be a word.
        let last = self.source.get(end.saturating_sub(1)..end).and_then(first_char);
        let Some(found) = last.or_else(|| first_char(self.rest())) else { return };
        self.fault(FaultKind::Instead { found, expected }, self.at..end);
    }
}

/// The punctuation of JSON that a character looks like.
fn ascii(character: char) -> Option<char> {
    Some(match character {
        '\u{ff1a}' | '\u{fe55}' | '\u{fe13}' | '\u{a789}' | '\u{2236}' => ':',
        '\u{ff0c}' | '\u{ff1b}' | '\u{3001}' | '\u{ff64}' | '\u{60c}' | '\u{fe50}' | '\u{201a}' => {
            ','
        }
        '\u{ff5b}' => '{',
        '\u{ff5d}' => '}',
        '\u{ff3b}' | '\u{3010}' => '[',
        '\u{ff3d}' | '\u{3011}' => ']',
        _ => return None,
    })
}

fn begins_scalar(rest: &[u8]) -> bool {
    matches!(rest.first(), Some(b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n'))
}

/// Whether a name and a colon stand here. The name is short, so that the time is.
pub(super) fn begins_member(rest: &[u8]) -> bool {
    let Some(inner) = rest.strip_prefix(b"\"") else { return false };
    let inner = inner.get(..256.min(inner.len())).unwrap_or_default();
    let Some(end) = memchr::memchr2(b'"', b'\n', inner) else { return false };
    let behind = inner.get(end.saturating_add(1)..).unwrap_or_default();
    inner.get(end) == Some(&b'"') && behind.trim_ascii_start().first() == Some(&b':')
}
