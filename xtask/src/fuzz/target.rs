//! Running a target, and making what it found as small as it gets.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use crate::error::{Error, Result};

/// Most bytes of an input: what is wrong shows in few.
const MOST_BYTES: u32 = 4_096;

/// Seconds after which an input counts as one that never ends.
const MOST_SECONDS: u32 = 60;

/// Most memory, which `AddressSanitizer` needs several times over.
const MOST_MEMORY_MB: u32 = 3_000;

/// For how long something that was found is made smaller.
const MINIMISING_SECONDS: u32 = 30;

/// What is taken for a leak and is none: a thread that was waited for may still be on its way out.
const NO_LEAKS: &str = "leak:__cxa_thread_atexit_impl\n";

/// A target that was built.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) name: &'static str,
    pub(super) program: PathBuf,
    pub(super) corpus: PathBuf,
    pub(super) dictionary: PathBuf,
}

/// What came of running it.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) name: &'static str,
    pub(super) seconds: u64,
    pub(super) executions: u64,
    /// Inputs that reach something no other one does.
    pub(super) corpus: usize,
    /// What was found, in words.
    pub(super) found: Vec<String>,
}

impl Target {
    /// Runs it for so long, or until it finds something.
    pub(super) fn run(&self, seconds: u64, folder: &Path) -> Result<Ran> {
        println!("fuzzing {} for {seconds} s", self.name);
        let found = folder.join("found").join(self.name);
        if found.exists() {
            fs::remove_dir_all(&found).map_err(Error::file("remove", &found))?;
        }
        fs::create_dir_all(&found).map_err(Error::file("create", &found))?;
        let log = found.join("log");
        let mut command = self.command(&found, &log)?;
        command
            .arg(format!("-max_len={MOST_BYTES}"))
            .arg(&self.corpus)
            .arg(format!("-max_total_time={seconds}"));
        command.arg(format!("-dict={}", self.dictionary.display()));
        command.args(["-print_final_stats=1", "-reload=0"]);
        let started = Instant::now();
        let status = command.status().map_err(Error::file("run", &self.program))?;
        let seconds = started.elapsed().as_secs();
        let text = String::from_utf8_lossy(&fs::read(&log).unwrap_or_default()).into_owned();
        let executions = executions(&text);
        let mut told = Vec::new();
        for path in artifacts(&found)? {
            told.push(self.tell(&path, &found, &text)?);
        }
        if told.is_empty() && !status.success() {
            told.push(format!("{} ended with {status}: see {}", self.name, log.display()));
        }
        let corpus = fs::read_dir(&self.corpus).map_or(0, Iterator::count);
        Ok(Ran { name: self.name, seconds, executions, corpus, found: told })
    }

    fn command(&self, found: &Path, log: &Path) -> Result<Command> {
        let file = File::create(log).map_err(Error::file("create", log))?;
        let suppressions = found.join("no-leaks");
        fs::write(&suppressions, NO_LEAKS).map_err(Error::file("write", &suppressions))?;
        let mut command = Command::new(&self.program);
        let suppressions = format!("suppressions={}:print_suppressions=0", suppressions.display());
        command.env("LSAN_OPTIONS", suppressions);
        command.arg(format!("-artifact_prefix={}/", found.display()));
        command.arg(format!("-timeout={MOST_SECONDS}"));
        command.arg(format!("-rss_limit_mb={MOST_MEMORY_MB}"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file);
        Ok(command)
    }

    /// What an input does, and the smallest one that does so too.
    fn tell(&self, path: &Path, found: &Path, log: &str) -> Result<String> {
        let smallest = found.join("smallest");
        let mut small = path.to_owned();
        if is_crash(path) {
            let mut command = self.command(found, &found.join("minimising"))?;
            command.args(["-minimize_crash=1", "-runs=100000"]).arg(path);
            command.arg(format!("-max_total_time={MINIMISING_SECONDS}"));
            command.arg(format!("-exact_artifact_path={}", smallest.display()));
            // It ends with the status of what it makes smaller.
            command.status().map_err(Error::file("run", &self.program))?;
            if fs::metadata(&smallest).is_ok_and(|it| it.len() > 0) {
                small = smallest;
            }
        }
        let bytes = fs::read(&small).map_err(Error::file("read", &small))?;
        let Self { name, program, .. } = self;
        Ok(format!(
            "{name}: {}\n{}\nof {} bytes: {}\nrepeat it: {} {}",
            path.file_name().unwrap_or_default().display(),
            said(log),
            bytes.len(),
            bytes.escape_ascii(),
            program.display(),
            small.display(),
        ))
    }
}

/// How many inputs were made and tried. Those that the search begins with were tried before: the
/// line that says so begins with how many they are.
fn executions(log: &str) -> u64 {
    let begins = log.lines().find(|line| line.contains("\tINITED"));
    let begins = begins.and_then(|line| line.trim_start_matches('#').split('\t').next());
    let begins = begins.and_then(|number| number.parse().ok()).unwrap_or(0);
    let all = statistic(log, "stat::number_of_executed_units:").unwrap_or(0);
    all.saturating_sub(begins)
}

/// The number behind a name that stands in the log.
fn statistic(log: &str, name: &str) -> Option<u64> {
    log.lines().rev().find_map(|line| line.strip_prefix(name))?.trim().parse().ok()
}

/// The files that `libFuzzer` left: `crash-…`, `timeout-…`, `oom-…`, `leak-…`.
fn artifacts(found: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(found).map_err(Error::file("list", found))?;
    let is_artifact = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        ["crash-", "timeout-", "oom-", "leak-"].iter().any(|kind| name.starts_with(kind))
    };
    Ok(entries.flatten().map(|entry| entry.path()).filter(is_artifact).collect())
}

fn is_crash(path: &Path) -> bool {
    path.file_name().unwrap_or_default().to_string_lossy().starts_with("crash-")
}

/// What a target said at its end: the words of the panic, or those of a sanitizer.
fn said(log: &str) -> String {
    const LINES: usize = 30;
    let is_first = |line: &&str| line.contains(" panicked at ") || line.contains("ERROR: ");
    let lines = log.lines().skip_while(|line| !is_first(line)).take(LINES);
    let is_last = |line: &&str| !line.starts_with("note: ") && !line.starts_with("    #");
    lines.take_while(is_last).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{executions, said, statistic};

    const LOG: &str = "INFO: seed corpus: files: 600\n\
        #601\tINITED cov: 2096 ft: 9000 corp: 530/241Kb exec/s: 300 rss: 90Mb\n\
        thread '<unnamed>' (1) panicked at fixtures/src/property.rs:80:25:\n\
        one is recovered as another\nof {}\n\
        note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n\
        ==9== ERROR: libFuzzer: deadly signal\n\
        stat::number_of_executed_units: 1234\nstat::average_exec_per_sec:     12\n";

    #[test]
    fn logs_are_understood() {
        assert_eq!(statistic(LOG, "stat::number_of_executed_units:"), Some(1234));
        assert_eq!(executions(LOG), 633);
        assert_eq!(statistic("", "stat::number_of_executed_units:"), None);
        assert!(said(LOG).ends_with("one is recovered as another\nof {}"), "{}", said(LOG));
        assert!(said("==9== ERROR: AddressSanitizer: x\n    #0 y").ends_with("Sanitizer: x"));
    }
}
