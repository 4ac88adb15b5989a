//! The screen: proves calls clean without a tree, in one pass over their bytes.
//!
//! It has two answers, "clean" and "look", and says "clean" only where the inspect lane finds
//! nothing at the levels that are asked for. It makes no finding and decides nothing else.

mod formats;
mod names;
mod program;
mod trigger;
mod walk;
mod words;

use std::{env, sync::Arc};

use identify_json::Kernel;

use crate::validator::{InputFormat, Validator};
pub(crate) use program::Program;
pub(crate) use trigger::{Surroundings, Trigger, UnknownName};
use walk::{Scratch, Walk};
use words::Words;

/// The variable that has the name of the [`Kernel`] to use, for tests and comparisons.
const KERNEL: &str = "IDENTIFY_CPU";

/// Screens what one thread reads. It keeps its buffers from block to block.
#[derive(Debug)]
pub(crate) struct Screener {
    program: Arc<Program>,
    scratch: Scratch,
    /// Most bytes of a record.
    limit: u64,
    /// Whether all is looked for that a trial of a fix looks for.
    is_thorough: bool,
}

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
    pub(crate) fn new(validator: &Validator) -> Self {
        let is_thorough = validator.has_usual_rules();
        Self { is_thorough, ..Self::with(validator.program(), validator.max_record_bytes()) }
    }

    fn with(program: Arc<Program>, limit: u64) -> Self {
        let kernel = env::var(KERNEL).ok().and_then(|name| name.parse().ok());
        let words = Words::new(kernel.unwrap_or_else(Kernel::best));
        let scratch = Scratch::new(&program, words);
        Self { scratch, program, limit, is_thorough: false }
    }

    /// Screens lines of a block from `at` on, where one begins, as long as they are proven clean.
    /// The block holds whole lines; only the last line of an input may lack its end.
    pub(crate) fn lines(&mut self, block: &[u8], at: usize) -> CleanLines {
        let mut clean = CleanLines { end: at, ..CleanLines::default() };
        if self.program.call.is_none() {
            return clean;
        }
        self.scratch.words.begin(at);
        while clean.end < block.len() {
            let mut walk = walk(&self.program, &mut self.scratch, block, true);
            let Some(line) = walk.line(clean.end) else { break };
            if line.length as u64 > self.limit {
                break;
            }
            clean.has_utf8 |= walk.has_utf8;
            clean.end = line.next;
            clean.calls = clean.calls.wrapping_add(u64::from(line.has_call));
            clean.lines = clean.lines.wrapping_add(u64::from(line.is_ended));
            self.scratch.words.pass(clean.end);
            self.scratch.names.between_calls(&self.program);
        }
        clean
    }

    /// Screens an input that is one call, or an array of calls; nothing where it is not proven
    /// clean.
    pub(crate) fn document(&mut self, bytes: &[u8], format: InputFormat) -> Option<CleanDocument> {
        if bytes.len() as u64 > self.limit {
            return None;
        }
        self.scratch.words.begin(0);
        self.scratch.names.between_calls(&self.program);
        let mut walk = walk(&self.program, &mut self.scratch, bytes, false);
        let calls = match format {
            InputFormat::Json => walk.document()?,
            InputFormat::Array => walk.calls()?,
            InputFormat::Ndjson => return None,
        };
        Some(CleanDocument { calls, has_utf8: walk.has_utf8 })
    }

    /// Whether a call, and nothing else, is proven to be one of which nothing is to be said: no
    /// fault, no name that is nearly another, no id that stands for nobody. Where rules are off that
    /// would say so, nothing is proven.
    pub(crate) fn proves(&mut self, call: &[u8]) -> bool {
        self.is_thorough && self.document(call, InputFormat::Json).is_some()
    }
}

fn walk<'w>(
    program: &'w Program,
    scratch: &'w mut Scratch,
    block: &'w [u8],
    is_line: bool,
) -> Walk<'w> {
    Walk { program, scratch, block, is_line, has_utf8: false }
}

/// A line that was proven clean.
#[derive(Debug, Clone, Copy)]
struct Line {
    has_call: bool,
    /// Its bytes without its end.
    length: usize,
    is_ended: bool,
    /// Where the next one begins.
    next: usize,
}

impl Walk<'_> {
    /// The line that begins at a place: a call, or white space.
    #[inline]
    fn line(&mut self, start: usize) -> Option<Line> {
        let first = self.skip(start);
        let has_call = self.byte(first) == b'{';
        let end = if has_call { self.call(first)? } else { first };
        let end = self.skip(end);
        let is_ended = self.byte(end) == b'\n';
        if !is_ended && end != self.block.len() {
            return None;
        }
        // The carriage return of the line's end is none of its bytes.
        let content = end.wrapping_sub(start);
        let has_return = is_ended && content > 0 && self.byte(end.wrapping_sub(1)) == b'\r';
        let length = content.wrapping_sub(usize::from(has_return));
        Some(Line { has_call, length, is_ended, next: end.wrapping_add(usize::from(is_ended)) })
    }

    /// A call and nothing else.
    fn document(&mut self) -> Option<u64> {
        let end = self.call(self.skip(0))?;
        (self.skip(end) == self.block.len()).then_some(1)
    }

    /// An array of calls and nothing else.
    fn calls(&mut self) -> Option<u64> {
        let open = self.skip(0);
        if self.byte(open) != b'[' {
            return None;
        }
        let mut calls = 0_u64;
        let mut at = self.skip(open.wrapping_add(1));
        loop {
            let end = self.call(at)?;
            at = self.skip(end);
            calls = calls.wrapping_add(1);
            match self.byte(at) {
                b',' => at = self.skip(at.wrapping_add(1)),
                b']' => break,
                _ => return None,
            }
        }
        (self.skip(at.wrapping_add(1)) == self.block.len()).then_some(calls)
    }
}

#[cfg(test)]
mod tests;
