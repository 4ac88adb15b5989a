//! The short way for records in which nothing is wrong: the grammar and nothing else.
//!
//! It makes the nodes that the parser makes, byte for byte, or it makes none: at the first thing
//! that is not plainly right it gives up, and the parser reads the record from its start.

#[cfg(test)]
mod tests;

use super::{escape::read_escape, to_u32};
use crate::{
    arena::{Arena, RawNode},
    tree::Kind,
};

/// An array or object that is open.
#[derive(Debug)]
pub(crate) struct Level {
    index: u32,
    /// Its children so far, names as well.
    children: u32,
    is_object: bool,
}

pub(crate) struct Sound<'s, 'a> {
    source: &'s [u8],
    text: &'s str,
    at: usize,
    nodes: &'a mut Vec<RawNode>,
    decoded: &'a mut String,
    levels: &'a mut Vec<Level>,
    holds_records: bool,
    prints: &'a mut Vec<u64>,
}

/// What a number of so many bytes may not be beyond, with an exponent of two digits.
const SHORT_NUMBER: usize = 100;

/// Names up to this many are compared each with every other.
const NARROW: usize = 48;

impl<'s, 'a> Sound<'s, 'a> {
    pub(crate) fn new(arena: &'a mut Arena, text: &'s str) -> Self {
        let Arena { nodes, decoded, levels, prints, holds_records, .. } = arena;
        levels.clear();
        let (source, holds_records) = (text.as_bytes(), *holds_records);
        Self { source, text, at: 0, nodes, decoded, levels, holds_records, prints }
    }

    /// Reads the source; nothing if there may be anything wrong with it.
    pub(crate) fn run(mut self) -> Option<()> {
        self.space();
        if !matches!(self.peek()?, b'{' | b'[') {
            return None;
        }
        loop {
            if self.value()? {
                continue;
            }
            // Behind a value: more of its container, or the end of it.
            loop {
                self.space();
                let Some(level) = self.levels.last() else {
                    return (self.at == self.source.len()).then_some(());
                };
                match (self.peek()?, level.is_object) {
                    (b',', true) => {
                        self.at = self.at.saturating_add(1);
                        self.name()?;
                        break;
                    }
                    (b',', false) => {
                        self.at = self.at.saturating_add(1);
                        self.space();
                        break;
                    }
                    (b'}', true) | (b']', false) => self.close()?,
                    _ => return None,
                }
            }
        }
    }

    /// Reads a value; says whether another one follows at once, the first in it.
    fn value(&mut self) -> Option<bool> {
        match self.peek()? {
            b'"' => self.string()?,
            b'{' => {
                self.open(Kind::Object)?;
                self.space();
                if self.peek()? != b'}' {
                    self.name()?;
                    return Some(true);
                }
                self.close()?;
            }
            b'[' => {
                self.open(Kind::Array)?;
                self.space();
                if self.peek()? != b']' {
                    return Some(true);
                }
                self.close()?;
            }
            b'-' | b'0'..=b'9' => self.number()?,
            b't' => self.word(b"true", Kind::Boolean)?,
            b'f' => self.word(b"false", Kind::Boolean)?,
            b'n' => self.word(b"null", Kind::Null)?,
            _ => return None,
        }
        Some(false)
    }

