//! The findings that a baseline lists.

use std::collections::HashMap;

use identify_validator::{Finding, Validator};

use super::{document::Entry, places::Places};
use crate::input::STANDARD_INPUT;

/// The findings that a baseline lists, and which of them were met.
pub(crate) struct Known {
    places: Places,
    /// By the file.
    files: HashMap<String, File>,
    /// What the baseline calls the present input.
    input: String,
}

/// What is known of a file, by the fingerprint.
type File = HashMap<String, Left>;

/// Findings that are alike.
#[derive(Debug)]
struct Left {
    rule: String,
    /// How many of them were not met.
    count: u64,
    /// Whether all of those that there are were met.
    is_over: bool,
}

impl Known {
    pub(super) fn new(entries: Vec<Entry>, places: Places) -> Self {
        let mut files: HashMap<String, File> = HashMap::new();
        for Entry { path, rule, fingerprint, count, .. } in entries {
            let left = files.entry(path).or_default().entry(fingerprint);
            let left = left.or_insert(Left { rule, count: 0, is_over: false });
            left.count = left.count.saturating_add(count);
        }
        Self { places, files, input: String::new() }
    }

    pub(super) fn begin_input(&mut self, name: &str) {
        self.input = self.places.name(name);
    }

    /// Whether a finding is known: of those that are alike, as many as the baseline counts.
    pub(super) fn is_known(&mut self, finding: &Finding) -> bool {
        let Some(file) = self.files.get_mut(&self.input) else { return false };
        let Some(left) = file.get_mut(&finding.fingerprint_at(&self.input)) else { return false };
        let is_known = left.count > 0;
        left.count = left.count.saturating_sub(1);
        is_known
    }

    /// What was not met until here is gone, unless its rule was not asked.
    pub(super) fn end_input(&mut self, validator: &Validator) {
        for left in self.files.get_mut(&self.input).into_iter().flat_map(HashMap::values_mut) {
            left.is_over |= validator.level_of(&left.rule).is_some();
        }
    }

    /// How many findings are gone: those of files that were read, and of files that are no more.
    pub(super) fn gone(&self) -> u64 {
        let mut gone = 0_u64;
        for (path, file) in &self.files {
            let is_lost = path != STANDARD_INPUT && !self.places.has(path);
            for left in file.values().filter(|left| left.is_over || is_lost) {
                gone = gone.saturating_add(left.count);
            }
        }
        gone
    }
}
