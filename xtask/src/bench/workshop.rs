//! Where the programs and the corpora are.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::Options;
use crate::{
    error::{Error, Result},
    programs,
    repository::{root, target},
};

/// The folder `target/bench`, and the command that is measured.
pub(super) struct Workshop {
    pub(super) folder: PathBuf,
    /// The command.
    pub(super) identify: PathBuf,
    /// Whether it knows `--threads`.
    pub(super) has_threads: bool,
    /// Programs that are not here.
    absent: RefCell<BTreeSet<&'static str>>,
}

impl Workshop {
    pub(super) fn open(options: &Options) -> Result<Self> {
        let folder = target().join("bench");
        fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
        let identify = if let Some(path) = &options.binary {
            std::path::absolute(path).map_err(Error::file("find", path))?
        } else {
            programs::cargo(&["build", "--quiet", "--release", "--package", "identify-cli"])?;
            target().join("release/identify")
        };
        let schema = folder.join("schema.json");
        let text = identify_codegen::to_text(&identify_codegen::accepted_schema());
        fs::write(&schema, text).map_err(Error::file("write", &schema))?;
        let mut help = programs::command(&identify);
        let help = programs::output(help.args(["lint", "--help"]))?;
        let has_threads = help.contains("--threads");
        Ok(Self { folder, identify, has_threads, absent: RefCell::default() })
    }

    /// The schema that the others check by.
    pub(super) fn schema(&self) -> PathBuf {
        self.folder.join("schema.json")
    }

    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// `identify lint` on so many threads, with no settings but these.
    pub(super) fn lint(&self, threads: &str, more: &[&str]) -> Option<Command> {
        let mut command = programs::command(&self.identify);
        command.args(["lint", "--no-config"]).args(more);
        match (self.has_threads, threads) {
            (true, _) => Some(command.args(["--threads", threads])),
            (false, "1") => Some(&mut command),
            // Without the option there is one thread.
            (false, _) => None,
        }?;
        Some(command)
    }

    /// A program that was installed here, or else one of the system; nothing if there is none.
    pub(super) fn program(&self, name: &'static str, paths: &[&str]) -> Option<Command> {
        let found = paths.iter().map(|path| self.folder.join(path)).find(|path| path.exists());
        let on_path = || {
            let path = std::env::var_os("PATH")?;
            let mut folders = std::env::split_paths(&path).map(|folder| folder.join(name));
            folders.find(|path| path.is_file())
        };
        let program = found.or_else(|| if paths.contains(&"*") { on_path() } else { None });
        if program.is_none() {
            self.absent.borrow_mut().insert(name);
        }
        program.map(programs::command)
    }

    /// A script of the peers.
    pub(super) fn script(name: &str) -> PathBuf {
        root().join("xtask/peers/scripts").join(name)
    }

    /// Which programs were not compared with.
    pub(super) fn absent(&self) -> String {
        let absent = self.absent.borrow();
        if absent.is_empty() {
            return String::new();
        }
        let names: Vec<String> = absent.iter().map(|name| format!("`{name}`")).collect();
        format!(
            "Not here, and so not in the tables: {}. `cargo xtask bench --install` installs them \
             into `target/bench`.\n",
            names.join(", ")
        )
    }
}

/// Starts a command with a pipe to its standard input.
pub(super) fn piped(command: &mut Command) -> Result<std::process::Child> {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    child.map_err(Error::file("run", Path::new(command.get_program())))
}
