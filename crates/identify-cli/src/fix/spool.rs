//! What an input becomes, kept until it is read again.

use std::io::{self, Seek, Write};

use tempfile::SpooledTempFile;

use super::Rewriter;
use crate::error::Error;

/// Bytes that are held in memory; more go to a temporary file without a name.
const IN_MEMORY: usize = 8 << 20;

/// All of an input, fixed.
pub(crate) struct Spool(SpooledTempFile);

impl Spool {
    pub(crate) fn new() -> Self {
        Self(SpooledTempFile::new(IN_MEMORY))
    }

    /// The text, from its beginning.
    pub(crate) fn text(mut self) -> Result<SpooledTempFile, Error> {
        self.0.rewind().map_err(|source| Error::Spool { source })?;
        Ok(self.0)
    }
}

impl Rewriter for Spool {
    fn same(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn changed(&mut self, _: &[u8], new: &[u8]) -> io::Result<()> {
        self.0.write_all(new)
    }
}
