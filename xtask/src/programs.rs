//! Programs that others wrote: how they get here and how they are called.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    error::{Error, Result},
    repository::{root, write},
};

/// Runs `run` unless the folder was installed from the same manifests before.
pub(crate) fn install(
    folder: &Path,
    manifests: &[(&str, &str)],
    run: impl FnOnce() -> Result,
) -> Result {
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
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
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
pub(crate) fn output(command: &mut Command) -> Result<String> {
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

/// What a program makes of these bytes; nothing where there is no such program.
pub(crate) fn through([program, option]: [&str; 2], bytes: &[u8]) -> Option<Vec<u8>> {
    let mut child = Command::new(program)
        .arg(option)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let bytes = bytes.to_vec();
    // Both pipes may be full at once.
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut input, &bytes));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output.status.success().then_some(output.stdout)
}

/// Runs cargo in the repository, and lets it say what it has to say.
pub(crate) fn cargo(arguments: &[&str]) -> Result {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(arguments)
        .current_dir(root())
        .status()
        .map_err(|error| Error::new(format!("cannot run cargo: {error}")))?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("cargo {status}"))) }
}

/// Runs the chore at hand again, built to be fast, but with all checks of arithmetic.
pub(crate) fn this_chore_built_faster() -> Result {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut all = vec!["run", "--quiet", "--profile", "checked", "--package", "xtask", "--"];
    all.extend(arguments.iter().map(String::as_str));
    // What went wrong was said there.
    cargo(&all).map_err(|_| Error::new("the chore did not succeed: see above"))
}
