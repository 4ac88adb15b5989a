//! One run over several inputs.

mod examiner;
mod lines;
#[cfg(test)]
mod tests;

use std::{
    fmt,
    io::{self, BufRead},
};

use identify_json::Behind;

use crate::{
    check::{Check, Direct},
    lanes::{self, Lanes, Screens},
    memory::Memory,
    merge::Merger,
    report::Summary,
    sink::Sink,
    validator::{InputFormat, Validator},
};
pub use examiner::{Examined, Examiner};
use lines::Lines;

/// Bytes that are read and examined at a time.
const BLOCK_BYTES: usize = 1 << 18;

/// More threads than this would need more memory than they are worth.
const MOST_THREADS: usize = 256;

/// One run over several inputs: what rules across records
/// ([`Group::Records`](crate::Group::Records)) remember is kept from input to input.
///
/// Without such rules it does what [`Validator::check`] does, input by input.
///
/// ```
/// use identify_validator::{Finding, InputFormat, Source, Validator};
///
/// let validator = Validator::builder().across_records(true).build()?;
/// let mut session = validator.session();
/// let mut messages = Vec::new();
/// let mut sink = |finding: Finding, _: &Source<'_>| messages.push(finding.message);
/// for (path, date) in [("monday.json", "2020-11-23"), ("tuesday.json", "2021-01-01")] {
///     let call = format!(
///         r#"{{"user_id": "u1", "user_traits": {{}}, "timestamp": "{date}T22:28:55Z"}}"#
///     );
///     session.check(path, call.as_bytes(), InputFormat::Json, &mut sink)?;
/// }
/// assert_eq!(messages.len(), 1);
/// assert!(messages[0].ends_with("record 1 of monday.json (line 1)"), "{messages:?}");
/// assert!(session.notices().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Session<'v> {
    validator: &'v Validator,
    memory: Memory,
    threads: usize,
    block_bytes: Option<usize>,
    screens: Screens,
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Session");
        shown.field("memory", &self.memory).field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl<'v> Session<'v> {
    pub(crate) fn new(validator: &'v Validator) -> Self {
        let memory = Memory::new(validator.memory_bytes());
        Self { validator, memory, threads: 1, block_bytes: None, screens: lanes::screens }
    }

    /// Sets how many threads examine an input that is divided into lines, if it is large: besides
    /// the one that reads it and hands over what is found. With one, the default, there is no other
    /// thread than that. What is handed over is the same, in the same order.
    ///
    /// ```
    /// use identify_validator::{Finding, InputFormat, Source, Validator};
    ///
    /// let log = "{}\n".repeat(100_000);
    /// let validator = Validator::new();
    /// let mut lines = Vec::new();
    /// let mut sink = |finding: Finding, _: &Source<'_>| lines.push(finding.span.start.line);
    /// let mut session = validator.session().with_threads(2);
    /// let summary = session.check("log", log.as_bytes(), InputFormat::Ndjson, &mut sink)?;
    /// assert_eq!((summary.records, lines.last()), (100_000, Some(&100_000)));
    /// assert!(lines.is_sorted());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, MOST_THREADS);
        self
    }

    /// Sets how many bytes are read and examined at a time, 256 KiB unless set. It changes the time
    /// and the memory, and nothing else.
    #[must_use]
    pub fn with_block_bytes(mut self, bytes: usize) -> Self {
        self.block_bytes = Some(bytes);
        self
    }

    /// Checks all calls of one more input, as [`Validator::check`] does.
    ///
    /// # Errors
    /// Those of the input. What is wrong with a call is a finding. What was read of the input is
    /// remembered.
    pub fn check(
        &mut self,
        path: &str,
        input: impl BufRead,
        format: InputFormat,
        sink: &mut dyn Sink,
    ) -> io::Result<Summary> {
        self.check_with(self.validator, path, input, format, sink)
    }

    /// The same by another validator, where an input has settings of its own, such as levels of
    /// rules.
    ///
    /// # Errors
    /// As for [`check`](Self::check).
    pub fn check_with(
        &mut self,
        validator: &Validator,
        path: &str,
        input: impl BufRead,
        format: InputFormat,
        sink: &mut dyn Sink,
    ) -> io::Result<Summary> {
        let lines = self.lines(validator, path);
        self.memory.begin(path);
        let mut outlet = Direct { sink, memory: &mut self.memory };
        let check = Check::new(validator, path, format, &mut outlet);
        let mut merger = Merger::new(check, Lanes::new(self.screens));
        if format == InputFormat::Ndjson {
            lines.check(input, &mut merger)?;
            merger.check.summary.bytes = merger.start.offset;
        } else {
            merger.document(input)?;
        }
        Ok(merger.check.summary)
    }

    /// Hands over what was found in one more input by an [`Examiner`](crate::Examiner), as
    /// [`check_with`](Self::check_with) does with its validator.
    pub fn merge(&mut self, examined: Examined, sink: &mut dyn Sink) -> Summary {
        let Examined { validator, path, bytes, format, outcome } = examined;
        let lines = self.lines(&validator, &path);
        self.memory.begin(&path);
        let mut outlet = Direct { sink, memory: &mut self.memory };
        let check = Check::new(&validator, &path, format, &mut outlet);
        let mut merger = Merger::new(check, Lanes::new(self.screens));
        let done = match outcome {
            Some(outcome) if format != InputFormat::Ndjson => {
                merger.take_document(format, &bytes, outcome)
            }
            Some(outcome) => {
                // Nothing comes behind it that could be stopped.
                let _ = merger.take(&bytes, Behind::End, outcome);
                Ok(())
            }
            None => Lines { threads: 1, ..lines }.check(&*bytes, &mut merger),
        };
        if let Err(error) = done {
            unreachable!("reading from memory never fails: {error}");
        }
        if format == InputFormat::Ndjson {
            merger.check.summary.bytes = merger.start.offset;
        }
        merger.check.summary
    }

    /// How an input is examined.
    fn lines<'l>(&self, validator: &'l Validator, path: &'l str) -> Lines<'l> {
        let (threads, screens) = (self.threads, self.screens);
        let block_bytes = self.block_bytes.unwrap_or(BLOCK_BYTES).max(1);
        Lines { path, validator, threads, block_bytes, screens }
    }

    /// What else there is to know of the run so far, for
    /// [`Report::notices`](crate::Report::notices): that the bound on what is remembered was
    /// reached ([`ValidatorBuilder::memory_bytes`](crate::ValidatorBuilder::memory_bytes)).
    pub fn notices(&self) -> Vec<String> {
        self.memory.notice().into_iter().collect()
    }
}
