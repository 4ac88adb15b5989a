//! What was measured on, and how.

use std::fs;

use super::Options;
use crate::programs::{command, output};

/// The machine and the command, in a few lines.
pub(super) fn text(options: &Options) -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = cpu.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    };
    let model = field("model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let family = match (field("cpu family"), field("model\t")) {
        (Some(family), Some(number)) => format!(", family {family}, model {number}"),
        _ => String::new(),
    };
    let flags = field("flags").unwrap_or_default();
    let has = |flag: &str| flags.split(' ').any(|it| it == flag);
    let vectors = if has("avx512bw") {
        "AVX-512"
    } else if has("avx2") {
        "AVX2, no AVX-512"
    } else {
        "no AVX2"
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rust = output(command("rustc").arg("--version")).unwrap_or_default();
    // What follows the numbers names a build for one machine.
    let system = output(command("uname").args(["-sr"])).unwrap_or_default();
    let system = system.split('-').next().unwrap_or_default();
    let quick = if options.quick { " --quick" } else { "" };
    let only = if options.only.is_empty() {
        String::new()
    } else {
        format!(" --only {}", options.only.join(" "))
    };
    let size =
        if options.size == 200 { String::new() } else { format!(" --size {}", options.size) };
    format!(
        "Measured by `cargo xtask bench{quick}{size}{only}` on {cores} cores of {model}{family} \
         ({vectors}), {system}, {rust}; files in memory, best of {} rounds over all programs.\n",
        options.rounds(),
    )
}