    /// Reads a name, and what stands between it and its value.
    fn name(&mut self) -> Option<()> {
        self.space();
        if self.peek()? != b'"' {
            return None;
        }
        self.string()?;
        self.space();
        if self.peek()? != b':' {
            return None;
        }
        self.at = self.at.saturating_add(1);
        self.space();
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        let start = self.at;
        self.at = self.at.saturating_add(1);
        self.plain();
        if self.peek()? == b'"' {
            self.at = self.at.saturating_add(1);
            self.push(Kind::String, start);
            return Some(());
        }
        // Text that differs from the source is written anew.
        let from = self.decoded.len();
        let mut clean = start.saturating_add(1);
        loop {
            self.decoded.push_str(self.text.get(clean..self.at)?);
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    let escape = read_escape(self.source.get(self.at..)?);
                    self.decoded.push(escape.meaning.ok()?);
                    self.at = self.at.saturating_add(escape.length);
                }
                _ => return None,
            }
            clean = self.at;
            self.plain();
        }
        self.at = self.at.saturating_add(1);
        self.push(Kind::String, start);
        let node = self.nodes.last_mut()?;
        node.text = to_u32(from);
        node.text_len = to_u32(self.decoded.len().saturating_sub(from));
        Some(())
    }

    /// Moves to the next byte of a string that does not stand for itself: eight at a time.
    fn plain(&mut self) {
        const ONES: u64 = u64::MAX / 0xFF;
        const HIGHS: u64 = ONES << 7;
        let rest = self.source.get(self.at..).unwrap_or_default();
        let (words, tail) = rest.as_chunks::<8>();
        for word in words {
            let word = u64::from_le_bytes(*word);
            // The high bit of each byte that is zero; of those behind one, maybe more.
            let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
            let controls = word.wrapping_sub(ONES << 5) & !word & HIGHS;
            let quotes = zeros(word ^ (ONES.wrapping_mul(0x22)));
            let escapes = zeros(word ^ (ONES.wrapping_mul(0x5C)));
            let stops = controls | quotes | escapes;
            if stops != 0 {
                self.at = self.at.saturating_add((stops.trailing_zeros() / 8) as usize);
                return;
            }
            self.at = self.at.saturating_add(8);
        }
        let is_stop = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
        self.at = self.at.saturating_add(tail.iter().position(is_stop).unwrap_or(tail.len()));
    }

    /// Reads a number that is in the range of a 64-bit float, whatever its digits.
    fn number(&mut self) -> Option<()> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at = self.at.saturating_add(1);
        }
        let first = self.peek()?;
        let whole = self.digits();
        if whole == 0 || (whole > 1 && first == b'0') {
            return None;
        }
        if self.peek() == Some(b'.') {
            self.at = self.at.saturating_add(1);
            if self.digits() == 0 {
                return None;
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at = self.at.saturating_add(1);
            if let Some(b'+' | b'-') = self.peek() {
                self.at = self.at.saturating_add(1);
            }
            if !matches!(self.digits(), 1 | 2) {
                return None;
            }
        }
        if self.at.saturating_sub(start) > SHORT_NUMBER {
            return None;
        }
        self.push(Kind::Number, start);
        Some(())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at = self.at.saturating_add(1);
        }
        self.at.saturating_sub(start)
    }

    /// Reads a word; what may not stand behind it is found there.
    fn word(&mut self, word: &[u8], kind: Kind) -> Option<()> {
        let start = self.at;
        if !self.source.get(start..)?.starts_with(word) {
            return None;
        }
        self.at = start.saturating_add(word.len());
        self.push(kind, start);
        Some(())
    }

    fn open(&mut self, kind: Kind) -> Option<()> {
        if Arena::is_full(self.nodes, self.levels.len(), self.holds_records) {
            return None;
        }
        let start = self.at;
        self.at = self.at.saturating_add(1);
        let index = self.push(kind, start);
        self.levels.push(Level { index, children: 0, is_object: kind == Kind::Object });
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let level = self.levels.pop()?;
        self.at = self.at.saturating_add(1);
        let next = to_u32(self.nodes.len());
        let node = self.nodes.get_mut(level.index as usize)?;
        node.end = to_u32(self.at);
        node.next = next;
        node.children = if level.is_object { level.children / 2 } else { level.children };
        if level.is_object && level.children > 2 {
            self.differ(level.index, next)?;
        }
        Some(())
    }

    /// Adds a node that ends here: a value or name that is read, or a container of which the end is
    /// not known yet.
    fn push(&mut self, kind: Kind, start: usize) -> u32 {
        let index = to_u32(self.nodes.len());
        let mut node = RawNode::new(kind, to_u32(start));
        node.end = to_u32(self.at);
        node.next = index.saturating_add(1);
        node.parent = index;
        if let Some(level) = self.levels.last_mut() {
            node.parent = level.index;
            node.ordinal = level.children;
            level.children = level.children.saturating_add(1);
        }
        self.nodes.push(node);
        index
    }

    /// Whether the names of an object plainly differ: nothing if two have the same fingerprint.
    fn differ(&mut self, object: u32, end: u32) -> Option<()> {
        self.prints.clear();
        let mut at = object.saturating_add(1);
        while at < end {
            let name = self.nodes.get(at as usize)?;
            self.prints.push(fingerprint(name.text_bytes(self.source, self.decoded)));
            at = self.nodes.get(at.saturating_add(1) as usize)?.next;
        }
        if self.prints.len() > NARROW {
            self.prints.sort_unstable();
            let is_twice = self.prints.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
            return (!is_twice).then_some(());
        }
        let mut rest = self.prints.as_slice();
        while let Some((first, others)) = rest.split_first() {
            // Without a branch for each of them, so that the compiler takes several at a time.
            if others.iter().filter(|other| *other == first).count() > 0 {
                return None;
            }
            rest = others;
        }
        Some(())
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at = self.at.saturating_add(1);
        }
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }
}

/// A number that equal names have in common, and that nearly all others do not: of the length, the
/// first eight bytes and the last eight.
fn fingerprint(name: &[u8]) -> u64 {
    let (first, last) = match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (name.first_chunk::<4>(), name.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
            }
            _ => (name.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)), 0),
        },
    };
    (first ^ (name.len() as u64).rotate_right(8)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ last.rotate_left(29)
}
