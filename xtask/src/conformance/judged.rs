//! What the validator says of an input, with the screen and without: always the same.

use std::ops::ControlFlow;

use identify_json::Arena;
use identify_validator::{
    Checked, CleanRun, Finding, InputFormat, Level, Sink, Source, Summary, Validator,
    ValidatorBuilder,
};

use crate::error::{Error, Result};

/// One validator with the screen and one without, each for all findings and for the usual ones:
/// a note is no clean call.
pub(super) struct Judges {
    all: [Validator; 2],
    usual: [Validator; 2],
}

/// What was said of an input.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Of all levels.
    pub(super) findings: Vec<Finding>,
    pub(super) summary: Summary,
    /// How many calls the screen proved to be without finding, at the usual level.
    pub(super) clean: u64,
}

impl Judges {
    pub(super) fn new(builder: ValidatorBuilder) -> Result<Self> {
        let wrong = |error| Error::new(format!("cannot build a validator: {error}"));
        Self::build(builder).map_err(wrong)
    }

    /// The same; an error says what is wrong with the settings.
    pub(super) fn build(
        builder: ValidatorBuilder,
    ) -> std::result::Result<Self, identify_validator::BuildError> {
        // All four with one idea of what time it is.
        let usual = builder.build()?;
        let all = usual.to_builder().level(Level::Note).build()?;
        let bare = |it: &Validator| it.to_builder().screen(false).build();
        Ok(Self { usual: [bare(&usual)?, usual], all: [bare(&all)?, all] })
    }

    /// What is said of one call. An error says in what the screen makes a difference.
    pub(super) fn call(&self, call: &[u8]) -> std::result::Result<Judged, String> {
        self.input(call, InputFormat::Json)
    }

    /// What is said of each of these calls, one a line of a log, and how many of them were clean. An
    /// error says in what the screen makes a difference.
    pub(super) fn log(&self, calls: &[Vec<u8>]) -> std::result::Result<(Vec<Judged>, u64), String> {
        let log = calls.join(&b'\n');
        let told = self.input(&log, InputFormat::Ndjson)?;
        if told.summary.records != u64::try_from(calls.len()).unwrap_or(u64::MAX) {
            return Err(format!("{} calls in a log of {}", told.summary.records, calls.len()));
        }
        let mut each: Vec<Judged> = calls.iter().map(|_| Judged::default()).collect();
        for finding in told.findings {
            let index = usize::try_from(finding.record.saturating_sub(1)).unwrap_or(usize::MAX);
            if let Some(call) = each.get_mut(index) {
                call.summary.invalid |= u64::from(finding.level == Level::Error);
                call.findings.push(finding);
            }
        }
        Ok((each, told.clean))
    }

    /// What is said of an input. An error says in what the screen makes a difference.
    pub(super) fn input(
        &self,
        input: &[u8],
        format: InputFormat,
    ) -> std::result::Result<Judged, String> {
        let both = |[bare, screened]: &[Validator; 2], level: &str| {
            let (bare, screened) = (told(bare, input, format), told(screened, input, format));
            if (&bare.findings, bare.summary) == (&screened.findings, screened.summary) {
                Ok(screened)
            } else {
                Err(format!("the screen makes a difference, {level}"))
            }
        };
        let all = both(&self.all, "with notes")?;
        let usual = both(&self.usual, "without notes")?;
        Ok(Judged { clean: usual.clean, ..all })
    }
}

impl Judged {
    /// Whether no call has a finding of level error.
    pub(super) fn is_valid(&self) -> bool {
        self.summary.invalid == 0
    }

    /// Whether this rule found something.
    pub(super) fn has(&self, rule: &str) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule)
    }
}

/// What is wrong with the grammar of a text, by the tree alone: whether there is a fault of any
/// kind, and whether one of them breaks the grammar of RFC 8259.
pub(super) fn grammar(text: &[u8]) -> (bool, bool) {
    let mut arena = Arena::new();
    let tree = arena.parse(text);
    let faults = tree.faults();
    (!faults.is_empty(), faults.iter().any(|fault| fault.kind.is_grammar()))
}

fn told(validator: &Validator, input: &[u8], format: InputFormat) -> Judged {
    let mut judged = Judged::default();
    // Reading from memory does not fail; if it did, no call would be counted.
    if let Ok(summary) = validator.check("-", input, format, &mut judged) {
        judged.summary = summary;
    }
    judged
}

impl Sink for Judged {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
        self.findings.push(finding);
        ControlFlow::Continue(())
    }

    fn clean(&mut self, run: &CleanRun<'_>) -> ControlFlow<()> {
        self.clean = self.clean.saturating_add(run.calls());
        ControlFlow::Continue(())
    }

    fn call(&mut self, _: &Checked<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
