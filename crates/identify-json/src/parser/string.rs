//! Strings: their end, their escapes, their UTF-8. RFC 8259, section 7.

use super::{Parser, to_u32};
use crate::fault::{Expected, FaultKind, Found};

/// Quotation marks that people and other languages use where JSON has `"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ForeignQuote {
    Straight,
    Curly,
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
                None | Some(b'\n') => break 0,
                Some(b'"') if quote == ForeignQuote::Curly => break 1,
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
                Some(byte) if byte < 0x20 => self.control_characters(),
                Some(_) => match self.foreign_quote() {
                    Some((closing, width)) if closing == quote => break width,
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
            ForeignQuote::Curly => FaultKind::CurlyQuoted,
        };
        self.fault(kind, start..self.at);
    }

    /// The foreign quotation mark that stands here, and its width in bytes.
    pub(super) fn foreign_quote(&self) -> Option<(ForeignQuote, usize)> {
        match self.rest() {
            [b'\'' | b'`', ..] => Some((ForeignQuote::Straight, 1)),
            // U+2018 to U+201F, and the guillemets.
            [0xE2, 0x80, 0x98..=0x9F, ..] => Some((ForeignQuote::Curly, 3)),
            [0xC2, 0xAB | 0xBB, ..] => Some((ForeignQuote::Curly, 2)),
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
        } else {
            self.fault(FaultKind::UnclosedString, start..end);
        }
    }

    /// Whether the quotation mark that comes next, on a later line, looks like a closing one, so
    /// that the line break is a part of the string.
    fn closes_later(&self) -> bool {
        let rest = self.rest();
        let Some(quote) = memchr::memchr(b'"', rest) else { return false };
        let behind = rest.get(quote.saturating_add(1)..).unwrap_or_default().trim_ascii_start();
        matches!(behind.first(), None | Some(b',' | b'}' | b']' | b':'))
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

struct Escape {
    length: usize,
    meaning: Result<char, FaultKind>,
}

fn read_escape(rest: &[u8]) -> Escape {
    let simple = |character| Escape { length: 2, meaning: Ok(character) };
    match rest.get(1) {
        Some(b'"') => simple('"'),
        Some(b'\\') => simple('\\'),
        Some(b'/') => simple('/'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'n') => simple('\n'),
        Some(b'r') => simple('\r'),
        Some(b't') => simple('\t'),
        Some(b'u') => unicode_escape(rest),
        other => {
            // The whole character behind the backslash is a part of the fault, unless it may end
            // the string's line.
            let width = match other {
                None | Some(b'\n' | b'\r') => 0,
                Some(_) => first_char(rest.get(1..).unwrap_or_default()).map_or(0, char::len_utf8),
            };
            Escape { length: width.saturating_add(1), meaning: Err(FaultKind::InvalidEscape) }
        }
    }
}

fn unicode_escape(rest: &[u8]) -> Escape {
    let Some(high) = hex4(rest, 2) else {
        let digits = rest.iter().skip(2).take(4).take_while(|byte| byte.is_ascii_hexdigit());
        let length = digits.count().saturating_add(2);
        return Escape { length, meaning: Err(FaultKind::InvalidEscape) };
    };
    if let Some(character) = char::from_u32(high) {
        return Escape { length: 6, meaning: Ok(character) };
    }
    let low = match rest.get(6..8) {
        Some(b"\\u") if high < 0xDC00 => hex4(rest, 8).filter(|low| (0xDC00..0xE000).contains(low)),
        _ => None,
    };
    let pair = low.and_then(|low| {
        let (high, low) = (high.checked_sub(0xD800)?, low.checked_sub(0xDC00)?);
        char::from_u32((high << 10).checked_add(low)?.checked_add(0x1_0000)?)
    });
    match pair {
        Some(character) => Escape { length: 12, meaning: Ok(character) },
        None => Escape { length: 6, meaning: Err(FaultKind::LoneSurrogate) },
    }
}

fn hex4(rest: &[u8], from: usize) -> Option<u32> {
    let digits = rest.get(from..from.checked_add(4)?)?;
    digits
        .iter()
        .try_fold(0_u32, |value, &digit| (value << 4).checked_add(char::from(digit).to_digit(16)?))
}

/// How many bytes need no second look: no quotation mark, escape or control character, and nothing
/// that is not UTF-8.
fn plain_length(rest: &[u8], is_utf8: bool) -> usize {
    let mut at = 0_usize;
    loop {
        let tail = rest.get(at..).unwrap_or_default();
        let Some(stop) = tail.iter().position(|&byte| !PLAIN[usize::from(byte)]) else {
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

/// Bytes of a string that stand for themselves and need no second look.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0x20;
    while byte < 0x80 {
        plain[byte] = byte != b'"' as usize && byte != b'\\' as usize;
        byte += 1;
    }
    plain
};

/// The first character, if the bytes begin with one.
pub(super) fn first_char(bytes: &[u8]) -> Option<char> {
    let head = bytes.get(..4.min(bytes.len()))?;
    match std::str::from_utf8(head) {
        Ok(text) => text.chars().next(),
        Err(error) => std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?.chars().next(),
    }
}

/// The length of what is not UTF-8 at the start of the bytes: the longest part that could have
/// begun a character (Unicode 16, section 3.9, table 3-7).
pub(super) fn invalid_prefix(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..4.min(bytes.len()))?;
    let error = std::str::from_utf8(head).err()?;
    (error.valid_up_to() == 0).then(|| error.error_len().unwrap_or(head.len()))
}

/// Where in the source the byte `offset` of a string's text stands; `inner` is the first byte
/// behind the opening quotation mark.
pub(crate) fn source_offset(source: &[u8], inner: u32, end: u32, offset: usize) -> u32 {
    let mut at = inner as usize;
    let mut text = 0_usize;
    let end = end as usize;
    while at < end && text < offset {
        let rest = source.get(at..).unwrap_or_default();
        let (width, length) = match rest.first() {
            Some(b'\\') => {
                let escape = read_escape(rest);
                let character = escape.meaning.unwrap_or(char::REPLACEMENT_CHARACTER);
                (escape.length, character.len_utf8())
            }
            _ => match first_char(rest) {
                Some(character) => (character.len_utf8(), character.len_utf8()),
                None => (invalid_prefix(rest).unwrap_or(1), '\u{fffd}'.len_utf8()),
            },
        };
        // Inside a character its own start is the answer.
        if text.saturating_add(length) > offset {
            break;
        }
        text = text.saturating_add(length);
        at = at.saturating_add(width.max(1));
    }
    to_u32(at.min(end))
}
