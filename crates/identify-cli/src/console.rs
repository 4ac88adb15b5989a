//! Writing to the two output streams, so that no failure of theirs is lost.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
    ops::ControlFlow,
};

use identify_validator::render::{Format, Render, Style, visible};

use crate::{
    args::Colour,
    error::Error,
    io::{COLUMNS, Io, Terminal},
    progress::Progress,
    status::Status,
    totals::Totals,
};

/// The output streams of a run.
pub(crate) struct Console<'o> {
    output: &'o mut dyn Write,
    errors: &'o mut dyn Write,
    terminal: Terminal,
    /// Why standard output takes no more.
    failure: Option<io::Error>,
    errors_failed: bool,
    progress: Option<Progress>,
}

/// How text is to look on one of the streams.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "independent settings")]
pub(crate) struct Look {
    pub(crate) columns: usize,
    pub(crate) colour: bool,
    pub(crate) unicode: bool,
    pub(crate) links: bool,
    pub(crate) redact: bool,
}

impl Look {
    /// How a file looks.
    pub(crate) const PLAIN: Self =
        Self { columns: COLUMNS, colour: false, unicode: false, links: false, redact: false };

    /// How standard output looks.
    pub(crate) fn of_output(terminal: &Terminal, colour: Colour) -> Self {
        let colour = colour.is_on(terminal.colours_output);
        Self {
            columns: terminal.columns(),
            colour,
            unicode: terminal.unicode,
            links: colour && terminal.links,
            redact: terminal.redacts,
        }
    }

    /// How standard error looks.
    pub(crate) fn of_errors(terminal: &Terminal, colour: Colour) -> Self {
        let colour = colour.is_on(terminal.colours_errors);
        Self { colour, ..Self::of_output(terminal, Colour::Never) }
    }

    /// What shows findings in this way.
    pub(crate) fn renderer(self, format: Format) -> Box<dyn Render> {
        format.renderer(self.style())
    }

    pub(crate) fn style(self) -> Style {
        let mut style = Style::default();
        (style.colour, style.columns, style.unicode) = (self.colour, self.columns, self.unicode);
        style.redact = self.redact;
        style
    }
}

impl<'o> Console<'o> {
    pub(crate) fn new(
        output: &'o mut dyn Write,
        errors: &'o mut dyn Write,
        terminal: Terminal,
    ) -> Self {
        let (failure, errors_failed, progress) = (None, false, None);
        Self { output, errors, terminal, failure, errors_failed, progress }
    }

    /// Shows how far the run is from now on, if that is wanted.
    pub(crate) fn begin_progress(&mut self, progress: Option<Progress>) {
        self.progress = progress;
    }

    /// Shows how far the run is, if it is time to: so many calls and findings so far.
    pub(crate) fn show_progress(&mut self, counted: impl FnOnce() -> (u64, u64)) {
        let Some(progress) = &mut self.progress else { return };
        if !progress.is_due() {
            return;
        }
        let (calls, findings) = counted();
        if let Some(line) = progress.show(calls, findings) {
            self.print_error(&format!("identify: {line}\n"));
        }
    }

    /// Takes away what shows how far the run is, and gives it back.
    pub(crate) fn end_progress(&mut self) -> Option<Progress> {
        let mut progress = self.progress.take();
        if let Some(progress) = &mut progress {
            progress.hide();
        }
        progress
    }

    /// Makes room for something else.
    fn hide_progress(&mut self) {
        if let Some(progress) = &mut self.progress {
            progress.hide();
        }
    }

    /// That of a command that reads nothing from standard input.
    pub(crate) fn of(io: &'o mut Io<'_>) -> Self {
        Self::new(io.output, io.errors, io.terminal)
    }

    /// Whether standard output goes to somebody's eyes.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal.writes
    }

    /// Writes to standard output.
    pub(crate) fn print(&mut self, text: &str) {
        self.print_bytes(text.as_bytes());
    }

    /// Writes what need not be text to standard output.
    pub(crate) fn print_bytes(&mut self, bytes: &[u8]) {
        if self.failure.is_some() {
            return;
        }
        if self.terminal.writes {
            self.hide_progress();
        }
        let mut written = self.output.write_all(bytes);
        if self.terminal.writes {
            written = written.and_then(|()| self.output.flush());
        }
        self.failure = written.err();
    }

    /// Writes to standard error, behind what was written to standard output before.
    pub(crate) fn print_error(&mut self, text: &str) {
        self.flush();
        self.hide_progress();
        self.errors_failed |= self.errors.write_all(text.as_bytes()).is_err();
    }

    /// Writes totals to standard error, behind some text, unless nobody took what they are about.
    pub(crate) fn print_totals(&mut self, text: &str, totals: &Totals) {
        if self.failure.is_none() {
            self.print_error(&[text, &totals.sentence(), "\n"].concat());
        }
    }

    /// Writes what else there is to know of the run to standard error.
    pub(crate) fn print_notices(&mut self, totals: &Totals) {
        for notice in &totals.remarks {
            self.print_error(&format!("identify: {}\n", visible(notice)));
        }
    }

    /// Says why something could not be done.
    pub(crate) fn complain(&mut self, error: &impl Display) -> Status {
        self.print_error(&format!("identify: {}\n", visible(error.to_string())));
        Status::Failed
    }

    /// Says why something could not be done; mistakes in the settings with their lines, and once.
    pub(crate) fn complain_of(&mut self, error: &Error) -> Status {
        let Error::Config(broken) = error else { return self.complain(error) };
        let look = Look::of_errors(&self.terminal, Colour::Auto);
        if let Some(text) = broken.tell(look.style()) {
            self.print_error(&text);
        }
        Status::Failed
    }

    /// Whether to go on: not when nobody takes what is written.
    pub(crate) fn flow(&self) -> ControlFlow<()> {
        if self.failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn flush(&mut self) {
        if self.failure.is_none() {
            self.failure = self.output.flush().err();
        }
    }

    /// Ends the run: what could not be written makes it a failure. A reader that has seen enough
    /// and goes away is not told so, but not taken for success either.
    pub(crate) fn finish(mut self, status: Status) -> Status {
        self.flush();
        let status = match self.failure.take() {
            None => status,
            Some(failure) if failure.kind() == ErrorKind::BrokenPipe => match status {
                Status::Clean => Status::Failed,
                found => found,
            },
            Some(failure) => self.complain(&Error::Write(failure)),
        };
        let flushed = self.errors.flush();
        let has_failed = self.errors_failed || flushed.is_err();
        // A signal is the reason whatever else went wrong.
        if has_failed { status.max(Status::Failed) } else { status }
    }
}
