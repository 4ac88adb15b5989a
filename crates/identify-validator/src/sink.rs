//! Who takes what checking an input gives.

use std::{cell::Cell, ops::ControlFlow};

use identify_json::{Arena, Kind, Record};

use crate::{report::Finding, validator::InputFormat};

/// Takes what checking an input gives, in the order of the input, and says whether to go on.
///
/// A closure that takes a finding and its source is one that always goes on. This one stops:
///
/// ```
/// use std::ops::ControlFlow;
///
/// use identify_validator::{Finding, InputFormat, Sink, Source, Validator};
///
/// struct First(Option<Finding>);
///
/// impl Sink for First {
///     fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
///         self.0 = Some(finding);
///         ControlFlow::Break(())
///     }
/// }
///
/// let mut first = First(None);
/// let log = &b"{}\n{}\n"[..];
/// let summary = Validator::new().check("log", log, InputFormat::Ndjson, &mut first)?;
/// assert_eq!(first.0.unwrap().rule, "missing-member");
/// assert_eq!((summary.records, summary.errors), (1, 1));
/// # Ok::<(), std::io::Error>(())
/// ```
pub trait Sink {
    /// Takes a finding, with the source of its record.
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()>;

    /// Takes the verdict on a call, behind its findings.
    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        let _ = call;
        ControlFlow::Continue(())
    }

    /// Takes calls that follow each other and have no finding, many at a time: one after the other,
    /// unless it has no need to.
    fn clean(&mut self, run: &CleanRun<'_>) -> ControlFlow<()> {
        run.each(&mut |call| self.call(call))
    }
}

impl<F: FnMut(Finding, &Source<'_>)> Sink for F {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self(finding, source);
        ControlFlow::Continue(())
    }
}

/// A call that was checked.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Checked<'r> {
    /// Its own bytes, as they stand in the input; none if they could not be read.
    pub bytes: &'r [u8],
    /// Which call of the input it is, counted from 1.
    pub record: u64,
    /// Where it ends: bytes from the start of the input.
    pub end: u64,
    /// Whether it has no finding of level error.
    pub is_valid: bool,
}

/// The source of a finding: the bytes of its record, and where in the input they stand.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Source<'r> {
    /// The record's bytes; none if they could not be read.
    pub bytes: &'r [u8],
    /// Bytes from the start of the input to the record.
    pub offset: u64,
    /// The line on which the record begins, counted from 1.
    pub line: u64,
}

impl<'r> Source<'r> {
    pub(crate) fn of(record: &Record<'r>) -> Self {
        Self { bytes: record.bytes, offset: record.offset, line: record.line }
    }

    /// An input as a whole, as for findings of one call.
    pub fn whole(bytes: &'r [u8]) -> Self {
        Self { bytes, offset: 0, line: 1 }
    }
}

/// Calls that follow each other in an input and have no finding.
#[derive(Debug)]
pub struct CleanRun<'r> {
    bytes: &'r [u8],
    format: InputFormat,
    before: u64,
    calls: u64,
    /// Bytes from the start of the input.
    offset: u64,
    /// What was taken of it: calls, and bytes up to their end.
    taken: Cell<(u64, usize)>,
}

impl<'r> CleanRun<'r> {
    /// So many calls behind so many others; the bytes begin here in the input.
    pub(crate) fn new(
        bytes: &'r [u8],
        format: InputFormat,
        (before, calls): (u64, u64),
        offset: u64,
    ) -> Self {
        Self { bytes, format, before, calls, offset, taken: Cell::default() }
    }

    /// Which call of the input the last one is, counted from 1.
    pub fn last(&self) -> u64 {
        self.before.saturating_add(self.calls)
    }

    /// Where the last one ends: bytes from the start of the input.
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.bytes.trim_ascii_end().len() as u64)
    }

    /// How many calls there are.
    pub fn calls(&self) -> u64 {
        self.calls
    }

    pub(crate) fn bytes(&self) -> &'r [u8] {
        self.bytes
    }

    /// Calls of the input before them.
    pub(crate) fn before(&self) -> u64 {
        self.before
    }

    /// Hands over call by call, until one is refused.
    pub fn each(&self, take: &mut dyn FnMut(&Checked<'r>) -> ControlFlow<()>) -> ControlFlow<()> {
        match self.format {
            InputFormat::Ndjson => {
                self.bytes.split_inclusive(|byte| *byte == b'\n').try_for_each(|line| {
                    let bytes = line.trim_ascii();
                    let (taken, start) = self.taken.get();
                    self.taken.set((taken, start.saturating_add(line.len())));
                    if bytes.is_empty() {
                        ControlFlow::Continue(())
                    } else {
                        let end = start.saturating_add(line.trim_ascii_end().len());
                        self.take(bytes, end, take)
                    }
                })
            }
            InputFormat::Json => {
                self.take(self.bytes.trim_ascii(), self.bytes.trim_ascii_end().len(), take)
            }
            InputFormat::Array => {
                let mut arena = Arena::new();
                let tree = arena.parse_array(self.bytes);
                let array = tree.root().filter(|root| root.kind() == Kind::Array);
                let mut elements = array.into_iter().flat_map(|array| array.elements());
                elements.try_for_each(|element| {
                    let span = element.span();
                    let span = span.start as usize..span.end as usize;
                    let end = span.end;
                    self.take(self.bytes.get(span).unwrap_or_default(), end, take)
                })
            }
        }
    }

    fn take(
        &self,
        bytes: &'r [u8],
        end: usize,
        take: &mut dyn FnMut(&Checked<'r>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (taken, passed) = self.taken.get();
        let taken = taken.saturating_add(1);
        self.taken.set((taken, passed));
        let record = self.before.saturating_add(taken);
        let end = self.offset.saturating_add(end as u64);
        take(&Checked { bytes, record, end, is_valid: true })
    }

    /// How many calls were taken when the last one was refused, and the bytes up to its end; all of
    /// them where none was asked for.
    pub(crate) fn taken(&self) -> (u64, usize) {
        match self.taken.get() {
            (0, _) => (self.calls, self.bytes.len()),
            taken => taken,
        }
    }
}
