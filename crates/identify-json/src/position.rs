//! Byte offsets to lines and columns.

/// A place in a text: line and column, both counted from 1, the column in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// Line, counted from 1.
    pub line: u64,
    /// Column, counted from 1 in Unicode scalar values. A byte that is not UTF-8 counts as one
    /// unless it looks like the continuation of a character.
    pub column: u64,
}

/// Finds lines and columns of one record, in time that grows with the record once, and not again
/// with each question.
///
/// ```
/// use identify_json::Locator;
///
/// let locator = Locator::new("{\n  \"naïve\": 1\n}".as_bytes(), 7);
/// let place = locator.place(13);
/// assert_eq!((place.line, place.column), (8, 11));
/// ```
#[derive(Debug)]
pub struct Locator<'a> {
    source: &'a [u8],
    first_line: u64,
    /// The place of every 1024th byte.
    checkpoints: Vec<Place>,
}

const STEP: usize = 1024;

impl<'a> Locator<'a> {
    /// A locator for a record that begins in column 1 of the line `first_line`.
    pub fn new(source: &'a [u8], first_line: u64) -> Self {
        Self { source, first_line, checkpoints: Vec::new() }.with_checkpoints()
    }

    fn with_checkpoints(mut self) -> Self {
        let mut place = Place { line: self.first_line, column: 1 };
        for chunk in self.source.chunks(STEP) {
            self.checkpoints.push(place);
            // Nothing comes behind one that is not full.
            if chunk.len() == STEP {
                place = advance(place, chunk);
            }
        }
        self
    }

    /// The place of a byte offset from the start of the record; behind its end, of its end.
    pub fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.source.len());
        // The last checkpoint serves the end of a record whose length is a multiple of the step.
        let index = (offset / STEP).min(self.checkpoints.len().saturating_sub(1));
        let place = self
            .checkpoints
            .get(index)
            .copied()
            .unwrap_or(Place { line: self.first_line, column: 1 });
        let rest = self.source.get(index.saturating_mul(STEP)..offset).unwrap_or_default();
        advance(place, rest)
    }
}

fn advance(mut place: Place, bytes: &[u8]) -> Place {
    let mut line = bytes;
    if let Some(last) = memchr::memrchr(b'\n', bytes) {
        let breaks = memchr::memchr_iter(b'\n', bytes).count() as u64;
        place = Place { line: place.line.saturating_add(breaks), column: 1 };
        line = bytes.get(last.saturating_add(1)..).unwrap_or_default();
    }
    place.column = place.column.saturating_add(characters(line));
    place
}

/// Bytes that begin a character, or look like it.
fn characters(line: &[u8]) -> u64 {
    // So few at a time that eight bits hold their number: then many bytes are looked at at once.
    let begin = |bytes: &[u8]| {
        let begins = bytes.iter().map(|byte| u8::from(byte & 0xC0 != 0x80));
        u64::from(begins.fold(0, u8::wrapping_add))
    };
    line.chunks(u8::MAX.into()).map(begin).fold(0, u64::saturating_add)
}
