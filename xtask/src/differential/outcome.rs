//! All that a validator says of an input.

use std::{io::BufReader, ops::ControlFlow};

use identify_validator::{Checked, Finding, Sink, Source, Summary, Validator};

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
}

/// Offset and line of a source, and how many bytes it has.
type Place = (u64, u64, usize);

/// The number of a call, whether it is valid, and how many bytes it has.
type Verdict = (u64, bool, usize);

impl Outcome {
    pub(super) fn of(validator: &Validator, log: &Log) -> Result<Self> {
        let mut session = validator.session();
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
        Ok(Self { summary, findings: findings.0, calls, notices: session.notices() })
    }
}

#[derive(Default)]
struct Findings(Vec<(Finding, Place)>);

impl Sink for Findings {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self.0.push((finding, (source.offset, source.line, source.bytes.len())));
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

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        self.calls.push((call.record, call.is_valid, call.bytes.len()));
        ControlFlow::Continue(())
    }
}
