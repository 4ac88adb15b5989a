//! All that a validator says of an input.

use std::{io::BufReader, ops::ControlFlow};

use identify_validator::{Checked, CleanRun, Finding, Sink, Source, Summary, Validator};

use super::log::Log;
use crate::error::{Error, Result};

/// All that a validator says of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) summary: Summary,
    /// With the places of their sources.
    pub(super) findings: Vec<(Finding, Place)>,
    /// The verdicts, where they were asked for.
    pub(super) calls: Vec<Verdict>,
    pub(super) notices: Vec<String>,
    /// How many calls were handed over as a run of clean ones: where the screen is on, those that
    /// it proved. It is no part of what must be equal.
    pub(super) clean: Clean,
}

/// A count that is not compared.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clean(pub(super) u64);

impl PartialEq for Clean {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Clean {}

/// Offset and line of a source, and how many bytes it has.
type Place = (u64, u64, usize);

/// The number of a call, whether it is valid, and how many bytes it has.
type Verdict = (u64, bool, usize);

impl Outcome {
    pub(super) fn of(validator: &Validator, log: &Log) -> Result<Self> {
        let session = validator.session().with_threads(log.threads);
        let mut session = session.with_block_bytes(log.block);
        let input = BufReader::with_capacity(log.block, log.bytes.as_slice());
        // A sink that takes no verdicts may be served in another way.
        let (mut findings, mut calls) = (Findings::default(), Vec::new());
        let checked = if log.number.is_multiple_of(3) {
            let mut sink = Everything { findings: &mut findings, calls: &mut calls };
            session.check("-", input, log.format, &mut sink)
        } else {
            session.check("-", input, log.format, &mut findings)
        };
        let summary = checked.map_err(|error| Error::new(error.to_string()))?;
        let Findings { findings, clean } = findings;
        Ok(Self { summary, findings, calls, notices: session.notices(), clean: Clean(clean) })
    }
}

#[derive(Default)]
struct Findings {
    findings: Vec<(Finding, Place)>,
    clean: u64,
}

impl Sink for Findings {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self.findings.push((finding, (source.offset, source.line, source.bytes.len())));
        ControlFlow::Continue(())
    }

    fn clean(&mut self, run: &CleanRun<'_>) -> ControlFlow<()> {
        self.clean = self.clean.saturating_add(run.calls());
        ControlFlow::Continue(())
    }
}

struct Everything<'e> {
    findings: &'e mut Findings,
    calls: &'e mut Vec<Verdict>,
}

impl Sink for Everything<'_> {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self.findings.finding(finding, source)
    }

    fn clean(&mut self, run: &CleanRun<'_>) -> ControlFlow<()> {
        self.findings.clean(run)?;
        run.each(&mut |call| self.call(call))
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        self.calls.push((call.record, call.is_valid, call.bytes.len()));
        ControlFlow::Continue(())
    }
}
