//! The totals of a run, for people.

use identify_validator::{Checked, CleanRun, Finding, Level, Summary};

use crate::{
    fix::Fixes,
    job::HeldBack,
    status::Status,
    stop,
    text::{count, counts, grouped},
};

/// Most inputs that could not be read whose reasons are kept for the end.
const REASONS: usize = 100;

/// The totals of a run.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    /// What is new: all there is, unless something is held back.
    pub(crate) summary: Summary,
    /// What is held back because it was known before.
    held_back: HeldBack,
    /// Findings with a fix.
    fixes: u64,
    /// Inputs that could not be read, and those of them that were read in part.
    failures: u64,
    torn: u64,
    /// Why, for the first of them.
    reasons: Vec<String>,
    /// Fixes that were applied.
    pub(crate) fixed: Fixes,
    /// Files that could not be changed.
    pub(crate) unwritten: u64,
    /// Inputs that have a name.
    named: u64,
    /// What else there is to know of the run.
    pub(crate) remarks: Vec<String>,
    interruption: Option<Interruption>,
}

/// A signal ended the run.
#[derive(Debug)]
struct Interruption {
    signal: u8,
    /// What follows was not checked.
    behind: String,
}

/// A call behind which an input was not checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Last {
    record: u64,
    end: u64,
}

impl From<&Checked<'_>> for Last {
    fn from(call: &Checked<'_>) -> Self {
        Self { record: call.record, end: call.end }
    }
}

impl From<&CleanRun<'_>> for Last {
    fn from(run: &CleanRun<'_>) -> Self {
        Self { record: run.last(), end: run.end() }
    }
}

impl Totals {
    /// Counts an input that was checked.
    pub(crate) fn add(&mut self, summary: &Summary, held_back: &HeldBack, is_standard: bool) {
        self.add_part(summary, held_back);
        self.named = self.named.saturating_add(u64::from(!is_standard));
    }

    /// Counts what was found in an input that could not be read to its end.
    pub(crate) fn add_part(&mut self, summary: &Summary, held_back: &HeldBack) {
        self.summary.add(&held_back.without(summary));
        self.held_back.add(held_back);
    }

    /// Counts an input that could not be read to its end.
    pub(crate) fn add_torn(&mut self, summary: &Summary, held_back: &HeldBack) {
        self.add_part(summary, held_back);
        self.torn = self.torn.saturating_add(u64::from(summary.records > 0));
    }

    /// Says that a signal ended the run in the input of this name, behind this call. What is said
    /// first counts.
    pub(crate) fn interrupt(&mut self, signal: u8, name: &str, last: Option<Last>) {
        let behind = match last {
            Some(Last { record, end }) => {
                format!("behind call {} of {name}, at byte {}", grouped(record), grouped(end))
            }
            None => format!("before the first call of {name}"),
        };
        self.interruption.get_or_insert(Interruption { signal, behind });
    }

    /// Says that a signal ended the run when no input was being read.
    pub(crate) fn interrupt_between(&mut self, signal: u8) {
        let behind = "behind the last input that is reported on".to_owned();
        self.interruption.get_or_insert(Interruption { signal, behind });
    }

    /// What is said of a signal that ended the run.
    pub(crate) fn interruption(&self) -> Option<String> {
        let Interruption { signal, behind } = self.interruption.as_ref()?;
        let signal = stop::name(*signal);
        Some(format!("interrupted by {signal} {behind}: what follows was not checked"))
    }

    /// Counts the fix of a finding.
    pub(crate) fn fix(&mut self, finding: &Finding) {
        self.fixes = self.fixes.saturating_add(u64::from(finding.fix.is_some()));
    }

    /// Counts an input that could not be read.
    pub(crate) fn fail(&mut self, reason: String) {
        self.failures = self.failures.saturating_add(1);
        if self.reasons.len() < REASONS {
            self.reasons.push(reason);
        }
    }

    /// Whether all inputs were read to their end.
    pub(crate) fn is_whole(&self) -> bool {
        self.failures == 0 && self.interruption.is_none()
    }

    pub(crate) fn status(&self) -> Status {
        if let Some(Interruption { signal, .. }) = self.interruption {
            Status::Stopped(signal)
        } else if self.failures > 0 || self.unwritten > 0 {
            Status::Failed
        } else if self.summary.errors > 0 || self.summary.invalid > 0 {
            Status::Findings
        } else {
            Status::Clean
        }
    }

