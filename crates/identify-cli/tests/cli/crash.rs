//! What `--fix` leaves behind when the system fails it, or ends it, at any step.
//!
//! The system is made to by `strace -e inject`; where it is missing, nothing is tested.
#![cfg(target_os = "linux")]

use std::{fs, process::Command};

use crate::folder::{ALIAS, Folder};

/// Calls of the system by which a file is replaced.
const STEPS: [&str; 6] =
    ["openat", "write", "fchmod", "fsync", "rename,renameat,renameat2", "close"];

const FAULTS: [&str; 4] = ["error=ENOSPC", "error=EIO", "error=EACCES", "signal=SIGKILL"];

/// Runs `--fix` with this fault at the so-manieth of these calls. Nothing where that cannot be done.
fn injected(folder: &Folder, step: &str, fault: &str, when: u32) -> Option<(bool, Option<i32>)> {
    let inject = format!("inject={step}:{fault}:when={when}");
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o", "trace", "-e", &format!("trace={step}"), "-e", &inject])
        .arg(env!("CARGO_BIN_EXE_identify"))
        .args(["lint", "--fix", "call.json"])
        .current_dir(folder.path())
        .output()
        .ok()?;
    let trace = fs::read_to_string(folder.path().join("trace")).ok()?;
    let hit = trace.contains("(INJECTED)") || trace.contains("killed by SIGKILL");
    Some((hit, output.status.code()))
}

#[test]
fn the_old_file_or_the_new_one_is_left() {
    let wanted = ALIAS.replace("traits", "user_traits");
    let (mut hits, mut kept) = (0, 0);
    for step in STEPS {
        for fault in FAULTS {
            // The first calls are those by which the program itself is loaded.
            for when in 1..40 {
                let folder = Folder::with(&[("call.json", ALIAS)]);
                let Some((hit, status)) = injected(&folder, step, fault, when) else { return };
                if !hit {
                    break;
                }
                hits += 1;
                let left = fs::read_to_string(folder.path().join("call.json")).unwrap();
                let at = format!("{step} {fault} {when}: {status:?}");
                assert!(left == ALIAS || left == wanted, "{at}: {left}");
                if left == ALIAS {
                    kept += 1;
                    assert_ne!(status, Some(0), "{at}: nothing was fixed and nothing is said");
                }
                let entries = fs::read_dir(folder.path()).unwrap();
                let strange = entries.filter(|entry| {
                    let name = entry.as_ref().unwrap().file_name();
                    name != "call.json" && name != "trace"
                });
                // Only what is killed has no time to clean up.
                assert!(fault.starts_with("signal") || strange.count() == 0, "{at}");
            }
        }
    }
    assert!(hits > 30 && kept > 10, "{hits} faults, {kept} of them before the end");
}
