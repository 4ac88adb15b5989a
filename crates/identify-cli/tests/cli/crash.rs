//! What is left of a file that is written when the system fails the command, or ends it, at any
//! step: by `--fix`, `--output-file` and `--write-baseline`.
//!
//! The system is made to by `strace -e inject`; where it is missing, nothing is tested.
#![cfg(target_os = "linux")]

use std::{fs, process::Command};

use crate::{
    folder::{ALIAS, Folder},
    outside::has_strace,
};

/// Calls of the system by which a file is replaced.
const STEPS: [&str; 6] =
    ["openat", "write", "fchmod", "fsync", "rename,renameat,renameat2", "close"];

const FAULTS: [&str; 4] = ["error=ENOSPC", "error=EIO", "error=EACCES", "signal=SIGKILL"];

/// Calls of the system by which bytes come under a name.
const WRITING: [&str; 3] = ["write", "fsync", "rename,renameat,renameat2"];

/// Runs the command with this fault at the so-manieth of these calls: whether there was such a call,
/// and the status.
fn injected(
    folder: &Folder,
    arguments: &[&str],
    (step, fault, when): (&str, &str, u32),
) -> (bool, Option<i32>) {
    let inject = format!("inject={step}:{fault}:when={when}");
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o", "trace", "-e", &format!("trace={step}"), "-e", &inject])
        .arg(env!("CARGO_BIN_EXE_identify"))
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let trace = fs::read_to_string(folder.path().join("trace")).unwrap();
    let hit = trace.contains("(INJECTED)") || trace.contains("killed by SIGKILL");
    (hit, output.status.code())
}

/// Whether a status is that of a failure: its own, that of a program that cannot be loaded, or none at all,
/// as it was killed.
fn has_failed(status: Option<i32>) -> bool {
    matches!(status, Some(2 | 127) | None)
}

/// Files that are there beside these. Only what is killed has no time to clean up.
fn strange(folder: &Folder, known: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name != "trace" && !known.contains(&name.as_str())).collect()
}

#[test]
fn the_old_file_or_the_new_one_is_left() {
    if !has_strace() {
        return;
    }
    let wanted = ALIAS.replace("traits", "user_traits");
    let (mut hits, mut kept) = (0, 0);
    for step in STEPS {
        for fault in FAULTS {
            // The first calls are those by which the program itself is loaded.
            for when in 1..40 {
                let folder = Folder::with(&[("call.json", ALIAS)]);
                let arguments = ["lint", "--fix", "call.json"];
                let (hit, status) = injected(&folder, &arguments, (step, fault, when));
                if !hit {
                    break;
                }
                hits += 1;
                let left = fs::read_to_string(folder.path().join("call.json")).unwrap();
                let at = format!("{step} {fault} {when}: {status:?}");
                assert!(left == ALIAS || left == wanted, "{at}: {left}");
                if left == ALIAS {
                    kept += 1;
                    assert!(has_failed(status), "{at}: nothing was fixed, and nothing is said");
                }
                let left = strange(&folder, &["call.json"]);
                assert!(fault.starts_with("signal") || left.is_empty(), "{at}: {left:?}");
            }
        }
    }
    assert!(hits > 30 && kept > 10, "{hits} faults, {kept} of them before the end");
}

/// Reports and baselines: the former one, or all of the new one; and a success only with that.
#[test]
fn the_old_report_or_the_new_one_is_left() {
    if !has_strace() {
        return;
    }
    let mut hits = 0;
    for (option, value, name) in
        [("--output-file", "json=r.json", "r.json"), ("--write-baseline", "base.json", "base.json")]
    {
        let arguments = ["lint", option, value, "call.json"];
        let folder = Folder::with(&[("call.json", ALIAS)]);
        folder.run(&arguments);
        let wanted = folder.read(name);
        // What a baseline was is no report, and the other way round: so any text will do.
        for former in [None, Some("the former")] {
            for step in WRITING {
                for fault in ["error=ENOSPC", "error=EIO", "signal=SIGKILL"] {
                    for when in 1..10 {
                        let folder = Folder::with(&[("call.json", ALIAS)]);
                        if let Some(former) = former {
                            folder.write(name, former.as_bytes());
                        }
                        let (hit, status) = injected(&folder, &arguments, (step, fault, when));
                        if !hit {
                            break;
                        }
                        hits += 1;
                        let at = format!("{option} {former:?} {step} {fault} {when}: {status:?}");
                        let left = fs::read(folder.path().join(name)).ok();
                        let is_new = left.as_deref() == Some(wanted.as_slice());
                        let is_old = left.as_deref() == former.map(str::as_bytes);
                        assert!(is_new || is_old, "{at}: {left:?}");
                        assert!(is_new || has_failed(status), "{at}: it is not written");
                        let left = strange(&folder, &["call.json", name]);
                        assert!(fault.starts_with("signal") || left.is_empty(), "{at}: {left:?}");
                    }
                }
            }
        }
    }
    assert!(hits > 40, "{hits} faults");
}
