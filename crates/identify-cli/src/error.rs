//! Why a job cannot be done.

use std::{io, path::Path, sync::Arc};

use identify_validator::{BuildError, render::one_line};
use thiserror::Error;

use crate::{config::Broken, stop::Stop};

/// Why a job cannot be done. What is wrong with a call is a finding and none of these.
#[derive(Debug, Error)]
pub(crate) enum Error {
    #[error("cannot read {path}: {}", reason(.source))]
    Read { path: String, source: io::Error },
    #[error("cannot search {path}: {reason}")]
    Search { path: String, reason: String },
    #[error("no .json, .ndjson or .jsonl file in {path}: name the files, or another folder")]
    NoCalls { path: String },
    #[error("nothing to read: name files or folders, or pipe calls in (`identify lint --help`)")]
    NothingNamed,
    #[error("`-` is named twice: standard input can be read only once")]
    StandardInputTwice,
    #[error("cannot read the plan {path}: {}", reason(source))]
    ReadPlan { path: String, source: io::Error },
    #[error("cannot use the plan {path}: it is not JSON: {source}")]
    PlanSyntax { path: String, source: serde_json::Error },
    #[error("cannot use the plan {path}: {source}")]
    Plan { path: String, source: BuildError },
    #[error("{0}")]
    Config(Arc<Broken>),
    #[error(transparent)]
    Settings(#[from] BuildError),
    #[error("there is no rule `{id}`: {}", did_you_mean(*.near))]
    UnknownRule { id: String, near: Option<&'static str> },
    #[error("cannot fix {path}: {}", reason(.source))]
    Fix { path: String, source: io::Error },
    #[error("cannot keep what was fixed in a temporary file: {}", reason(.source))]
    Spool { source: io::Error },
    #[error("there is no command `{name}`: `identify --help` lists them")]
    UnknownCommand { name: String },
    #[error("cannot watch {path}: {reason}")]
    Watch { path: String, reason: String },
    #[error("--watch is for files and folders: name them")]
    NothingToWatch,
    #[error("cannot write to standard output: {}", reason(.0))]
    Write(io::Error),
    #[error("cannot write {path}: {}", reason(.source))]
    WriteFile { path: String, source: io::Error },
    #[error("two files of --output-file have no format: write FORMAT= before one of them")]
    TwoOutputs,
    #[error("{path} would be written twice: name another file")]
    WrittenTwice { path: String },
    #[error("{path} is named as a call and as a file to write: name another file")]
    ReadAndWritten { path: String },
    #[error("{path} is named as a file to write, and holds {what}: name another file")]
    Overwritten { path: String, what: &'static str },
    #[error("cannot read the baseline {path}: {}{}", reason(.source), missing(.source))]
    ReadBaseline { path: String, source: io::Error },
    #[error("cannot use the baseline {path}: {reason}")]
    Baseline { path: String, reason: String },
    #[error("the baseline {path} is not written: it would lack what was not read")]
    TornBaseline { path: String },
    #[error(
        "cannot normalize call {record} of {path}: {reason}. It was found valid, so this is a \
         mistake of identify: please report it"
    )]
    Disagreement { path: String, record: u64, reason: String },
}

impl Error {
    pub(crate) fn read(path: &str, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    /// What could not be read to its end, where nothing is wrong but that a signal came.
    pub(crate) fn stopped(&self) -> Option<&str> {
        match self {
            Self::Read { path, source } if Stop::is_cause(source) => Some(path),
            _ => None,
        }
    }

    pub(crate) fn read_baseline(path: &str, source: io::Error) -> Self {
        Self::ReadBaseline { path: path.to_owned(), source }
    }

    pub(crate) fn write(path: &str, source: io::Error) -> Self {
        Self::WriteFile { path: path.to_owned(), source }
    }
}

/// What the operating system says, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

/// What to do about a baseline that is not there.
fn missing(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => ": --write-baseline makes one",
        _ => "",
    }
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(
        || "`identify rules` lists them".to_owned(),
        |near| format!("did you mean `{near}`?"),
    )
}

/// A path as it is shown: on one line, with nothing in it that a terminal would obey.
pub(crate) fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}
