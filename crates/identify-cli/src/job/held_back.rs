//! What is held back of an input, because it was known before.

use identify_validator::{Level, Summary};

/// What is held back of an input, because it was known before: it neither shows nor counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldBack {
    /// Findings that are held back.
    pub(crate) findings: u64,
    /// Invalid calls all of whose errors are held back.
    pub(crate) calls: u64,
    /// The findings by their level.
    levels: Summary,
    /// The errors of the present call, and those of the input.
    call: Errors,
    input: Errors,
}

/// Whether there are errors that are new, and errors that are held back.
#[derive(Debug, Clone, Copy, Default)]
struct Errors {
    new: bool,
    known: bool,
}

impl HeldBack {
    /// Takes a finding of the present call.
    pub(crate) fn finding(&mut self, level: Level, is_known: bool) {
        if is_known {
            self.findings = self.findings.saturating_add(1);
            self.levels.count(level);
        }
        if level == Level::Error {
            for errors in [&mut self.call, &mut self.input] {
                errors.new |= !is_known;
                errors.known |= is_known;
            }
        }
    }

    /// Takes the verdict on the present call. One that is invalid without an error of its own is so
    /// for what was said once of the whole input: it is as new as the errors before it.
    pub(crate) fn end_call(&mut self, is_valid: bool) {
        let call = std::mem::take(&mut self.call);
        let of = if call.new || call.known { call } else { self.input };
        if !is_valid && of.known && !of.new {
            self.calls = self.calls.saturating_add(1);
        }
    }

    /// The totals without what is held back.
    pub(crate) fn without(&self, summary: &Summary) -> Summary {
        let mut rest = *summary;
        rest.errors = rest.errors.saturating_sub(self.levels.errors);
        rest.warnings = rest.warnings.saturating_sub(self.levels.warnings);
        rest.notes = rest.notes.saturating_sub(self.levels.notes);
        let calls = self.calls.min(rest.invalid);
        rest.invalid = rest.invalid.saturating_sub(calls);
        rest.valid = rest.valid.saturating_add(calls);
        rest
    }

    /// Adds what is held back of another input.
    pub(crate) fn add(&mut self, other: &Self) {
        self.findings = self.findings.saturating_add(other.findings);
        self.calls = self.calls.saturating_add(other.calls);
        self.levels.add(&other.levels);
    }
}
