//! What a suite is, and what running it gives.

use std::path::PathBuf;

use super::judged::Judges;
use crate::{error::Result, repository};

/// A suite.
pub(super) struct Suite {
    pub(super) name: &'static str,
    pub(super) run: fn(&Run) -> Result<Tally>,
}

/// What the suites have to work with.
pub(super) struct Run {
    /// The folder of the suites.
    pub(super) folder: PathBuf,
    /// Whether large inputs have their full size.
    pub(super) full: bool,
    /// With the default settings, but that notes are reported as well.
    pub(super) judges: Judges,
}

impl Run {
    pub(super) fn new(folder: PathBuf, full: bool) -> Result<Self> {
        Ok(Self { folder, full, judges: Judges::new(None)? })
    }

    /// A folder to write to, which is empty.
    pub(super) fn workplace(name: &str) -> Result<PathBuf> {
        let folder = repository::target().join("conformance").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)
                .map_err(crate::error::Error::file("remove", &folder))?;
        }
        std::fs::create_dir_all(&folder).map_err(crate::error::Error::file("create", &folder))?;
        Ok(folder)
    }
}

/// What running a suite gave.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) tried: u64,
    pub(super) differing: Vec<Differing>,
    /// Counts beside the verdicts, in words.
    pub(super) figures: Vec<String>,
}

/// A row that is not as its suite expects.
#[derive(Debug)]
pub(super) struct Differing {
    pub(super) row: String,
    /// In what it differs; more than one thing where it is looked at in several ways.
    pub(super) what: Vec<String>,
}

impl Tally {
    /// Counts a row, with all in which it differs.
    pub(super) fn row(&mut self, row: impl Into<String>, mut what: Vec<String>) {
        self.tried = self.tried.saturating_add(1);
        what.sort();
        what.dedup();
        if !what.is_empty() {
            self.differing.push(Differing { row: row.into(), what });
        }
    }

    pub(super) fn figure(&mut self, figure: impl Into<String>) {
        self.figures.push(figure.into());
    }
}

/// Notes a difference where `holds` is not so.
pub(super) fn expect(what: &mut Vec<String>, holds: bool, otherwise: impl FnOnce() -> String) {
    if !holds {
        what.push(otherwise());
    }
}
