//! Strings: their end, their escapes, their UTF-8. RFC 8259, section 7.

use super::{
    NextQuote, Parser,
    escape::{first_char, invalid_prefix, read_escape},
    misquoted::is_curly,
    to_u32,
};
use crate::fault::{Expected, FaultKind, Found};

/// Quotation marks that people and other languages use where JSON has `"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ForeignQuote {
    Straight,
    Backquote,
    Curly,
    /// `\"`.
    Escaped,
    /// `&quot;` and its kin.
    Entity,
}

impl Parser<'_, '_> {
    /// Reads the string that begins here into a node.
    pub(super) fn string(&mut self, node: u32) {
        let start = self.at;
        self.at = self.at.saturating_add(1);
        let mut damaged = false;
        // Text that differs from the source is gathered from the first difference on.
        let mut copied: Option<usize> = None;
        let mut clean = self.at;
        loop {
            self.at = self.at.saturating_add(plain_length(self.rest(), self.text.is_some()));
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.copy(&mut copied, clean);
                    damaged |= !self.escape();
                    clean = self.at;
                }
                Some(byte) if byte < 0x20 => {
                    if matches!(byte, b'\n' | b'\r') && !self.closes_later() {
                        self.unclosed(node, start, copied, clean);
                        return;
                    }
                    damaged = true;
                    self.control_characters();
                }
                Some(_) => {
                    damaged = true;
                    self.copy(&mut copied, clean);
                    self.invalid_utf8();
                    clean = self.at;
                }
                None => {
                    self.unclosed(node, start, copied, clean);
                    return;
                }
            }
        }
        if copied.is_some() {
            self.copy(&mut copied, clean);
        }
        self.bump(1);
        self.end_string(node, copied, damaged);
    }

    /// Reads a string in quotation marks that are none to JSON.
    pub(super) fn foreign_string(&mut self, node: u32) {
        let start = self.at;
        let Some((quote, width)) = self.foreign_quote() else { return };
        self.at = self.at.saturating_add(width);
        let mut copied = Some(self.decoded.len());
        let mut clean = self.at;
        let closed = loop {
            match self.peek() {
                None => break 0,
                Some(b'\n') if quote != ForeignQuote::Backquote => break 0,
                Some(b'"') if quote == ForeignQuote::Curly => break 1,
                Some(b'\\') if quote == ForeignQuote::Escaped => {
                    match self.closing_quote(quote) {
                        Some(width) => break width,
                        // The escape of a text that was itself escaped.
                        None => self.at = self.at.saturating_add(1),
                    }
                    if self.peek() == Some(b'\\') {
                        self.at = self.at.saturating_add(1);
                        let is_quote = self.rest().starts_with(b"\\\"");
                        self.at = self.at.saturating_add(usize::from(is_quote).saturating_add(1));
                    }
                }
                Some(b'\\') if self.byte(self.at.saturating_add(1)) == Some(b'\'') => {
                    self.copy(&mut copied, clean);
                    self.at = self.at.saturating_add(1);
                    clean = self.at;
                    self.at = self.at.saturating_add(1);
                }
                Some(b'\\') => {
                    self.copy(&mut copied, clean);
                    self.escape();
                    clean = self.at;
                }
                // In a template literal they may stand.
                Some(byte) if byte < 0x20 && quote == ForeignQuote::Backquote => {
                    self.at = self.at.saturating_add(1);
                }
                Some(byte) if byte < 0x20 => self.control_characters(),
                Some(_) => match self.closing_quote(quote) {
                    Some(width) => break width,
                    _ if invalid_prefix(self.rest()).is_some() => {
                        self.copy(&mut copied, clean);
                        self.invalid_utf8();
                        clean = self.at;
                    }
                    _ => {
                        let width = first_char(self.rest()).map_or(1, char::len_utf8);
                        self.at = self.at.saturating_add(width);
                    }
                },
            }
        };
        if closed == 0 && self.peek().is_some() {
            // A comma that ends the line is none of the text.
            let text = self.source.get(clean..self.at).unwrap_or_default().trim_ascii_end();
            if let Some(text) = text.strip_suffix(b",") {
                self.at = clean.saturating_add(text.len());
            }
        }
        self.copy(&mut copied, clean);
        self.bump(closed);
        self.end_string(node, copied, true);
        let kind = match quote {
            _ if closed == 0 && self.peek().is_none() => {
                let opened = Some(to_u32(start));
                let kind =
                    FaultKind::Unexpected { found: Found::End, expected: Expected::Quote, opened };
                self.fault(kind, self.at..self.at);
                return;
            }
            _ if closed == 0 => FaultKind::UnclosedString,
            ForeignQuote::Straight => FaultKind::SingleQuoted,
            ForeignQuote::Backquote => FaultKind::Backquoted,
            ForeignQuote::Curly => FaultKind::CurlyQuoted,
            ForeignQuote::Escaped => FaultKind::EscapedQuoted,
            ForeignQuote::Entity => FaultKind::EntityQuoted,
        };
        self.fault(kind, start..self.at);
    }

    /// The foreign quotation mark that stands here, and its width in bytes.
    pub(super) fn foreign_quote(&self) -> Option<(ForeignQuote, usize)> {
        foreign_quote(self.rest())
    }

    /// The width of the quotation mark that stands here, if it closes what one of this kind opened.
    fn closing_quote(&self, quote: ForeignQuote) -> Option<usize> {
        match self.foreign_quote()? {
            (closing, width) if closing == quote => {
                // Without the letter that may stand before an opening one.
                (quote != ForeignQuote::Straight || width == 1).then_some(width)
            }
            _ => None,
        }
    }

    /// Gives a node a text that is not its source.
    pub(super) fn set_text(&mut self, node: u32, text: &str) {
        let from = self.decoded.len();
        self.decoded.push_str(text);
        self.text_since(node, from);
    }

    fn end_string(&mut self, node: u32, copied: Option<usize>, damaged: bool) {
        self.finish(node);
        if damaged {
            self.damage(node);
        }
        if let Some(from) = copied {
            self.text_since(node, from);
        }
    }

    fn text_since(&mut self, node: u32, from: usize) {
        let length = self.decoded.len().saturating_sub(from);
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.text = to_u32(from);
            node.text_len = to_u32(length);
        }
    }

    /// Copies the unremarkable text since `clean`, which is UTF-8.
    fn copy(&mut self, copied: &mut Option<usize>, clean: usize) {
        copied.get_or_insert(self.decoded.len());
        let bytes = self.source.get(clean..self.at).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => self.decoded.push_str(text),
            Err(_) => self.decoded.push_str(&String::from_utf8_lossy(bytes)),
        }
    }

    /// A string whose closing quotation mark is missing: it ends with its line, before a comma or
    /// bracket that was surely meant as one.
    fn unclosed(&mut self, node: u32, start: usize, copied: Option<usize>, clean: usize) {
        let line = self.source.get(start.saturating_add(1)..self.at).unwrap_or_default();
        let at_end = self.peek().is_none();
        let mut text = line.trim_ascii_end();
        if !at_end {
            text = text.strip_suffix(b",").unwrap_or(text);
        }
        let closed = self.without_closers(text);
        // At the end of the record the brackets must be all that are missing.
        let is_whole = at_end && closed < text.len() && self.are_all_closed(text.get(closed..));
        if !at_end || is_whole {
            text = text.get(..closed).unwrap_or_default();
        }
        let at_end = at_end && !is_whole;
        let is_curly =
            text.last_chunk::<3>().is_some_and(|last| first_char(last).is_some_and(is_curly));
        let end = start.saturating_add(1).saturating_add(text.len());
        let mut copied = copied;
        if let Some(from) = copied {
            self.decoded.truncate(from);
        }
        self.at = end.max(clean.min(end));
        copied.get_or_insert(self.decoded.len());
        let decoded = String::from_utf8_lossy(text).into_owned();
        self.decoded.push_str(&decoded);
        self.bump(0);
        self.end_string(node, copied, true);
        if at_end {
            let opened = Some(to_u32(start));
            self.bump(line.len());
            let kind =
                FaultKind::Unexpected { found: Found::End, expected: Expected::Quote, opened };
            self.fault(kind, self.source.len()..self.source.len());
            self.at = self.source.len();
        } else if is_curly {
            self.fault(FaultKind::CurlyQuoted, start..end);
        } else {
            self.fault(FaultKind::UnclosedString, start..end);
        }
    }

    /// Whether brackets close all that is open.
    fn are_all_closed(&self, brackets: Option<&[u8]>) -> bool {
        let is_bracket = |byte: &&u8| matches!(byte, b'}' | b']' | b')');
        let count = brackets.unwrap_or_default().iter().filter(is_bracket).count();
        count == self.open.len()
    }

    /// Whether the quotation mark that comes next, on a later line, looks like a closing one, so
    /// that the line break is a part of the string.
    fn closes_later(&mut self) -> bool {
        let known = self.next_quote.filter(|quote| (quote.from..=quote.at).contains(&self.at));
        if let Some(quote) = known {
            return quote.closes;
        }
        let rest = self.rest();
        let quote = memchr::memchr(b'"', rest);
        let behind = quote.and_then(|quote| rest.get(quote.saturating_add(1)..));
        let closes = behind.is_some_and(|behind| {
            matches!(behind.trim_ascii_start().first(), None | Some(b',' | b'}' | b']' | b':'))
        });
        let at = self.at.saturating_add(quote.unwrap_or(usize::MAX));
        self.next_quote = Some(NextQuote { from: self.at, at, closes });
        closes
    }

    fn control_characters(&mut self) {
        let start = self.at;
        let first = self.peek().unwrap_or_default();
        while self.peek().is_some_and(|byte| byte < 0x20) {
            self.at = self.at.saturating_add(1);
        }
        self.fault(FaultKind::ControlCharacter(first), start..self.at);
    }

    fn invalid_utf8(&mut self) {
        let start = self.at;
        while let Some(length) = invalid_prefix(self.rest()) {
            self.at = self.at.saturating_add(length.max(1));
            self.decoded.push(char::REPLACEMENT_CHARACTER);
        }
        self.fault(FaultKind::InvalidUtf8, start..self.at);
    }

    /// Reads an escape; `false` if it has no meaning.
    fn escape(&mut self) -> bool {
        let start = self.at;
        let escape = read_escape(self.rest());
        self.at = self.at.saturating_add(escape.length);
        match escape.meaning {
            Ok(character) => {
                self.decoded.push(character);
                true
            }
            Err(kind) => {
                self.decoded.push(char::REPLACEMENT_CHARACTER);
                self.fault(kind, start..self.at);
                false
            }
        }
    }
}

