//! `identify lint --watch`: once, and again whenever an input changes.

mod places;

use std::{
    io::{self, Write},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant, SystemTime},
};

use chrono::{DateTime, Utc};
use notify::{Event, EventKind, RecommendedWatcher};

use crate::{
    args::LintArgs, console::Console, error::Error, input::STANDARD_INPUT, io::Io, status::Status,
    stop::Stop, text::count,
};
use places::Places;

/// How long it must be quiet after a change: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(100);

/// How long changes may go on before they are looked at all the same.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it is looked whether a folder that vanished is back, and whether a signal came.
const RETRY: Duration = Duration::from_millis(200);

/// Clears the screen and what was scrolled off it, and begins at the top.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Runs `lint` now and after each change of its inputs. Ctrl-C ends it, and so does that nobody takes
/// the report any more.
pub(crate) fn watch(
    args: &LintArgs,
    io: &mut Io<'_>,
    mut lint: impl FnMut(&mut Io<'_>) -> Status,
) -> Status {
    let (mut watcher, changes, mut places) = match begin(args, io) {
        Ok(begun) => begun,
        Err(error) => {
            let mut console = Console::of(io);
            let status = console.complain(&error);
            return console.finish(status);
        }
    };
    loop {
        if io.terminal.writes && io.output.write_all(CLEAR.as_bytes()).is_err() {
            return Status::Failed;
        }
        let mut output = Taken { output: &mut *io.output, is_taken: true };
        let status = lint(&mut Io {
            input: &mut io::empty(),
            output: &mut output,
            errors: &mut *io.errors,
            terminal: io.terminal,
            directory: io.directory.clone(),
            stop: io.stop.clone(),
        });
        if !output.is_taken || matches!(status, Status::Stopped(_)) {
            return status;
        }
        let now: DateTime<Utc> = SystemTime::now().into();
        let time = now.format("%H:%M:%S");
        let named = count(args.inputs.paths.len() as u64, "path");
        if writeln!(io.errors, "[{time} UTC] watching {named}; Ctrl-C ends it").is_err() {
            return Status::Failed;
        }
        if wait(&changes, &mut places, &mut watcher, &io.stop).is_none() {
            return io.stop.signal().map_or(Status::Failed, Status::Stopped);
        }
    }
}

fn begin(
    args: &LintArgs,
    io: &Io<'_>,
) -> Result<(RecommendedWatcher, Receiver<notify::Result<Event>>, Places), Error> {
    let paths = &args.inputs.paths;
    if paths.is_empty() || paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT) {
        return Err(Error::NothingToWatch);
    }
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender)
        .map_err(|error| Error::Watch { path: "files".to_owned(), reason: error.to_string() })?;
    let directory = io.directory.as_deref();
    let mut places =
        Places::new(paths.iter().chain(&args.checks.plan).chain(&args.checks.config), directory);
    places.watch(&mut watcher)?;
    Ok((watcher, changes, places))
}

/// Waits for a change, and then until it is quiet; nothing if there will be none any more.
fn wait(
    changes: &Receiver<notify::Result<Event>>,
    places: &mut Places,
    watcher: &mut RecommendedWatcher,
    stop: &Stop,
) -> Option<()> {
    loop {
        if stop.signal().is_some() {
            return None;
        }
        match changes.recv_timeout(RETRY) {
            Ok(change) if matters(&change, places) => break,
            Err(RecvTimeoutError::Timeout) if places.come_back(watcher) => break,
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match changes.recv_timeout(QUIET) {
            // Also what does not matter for itself has to be noted.
            Ok(change) => {
                matters(&change, places);
            }
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(())
}

/// Whether it may change the report. Reading is reported as well, also our own.
fn matters(change: &notify::Result<Event>, places: &mut Places) -> bool {
    match change {
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
        Ok(event) => places.note(event),
        // Changes were lost, so something changed.
        Err(_) => true,
    }
}

/// Remembers whether somebody takes what is written.
struct Taken<'o> {
    output: &'o mut dyn Write,
    is_taken: bool,
}

impl Write for Taken<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes);
        self.is_taken &=
            !matches!(&written, Err(error) if error.kind() != io::ErrorKind::Interrupted);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.output.flush();
        self.is_taken &= flushed.is_ok();
        flushed
    }
}
