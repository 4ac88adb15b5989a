//! The rows about files, streams and signals.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    super::{
        rows::Row,
        suite::{Run, expect},
    },
    process::Program,
};
use crate::error::{Error, Result};

/// What a situation has to work with.
pub(super) struct Situation<'s> {
    /// An empty folder.
    pub(super) folder: PathBuf,
    pub(super) program: &'s Program,
    /// Whether large inputs have their full size.
    pub(super) full: bool,
    /// In what it differs from what is expected.
    pub(super) what: Vec<String>,
}

/// Sets up a situation, runs the command in it, and notes what differs.
pub(super) type Play = fn(&mut Situation<'_>) -> Result;

/// The situations that can be set up here, by the ids of their rows.
#[cfg(unix)]
const PLAYS: &[&[(&str, Play)]] = &[super::running::PLAYS, super::fixing::PLAYS];
#[cfg(not(unix))]
const PLAYS: &[&[(&str, Play)]] = &[];

/// All situations.
pub(super) struct Situations {
    program: Program,
    full: bool,
}

impl Situations {
    pub(super) fn new(run: &Run) -> Result<Self> {
        Ok(Self { program: Program::build()?, full: run.full })
    }

    pub(super) fn of_row(&self, row: &Row) -> Result<Vec<String>> {
        let id = row.text("id");
        let Some((_, play)) = PLAYS.iter().copied().flatten().find(|(known, _)| *known == id)
        else {
            return Ok(vec!["not set up here".to_owned()]);
        };
        let folder = Run::workplace(&format!("situation/{id}"))?;
        let (program, full) = (&self.program, self.full);
        let mut situation = Situation { folder, program, full, what: Vec::new() };
        play(&mut situation)?;
        Ok(situation.what)
    }
}

/// A call without findings.
pub(super) const SOUND: &str =
    "{\"user_id\":\"u1\",\"user_traits\":{},\"timestamp\":\"2020-11-23T22:28:55Z\"}\n";

/// A call with a finding that a safe fix mends.
pub(super) const ALIAS: &str =
    "{\"user_id\":\"u1\",\"traits\":{},\"timestamp\":\"2020-11-23T22:28:55Z\"}\n";

impl Situation<'_> {
    pub(super) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.folder.join(name);
        fs::write(&path, bytes).map_err(Error::file("write", &path))?;
        Ok(path)
    }

    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.folder.join(name);
        fs::read(&path).map_err(Error::file("read", &path))
    }

    pub(super) fn expect(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        expect(&mut self.what, holds, otherwise);
    }

    /// Notes a status other than the one wanted.
    pub(super) fn status(&mut self, found: Option<i32>, wanted: i32) {
        self.expect(found == Some(wanted), || match found {
            Some(found) => format!("exit status {found}, expected {wanted}"),
            None => format!("ended by a signal, expected exit status {wanted}"),
        });
    }

    /// Where what a process prints is kept.
    pub(super) fn printed(&self) -> PathBuf {
        self.folder.with_extension("printed")
    }
}

/// The names in a folder, in order.
pub(super) fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).map_err(Error::file("list", folder))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}
