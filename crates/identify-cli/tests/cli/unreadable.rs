//! Files that cannot be read, are gone by the time they are opened, or break off; links that go round
//! in circles; pipes among the files of a folder.
#![cfg(target_os = "linux")]

use std::{os::unix::fs::symlink, process::Command, time::Duration};

use crate::{
    folder::{Folder, INVALID, Ran, VALID},
    outside::has_strace,
};

/// Runs the command; each of these calls of the system about this file goes wrong.
fn failing(folder: &Folder, path: &str, fault: &str, arguments: &[&str]) -> Ran {
    let calls = fault.split(':').next().unwrap_or_default();
    let mut command = assert_cmd::Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-P", path, "-e", &format!("trace={calls}")]);
    command.args(["-e", &format!("inject={fault}")]).arg(env!("CARGO_BIN_EXE_identify"));
    command.args(arguments).current_dir(folder.path()).env_remove("CI");
    let mut ran = Ran::of(&mut command);
    // What strace says of the path is its own.
    let own = |line: &&str| !line.starts_with("strace: ");
    ran.errors = ran.errors.split_inclusive('\n').filter(own).collect();
    ran
}

#[test]
fn what_cannot_be_read_is_told_and_keeps_no_other_from_it() {
    if !has_strace() {
        return;
    }
    for (fault, reason) in [
        ("openat:error=EACCES", "permission denied"),
        ("openat:error=ENOENT", "no such file or directory"),
        ("openat:error=EMFILE", "too many open files"),
        ("openat:error=EIO", "input/output error"),
        ("read:error=EIO", "input/output error"),
        ("read:error=ESTALE", "stale file handle"),
    ] {
        for named in ["calls/b.json", "calls"] {
            let folder = Folder::with(&[
                ("calls/a.json", VALID),
                ("calls/b.json", INVALID),
                ("calls/c.json", VALID),
            ]);
            let arguments = match named {
                "calls" => &["lint", "calls"][..],
                _ => &["lint", "calls/a.json", "calls/b.json", "calls/c.json"],
            };
            let ran = failing(&folder, "calls/b.json", fault, arguments);
            assert_eq!(ran.status, Some(2), "{fault}: {ran:?}");
            let expected = format!("identify: cannot read calls/b.json: {reason}\n");
            assert_eq!(ran.errors, expected, "{fault}");
            let totals = "2 files, 2 calls: all valid; 1 input not read";
            assert_eq!(ran.summary().1, totals, "{fault}");
        }
    }
}

/// A disk that fails in the middle of a file: what was found before is told.
#[test]
fn what_breaks_off_is_told_behind_what_was_found() {
    if !has_strace() {
        return;
    }
    let log = format!("{INVALID}\n") + &format!("{VALID}\n").repeat(6_000);
    let folder = Folder::with(&[("log.ndjson", &log)]);
    let arguments = ["lint", "--output-format", "concise", "log.ndjson"];
    let ran = failing(&folder, "log.ndjson", "read:error=EIO:when=3+", &arguments);
    assert_eq!((ran.status, ran.places()), (Some(2), vec!["log.ndjson:1:1:"]), "{}", ran.errors);
    let reason = "identify: cannot read log.ndjson: input/output error\n";
    assert!(ran.errors.starts_with(reason), "{}", ran.errors);
    assert!(ran.errors.ends_with("; 1 input not read to its end\n"), "{}", ran.errors);
    // A read that is interrupted is made again.
    let ran = failing(&folder, "log.ndjson", "read:error=EINTR:when=2+2", &arguments);
    assert_eq!((ran.status, ran.places()), (Some(1), vec!["log.ndjson:1:1:"]), "{}", ran.errors);
    assert!(ran.errors.contains("6,001 calls: "), "{ran:?}");
}

/// Nothing is changed of what could not be read to its end.
#[test]
fn nothing_is_fixed_of_what_breaks_off() {
    if !has_strace() {
        return;
    }
    let log = INVALID.replace("user_traits", "traits") + "\n";
    let log = log.repeat(5_000);
    for when in 1..6 {
        let folder = Folder::with(&[("log.ndjson", &log)]);
        let fault = format!("read:error=EIO:when={when}+");
        let ran = failing(&folder, "log.ndjson", &fault, &["lint", "--fix", "-q", "log.ndjson"]);
        assert_eq!(ran.status, Some(2), "{fault}: {}", ran.errors);
        assert!(folder.read("log.ndjson") == log.as_bytes(), "{fault}");
    }
}

#[test]
fn links_that_go_round_in_circles() {
    let folder = Folder::with(&[("calls/a.json", VALID)]);
    let link = |to: &str, name: &str| symlink(to, folder.path().join(name)).unwrap();
    link("loop.json", "loop.json");
    link("two.json", "one.json");
    link("one.json", "two.json");
    link("..", "calls/up");
    link("b.json", "calls/b.json");
    link("nowhere", "calls/gone.json");
    for name in ["loop.json", "one.json"] {
        for arguments in [&["lint", name][..], &["lint", "--fix", name], &["normalize", name]] {
            let ran = folder.run(arguments);
            assert_eq!((ran.status, ran.output.contains("valid")), (Some(2), false), "{ran:?}");
            let why = format!("{name}: too many levels of symbolic links\n");
            assert!(ran.errors.contains(&why), "{arguments:?}: {}", ran.errors);
        }
        let file = format!("json={name}");
        let ran = folder.run(&["lint", "--output-file", &file, "calls/a.json"]);
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.errors.contains(&format!("cannot write {name}: ")), "{}", ran.errors);
    }
    assert_eq!(folder.run(&["lint", "calls"]).summary(), (Some(0), "1 file, 1 call: valid"));
}

/// A pipe that nobody writes to would be waited for without end.
#[test]
fn pipes_and_devices_in_a_folder_are_no_calls() {
    let folder = Folder::with(&[("calls/a.json", VALID)]);
    let pipe = folder.path().join("calls/pipe.json");
    assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    symlink("/dev/zero", folder.path().join("calls/zero.json")).unwrap();
    let mut command = folder.command(&["lint", "calls"]);
    let ran = Ran::of(command.timeout(Duration::from_secs(60)));
    assert_eq!(ran.summary(), (Some(0), "1 file, 1 call: valid"));
}

/// A device that is named is read as a file: this one is empty.
#[test]
fn an_empty_device_is_an_empty_input() {
    let ran = Folder::new().run(&["lint", "/dev/null"]);
    assert_eq!(ran.summary(), (Some(1), "1 file, 1 call: invalid; 1 error"));
    assert!(ran.output.contains("the input is empty"), "{}", ran.output);
}
