//! What is read of an input: its records, and where they stand.

use crate::encoding::Encoding;

/// A record as it stands in the input.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Record<'r> {
    /// Its bytes, without the end of the line. Empty when there is a `fault`.
    pub bytes: &'r [u8],
    /// Which record of the input it is, counted from 1.
    pub number: u64,
    /// Where it begins: bytes from the start of the input.
    pub offset: u64,
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// How many lines it takes. More than one is right only where all of the input is one record.
    pub lines: u64,
    /// Whether the end of a line follows it.
    pub ended: bool,
    /// Zero bytes that follow it up to the end of the input, or up to the end of a line that holds
    /// nothing else. They are none of its bytes: a crash leaves them, and there may be many.
    pub zeros: u64,
    /// Why its bytes cannot be read.
    pub fault: Option<RecordFault>,
    /// Whether more of it may follow behind the [part](crate::Records::part) of the input that was read.
    pub torn: bool,
}

impl Record<'_> {
    /// The same record under another number, for the elements of an array.
    #[must_use]
    pub fn with_number(self, number: u64) -> Self {
        Self { number, ..self }
    }
}

/// Where a part of an input begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// How many records there are before it.
    pub records: u64,
    /// Bytes from the start of the input.
    pub offset: u64,
    /// The line, counted from 1.
    pub line: u64,
}

impl Default for Start {
    /// The start of the input.
    fn default() -> Self {
        Self { records: 0, offset: 0, line: 1 }
    }
}

/// What stands behind a part of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Behind {
    /// Nothing that a record before it could go on in: the end of the input, or a line over the
    /// limit.
    #[default]
    End,
    /// A line that begins with `{`, as a record does.
    Record,
    /// It is not known yet.
    Unknown,
}

/// Why the bytes of a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordFault {
    /// It is longer than the limit, in bytes.
    Oversized {
        /// Its length.
        length: u64,
        /// The limit.
        limit: u64,
    },
    /// There are none: its line holds nothing but zero bytes.
    Zeros,
    /// The input is in an encoding whose records cannot be told apart. It is the only record.
    Encoding(Encoding),
}
