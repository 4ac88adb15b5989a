//! A folder with calls, and the command run in it.

use std::{fs, path::Path};

use assert_cmd::Command;
use tempfile::TempDir;

/// Nothing to say.
pub(crate) const VALID: &str =
    r#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;

/// One warning, with a safe fix.
pub(crate) const ALIAS: &str =
    r#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;

/// One error.
pub(crate) const INVALID: &str = r#"{"user_id": "u1", "user_traits": {}}"#;

/// Variables by which the environment chooses colours.
const COLOURS: [&str; 5] = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "CI"];

pub(crate) struct Folder(TempDir);

/// How a run ended.
#[derive(Debug, Clone)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_identify"));
        for variable in COLOURS {
            command.env_remove(variable);
        }
        command.current_dir(self.path()).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    pub(crate) fn pipe(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        Ran::of(self.command(arguments).write_stdin(input))
    }
}

/// Runs the command where the folder does not matter.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    Folder::new().run(arguments)
}

/// Pipes something into the command.
pub(crate) fn pipe(arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
    Folder::new().pipe(arguments, input)
}

impl Ran {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            status: output.status.code(),
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The status and the last line of the output.
    pub(crate) fn summary(&self) -> (Option<i32>, &str) {
        (self.status, self.output.lines().next_back().unwrap_or_default())
    }

    /// Line, column and rule of each finding of a concise report.
    pub(crate) fn places(&self) -> Vec<&str> {
        self.output.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect()
    }
}
