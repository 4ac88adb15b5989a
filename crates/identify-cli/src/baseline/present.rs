//! The present findings, for a baseline that is written.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use identify_validator::Finding;

use super::{
    document::{self, Entry},
    places::Places,
};
use crate::{
    error::{Error, shown},
    text::count,
};

/// The present findings. Memory grows with those that are not alike, not with their number.
pub(crate) struct Present {
    /// As it is shown.
    name: String,
    place: PathBuf,
    places: Places,
    entries: BTreeMap<Key, u64>,
    /// What the baseline calls the present input.
    input: String,
}

/// What findings that are alike have in common, in the order in which they are written.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    rule: Cow<'static, str>,
    pointer: String,
    fingerprint: String,
}

impl Present {
    pub(super) fn new(named: &Path, place: &Path, places: Places) -> Self {
        let (name, entries, input) = (shown(named), BTreeMap::new(), String::new());
        Self { name, place: place.to_owned(), places, entries, input }
    }

    pub(super) fn begin_input(&mut self, name: &str) {
        self.input = self.places.name(name);
    }

    pub(super) fn add(&mut self, finding: &Finding) {
        let key = Key {
            path: self.input.clone(),
            rule: finding.rule.clone(),
            pointer: finding.pointer.clone(),
            fingerprint: finding.fingerprint_at(&self.input),
        };
        let count = self.entries.entry(key).or_default();
        *count = count.saturating_add(1);
    }

    /// Writes the file, and says what was written.
    pub(super) fn write(&self) -> Result<String, Error> {
        if let Some(folder) = self.place.parent() {
            fs::create_dir_all(folder).map_err(|error| Error::write(&self.name, error))?;
        }
        let entries: Vec<Entry> = self.entries.iter().map(entry).collect();
        document::write(&self.place, &entries, &self.name)?;
        let findings = entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.count));
        Ok(format!("wrote {} to the baseline {}", count(findings, "finding"), self.name))
    }

    /// Why the file is not written when an input could not be read.
    pub(super) fn torn(&self) -> Error {
        Error::TornBaseline { path: self.name.clone() }
    }
}

fn entry((key, count): (&Key, &u64)) -> Entry {
    Entry {
        path: key.path.clone(),
        rule: key.rule.clone().into_owned(),
        pointer: key.pointer.clone(),
        fingerprint: key.fingerprint.clone(),
        count: *count,
    }
}
