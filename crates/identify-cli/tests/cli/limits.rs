//! Too little memory, too few open files, and surroundings that nobody has at home.
#![cfg(target_os = "linux")]

use std::process::Command;

use crate::folder::{ALIAS, Folder, INVALID, Ran, VALID};

fn shell(folder: &Folder, script: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_identify")]).current_dir(folder.path());
    let output = command.env_remove("CI").output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Under any limit the job is done as without one, or it fails and says so by its status.
#[test]
fn success_is_never_half_of_the_job() {
    let log = format!("{VALID}\n{ALIAS}\n").repeat(300);
    let folder = Folder::with(&[("log.ndjson", &log), ("call.json", VALID)]);
    let lint = "exec \"$0\" lint --output-format concise --threads 2 log.ndjson call.json";
    let expected = shell(&folder, lint);
    assert_eq!(expected.0, Some(0));
    let (mut done, mut failed) = (0, 0);
    let memory = [8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 96, 160, 400, 1_000];
    let limits = memory.map(|megabytes| format!("ulimit -v {}", megabytes << 10));
    let files = [0, 1, 2, 3, 4, 5, 6, 7, 8, 16].map(|files| format!("ulimit -n {files}"));
    for limit in limits.into_iter().chain(files) {
        let (status, output, errors) = shell(&folder, &format!("{limit}; {lint}"));
        if status == Some(0) {
            assert_eq!((output, errors), (expected.1.clone(), expected.2.clone()), "{limit}");
            done += 1;
        } else {
            assert!(has_failed(status), "{limit}: {status:?}: {errors}");
            assert!(!errors.contains("a mistake of its own"), "{limit}: {errors}");
            failed += 1;
        }
    }
    assert!(done > 4 && failed > 4, "{done} done, {failed} failed");
}

/// Whether a status is that of a failure: its own, that of a program that cannot be loaded, or none at all,
/// as the process was ended by a signal: so it is where memory is refused.
fn has_failed(status: Option<i32>) -> bool {
    matches!(status, Some(2 | 126 | 127) | None)
}

/// With a little less memory than it needs, fixing leaves the old file, a report is the former one, and
/// the status says that it failed.
#[test]
fn too_little_memory_leaves_no_half_of_a_file() {
    let log = format!("{ALIAS}\n").repeat(3_000);
    let fixed = log.replace("traits", "user_traits");
    let folder = Folder::with(&[]);
    for (arguments, name, former) in [
        ("--fix", "log.ndjson", log.as_str()),
        ("--output-file json=report.json", "report.json", "the former"),
    ] {
        let run = |kilobytes: u64| {
            folder.write("log.ndjson", log.as_bytes());
            folder.write(name, former.as_bytes());
            let lint = format!("exec \"$0\" lint --threads 2 {arguments} log.ndjson");
            let ran = shell(&folder, &format!("ulimit -v {kilobytes}; {lint}"));
            (ran.0, ran.2, String::from_utf8(folder.read(name)).unwrap())
        };
        let (status, _, whole) = run(4 << 20);
        assert_eq!(status, Some(0), "{arguments}");
        assert!(whole != former && (name != "log.ndjson" || whole == fixed), "{arguments}");
        // What is enough, to a MiB.
        let (mut little, mut enough) = (1, 4 << 10);
        while enough - little > 1 {
            let middle = u64::midpoint(little, enough);
            *(if run(middle << 10).0 == Some(0) { &mut enough } else { &mut little }) = middle;
        }
        let mut refused = 0;
        for step in 1..=24 {
            let kilobytes = (enough << 10) - step * 256;
            let (status, errors, left) = run(kilobytes);
            let at = format!("{arguments}, {kilobytes} KiB: {status:?}: {errors}");
            assert!(left == former || left == whole, "{at}: {} bytes", left.len());
            assert!(has_failed(status) || (status == Some(0) && left == whole), "{at}");
            refused += u32::from(errors.contains("memory allocation of"));
        }
        assert!(refused > 0, "{arguments}: memory was never refused");
    }
}

/// Files that may not grow: the signal of that is for the one who set the limit.
#[test]
fn a_report_that_may_not_grow_is_not_written() {
    let log = format!("{INVALID}\n").repeat(2_000);
    let folder = Folder::with(&[("log.ndjson", &log), ("r.json", "the former")]);
    for trap in ["", "trap '' XFSZ; "] {
        let script = format!(
            "{trap}ulimit -f 8; \"$0\" lint -qq --output-file json=r.json log.ndjson; exit $?"
        );
        let (status, _, errors) = shell(&folder, &script);
        assert!(!matches!(status, Some(0 | 1)), "{status:?}: {errors}");
        assert_eq!(folder.read("r.json"), b"the former");
    }
}

/// Languages, terminals and widths change no byte of what is written to a pipe.
#[test]
fn surroundings_change_nothing_off_a_terminal() {
    let folder = Folder::with(&[("a.json", INVALID), ("b.json", ALIAS)]);
    let arguments = ["lint", "none.json", "a.json", "b.json"];
    let expected = folder.run(&arguments);
    let mut shown = Vec::new();
    for (name, value) in [
        ("LC_ALL", "C"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LC_ALL", "xx_YY.KOI8-R"),
        ("LANG", "\u{1f600}"),
        ("LANGUAGE", "de:fr"),
        ("TERM", ""),
        ("TERM", "dumb"),
        ("TERM", "no-such-terminal"),
        ("TERM", "\u{1b}[31m"),
        ("COLUMNS", "0"),
        ("COLUMNS", "99999999999999999999"),
        ("COLUMNS", "-1"),
        ("LINES", "x"),
        ("COLORTERM", "truecolor"),
        ("TZ", ":/none"),
        ("TZ", "Pacific/Kiritimati"),
        ("HOME", "/none"),
        ("TMPDIR", "/none"),
        ("PATH", ""),
        ("RUST_LOG", "trace"),
        ("RUST_BACKTRACE", "full"),
    ] {
        let ran = Ran::of(folder.command(&arguments).env(name, value));
        if (ran.status, &ran.output, &ran.errors)
            != (expected.status, &expected.output, &expected.errors)
        {
            shown.push(format!("{name}={value}: {ran:?}"));
        }
    }
    let ran = Ran::of(folder.command(&arguments).env_clear());
    assert_eq!((ran.status, ran.output, ran.errors), {
        (expected.status, expected.output, expected.errors)
    });
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

/// On a terminal of any kind and width it ends as it does elsewhere.
#[test]
#[expect(clippy::print_stderr, reason = "who reads the log of a test should know")]
fn odd_terminals() {
    let folder = Folder::with(&[("a.json", INVALID)]);
    let available = Command::new("script").arg("--version").output();
    if available.is_err() {
        eprintln!("skipped: script is missing");
        return;
    }
    for (terminal, columns) in [
        ("dumb", 80),
        ("", 80),
        ("no-such-terminal", 1),
        ("xterm", 0),
        ("xterm", 1),
        ("xterm", 9_999),
    ] {
        let inner = format!("stty cols {columns} rows 1; \\\"$0\\\" lint a.json");
        let inner = inner.replace("\\\"$0\\\"", &format!("'{}'", env!("CARGO_BIN_EXE_identify")));
        let mut command = Command::new("script");
        command.args(["-qec", &inner, "/dev/null"]).current_dir(folder.path());
        command.env("TERM", terminal).env_remove("CI").stdin(std::process::Stdio::null());
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{terminal} {columns}: {text}");
        assert!(text.contains("missing-member"), "{terminal} {columns}: {text}");
        if terminal == "dumb" {
            assert!(!text.contains("\u{1b}["), "{terminal}: {text}");
        }
    }
}
