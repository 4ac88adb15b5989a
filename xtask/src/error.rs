//! What goes wrong in a chore: a sentence for the person who ran it.

use std::fmt;
use std::path::Path;

pub(crate) type Result<T = ()> = std::result::Result<T, Error>;

/// Why a chore could not be done.
#[derive(Debug)]
pub(crate) struct Error(String);

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// For `map_err`: what was tried with which file.
    pub(crate) fn file<E: fmt::Display>(verb: &str, path: &Path) -> impl FnOnce(E) -> Self {
        move |error| Self(format!("cannot {verb} {}: {error}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
