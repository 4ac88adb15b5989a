//! Running a program: how long it takes and how much memory.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::workshop::Workshop;
use crate::error::{Error, Result};

/// What a run took.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    /// From the start of the process to its end.
    pub(super) wall: Duration,
    /// Peak resident memory in bytes, as GNU time tells it.
    pub(super) peak: Option<u64>,
    /// The last line of what it printed.
    pub(super) last: String,
}

/// GNU time, by its usual place: a shell has one of its own that knows no memory.
const TIME: &str = "/usr/bin/time";

/// The same command below GNU time, which writes to this file.
pub(super) fn below_time(command: &Command, notes: &Path) -> Option<Command> {
    if !Path::new(TIME).exists() {
        return None;
    }
    let mut timed = Command::new(TIME);
    timed.args(["--quiet", "-f", "%M", "-o"]).arg(notes);
    timed.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        timed.current_dir(folder);
    }
    timed.stdin(Stdio::null());
    Some(timed)
}

/// Peak memory from what GNU time wrote.
pub(super) fn peak(notes: &Path) -> Option<u64> {
    let text = fs::read_to_string(notes).ok()?;
    let kilobytes: u64 = text.lines().last()?.trim().parse().ok()?;
    Some(kilobytes.saturating_mul(1024))
}

/// Runs a command once, with its output to a file.
pub(super) fn run(workshop: &Workshop, mut command: Command) -> Result<Run> {
    let (notes, output) = (workshop.file("time"), workshop.file("output"));
    let file = fs::File::create(&output).map_err(Error::file("create", &output))?;
    let _ = fs::remove_file(&notes);
    let mut command = below_time(&command, &notes).unwrap_or_else(|| {
        command.stdin(Stdio::null());
        command
    });
    command.stdout(file).stderr(Stdio::null());
    let started = Instant::now();
    let status = command.status().map_err(Error::file("run", Path::new(command.get_program())))?;
    let wall = started.elapsed();
    if status.code().is_none_or(|code| code > 100) {
        return Err(Error::new(format!("{}: {status}", command.get_program().display())));
    }
    Ok(Run { wall, peak: peak(&notes), last: last_line(&output)? })
}

/// The last line of a file, of which only the end is read.
fn last_line(path: &Path) -> Result<String> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = fs::File::open(path).map_err(Error::file("read", path))?;
    let length = file.metadata().map_err(Error::file("read", path))?.len();
    let mut end = Vec::new();
    let start = length.saturating_sub(100_000);
    file.seek(SeekFrom::Start(start)).map_err(Error::file("read", path))?;
    file.read_to_end(&mut end).map_err(Error::file("read", path))?;
    let text = String::from_utf8_lossy(&end);
    Ok(text.lines().last().unwrap_or_default().to_owned())
}
