//! Words: the three literals, those of other languages, and names without quotation marks.

use super::{Parser, State, escape::first_char, misquoted::name_length};
use crate::{
    fault::{FaultKind, Foreign},
    tree::Kind,
};

impl Parser<'_, '_> {
    /// Reads a word where a value should be. Outside any object or array a word that no language
    /// has is not taken for a value: the record is something other than JSON.
    pub(super) fn word(&mut self) -> bool {
        let length = length(self.rest());
        let kind = match self.rest().get(..length).unwrap_or_default() {
            b"true" | b"false" => Kind::Boolean,
            b"null" => Kind::Null,
            word => return self.foreign_word(foreign(word), length),
        };
        let value = self.push(kind);
        self.bump(length);
        self.finish(value);
        true
    }

    /// Whether a sign stands here and a letter behind it.
    pub(super) fn signs_word(&self) -> bool {
        matches!(self.rest(), [b'-' | b'+', letter, ..] if letter.is_ascii_alphabetic())
    }

    /// Reads `-Infinity` and its kin. Before any other word a sign is but a part of a text.
    pub(super) fn signed_word(&mut self) -> bool {
        let word = self.rest().get(1..).unwrap_or_default();
        let length = length(word);
        let word = match foreign(word.get(..length).unwrap_or_default()) {
            number @ (Foreign::Infinity | Foreign::NotANumber) => number,
            _ => Foreign::Text,
        };
        self.foreign_word(word, length.saturating_add(1))
    }

    /// Whether text without quotation marks may begin here: a letter, or `#` as in a colour.
    pub(super) fn begins_text(&self) -> bool {
        match self.rest() {
            [b'#' | b'$', next, ..] => !self.open.is_empty() && next.is_ascii_alphanumeric(),
            [0x80..=0xFF, ..] => {
                !self.open.is_empty() && first_char(self.rest()).is_some_and(char::is_alphanumeric)
            }
            [first, ..] => first.is_ascii_alphabetic() || *first == b'_',
            [] => false,
        }
    }

    /// Reads `[object Object]`.
    pub(super) fn object_text(&mut self) -> bool {
        let Some(end) = self.rest().iter().take(64).position(|byte| *byte == b']') else {
            return false;
        };
        let start = self.at;
        let value = self.push(Kind::Unknown);
        self.bump(end.saturating_add(1));
        self.finish(value);
        self.damage(value);
        self.fault(FaultKind::ForeignWord(Foreign::Object), start..self.at);
        true
    }

    /// Reads a foreign word, or text without quotation marks up to what could end it.
    fn foreign_word(&mut self, word: Foreign, length: usize) -> bool {
        let mut length = length;
        if word == Foreign::Text {
            if self.open.is_empty() {
                return false;
            }
            length = self.bare_text_length();
            if self.unopened_string(State::Value, length) || self.expression() {
                return true;
            }
            // Behind characters that are no letters nothing may be left of the text.
            length = length.max(1);
        }
        let start = self.at;
        let value = self.push(Kind::Unknown);
        self.bump(length);
        self.finish(value);
        self.damage(value);
        self.fault(FaultKind::ForeignWord(word), start..self.at);
        true
    }

    /// The length of text that lacks its quotation marks: up to a delimiter, without the space
    /// before that.
    pub(super) fn bare_text_length(&self) -> usize {
        let rest = self.rest();
        let end = rest
            .iter()
            .position(|byte| matches!(byte, b',' | b'}' | b']' | b'"' | b'\n' | b'\r'))
            .unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default().trim_ascii_end().len()
    }

    /// Reads `:name` before `=>`, as Ruby writes a symbol.
    pub(super) fn symbol(&mut self) -> bool {
        let rest = self.rest().get(1..).unwrap_or_default();
        let length = length(rest);
        let behind = rest.get(length..).unwrap_or_default().trim_ascii_start();
        if length == 0 || !behind.starts_with(b"=>") {
            return false;
        }
        let start = self.at;
        let text = String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).into_owned();
        let name = self.push(Kind::String);
        self.set_text(name, &text);
        self.bump(length.saturating_add(1));
        self.finish(name);
        self.damage(name);
        self.fault(FaultKind::UnquotedName, start..self.at);
        true
    }

    /// Reads a name without quotation marks, if a colon follows it.
    pub(super) fn unquoted_name(&mut self) -> bool {
        let rest = self.rest();
        let length = name_length(rest);
        if self.unopened_string(State::Colon, length) {
            return true;
        }
        let colon = rest.get(length..).unwrap_or_default().trim_ascii_start().first();
        if length == 0 || colon != Some(&b':') {
            return false;
        }
        let start = self.at;
        let name = self.push(Kind::String);
        let text = self.source.get(start..start.saturating_add(length)).unwrap_or_default();
        let text = String::from_utf8_lossy(text).into_owned();
        self.set_text(name, &text);
        self.bump(length);
        self.finish(name);
        self.damage(name);
        self.fault(FaultKind::UnquotedName, start..self.at);
        true
    }
}

/// The length of the word at the start: letters, digits, `_` and `$`.
pub(super) fn length(rest: &[u8]) -> usize {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
    let mut at = 0_usize;
    loop {
        let tail = rest.get(at..).unwrap_or_default();
        let ascii = tail.iter().position(|byte| !is_word(byte)).unwrap_or(tail.len());
        at = at.saturating_add(ascii);
        match rest.get(at..).and_then(first_char).filter(|c| !c.is_ascii() && c.is_alphanumeric()) {
            Some(letter) => at = at.saturating_add(letter.len_utf8()),
            None => return at,
        }
    }
}

fn foreign(word: &[u8]) -> Foreign {
    match word.to_ascii_lowercase().as_slice() {
        b"nan" => Foreign::NotANumber,
        b"inf" | b"infinity" => Foreign::Infinity,
        b"undefined" => Foreign::Undefined,
        b"none" | b"nil" | b"null" => Foreign::Null,
        b"true" => Foreign::True,
        b"false" => Foreign::False,
        _ => Foreign::Text,
    }
}
