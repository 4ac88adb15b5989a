//! `--fix` and `--diff`: from findings to changed inputs.

mod diff;
mod file;
mod rewrite;
mod spool;
mod standard;

use std::io;

use identify_validator::{Safety, Summary, Validator};

use crate::{error::Error, input::Input, text::count};

pub(crate) use diff::Diff;
pub(crate) use file::fix_file;
pub(crate) use spool::Spool;
pub(crate) use standard::fix_standard;

/// What was fixed in a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fixes {
    /// Fixes applied.
    pub(crate) applied: u64,
    /// Files with at least one; standard input is none.
    pub(crate) files: u64,
}

impl Fixes {
    /// `3 (2 files)`
    pub(crate) fn sentence(&self) -> String {
        let files = (self.files > 0).then(|| format!(" ({})", count(self.files, "file")));
        self.applied.to_string() + &files.unwrap_or_default()
    }

    /// Counts the fixes of an input.
    pub(crate) fn add(&mut self, applied: u64, is_standard: bool) {
        self.applied = self.applied.saturating_add(applied);
        self.files = self.files.saturating_add(u64::from(applied > 0 && !is_standard));
    }
}

/// What fixing made of an input.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fixed {
    pub(crate) applied: u64,
    /// The totals of what remains.
    pub(crate) rest: Summary,
}

/// Why an input is not fixed.
#[derive(Debug)]
pub(crate) enum Failure {
    Read(io::Error),
    Write(io::Error),
}

impl Failure {
    /// What is said of the input of this name, where what it becomes goes to a [`Spool`].
    pub(crate) fn of_spool(self, name: &str) -> Error {
        match self {
            Self::Read(error) => Input::error(name, error),
            Self::Write(source) => Error::Spool { source },
        }
    }
}

/// Takes the bytes of an input in their order, those that stay and those that change.
trait Rewriter {
    fn same(&mut self, bytes: &[u8]) -> io::Result<()>;

    fn changed(&mut self, old: &[u8], new: &[u8]) -> io::Result<()>;
}

/// Which fixes are wanted of which inputs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'v> {
    pub(crate) validator: &'v Validator,
    pub(crate) most: Safety,
}