    /// What a program should know besides the numbers.
    pub(crate) fn notices(&self) -> Vec<String> {
        let mut notices = self.reasons.clone();
        notices.extend(self.interruption());
        let more = self.failures.saturating_sub(self.reasons.len() as u64);
        if more > 0 {
            notices.push(format!("{} more could not be read", count(more, "input")));
        }
        let HeldBack { findings, calls, .. } = &self.held_back;
        if *findings > 0 {
            let findings = counts(*findings, "known finding is", "known findings are");
            let calls = (*calls > 0).then(|| counts(*calls, "call counts", "calls count"));
            let calls = calls.map(|calls| format!("; {calls} as valid because of it"));
            notices.push(findings + " held back" + &calls.unwrap_or_default());
        }
        notices
    }

    /// Everything in one line: `3 files, 5 calls: 2 valid, 3 invalid; 3 errors, 1 warning`.
    pub(crate) fn sentence(&self) -> String {
        let Summary { errors, warnings, notes, .. } = self.summary;
        let files = (self.named > 0).then(|| count(self.summary.files, "file") + ", ");
        let calls = count(self.summary.records, "call") + &self.verdict();
        let levels = [(errors, Level::Error), (warnings, Level::Warning), (notes, Level::Note)];
        let levels = levels.into_iter().filter(|(number, _)| *number > 0);
        let levels: Vec<String> =
            levels.map(|(number, level)| count(number, level.name())).collect();
        let levels = (!levels.is_empty()).then(|| "; ".to_owned() + &levels.join(", "));
        let fixable =
            (self.fixes > 0).then(|| format!(" ({} with a fix shown)", grouped(self.fixes)));
        let known = self.held_back.findings;
        let known = (known > 0).then(|| format!("; {} held back", count(known, "known finding")));
        let fixed =
            (self.fixed.applied > 0).then(|| "; fixed ".to_owned() + &self.fixed.sentence());
        let unwritten = (self.unwritten > 0).then(|| count(self.unwritten, "file"));
        let unwritten = unwritten.map(|files| format!("; {files} not fixed"));
        let failures = (self.failures > 0).then(|| count(self.failures, "input"));
        let is_torn = self.failures > 0 && self.torn == self.failures;
        let read = if is_torn { "read to its end" } else { "read" };
        let failures = failures.map(|inputs| format!("; {inputs} not {read}"));
        let stopped = self.interruption.as_ref().map(|_| "; interrupted".to_owned());
        let parts =
            [files, Some(calls), levels, fixable, known, fixed, unwritten, failures, stopped];
        parts.into_iter().flatten().collect()
    }

    /// How the calls are, behind their number.
    fn verdict(&self) -> String {
        let Summary { records, valid, invalid, .. } = self.summary;
        let known = self.held_back.calls;
        let valid = valid.saturating_sub(known);
        let one = records == 1;
        match (valid, invalid, known) {
            (0, 0, 0) => String::new(),
            (_, 0, 0) => if one { ": valid" } else { ": all valid" }.to_owned(),
            (0, _, 0) => if one { ": invalid" } else { ": all invalid" }.to_owned(),
            (0, 0, _) => {
                if one { ": known to be invalid" } else { ": all known to be invalid" }.to_owned()
            }
            _ => {
                let parts =
                    [(valid, "valid"), (invalid, "invalid"), (known, "known to be invalid")];
                let parts = parts.into_iter().filter(|(number, _)| *number > 0);
                let parts: Vec<String> =
                    parts.map(|(number, what)| format!("{} {what}", grouped(number))).collect();
                ": ".to_owned() + &parts.join(", ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use identify_validator::validate;

    use super::{HeldBack, REASONS, Totals};

    #[test]
    fn sentences() {
        let mut totals = Totals::default();
        assert_eq!(totals.sentence(), "no calls");
        let call = br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
        let none = HeldBack::default();
        totals.add(&validate(call).summary, &none, true);
        assert_eq!(totals.sentence(), "1 call: valid");
        totals.add(&validate(call).summary, &none, false);
        assert_eq!(totals.sentence(), "2 files, 2 calls: all valid");
        totals.fail("cannot read a.json: a reason".to_owned());
        totals.add(&validate(b"{}").summary, &none, false);
        assert_eq!(
            totals.sentence(),
            "3 files, 3 calls: 2 valid, 1 invalid; 3 errors; 1 input not read"
        );
    }

    #[test]
    fn reasons_are_bounded() {
        let mut totals = Totals::default();
        for _ in 0..=REASONS {
            totals.fail("cannot read it".to_owned());
        }
        let notices = totals.notices();
        assert_eq!(notices.len(), REASONS + 1);
        assert_eq!(notices[REASONS], "1 input more could not be read");
    }
}
