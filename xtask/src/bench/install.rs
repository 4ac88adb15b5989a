//! Getting the programs that are compared with: into `target/bench`, and only where asked for.

use std::{fs, path::Path};

use super::workshop::Workshop;
use crate::{
    error::{Error, Result},
    programs::{self, command, output},
    repository::root,
};

const PACKAGE: &str = include_str!("../../peers/scripts/package.json");
const REQUIREMENTS: &str = include_str!("../../peers/scripts/requirements.txt");

/// The version of the `jsonschema` command.
const JSONSCHEMA_CLI: &str = "0.60.2";

/// Installs what can be; what cannot is told, and left out of the tables.
pub(super) fn install(shop: &Workshop) {
    for (name, step) in [
        ("the ways of Rust", peers as fn(&Workshop) -> Result),
        ("jsonschema-cli", jsonschema_cli),
        ("the packages of Node.js", node),
        ("the packages of Python", python),
        ("simdjson", simdjson),
        ("ripgrep", |shop| debian(shop, &["ripgrep"])),
    ] {
        println!("installing {name}");
        if let Err(error) = step(shop) {
            println!("not installed: {name}: {error}");
        }
    }
}

/// Builds `xtask/peers`, twice: see its manifest.
fn peers(shop: &Workshop) -> Result {
    let manifest = root().join("xtask/peers/Cargo.toml").display().to_string();
    for (folder, features) in [("peers", ""), ("types", "types")] {
        let target = shop.file(folder).display().to_string();
        programs::cargo(&[
            "build",
            "--quiet",
            "--release",
            "--locked",
            "--manifest-path",
            &manifest,
            "--features",
            features,
            "--target-dir",
            &target,
        ])?;
    }
    Ok(())
}

fn jsonschema_cli(shop: &Workshop) -> Result {
    let folder = shop.file("cargo").display().to_string();
    let package = format!("jsonschema-cli@{JSONSCHEMA_CLI}");
    programs::cargo(&["install", "--quiet", "--locked", "--root", &folder, &package])
}

fn node(shop: &Workshop) -> Result {
    let folder = shop.file("node");
    programs::install(&folder, &[("package.json", PACKAGE)], || {
        let mut npm = command("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-update-notifier"]);
        // No package needs its install script, so none gets to run one.
        npm.args(["--ignore-scripts", "--loglevel", "error"]).current_dir(&folder);
        output(&mut npm).map(drop)
    })
}

fn python(shop: &Workshop) -> Result {
    let folder = shop.file("python");
    programs::install(&folder, &[("requirements.txt", REQUIREMENTS)], || {
        output(command("python3").args(["-m", "venv", "venv"]).current_dir(&folder))?;
        let mut pip = command(folder.join("venv/bin/pip"));
        pip.args(["install", "--quiet", "--disable-pip-version-check"]);
        output(pip.args(["--requirement", "requirements.txt"]).current_dir(&folder)).map(drop)
    })
}

/// The packages of Debian, unpacked here rather than installed on the machine.
fn debian(shop: &Workshop, packages: &[&str]) -> Result {
    let (downloads, folder) = (shop.file("downloads"), shop.file("debian"));
    for path in [&downloads, &folder] {
        fs::create_dir_all(path).map_err(Error::file("create", path))?;
    }
    output(command("apt-get").arg("download").args(packages).current_dir(&downloads))?;
    for entry in fs::read_dir(&downloads).map_err(Error::file("list", &downloads))?.flatten() {
        output(command("dpkg").arg("-x").arg(entry.path()).arg(&folder))?;
        fs::remove_file(entry.path()).map_err(Error::file("remove", &entry.path()))?;
    }
    Ok(())
}

fn simdjson(shop: &Workshop) -> Result {
    let library = output(command("apt-cache").args(["depends", "libsimdjson-dev"]))?;
    let depends = |line: &str| {
        line.trim()
            .strip_prefix("Depends: ")
            .filter(|it| it.starts_with("libsimdjson"))
            .map(str::to_owned)
    };
    let library = library.lines().find_map(depends);
    let library =
        library.ok_or_else(|| Error::new("Debian's libsimdjson-dev is not known here"))?;
    debian(shop, &["libsimdjson-dev", &library])?;
    let folder = shop.file("simdjson");
    fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
    let usr = shop.file("debian/usr");
    let libraries = shared_libraries(&usr.join("lib"));
    let libraries = libraries.ok_or_else(|| Error::new("there is no library in the package"))?;
    let mut compiler = command("c++");
    compiler.args(["-O3", "-std=c++17", "-o"]).arg(folder.join("simdjson"));
    compiler.arg(Workshop::script("simdjson.cpp")).arg("-I").arg(usr.join("include"));
    compiler.arg("-L").arg(&libraries).arg("-lsimdjson");
    compiler.arg(format!("-Wl,-rpath,{}", libraries.display()));
    output(&mut compiler).map(drop)
}

/// The folder below `lib` that simdjson's library is in, which has the name of the machine.
fn shared_libraries(lib: &Path) -> Option<std::path::PathBuf> {
    let folders = fs::read_dir(lib).ok()?.flatten().map(|entry| entry.path());
    folders.into_iter().find(|folder| folder.join("libsimdjson.so").exists())
}
