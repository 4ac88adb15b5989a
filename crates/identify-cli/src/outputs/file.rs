//! A report that goes to a file, as a whole or not at all.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use crate::{
    atomic::Draft,
    error::{Error, shown},
};

/// A report's file.
pub(crate) struct ReportFile {
    /// As it is shown.
    name: String,
    place: PathBuf,
    /// Nothing before it is begun.
    draft: Option<Draft>,
}

impl ReportFile {
    pub(crate) fn new(named: &Path, place: &Path) -> Self {
        Self { name: shown(named), place: place.to_owned(), draft: None }
    }

    /// Begins the file, and the folder that it is to lie in. What is there stays until the end.
    pub(crate) fn create(&mut self) -> Result<(), Error> {
        if let Some(folder) = self.place.parent() {
            fs::create_dir_all(folder).map_err(|error| Error::write(&self.name, error))?;
        }
        let draft = Draft::create(&self.place);
        self.draft = Some(draft.map_err(|error| Error::write(&self.name, error))?);
        Ok(())
    }

    pub(crate) fn write(&mut self, text: &str) -> Result<(), Error> {
        let Some(draft) = &mut self.draft else { return Ok(()) };
        draft.write_all(text.as_bytes()).map_err(|error| Error::write(&self.name, error))
    }

    /// Puts the report in its place.
    pub(crate) fn commit(self) -> Result<(), Error> {
        let Self { name, draft, .. } = self;
        let Some(draft) = draft else { return Ok(()) };
        draft.commit().map_err(|error| Error::write(&name, error))
    }
}
