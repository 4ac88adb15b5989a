//! Strings read again, where what follows them shows that they end elsewhere.

use super::{Flow, Parser, State, escape::first_char, to_u32, word};
use crate::{fault::FaultKind, tree::Kind};

impl<'s> Parser<'s, '_> {
    /// Reads the last string in another way, if what stands behind it cannot stand there.
    pub(super) fn reread(&mut self, state: State) -> Option<Flow> {
        let string = self.last_string()?;
        let is_name = state == State::Colon;
        self.half_curly(string, is_name)
            .or_else(|| if is_name { self.open_name(string) } else { self.open_value(string) })
            .or_else(|| if is_name { None } else { self.inner_quotes(string) })
    }

    /// The string that was the last token, if the faults have left it whole.
    pub(super) fn last_string(&self) -> Option<u32> {
        let index = to_u32(self.nodes.len()).checked_sub(1)?;
        let node = self.nodes.get(index as usize)?;
        let is_quoted = matches!(self.byte(node.start as usize), Some(b'"' | b'\''));
        let is_last = node.kind == Kind::String && node.end as usize == self.token_end;
        (is_quoted && is_last && node.end > node.start.saturating_add(1)).then_some(index)
    }

    /// `"name”: ` or `"Ada”, `: closed by a typographic quotation mark.
    fn half_curly(&mut self, string: u32, is_name: bool) -> Option<Flow> {
        let (start, text) = self.between_quotes(string)?;
        let mut from = 0_usize;
        let close = loop {
            let at = memchr::memchr2(0xE2, 0xC2, text.get(from..)?)?.saturating_add(from);
            let quote = text.get(at..).and_then(first_char)?;
            from = at.saturating_add(quote.len_utf8());
            let behind = text.get(from..).unwrap_or_default().trim_ascii_start().first();
            let ends = match behind {
                Some(b':') => is_name,
                Some(b',' | b'}' | b']') => !is_name,
                _ => false,
            };
            if ends && is_curly(quote) {
                break at;
            }
        };
        self.end_at(string, start, close, from);
        self.fault(FaultKind::CurlyQuoted, start..self.at);
        Some(Flow::On(if is_name { State::Colon } else { State::Separator }))
    }

    /// `"name: "Ada"`: the name lacks its closing quotation mark.
    fn open_name(&mut self, string: u32) -> Option<Flow> {
        let (start, text) = self.between_quotes(string)?;
        let name = text.trim_ascii_end().strip_suffix(b":")?.trim_ascii_end();
        self.end_at(string, start, name.len(), name.len());
        self.fault(FaultKind::UnclosedString, start..self.at);
        Some(Flow::On(State::Colon))
    }

    /// `"Ada, "age": 36`: the value lacks its closing quotation mark.
    fn open_value(&mut self, string: u32) -> Option<Flow> {
        let (start, text) = self.between_quotes(string)?;
        // What comes next must be the inside of a string that begins where this one ends.
        if self.at != self.token_end || self.byte(start) != Some(b'"') {
            return None;
        }
        let rest = self.rest();
        let quote = memchr::memchr2(b'"', b'\n', rest)?;
        let behind = rest.get(quote.saturating_add(1)..)?.trim_ascii_start().first();
        let fits = match behind {
            Some(b':') => true,
            Some(b',' | b']') => !self.in_object(),
            _ => false,
        };
        let value = text.trim_ascii_end().strip_suffix(b",")?.trim_ascii_end();
        if rest.get(quote) != Some(&b'"') || !fits {
            return None;
        }
        if let Some(path) = value.strip_suffix(b"\\\"") {
            // `"C:\Users\", `: the backslash was meant for one.
            let backslash = start.saturating_add(1).saturating_add(path.len());
            self.end_at(string, start, path.len().saturating_add(1), value.len());
            self.fault(FaultKind::InvalidEscape, backslash..backslash.saturating_add(1));
            return Some(Flow::On(State::Separator));
        }
        let value = self.without_closers(value);
        self.end_at(string, start, value, value);
        self.fault(FaultKind::UnclosedString, start..self.at);
        Some(Flow::On(State::Separator))
    }

    /// `"the "best" one"`: quotation marks inside the string are not escaped.
    fn inner_quotes(&mut self, string: u32) -> Option<Flow> {
        let (start, text) = self.between_quotes(string)?;
        let mark = self.byte(start)?;
        let first = start.saturating_add(1).saturating_add(text.len());
        let line = self.source.get(first..)?;
        let line = line.get(..memchr::memchr(b'\n', line).unwrap_or(line.len()))?;
        let mut at = 1_usize;
        let mut inner = vec![first];
        let end = loop {
            let byte = *line.get(at)?;
            if byte == b'\\' {
                at = at.saturating_add(2);
                continue;
            }
            if byte == mark {
                let place = first.saturating_add(at);
                if self.closes(place) {
                    break place;
                }
                // A name: the members behind the string are none of its text.
                let behind = line.get(at.saturating_add(1)..).unwrap_or_default();
                if behind.trim_ascii_start().first() == Some(&b':') {
                    return None;
                }
                inner.push(place);
            }
            at = at.saturating_add(1);
        };
        let length = end.saturating_sub(start).saturating_sub(1);
        self.end_at(string, start, length, length.saturating_add(1));
        if mark == b'"' {
            for place in inner {
                self.fault(FaultKind::UnescapedQuote, place..place.saturating_add(1));
            }
        } else if let Some(fault) = self.faults.last_mut() {
            // It was said of the whole string that its quotation marks are none of JSON's.
            fault.span.end = to_u32(end.saturating_add(1));
        }
        Some(Flow::On(State::Separator))
    }

    /// Whether the quotation mark at a place closes a value, by what stands behind it.
    fn closes(&self, place: usize) -> bool {
        let behind = self.source.get(place.saturating_add(1)..).unwrap_or_default();
        let line_end = behind.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        let is_line_end = matches!(behind.get(line_end.count()), None | Some(b'\n'));
        match behind.trim_ascii_start() {
            [b',', next @ ..] if self.in_object() => {
                is_line_end
                    || matches!(next.trim_ascii_start().first(), None | Some(b'}'))
                    || matches!(next.trim_ascii_start().first(), Some(b'"' | b'\''))
            }
            [] | [b'}' | b']' | b',', ..] => true,
            _ => is_line_end,
        }
    }

    /// Text that lacks its opening quotation mark, if the mark that stands behind it closes it.
    /// `length` is that of the text.
    pub(super) fn unopened_string(&mut self, kind: State, length: usize) -> bool {
        let behind = self.rest().get(length..).unwrap_or_default();
        let [b'"', rest @ ..] = behind else { return false };
        let line_end = matches!(rest.first(), Some(b'\n' | b'\r'));
        let next = rest.trim_ascii_start().first();
        let fits = match kind {
            State::Colon => next == Some(&b':'),
            _ => line_end || matches!(next, None | Some(b',' | b'}' | b']')),
        };
        if !fits || length == 0 {
            return false;
        }
        let start = self.at;
        let string = self.push(Kind::String);
        let text = self.source.get(start..start.saturating_add(length)).unwrap_or_default();
        let text = String::from_utf8_lossy(text).into_owned();
        self.set_text(string, &text);
        self.bump(length.saturating_add(1));
        self.finish(string);
        self.damage(string);
        self.fault(FaultKind::UnopenedString, start..self.at);
        true
    }

    /// The length of text without the brackets at its end that close what is open.
    pub(super) fn without_closers(&self, text: &[u8]) -> usize {
        let mut text = text;
        for &container in self.open.iter().rev() {
            let closer = self.closer_of(container);
            let opener = if closer == b'}' { b'{' } else { b'[' };
            let Some(inner) = text.strip_suffix(&[closer]) else { break };
            if inner.contains(&opener) {
                break;
            }
            text = inner.trim_ascii_end();
        }
        text.len()
    }

    /// The first byte of a string and what stands between its quotation marks.
    fn between_quotes(&self, string: u32) -> Option<(usize, &'s [u8])> {
        let node = self.nodes.get(string as usize)?;
        let (start, end) = (node.start as usize, node.end as usize);
        Some((start, self.source.get(start.saturating_add(1)..end.checked_sub(1)?)?))
    }

    /// Gives a string another end: so many bytes of text, and so many to go on behind.
    fn end_at(&mut self, string: u32, start: usize, text: usize, width: usize) {
        let inner = start.saturating_add(1);
        let bytes = self.source.get(inner..inner.saturating_add(text)).unwrap_or_default();
        let decoded = String::from_utf8_lossy(bytes).into_owned();
        self.set_text(string, &decoded);
        self.at = inner.saturating_add(width);
        self.bump(0);
        self.finish(string);
        self.damage(string);
    }
}

/// Whether a character is a typographic quotation mark.
pub(super) fn is_curly(character: char) -> bool {
    matches!(character, '\u{2018}'..='\u{201f}'
            | '\u{2032}'..='\u{2036}'
            | '\u{301d}'..='\u{301f}'
            | '\u{ff02}'
            | '\u{ab}'
            | '\u{bb}'
    )
}

/// The length of a name without quotation marks: words, with hyphens and points between them.
pub(super) fn name_length(rest: &[u8]) -> usize {
    let mut at = word::length(rest);
    while at > 0 && matches!(rest.get(at), Some(b'-' | b'.')) {
        let next = at.saturating_add(1);
        let length = word::length(rest.get(next..).unwrap_or_default());
        if length == 0 {
            break;
        }
        at = next.saturating_add(length);
    }
    at
}
