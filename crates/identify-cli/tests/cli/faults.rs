//! When the surroundings fail: never a success, never a panic.

use crate::folder::{Folder, INVALID, VALID, run};

#[test]
fn a_missing_file_keeps_no_other_from_being_read() {
    let folder = Folder::with(&[("a.json", INVALID)]);
    let ran = folder.run(&["lint", "none.json", "a.json", "gone/"]);
    assert_eq!(ran.summary(), (Some(2), "1 file, 1 call: invalid; 1 error; 2 inputs not read"));
    assert_eq!(
        ran.errors,
        "identify: cannot read none.json: no such file or directory\n\
         identify: cannot read gone/: no such file or directory\n"
    );
}

#[cfg(unix)]
mod unix {
    use std::{fs::File, process::Command, process::Stdio};

    use super::{Folder, INVALID, VALID};

    fn shell(folder: &Folder, script: &str) -> (Option<i32>, String, String) {
        let mut command = Command::new("bash");
        command.args(["-c", script, env!("CARGO_BIN_EXE_identify")]).current_dir(folder.path());
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    #[test]
    fn standard_input_that_cannot_be_read() {
        let (status, _, errors) = shell(&Folder::new(), "\"$0\" lint < .");
        assert_eq!(status, Some(2));
        assert_eq!(errors, "identify: cannot read standard input: is a directory\n");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk() {
        let folder = Folder::with(&[("valid.json", VALID), ("invalid.json", INVALID)]);
        for arguments in [
            &["lint", "valid.json"][..],
            &["lint", "invalid.json"],
            &["lint", "--output-format", "json", "valid.json"],
            &["lint", "--output-format", "concise", "invalid.json"],
            &["normalize", "valid.json"],
            &["rules"],
            &["explain", "missing-member"],
            &["schema"],
            &["openapi"],
            &["reference"],
            &["--help"],
            &["--version"],
        ] {
            let full = File::options().write(true).open("/dev/full").unwrap();
            let mut command = Command::new(env!("CARGO_BIN_EXE_identify"));
            command.args(arguments).current_dir(folder.path()).stdout(full).stdin(Stdio::null());
            let output = command.output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let errors = String::from_utf8(output.stderr).unwrap();
            let full = "identify: cannot write to standard output: no space left on device\n";
            assert!(errors.ends_with(full), "{errors}");
        }
        // Where nothing can be said at all, the status still tells.
        for command in ["lint --output-format concise", "normalize"] {
            let script = format!("\"$0\" {command} invalid.json 2>/dev/full");
            assert_eq!(shell(&folder, &script).0, Some(2), "{command}");
        }
    }

    #[test]
    fn a_reader_that_stops_early() {
        let folder = Folder::with(&[
            ("invalid.ndjson", &format!("{INVALID}\n").repeat(20_000)),
            ("valid.ndjson", &format!("{VALID}\n").repeat(20_000)),
        ]);
        for (command, status) in [
            ("lint invalid.ndjson", 1),
            ("lint --output-format json invalid.ndjson", 1),
            ("lint --output-format concise invalid.ndjson", 1),
            ("lint --output-format concise - < <(while printf '%s\\n' '{}'; do :; done)", 1),
            ("normalize valid.ndjson", 2),
        ] {
            let script = format!("\"$0\" {command} | head -1; exit ${{PIPESTATUS[0]}}");
            let (ended, output, errors) = shell(&folder, &script);
            assert_eq!((ended, errors.as_str()), (Some(status), ""), "{command}");
            assert_eq!(output.lines().count(), 1);
        }
    }

    #[test]
    fn signals_end_it_as_they_end_others() {
        // It is at work when it has complained of the first file; then it waits for the pipe.
        let script = "mkfifo pipe errors; exec 3<>pipe; \"$0\" lint none.json - <pipe 2>errors & \
                      read -r line <errors; kill -TERM $!; wait $!; status=$?; \
                      echo \"$line\"; exit $status";
        let (status, output, _) = shell(&Folder::new(), script);
        assert_eq!(status, Some(143));
        assert!(output.contains("identify: cannot read none.json: "), "{output}");
    }
}

#[test]
fn nothing_to_explain() {
    for (id, reason) in [
        (
            "missing-membr",
            "identify: there is no rule `missing-membr`: did you mean `missing-member`?\n",
        ),
        (
            "nothing-like-it",
            "identify: there is no rule `nothing-like-it`: `identify rules` lists them\n",
        ),
    ] {
        let ran = run(&["explain", id]);
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""));
        assert_eq!(ran.errors, reason);
    }
}
