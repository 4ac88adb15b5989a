//! The command, run within this process.

use std::{ffi::OsString, io::BufReader, path::Path};

use identify_cli::{Io, run};
use identify_validator::InputFormat;

/// What a run gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) status: u8,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
}

/// The name of a format as `--input-format` takes it.
pub(crate) fn format_name(format: InputFormat) -> &'static str {
    match format {
        InputFormat::Ndjson => "ndjson",
        InputFormat::Array => "array",
        _ => "json",
    }
}

/// Runs `identify lint` in a folder, on an input that is read so many bytes at a time.
pub(crate) fn lint(
    folder: &Path,
    arguments: impl IntoIterator<Item = impl Into<OsString>>,
    input: impl std::io::Read,
    block: usize,
) -> Output {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut input = BufReader::with_capacity(block, input);
    let arguments = arguments.into_iter().map(Into::into);
    let arguments = ["identify", "lint"].into_iter().map(OsString::from).chain(arguments);
    let mut io = Io::new(&mut input, &mut stdout, &mut stderr).with_directory(folder);
    let status = run(arguments, &mut io);
    Output { status, stdout, stderr }
}
