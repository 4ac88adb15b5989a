//! Nothing leaves the machine, and no file is opened but those named, as `strace` sees it.
#![cfg(target_os = "linux")]

use std::{fs, process::Command};

use crate::folder::{ALIAS, Folder, VALID};

/// Whether there is `strace`, and it may be used.
#[expect(clippy::print_stderr, reason = "who reads the log of a test should know")]
pub(crate) fn has_strace() -> bool {
    let output = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let is_there = output.is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("skipped: strace is missing, or must not trace");
    }
    is_there
}

/// The calls of the system about files and networks that a run makes.
fn traced(folder: &Folder, arguments: &[&str]) -> String {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-s", "4096", "-e", "trace=%file,%network", "-o", "trace"]);
    command.arg(env!("CARGO_BIN_EXE_identify")).args(arguments).current_dir(folder.path());
    command.output().unwrap();
    let trace = String::from_utf8_lossy(&folder.read("trace")).into_owned();
    fs::remove_file(folder.path().join("trace")).unwrap();
    trace
}

/// Calls of the system by which files are opened, made, moved and taken away.
const CALLS: [&str; 8] =
    ["openat(", "open(", "creat(", "rename", "unlink", "link", "symlink", "mkdir"];

/// The paths that were opened, or are the new name of a file, and whether for writing.
fn opened(trace: &str) -> Vec<(String, bool)> {
    let mut opened = Vec::new();
    for line in trace.lines() {
        let Some((_, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        let is_call = CALLS.iter().any(|name| call.starts_with(name));
        if !is_call || line.contains(" = -1 ") {
            continue;
        }
        let writes = !call.starts_with("open")
            || ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| call.contains(flag));
        // Paths stand in quotation marks; the last one is the new name.
        if let Some(path) = call.split('"').nth_back(1) {
            opened.push((path.to_owned(), writes));
        }
    }
    opened
}

/// What every program opens that is linked by the system, and what tells how many cores there are.
fn is_of_the_system(path: &str) -> bool {
    // The C library asks for the last one before it gives memory of a thread back.
    [
        "/lib",
        "/usr/lib",
        "/etc/ld.so",
        "/proc/self/",
        "/sys/fs/cgroup",
        "/sys/devices/system/cpu",
        "/proc/sys/vm/overcommit_memory",
    ]
    .iter()
    .any(|folder| path.starts_with(folder))
}

#[test]
fn no_network_and_no_other_file() {
    if !has_strace() {
        return;
    }
    let plan = r#"{"$ref": "https://example.com/plan.json", "properties": {}}"#;
    let calls = format!("{VALID}\n{ALIAS}\n").repeat(3_000);
    for (arguments, reads, writes) in [
        (&["lint", "call.json"][..], &["call.json", "identify.toml"][..], &[][..]),
        (&["lint", "--no-config", "call.json"], &["call.json"], &[]),
        (&["lint", "--threads", "2", "--no-config", "log.ndjson"], &["log.ndjson"], &[]),
        (&["lint", "--fix", "call.json"], &["call.json", "identify.toml"], &["call.json"]),
        (
            &["lint", "--no-config", "--output-file", "json=r.json", "call.json"],
            &["call.json"],
            &["r.json"],
        ),
        (
            &["lint", "--no-config", "--write-baseline", "base.json", "call.json"],
            &["call.json"],
            &["base.json"],
        ),
        (&["lint", "--no-config", "--plan", "plan.json", "call.json"], &["plan.json"], &[]),
        (&["normalize", "--no-config", "call.json"], &["call.json"], &[]),
        (&["lint", "--no-config", "calls"], &["calls/a.json"], &[]),
        (&["rules"], &[], &[]),
        (&["explain", "missing-member"], &[], &[]),
        (&["schema"], &[], &[]),
    ] {
        let folder = Folder::with(&[
            ("call.json", ALIAS),
            ("calls/a.json", VALID),
            ("log.ndjson", &calls),
            ("plan.json", plan),
            ("identify.toml", "level = \"note\"\n"),
            ("secret.json", VALID),
        ]);
        let trace = traced(&folder, arguments);
        assert!(trace.contains("execve("), "{arguments:?}: {trace}");
        // A pair of sockets wakes a read when a signal comes; it leads nowhere else.
        for line in trace.lines() {
            let call = line.split_once(' ').map_or("", |(_, call)| call.trim_start());
            let is_outside = ["socket(", "connect(", "bind(", "listen(", "accept"]
                .iter()
                .any(|name| call.starts_with(name));
            assert!(!is_outside && !call.contains("AF_INET"), "{arguments:?}: {line}");
        }
        let place = format!("{}/", folder.path().canonicalize().unwrap().display());
        for (path, is_written) in opened(&trace) {
            let path = path.strip_prefix(&place).unwrap_or(&path);
            let path = path.strip_prefix("./").unwrap_or(path);
            // The draft of a file lies beside it, and the folder is brought to the disk.
            let is_draft = |name: &&str| path.starts_with(&format!(".{name}."));
            let may_write = writes.contains(&path) || writes.iter().any(is_draft);
            let is_folder = !is_written && (folder.path().join(path).is_dir());
            let may_read = reads.contains(&path) || is_folder || is_of_the_system(path);
            let is_right = may_write || (may_read && !is_written);
            assert!(is_right, "{arguments:?} opens {path}, for writing: {is_written}");
        }
    }
}
