//! The screen: proves calls clean without a tree, in one pass over their bytes.
//!
//! It has two answers, "clean" and "look", and says "clean" only where the inspect lane finds
//! nothing. It makes no finding and decides nothing else.

use crate::validator::{InputFormat, Validator};

/// Screens what one thread reads. It keeps its buffers from block to block.
#[derive(Debug)]
pub(crate) struct Screener {}

/// Lines that were proven clean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CleanLines {
    /// Where the first line begins that was not proven clean, or the end of the block.
    pub(crate) end: usize,
    /// Calls up to there.
    pub(crate) calls: u64,
    /// Ends of lines up to there: those of calls, and those of blank lines.
    pub(crate) lines: u64,
    /// Whether they have a character beyond ASCII.
    pub(crate) has_utf8: bool,
}

/// An input that was proven clean as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CleanDocument {
    /// Its calls: one, or the elements of an array.
    pub(crate) calls: u64,
    /// Whether it has a character beyond ASCII.
    pub(crate) has_utf8: bool,
}

impl Screener {
    /// A screen for the levels, limits and plan of a validator.
    pub(crate) fn new(_validator: &Validator) -> Self {
        Self {}
    }

    /// Screens lines of a block from `at` on, where one begins, as long as they are proven clean.
    /// The block holds whole lines; only the last line of an input may lack its end.
    pub(crate) fn lines(&mut self, _block: &[u8], at: usize) -> CleanLines {
        CleanLines { end: at, ..CleanLines::default() }
    }

    /// Screens an input that is one call, or an array of calls; nothing where it is not proven
    /// clean.
    pub(crate) fn document(
        &mut self,
        _bytes: &[u8],
        _format: InputFormat,
    ) -> Option<CleanDocument> {
        None
    }
}
