//! What is promised of builds: each crate and each feature by itself, the oldest versions that the
//! manifests allow, the oldest compiler that they name.

use std::{path::Path, process::Command};

use super::{Checked, graph::Graph};
use crate::{
    error::{Error, Result},
    repository::{self, root},
};

pub(super) fn check(graph: &Graph) -> Result<Vec<Checked>> {
    Ok(vec![features(graph)?, oldest_versions()?, oldest_compiler()?])
}

/// Each crate without features, and with each of them alone.
fn features(graph: &Graph) -> Result<Checked> {
    let (mut builds, mut complaints) = (0_usize, Vec::new());
    for package in graph.packages.iter().filter(|package| package.is_published) {
        let alone = package.features.iter().map(|feature| Some(feature.as_str()));
        for feature in std::iter::once(None).chain(alone) {
            let mut command = cargo(None);
            command.args(["check", "--quiet", "--locked", "--package", &package.name]);
            command.arg("--no-default-features");
            command.args(feature.map(|feature| ["--features", feature]).into_iter().flatten());
            let with = feature.unwrap_or("none");
            builds = builds.saturating_add(1);
            complaints.extend(complaint(command, &format!("{} with {with}", package.name))?);
        }
    }
    Ok(Checked {
        what: "features alone",
        looked_at: format!("{builds} builds of crates and features"),
        complaints,
    })
}

/// All of what is published with the oldest versions that the manifests allow. Choosing them is not
/// stable in cargo yet; the lock file that it makes lies in the target folder.
fn oldest_versions() -> Result<Checked> {
    let lock = repository::target().join("oldest/Cargo.lock");
    let config = format!("resolver.lockfile-path={:?}", lock.display().to_string());
    if let Some(folder) = lock.parent() {
        std::fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
    }
    let unstable = |arguments: &[&str]| {
        let mut command = cargo(None);
        command.env("RUSTC_BOOTSTRAP", "1").args(arguments);
        command.args(["-Zlockfile-path", "--config", &config]);
        command
    };
    let resolve = unstable(&["generate-lockfile", "--quiet", "-Zdirect-minimal-versions"]);
    let mut build = unstable(&["check", "--quiet", "--workspace"]);
    build.args(["--exclude", "fixtures", "--exclude", "xtask", "--target-dir"]);
    build.arg(repository::target().join("oldest"));
    let mut complaints: Vec<String> = complaint(resolve, "no versions fit")?.into_iter().collect();
    if complaints.is_empty() {
        complaints.extend(complaint(build, "they do not build")?);
    }
    Ok(Checked {
        what: "oldest versions",
        looked_at: "what is published, by the manifests' minima".to_owned(),
        complaints,
    })
}

/// All of what is published with the compiler that `rust-version` names, if it is installed.
fn oldest_compiler() -> Result<Checked> {
    let manifest = repository::read(&root().join("Cargo.toml"))?;
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let version = version.map(|it| it.trim_matches('"')).unwrap_or_default();
    let is_here =
        cargo(Some(version)).arg("--version").output().is_ok_and(|it| it.status.success());
    let mut checked = Checked {
        what: "oldest compiler",
        looked_at: format!("Rust {version}"),
        complaints: Vec::new(),
    };
    if is_here {
        let mut command = cargo(Some(version));
        command.args(["check", "--quiet", "--locked", "--workspace"]);
        command.args(["--exclude", "fixtures", "--exclude", "xtask", "--target-dir"]);
        command.arg(repository::target().join("msrv"));
        checked.complaints.extend(complaint(command, "it does not build")?);
    } else {
        checked.looked_at += ": not installed, so only Clippy knows";
    }
    Ok(checked)
}

/// cargo, of the compiler at hand or of another version.
fn cargo(version: Option<&str>) -> Command {
    let mut command = match version {
        // What rustup calls by a version.
        Some(version) => {
            let mut command = Command::new("rustup");
            command.args(["run", "--", version, "cargo"]);
            command
        }
        None => Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())),
    };
    command.current_dir::<&Path>(&root());
    command
}

/// What a command says when it fails.
fn complaint(mut command: Command, what: &str) -> Result<Option<String>> {
    let output =
        command.output().map_err(|error| Error::new(format!("cannot run cargo: {error}")))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().filter(|line| line.starts_with("error")).take(3).collect::<Vec<_>>();
    Ok((!output.status.success()).then(|| format!("{what}: {}", last.join("; "))))
}
