//! A text that remembers which of its bytes are still those of the input.

use std::ops::Range;

use super::mend::Change;
use crate::report::Edit;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Bytes of the input that were not changed, by their place in it.
    Kept(Range<u64>),
    /// Bytes that a fix wrote.
    New(Vec<u8>),
}

impl Piece {
    fn length(&self) -> u64 {
        match self {
            Self::Kept(range) => range.end.saturating_sub(range.start),
            Self::New(bytes) => bytes.len() as u64,
        }
    }

    /// The first so many bytes, and the rest.
    fn split(self, at: u64) -> (Self, Self) {
        match self {
            Self::Kept(Range { start, end }) => {
                let middle = start.saturating_add(at).min(end);
                (Self::Kept(start..middle), Self::Kept(middle..end))
            }
            Self::New(mut bytes) => {
                let at = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                let rest = bytes.split_off(at);
                (Self::New(bytes), Self::New(rest))
            }
        }
    }
}

/// A text, as bytes and as pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    pub(super) pieces: Vec<Piece>,
}

impl Text {
    /// Bytes of the input that begin there.
    pub(super) fn kept(bytes: &[u8], offset: u64) -> Self {
        let end = offset.saturating_add(bytes.len() as u64);
        Self { bytes: bytes.to_vec(), pieces: vec![Piece::Kept(offset..end)] }
    }

    /// The text with these edits made. They are in order and apart, and count from `offset`.
    pub(super) fn edited<'e>(&self, edits: impl Iterator<Item = &'e Edit>, offset: u64) -> Self {
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut pieces = Vec::with_capacity(self.pieces.len());
        let mut rest = Cutter::new(&self.pieces);
        let mut at = 0_u64;
        for edit in edits {
            let (start, end) = (edit.start.saturating_sub(offset), edit.end.saturating_sub(offset));
            bytes.extend_from_slice(self.slice(at, start));
            pieces.extend(rest.cut(start.saturating_sub(at)));
            rest.cut(end.saturating_sub(start)).for_each(drop);
            bytes.extend_from_slice(edit.text.as_bytes());
            pieces.push(Piece::New(edit.text.clone().into_bytes()));
            at = end;
        }
        bytes.extend_from_slice(self.slice(at, u64::MAX));
        pieces.extend(rest.cut(u64::MAX));
        Self { bytes, pieces }
    }

    /// The text in parts that end at these places, which are in order, and what is behind the last.
    pub(super) fn parts(&self, ends: &[u64]) -> Vec<Self> {
        let mut rest = Cutter::new(&self.pieces);
        let mut at = 0_u64;
        let ends = ends.iter().copied().chain([self.bytes.len() as u64]);
        ends.map(|end| {
            let pieces = rest.cut(end.saturating_sub(at)).collect();
            let bytes = self.slice(at, end).to_vec();
            at = end;
            Self { bytes, pieces }
        })
        .collect()
    }

    fn slice(&self, start: u64, end: u64) -> &[u8] {
        let index = |at| usize::try_from(at).unwrap_or(usize::MAX).min(self.bytes.len());
        self.bytes.get(index(start)..index(end)).unwrap_or_default()
    }
}

/// Takes pieces off the front of a text.
struct Cutter<'p> {
    begun: Option<Piece>,
    rest: std::slice::Iter<'p, Piece>,
}

impl<'p> Cutter<'p> {
    fn new(pieces: &'p [Piece]) -> Self {
        Self { begun: None, rest: pieces.iter() }
    }

    /// The pieces of the next so many bytes.
    fn cut(&mut self, mut length: u64) -> impl Iterator<Item = Piece> {
        std::iter::from_fn(move || {
            if length == 0 {
                return None;
            }
            let piece = self.begun.take().or_else(|| self.rest.next().cloned())?;
            if piece.length() > length {
                let (piece, rest) = piece.split(length);
                self.begun = Some(rest);
                length = 0;
                return Some(piece);
            }
            length = length.saturating_sub(piece.length());
            Some(piece)
        })
    }
}

/// What these pieces change of the bytes of the input that were in their place.
pub(super) fn changes(pieces: Vec<Piece>, range: Range<u64>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut at = range.start;
    let mut written = Vec::new();
    for piece in pieces.into_iter().chain([Piece::Kept(range.end..range.end)]) {
        match piece {
            Piece::New(bytes) => written.extend(bytes),
            Piece::Kept(kept) => {
                if kept.start > at || !written.is_empty() {
                    let bytes = std::mem::take(&mut written);
                    changes.push(Change { start: at, end: kept.start, bytes });
                }
                at = kept.end;
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::{Piece, Text, changes};
    use crate::report::Edit;

    fn edit(start: u64, end: u64, text: &str) -> Edit {
        Edit { start, end, text: text.to_owned() }
    }

    #[test]
    fn edits_of_edits_are_edits_of_the_input() {
        let text = Text::kept(b"abcdefgh", 100);
        let once = text.edited([edit(101, 103, "XYZ"), edit(106, 106, "!")].iter(), 100);
        assert_eq!(once.bytes, b"aXYZdef!gh");
        let twice = once.edited([edit(2, 5, "-"), edit(9, 10, "")].iter(), 0);
        assert_eq!(twice.bytes, b"aX-ef!g");
        let changes = changes(twice.pieces, 100..108);
        let changes: Vec<_> =
            changes.iter().map(|c| (c.start, c.end, c.bytes.as_slice())).collect();
        assert_eq!(changes, [(101, 104, &b"X-"[..]), (106, 106, &b"!"[..]), (107, 108, &b""[..])]);
    }

    #[test]
    fn parts_are_the_whole() {
        let text = Text::kept(b"abcdef", 10).edited([edit(12, 12, "\n")].iter(), 10);
        let parts = text.parts(&[2, 3]);
        let bytes: Vec<_> = parts.iter().map(|part| part.bytes.as_slice()).collect();
        assert_eq!(bytes, [&b"ab"[..], b"\n", b"cdef"]);
        assert_eq!(parts[0].pieces, [Piece::Kept(10..12)]);
        assert_eq!(parts[2].pieces, [Piece::Kept(12..16)]);
    }
}
