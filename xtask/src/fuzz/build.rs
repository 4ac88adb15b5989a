//! Building the targets with the stable compiler.

use std::{path::PathBuf, process::Command};

use fixtures::property::Property;

use super::folder;
use crate::{
    error::{Error, Result},
    programs::{self, output},
    repository::root,
};

/// What `cargo fuzz` gives the compiler: counters of coverage that `libFuzzer` reads, compared
/// operands, and `AddressSanitizer`. The last one is no option of the stable compiler but for
/// `RUSTC_BOOTSTRAP`, by which it takes those of a nightly one.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
    -Zsanitizer=address";

/// Builds the programs, and says in which folder they are.
pub(super) fn build(properties: &[&Property]) -> Result<PathBuf> {
    let (host, folder) = (host()?, folder().join("build"));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--locked", "--manifest-path"]);
    command.arg(root().join("fixtures/fuzz/Cargo.toml"));
    // With a platform that is named, what runs while building is built without the flags.
    command.args(["--target", &host, "--target-dir"]).arg(&folder);
    for property in properties {
        command.args(["--bin", property.name]);
    }
    command.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", FLAGS);
    command.env_remove("CARGO_ENCODED_RUSTFLAGS");
    let status = command.status();
    let status = status.map_err(|error| Error::new(format!("cannot run cargo: {error}")))?;
    if status.success() {
        return Ok(folder.join(host).join("release"));
    }
    Err(Error::new(
        "the targets cannot be built: they need a C++ compiler, and a platform that AddressSanitizer knows",
    ))
}

/// The platform that the compiler runs on.
fn host() -> Result<String> {
    let version = output(programs::command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Error::new("rustc does not say what it runs on"))
}
