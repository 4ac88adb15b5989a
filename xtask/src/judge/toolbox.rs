//! Where the judges' tools are, how they get there and how they are called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Error, Result};
use crate::repository::write;

const PACKAGE: &str = include_str!("node/package.json");
const PACKAGE_LOCK: &str = include_str!("node/package-lock.json");
const REQUIREMENTS: &str = include_str!("python/requirements.txt");

/// The folder with the tools, `target/judge`.
pub(super) struct Toolbox {
    folder: PathBuf,
}

impl Toolbox {
    /// Installs what is not there at the versions of the lock files.
    pub(super) fn install(folder: &Path) -> Result<Self> {
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
        Ok(Self { folder: folder.to_owned() })
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
    pub(super) fn node(&self, name: &str, source: &str) -> Result<Command> {
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

/// Runs `run` unless the folder was installed from the same manifests before.
fn install(folder: &Path, manifests: &[(&str, &str)], run: impl FnOnce() -> Result) -> Result {
    let stamp = folder.join("installed");
    let wanted: String = manifests.iter().map(|(_, text)| *text).collect();
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::file("remove", folder))?;
    }
    for (name, text) in manifests {
        write(&folder.join(name), text)?;
    }
    println!("installing into {}", folder.display());
    run()?;
    write(&stamp, &wanted)
}

/// A command that reports to nobody.
pub(super) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    command.envs([
        ("DO_NOT_TRACK", "1"),
        ("REDOCLY_TELEMETRY", "off"),
        ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
        ("NO_UPDATE_NOTIFIER", "1"),
        ("NO_COLOR", "1"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("PYTHONUTF8", "1"),
    ]);
    command
}

/// Runs a command: what it printed, or an error that holds all it said.
pub(super) fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| {
        let hint = match program.as_str() {
            "node" | "npm" => "; install Node.js 20 or newer",
            "python3" => "; install Python 3.11 or newer with venv",
            _ => "",
        };
        Error::new(format!("cannot run {program}: {error}{hint}"))
    })?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        return Ok(printed.trim().to_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(Error::new(format!("{program} ({}):\n{printed}{complaint}", output.status)))
}
