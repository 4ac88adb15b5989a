//! Counting the instructions of a run of the command.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
};

use super::{Way, attacks::Attack};
use crate::error::{Error, Result};

/// Counts what a run takes.
pub(super) struct Counter {
    binary: PathBuf,
    /// Where the inputs are written to.
    folder: PathBuf,
    number: AtomicU64,
}

impl Counter {
    pub(super) fn new(binary: PathBuf, folder: PathBuf) -> Self {
        Self { binary, folder, number: AtomicU64::new(0) }
    }

    /// What a run on an input takes, with the start of the process.
    pub(super) fn count(&self, attack: &Attack, way: &Way, bytes: &[u8]) -> Result<u64> {
        let all = self.instructions(attack.format_name(), way, bytes);
        all.map_err(|error| Error::new(format!("{}, {}: {error}", attack.name, way.name)))
    }

    fn instructions(&self, input: &str, way: &Way, bytes: &[u8]) -> Result<u64> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("input-{number}"));
        fs::write(&path, bytes).map_err(Error::file("write", &path))?;
        let counted = self.run(input, way, &path);
        fs::remove_file(&path).map_err(Error::file("remove", &path))?;
        counted
    }

    fn run(&self, input: &str, way: &Way, path: &Path) -> Result<u64> {
        let standard_input = File::open(path).map_err(Error::file("open", path))?;
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(&self.binary)
            .args(way.arguments)
            .args(["--no-config", "--threads=1", "--color=never", "--now=2026-01-01T00:00:00Z"])
            .args([format!("--input-format={input}"), "-".to_owned()])
            .stdin(standard_input)
            .stdout(Stdio::null());
        let run = valgrind.output().map_err(|error| {
            let hint = "; install valgrind, which counts the instructions";
            Error::new(format!("cannot run valgrind: {error}{hint}"))
        })?;
        let said = String::from_utf8_lossy(&run.stderr);
        // Findings are no failure.
        if !matches!(run.status.code(), Some(0 | 1)) {
            return Err(Error::new(format!("the command ended with {}:\n{said}", run.status)));
        }
        collected(&said).ok_or_else(|| Error::new(format!("valgrind counted nothing:\n{said}")))
    }
}

/// The count in what callgrind says: `==7== Collected : 123`.
fn collected(said: &str) -> Option<u64> {
    let (_, count) = said.lines().find_map(|line| line.split_once("Collected : "))?;
    count.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_read() {
        let said = "==7== Callgrind\n==7== Events    : Ir\n==7== Collected : 7123456\n==7== \n";
        assert_eq!(collected(said), Some(7_123_456));
        assert_eq!(collected("==7== Callgrind"), None);
    }
}
