//! The command as a process of its own: what signals, limits and the system do to it.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

use crate::{
    error::{Error, Result},
    programs::{cargo, command},
    repository::target,
};

/// The command, built and ready.
pub(super) struct Program(PathBuf);

/// As long as a run may take.
const PATIENCE: Duration = Duration::from_secs(300);

impl Program {
    pub(super) fn build() -> Result<Self> {
        // As the tests build it: with the features of the whole workspace, nothing is built again.
        cargo(&["build", "--quiet", "--workspace", "--bin", "identify"])?;
        Ok(Self(target().join("debug/identify")))
    }

    /// `identify lint` in a folder.
    pub(super) fn lint(&self, folder: &Path) -> Command {
        let mut lint = command(&self.0);
        lint.arg("lint").arg("--no-config").current_dir(folder);
        lint
    }

    /// A shell's line, in which `$0` is the command.
    pub(super) fn shell(&self, folder: &Path, line: &str) -> Result<Output> {
        let mut shell = command("sh");
        shell.args([OsStr::new("-c"), OsStr::new(line), self.0.as_os_str()]).current_dir(folder);
        output(&mut shell)
    }

    /// Under `strace`, with these options of it. Nothing where there is none.
    pub(super) fn traced(&self, folder: &Path, options: &[&str], lint: &[&str]) -> Option<Output> {
        let mut strace = command("strace");
        strace.args(["-f", "-qq", "-o", "../trace"]).args(options).arg(&self.0).arg("lint");
        strace.arg("--no-config").args(lint).current_dir(folder).output().ok()
    }
}

pub(super) fn output(command: &mut Command) -> Result<Output> {
    command.output().map_err(|error| Error::new(format!("cannot run {command:?}: {error}")))
}

/// A process that runs.
pub(super) struct Running {
    child: Child,
    /// Most bytes of memory that it was seen to hold.
    pub(super) peak: u64,
}

impl Running {
    /// Begins it; what it prints goes to this file.
    pub(super) fn begin(command: &mut Command, input: Stdio, printed: &Path) -> Result<Self> {
        let file = File::create(printed).map_err(Error::file("create", printed))?;
        let errors = file.try_clone().map_err(Error::file("create", printed))?;
        let child = command.stdin(input).stdout(file).stderr(errors).spawn();
        let child =
            child.map_err(|error| Error::new(format!("cannot run {command:?}: {error}")))?;
        Ok(Self { child, peak: 0 })
    }

    /// Feeds it these bytes again and again, until it wants no more.
    pub(super) fn feed(&mut self, bytes: &'static [u8]) {
        if let Some(mut input) = self.child.stdin.take() {
            std::thread::spawn(move || {
                let bytes = bytes.repeat(4_096);
                while input.write_all(&bytes).is_ok() {}
            });
        }
    }

    pub(super) fn wait(&mut self, time: Duration) {
        let start = Instant::now();
        while start.elapsed() < time && matches!(self.child.try_wait(), Ok(None)) {
            self.peak = self.peak.max(held(self.child.id()));
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub(super) fn signal(&self, name: &str) -> Result {
        let id = self.child.id().to_string();
        output(command("kill").args([&format!("-{name}"), &id])).map(drop)
    }

    /// How it ended; an error where it does not.
    pub(super) fn end(&mut self) -> Result<ExitStatus> {
        self.wait(PATIENCE);
        if let Ok(Some(status)) = self.child.try_wait() {
            return Ok(status);
        }
        let _ = self.child.kill();
        Err(Error::new("a process does not end"))
    }
}

/// Most bytes of memory that a process held so far.
fn held(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.unwrap_or_default().saturating_mul(1_024)
}
