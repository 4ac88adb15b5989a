//! Where the judges' tools are, how they get there and how they are called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};
use crate::programs::{command, install, output};
use crate::repository::write;

const PACKAGE: &str = include_str!("node/package.json");
const PACKAGE_LOCK: &str = include_str!("node/package-lock.json");
const REQUIREMENTS: &str = include_str!("python/requirements.txt");

/// The folder with the tools, `target/judge`.
pub(crate) struct Toolbox {
    folder: PathBuf,
}

impl Toolbox {
    /// Installs what is not there at the versions of the lock files.
    pub(crate) fn install(folder: &Path) -> Result<Self> {
        let node = folder.join("node");
        install(&node, &[("package.json", PACKAGE), ("package-lock.json", PACKAGE_LOCK)], || {
            let mut npm = command("npm");
            npm.args(["ci", "--no-audit", "--no-fund", "--no-update-notifier"]);
            // No package needs its install script, so none gets to run one.
            npm.args(["--ignore-scripts", "--loglevel", "error"]).current_dir(&node);
            output(&mut npm).map(drop)
        })?;
        let python = folder.join("python");
        install(&python, &[("requirements.txt", REQUIREMENTS)], || {
            output(command("python3").args(["-m", "venv", "venv"]).current_dir(&python))?;
            let mut pip = command(python.join("venv/bin/pip"));
            pip.args(["install", "--quiet", "--no-deps", "--disable-pip-version-check"]);
            output(pip.args(["--requirement", "requirements.txt"]).current_dir(&python)).map(drop)
        })?;
        let tools = Self { folder: folder.to_owned() };
        // Its programs are run there.
        fs::create_dir_all(tools.work()).map_err(Error::file("create", &tools.work()))?;
        Ok(tools)
    }

    /// The folder for what the judges make of the documents.
    pub(super) fn work(&self) -> PathBuf {
        self.folder.join("work")
    }

    /// A program that npm installed.
    pub(super) fn npm(&self, name: &str) -> Command {
        let mut command = command(self.folder.join("node/node_modules/.bin").join(name));
        command.current_dir(self.work());
        command
    }

    /// Lets a program of a package run, which its install script would do.
    pub(super) fn make_executable(&self, program: &str) -> Result {
        let path = self.folder.join("node/node_modules").join(program);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let permissions = fs::Permissions::from_mode(0o755);
            fs::set_permissions(&path, permissions).map_err(Error::file("allow", &path))?;
        }
        let _ = path;
        Ok(())
    }

    /// A script, run by Node among the packages that npm installed.
    pub(crate) fn node(&self, name: &str, source: &str) -> Result<Command> {
        let script = self.folder.join("node").join(name);
        write(&script, source)?;
        let mut command = command("node");
        command.arg(script).current_dir(self.work());
        Ok(command)
    }

    /// A program that pip installed.
    pub(super) fn pip(&self, name: &str) -> Command {
        let mut command = command(self.folder.join("python/venv/bin").join(name));
        command.current_dir(self.work());
        command
    }

    /// A script, run by Python among the packages that pip installed.
    pub(super) fn python(&self, name: &str, source: &str) -> Result<Command> {
        let script = self.work().join(name);
        write(&script, source)?;
        let mut command = self.pip("python");
        command.arg(script);
        Ok(command)
    }
}

/// The version at which npm or pip installs a package, for the report.
pub(super) fn version(package: &str) -> &'static str {
    let quoted = format!("\"{package}\": \"");
    let equal = format!("{package}==");
    let in_package = PACKAGE.lines().find_map(|line| {
        line.trim().strip_prefix(quoted.as_str()).map(|rest| rest.trim_end_matches([',', '"']))
    });
    let in_requirements = || REQUIREMENTS.lines().find_map(|line| line.strip_prefix(&equal));
    in_package.or_else(in_requirements).unwrap_or("?")
}
