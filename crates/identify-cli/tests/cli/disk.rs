//! A disk that is full, and streams that are closed from the start.
#![cfg(target_os = "linux")]

use std::process::Command;

use crate::folder::{ALIAS, Folder, INVALID, VALID};

fn shell(folder: &Folder, script: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_identify")]).current_dir(folder.path());
    let output = command.env_remove("CI").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A disk of 64 KiB, in a name space of its own; nothing where none may be made.
#[expect(clippy::print_stderr, reason = "who reads the log of a test should know")]
fn on_a_small_disk(folder: &Folder, script: &str) -> Option<(Option<i32>, String, String)> {
    let mount = "mkdir -p disk && mount -t tmpfs -o size=64k none disk && cp *.ndjson disk";
    let inside = |script: &str| format!("unshare -m bash -c '{mount} && {script}' \"$0\"");
    let (status, ..) = shell(folder, &inside("true"));
    if status != Some(0) {
        eprintln!("skipped: no file system may be mounted here");
        return None;
    }
    Some(shell(folder, &inside(script)))
}

#[test]
fn a_file_is_as_it_was_where_there_is_no_room_for_the_new_one() {
    // Each is longer with its fix: no room for it beside what is there.
    let log = format!("{ALIAS}\n").repeat(600);
    let folder = Folder::with(&[("log.ndjson", &log)]);
    let script = "\"$0\" lint --fix -q disk/log.ndjson; status=$?; \
                  cmp log.ndjson disk/log.ndjson && ls -A disk | wc -l && exit $status";
    let Some((status, output, errors)) = on_a_small_disk(&folder, script) else { return };
    assert_eq!(status, Some(2), "{output}{errors}");
    assert!(errors.contains("disk/log.ndjson: no space left on device"), "{errors}");
    // And no draft is left.
    assert!(output.ends_with("1\n"), "{output}");
}

#[test]
fn a_report_is_as_it_was_where_there_is_no_room_for_the_new_one() {
    let log = format!("{INVALID}\n").repeat(300);
    let folder = Folder::with(&[("log.ndjson", &log)]);
    for option in ["--output-file json=disk/r.json", "--output-file junit=disk/r.json"] {
        let script = format!(
            "echo former > disk/r.json; \"$0\" lint -q {option} disk/log.ndjson; status=$?; \
             cat disk/r.json; ls -A disk | wc -l; exit $status"
        );
        let Some((status, output, errors)) = on_a_small_disk(&folder, &script) else { return };
        assert_eq!(status, Some(2), "{output}{errors}");
        assert!(errors.contains("cannot write disk/r.json: no space left on device"), "{errors}");
        assert!(output.ends_with("former\n2\n"), "{output}");
    }
    // What is written of a baseline is short.
    let script = "cat /dev/zero 2>/dev/null > disk/full; \"$0\" lint --write-baseline disk/base.json \
                  disk/log.ndjson; status=$?; ls -A disk | wc -l; exit $status";
    let Some((status, output, errors)) = on_a_small_disk(&folder, script) else { return };
    assert_eq!(status, Some(2), "{output}{errors}");
    assert!(errors.contains("base.json"), "{errors}");
    assert!(output.ends_with("2\n"), "{output}");
}

/// Where the other end is closed before anything is written, the status is that of what was checked.
#[test]
fn streams_that_are_closed_from_the_start() {
    let folder = Folder::with(&[("valid.json", VALID), ("invalid.json", INVALID)]);
    for (script, status) in [
        ("\"$0\" lint valid.json >&-", 0),
        ("\"$0\" lint invalid.json >&-", 1),
        ("\"$0\" lint invalid.json 2>&-", 1),
        ("\"$0\" lint invalid.json <&- >&- 2>&-", 1),
        ("\"$0\" lint none.json 2>&-", 2),
        // What is no input is no valid call.
        ("\"$0\" lint - <&-", 1),
        ("\"$0\" lint --output-file json=r.json valid.json >&- 2>&-", 0),
    ] {
        let (ended, _, errors) = shell(&folder, script);
        assert_eq!(ended, Some(status), "{script}: {errors}");
    }
    let report: serde_json::Value = serde_json::from_slice(&folder.read("r.json")).unwrap();
    assert_eq!(report["summary"]["valid"], 1);
}
