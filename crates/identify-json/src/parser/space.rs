//! White space, and what stands in its place: comments and foreign spaces.

use super::{Parser, escape::first_char};
use crate::fault::FaultKind;

impl Parser<'_, '_> {
    /// Moves to the next token. RFC 8259, section 2: only four bytes are white space.
    pub(super) fn skip_space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at = self.at.saturating_add(1),
                Some(b'\\') => {
                    if !self.escaped_space() {
                        return;
                    }
                }
                Some(b'/' | b'#' | b'<' | b'-') => {
                    let Some(length) = comment(self.rest()) else { return };
                    if !self.may_be_comment() {
                        return;
                    }
                    // Right after a token `#` is a part of something else, such as `1.#INF`.
                    let before = self.at.checked_sub(1).and_then(|at| self.byte(at));
                    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
                    if self.peek() == Some(b'#') && before.is_some_and(is_token) {
                        return;
                    }
                    self.fault(FaultKind::Comment, self.at..self.at.saturating_add(length));
                    self.at = self.at.saturating_add(length);
                }
                Some(0x0B | 0x0C | 0x00 | 0x80..) => {
                    if !self.foreign_space() {
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    /// Whether what looks like a comment is one: a placeholder of a template and a colour begin
    /// alike, and outside the value a mark of HTML or of a diff.
    fn may_be_comment(&self) -> bool {
        let before = self.token_end.checked_sub(1).and_then(|at| self.byte(at));
        match self.rest() {
            [b'#', b'{', ..] => false,
            [b'#', next, ..] => before != Some(b':') || !next.is_ascii_alphanumeric(),
            [b'<', ..] => !self.open.is_empty(),
            [b'-', ..] => !self.open.is_empty() && before != Some(b':'),
            _ => true,
        }
    }

    /// Reports a run of escaped white space where no string is open, and moves behind it.
    fn escaped_space(&mut self) -> bool {
        let start = self.at;
        while matches!(self.rest(), [b'\\', b'n' | b'r' | b't', ..]) {
            self.at = self.at.saturating_add(2);
        }
        if self.at > start {
            self.fault(FaultKind::EscapedSpace, start..self.at);
        }
        self.at > start
    }

    /// Reports a run of one foreign white-space character and moves behind it.
    fn foreign_space(&mut self) -> bool {
        let Some(character) = first_char(self.rest()) else { return false };
        let start = self.at;
        if start == 0 && character == '\u{feff}' {
            // Readers that pass over the mark pass over one: a second one is foreign to them.
            self.at = character.len_utf8();
            self.fault(FaultKind::ByteOrderMark, start..self.at);
            return true;
        }
        let is_space = is_invisible(character)
            || (character.is_whitespace() && !character.is_ascii_whitespace())
            || matches!(character, '\u{b}' | '\u{c}');
        if !is_space {
            return false;
        }
        while first_char(self.rest()) == Some(character) {
            self.at = self.at.saturating_add(character.len_utf8());
        }
        self.fault(FaultKind::ForeignSpace(character), start..self.at);
        true
    }
}

/// Characters that show nothing: NUL, the byte-order mark, the soft hyphen, zero-width spaces and
/// joiners, and marks of direction.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\0' | '\u{feff}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
    )
}

/// The length of the comment that begins here: without its line break, where one ends it.
fn comment(rest: &[u8]) -> Option<usize> {
    let line = || memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    match rest {
        [b'#', ..] | [b'/', b'/', ..] | [b'-', b'-', b' ', ..] => Some(line()),
        [b'<', b'!', b'-', b'-', inner @ ..] => {
            memchr::memmem::find(inner, b"-->").map(|end| end.saturating_add(7))
        }
        [b'/', b'*', inner @ ..] => {
            Some(memchr::memmem::find(inner, b"*/").map_or(rest.len(), |end| end.saturating_add(4)))
        }
        _ => None,
    }
}
