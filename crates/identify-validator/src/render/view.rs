//! The part of a record that a finding is shown with.

use std::ops::Range;

use super::{
    redact::{Followed, names},
    visible::visible_bytes,
};
use crate::{report::Position, sink::Source};

/// Most lines between two places that are shown together.
const MOST_LINES: usize = 24;

/// Bytes of a line, or of a long place, that are enough to see what it is.
pub(super) const SHORT_LINE: usize = 120;

/// Bytes within which the ends of a line are looked for. More than what is shown of a long line.
const FAR: usize = 1024;

/// Lines of a record, or the parts of long lines that matter.
#[derive(Debug)]
pub(super) struct View<'r> {
    bytes: &'r [u8],
    /// Where the part begins in the input.
    offset: u64,
    /// The line on which it begins, counted from 1.
    pub(super) first_line: usize,
    /// Whether its first and its last line are cut.
    cut: (bool, bool),
    /// What stands for the part of a line that is left out.
    mark: &'static str,
    /// Whether all but known names is masked.
    redact: bool,
}

/// How much of long lines is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Lines up to this length, in bytes, are shown whole.
    pub(super) line: usize,
    /// Most bytes of longer ones on each side of a place.
    pub(super) margin: usize,
    /// What stands for the part of a line that is left out.
    pub(super) cut: &'static str,
}

impl<'r> View<'r> {
    /// Whole lines around the first of the places, and those of the others that are near; of lines
    /// that are long, no more than there is room for. `known` is a place in the record
    /// and its line. However long the record is, only bytes near the places are looked at, and
    /// those between them and the known one.
    pub(super) fn new(
        places: &[Range<u64>],
        known: &Position,
        source: &Source<'r>,
        room: Room,
    ) -> Option<Self> {
        let bytes = source.bytes;
        let first = places.first()?;
        if bytes.is_empty() {
            return None;
        }
        let local = |at: u64| {
            let at = usize::try_from(at.saturating_sub(source.offset)).unwrap_or(usize::MAX);
            at.min(bytes.len())
        };
        // Of a long place its beginning is enough.
        let beginning = first.end.min(first.start.saturating_add(SHORT_LINE as u64));
        let (mut start, mut end) = (local(first.start), local(beginning));
        for place in places {
            let (from, to) = (local(place.start).min(start), local(place.end).max(end));
            if to.saturating_sub(from) > MOST_LINES.saturating_mul(SHORT_LINE) {
                continue;
            }
            let span = bytes.get(from..to).unwrap_or_default();
            let longest = span.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
            if lines(span) <= MOST_LINES && longest.is_none_or(|length| length <= SHORT_LINE) {
                (start, end) = (from, to);
            }
        }
        let line_start = line_start(bytes, start);
        let line_end = line_end(bytes, end);
        let whole = match (line_start, line_end) {
            (Some(from), Some(to)) => bytes.get(from..to),
            _ => None,
        };
        let fits = whole.is_some_and(|whole| {
            whole.split(|byte| *byte == b'\n').all(|line| line.len() <= room.line)
        });
        let margin = if fits { room.line } else { room.margin };
        let from = floor(bytes, start.saturating_sub(margin)).max(line_start.unwrap_or(0));
        let to = ceil(bytes, end.saturating_add(margin)).min(line_end.unwrap_or(usize::MAX));
        let before = from.checked_sub(1).and_then(|at| bytes.get(at));
        Some(Self {
            bytes: bytes.get(from..to).unwrap_or_default(),
            offset: source.offset.saturating_add(from as u64),
            first_line: line_of(bytes, from, local(known.byte), known.line),
            cut: (
                !matches!(before, None | Some(b'\n')),
                !matches!(bytes.get(to), None | Some(b'\n' | b'\r')),
            ),
            mark: room.cut,
            redact: false,
        })
    }

    /// The same with all but known names masked.
    pub(super) fn redacted(self, redact: bool) -> Self {
        Self { redact, ..self }
    }

    /// Whether a place of the input can be shown.
    pub(super) fn contains(&self, place: &Range<u64>) -> bool {
        let end = self.offset.saturating_add(self.bytes.len() as u64);
        place.start >= self.offset && place.end <= end
    }

    /// The same as `text`, where a place of many lines is shown at its first.
    pub(super) fn marked(&self, places: &[Range<u64>]) -> (String, Vec<Range<usize>>) {
        let first_line = |place: &Range<u64>| {
            let end = self.local(place.end);
            let start = self.local(place.start);
            let shown = self.bytes.get(start..end).unwrap_or_default();
            let line = shown.iter().position(|byte| *byte == b'\n');
            let length = line.map_or(shown.len(), |line| line.max(1));
            place.start..place.start.saturating_add(length as u64).min(place.end)
        };
        let places: Vec<_> = places.iter().map(first_line).collect();
        self.text(&places)
    }

    /// The byte of the shown part that a byte of the input is.
    fn local(&self, at: u64) -> usize {
        let at = usize::try_from(at.saturating_sub(self.offset)).unwrap_or(usize::MAX);
        at.min(self.bytes.len())
    }

    /// The text, with everything in it that would do something other than show itself written
    /// out, and the places in it.
    pub(super) fn text(&self, places: &[Range<u64>]) -> (String, Vec<Range<usize>>) {
        let mut ranges: Vec<_> =
            places.iter().map(|place| self.local(place.start)..self.local(place.end)).collect();
        let names = self.redact.then(|| names(self.bytes, Followed::ByColon));
        let mut text = visible_bytes(self.bytes, &mut ranges, names.as_deref());
        if self.cut.0 {
            text.insert_str(0, self.mark);
            for range in &mut ranges {
                let length = self.mark.len();
                *range = range.start.saturating_add(length)..range.end.saturating_add(length);
            }
        }
        if self.cut.1 {
            text.push_str(self.mark);
        }
        (text, ranges)
    }
}

/// Line ends in the bytes.
fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').fold(0, |count: usize, _| count.saturating_add(1))
}

/// The line of a byte, by that of another.
fn line_of(bytes: &[u8], at: usize, known: usize, line: u64) -> usize {
    let line = usize::try_from(line).unwrap_or(usize::MAX);
    let between = lines(bytes.get(at.min(known)..at.max(known)).unwrap_or_default());
    if at < known { line.saturating_sub(between) } else { line.saturating_add(between) }
}

/// Where the line of a byte begins, if that is not far.
fn line_start(bytes: &[u8], at: usize) -> Option<usize> {
    let from = at.saturating_sub(FAR);
    let line = bytes.get(from..at)?.iter().rposition(|byte| *byte == b'\n');
    match line {
        Some(line) => Some(from.saturating_add(line).saturating_add(1)),
        None => (from == 0).then_some(0),
    }
}

/// Where the line of a byte ends, if that is not far.
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    let to = at.saturating_add(FAR).min(bytes.len());
    let line = bytes.get(at..to)?.iter().position(|byte| *byte == b'\n');
    match line {
        Some(line) => Some(at.saturating_add(line)),
        None => (to == bytes.len()).then_some(to),
    }
}

/// The start of a character at or before a byte.
fn floor(bytes: &[u8], at: usize) -> usize {
    (0..=at).rev().take(4).find(|at| is_start(bytes, *at)).unwrap_or(at)
}

/// The start of a character at or behind a byte.
fn ceil(bytes: &[u8], at: usize) -> usize {
    (at..bytes.len()).take(4).find(|at| is_start(bytes, *at)).unwrap_or(at.min(bytes.len()))
}

fn is_start(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}
