//! The surroundings of a run: its streams, and what is known about the terminal.

use std::{
    env,
    io::{self, BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
};

use anstream::{AutoStream, ColorChoice};

use crate::stop::Stop;

/// Columns where there is no terminal to ask.
pub(crate) const COLUMNS: usize = 100;

/// What a run reads from and writes to.
///
/// ```
/// use identify_cli::{Io, run};
///
/// let (mut output, mut errors) = (Vec::new(), Vec::new());
/// let mut input = &br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#[..];
/// let mut io = Io::new(&mut input, &mut output, &mut errors);
/// assert_eq!(run(["identify", "lint", "-"], &mut io), 0);
/// assert_eq!(output, b"1 call: valid\n");
/// ```
#[expect(missing_debug_implementations, reason = "streams have nothing to show")]
pub struct Io<'s> {
    pub(crate) input: &'s mut dyn BufRead,
    pub(crate) output: &'s mut dyn Write,
    pub(crate) errors: &'s mut dyn Write,
    pub(crate) terminal: Terminal,
    pub(crate) directory: Option<PathBuf>,
    pub(crate) stop: Stop,
}

impl<'s> Io<'s> {
    /// Streams none of which is a terminal.
    pub fn new(
        input: &'s mut dyn BufRead,
        output: &'s mut dyn Write,
        errors: &'s mut dyn Write,
    ) -> Self {
        let (terminal, stop) = (Terminal::default(), Stop::default());
        Self { input, output, errors, terminal, directory: None, stop }
    }

    /// Says what is known about the terminal.
    #[must_use]
    pub fn with_terminal(self, terminal: Terminal) -> Self {
        Self { terminal, ..self }
    }

    /// Ends the run early where this says so.
    #[must_use]
    pub fn with_stop(self, stop: Stop) -> Self {
        Self { stop, ..self }
    }

    /// Reads relative paths from this folder instead of the process's own.
    #[must_use]
    pub fn with_directory(self, directory: impl Into<PathBuf>) -> Self {
        Self { directory: Some(directory.into()), ..self }
    }
}

/// Where a path leads.
pub(crate) fn resolve(directory: Option<&Path>, path: &Path) -> PathBuf {
    directory.map_or_else(|| path.to_owned(), |directory| directory.join(path))
}

/// What is known about the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about the surroundings")]
pub struct Terminal {
    /// Whether standard input is one.
    pub reads: bool,
    /// Whether standard output is one: each finding is shown as soon as it is made.
    pub writes: bool,
    /// Whether standard error is one: a run that takes long shows there how far it is.
    pub shows_errors: bool,
    /// Its width in columns; 100 if unknown.
    pub width: Option<usize>,
    /// Whether standard output takes colours, unless an option says otherwise.
    pub colours_output: bool,
    /// Whether standard error takes colours, unless an option says otherwise.
    pub colours_errors: bool,
    /// Whether it shows box-drawing characters.
    pub unicode: bool,
    /// Whether it follows hyperlinks.
    pub links: bool,
    /// Whether values of calls are masked in reports, unless an option says otherwise.
    pub redacts: bool,
}

impl Terminal {
    /// The terminal that the process runs in. Colours follow `NO_COLOR`, `CLICOLOR`,
    /// `CLICOLOR_FORCE` and `TERM`, hyperlinks `FORCE_HYPERLINK` and what is known of the program;
    /// values are masked where `CI` is set, since anybody may read the logs there.
    pub fn real() -> Self {
        let writes = io::stdout().is_terminal();
        let shows_errors = io::stderr().is_terminal() && !is_dumb();
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self {
            reads: io::stdin().is_terminal(),
            writes,
            shows_errors,
            width: width.filter(|_| writes || io::stderr().is_terminal()),
            colours_output: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            colours_errors: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
            unicode: writes && (cfg!(windows) || is_utf8_locale()),
            links: supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            redacts: is_ci(),
        }
    }

    /// The width to write for.
    pub(crate) fn columns(&self) -> usize {
        self.width.unwrap_or(COLUMNS).clamp(40, 160)
    }
}

/// Whether the terminal cannot take back what it shows.
fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|name| name == "dumb")
}

/// Whether this is a run of a service that builds and tests: all of them set this variable.
fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !matches!(value.to_str(), Some("" | "0" | "false")))
}

/// Whether the locale's characters are UTF-8 (POSIX.1-2024, section 8.2: the first of these
/// variables that is set and not empty counts).
fn is_utf8_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(env::var_os);
    let locale = set.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let locale = locale.to_string_lossy().to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}
