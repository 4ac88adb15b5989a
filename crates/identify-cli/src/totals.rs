//! The totals of a run, for people.

use identify_validator::{Finding, Level, Summary};

use crate::{status::Status, text::count};

/// The totals of a run.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) summary: Summary,
    /// Findings with a fix.
    fixes: u64,
    /// Inputs that could not be read.
    pub(crate) failures: u64,
    /// Inputs that have a name.
    named: u64,
    /// What else there is to know of the run.
    pub(crate) notices: Vec<String>,
}

impl Totals {
    /// Counts an input that was checked.
    pub(crate) fn add(&mut self, summary: &Summary, is_standard: bool) {
        self.summary.add(summary);
        self.named = self.named.saturating_add(u64::from(!is_standard));
    }

    /// Counts the fix of a finding.
    pub(crate) fn fix(&mut self, finding: &Finding) {
        self.fixes = self.fixes.saturating_add(u64::from(finding.fix.is_some()));
    }

    pub(crate) fn status(&self) -> Status {
        if self.failures > 0 {
            Status::Failed
        } else if self.summary.errors > 0 || self.summary.invalid > 0 {
            Status::Findings
        } else {
            Status::Clean
        }
    }

    /// Everything in one line: `3 files, 5 calls: 2 valid, 3 invalid; 3 errors, 1 warning`.
    pub(crate) fn sentence(&self) -> String {
        let Summary { records, valid, invalid, errors, warnings, notes, .. } = self.summary;
        let files = (self.named > 0).then(|| count(self.summary.files, "file") + ", ");
        let verdict = match (records, valid, invalid) {
            (0, _, _) => String::new(),
            (1, 1, _) => ": valid".to_owned(),
            (1, _, _) => ": invalid".to_owned(),
            (_, _, 0) => ": all valid".to_owned(),
            (_, 0, _) => ": all invalid".to_owned(),
            _ => format!(": {valid} valid, {invalid} invalid"),
        };
        let levels = [(errors, Level::Error), (warnings, Level::Warning), (notes, Level::Note)];
        let levels = levels.into_iter().filter(|(number, _)| *number > 0);
        let levels: Vec<String> =
            levels.map(|(number, level)| count(number, level.name())).collect();
        let levels = (!levels.is_empty()).then(|| "; ".to_owned() + &levels.join(", "));
        let fixable = (self.fixes > 0).then(|| format!(" ({} with a fix shown)", self.fixes));
        let failures = (self.failures > 0).then(|| count(self.failures, "input"));
        let failures = failures.map(|inputs| format!("; {inputs} not read"));
        [files, Some(count(records, "call")), Some(verdict), levels, fixable, failures]
            .into_iter()
            .flatten()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use identify_validator::validate;

    use super::Totals;

    #[test]
    fn sentences() {
        let mut totals = Totals::default();
        assert_eq!(totals.sentence(), "no calls");
        let call = br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
        totals.add(&validate(call).summary, true);
        assert_eq!(totals.sentence(), "1 call: valid");
        totals.add(&validate(call).summary, false);
        assert_eq!(totals.sentence(), "2 files, 2 calls: all valid");
        totals.failures = 1;
        totals.add(&validate(b"{}").summary, false);
        assert_eq!(
            totals.sentence(),
            "3 files, 3 calls: 2 valid, 1 invalid; 3 errors; 1 input not read"
        );
    }
}