/// The foreign quotation mark at the start of a text, and its width in bytes.
pub(super) fn foreign_quote(rest: &[u8]) -> Option<(ForeignQuote, usize)> {
    match rest {
        // Before a string Python may have a letter.
        [b'u' | b'U' | b'b' | b'B' | b'r' | b'R', b'\'', ..] => Some((ForeignQuote::Straight, 2)),
        [b'\'', ..] => Some((ForeignQuote::Straight, 1)),
        [b'`', ..] => Some((ForeignQuote::Backquote, 1)),
        [b'\\', b'"', ..] => Some((ForeignQuote::Escaped, 2)),
        [b'&', ..] => entity(rest).map(|width| (ForeignQuote::Entity, width)),
        [0xC2 | 0xE2 | 0xE3 | 0xEF, ..] => {
            let character = first_char(rest)?;
            is_curly(character).then(|| (ForeignQuote::Curly, character.len_utf8()))
        }
        _ => None,
    }
}

/// The width of a quotation mark written for HTML.
fn entity(rest: &[u8]) -> Option<usize> {
    const MARKS: [&[u8]; 4] = [b"&quot;", b"&#34;", b"&#x22;", b"&#034;"];
    MARKS.iter().find(|mark| rest.starts_with(mark)).map(|mark| mark.len())
}

/// How many bytes need no second look: no quotation mark, escape or control character, and nothing
/// that is not UTF-8.
fn plain_length(rest: &[u8], is_utf8: bool) -> usize {
    let mut at = 0_usize;
    loop {
        let tail = rest.get(at..).unwrap_or_default();
        let Some(stop) = tail.iter().position(|&byte| !is_plain(byte)) else {
            return rest.len();
        };
        at = at.saturating_add(stop);
        match tail.get(stop) {
            Some(0x80..) if is_utf8 => {
                let high = tail.get(stop..).unwrap_or_default();
                let run = high.iter().position(u8::is_ascii).unwrap_or(high.len());
                at = at.saturating_add(run);
            }
            Some(0x80..) => match first_char(tail.get(stop..).unwrap_or_default()) {
                Some(character) => at = at.saturating_add(character.len_utf8()),
                None => return at,
            },
            _ => return at,
        }
    }
}

/// Whether a byte of a string stands for itself and needs no second look.
#[inline]
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
fn is_plain(byte: u8) -> bool {
    PLAIN[usize::from(byte)]
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0x20;
    while byte < 0x80 {
        plain[byte] = byte != b'"' as usize && byte != b'\\' as usize;
        byte += 1;
    }
    plain
};
