//! Findings that are known, and neither show nor fail a run.

use std::fs;

use identify_cli::{Io, run};
use identify_validator::Report;
use serde_json::Value;

use crate::folder::{ALIAS, Folder, INVALID, Ran, VALID};

/// Two errors, one of them twice, and a warning.
const LOG: &str = r#"{"user_id": "u1", "user_traits": {}}
{"user_id": "u2", "user_traits": {"age": "secret-7"}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "u3", "user_traits": {}}
"#;

fn calls() -> Folder {
    Folder::with(&[
        ("calls/alias.json", ALIAS),
        ("calls/log.ndjson", LOG),
        ("calls/ok.json", VALID),
    ])
}

fn write(folder: &Folder) -> String {
    let ran = folder.run(&["lint", "calls", "--write-baseline", "base.json"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        ran.output,
        "3 files, 5 calls: 2 valid, 3 known to be invalid; 4 known findings held back\n"
    );
    assert_eq!(ran.errors, "wrote 4 findings to the baseline base.json\n");
    fs::read_to_string(folder.path().join("base.json")).unwrap()
}

fn json(folder: &Folder, options: &[&str]) -> (Option<i32>, Report) {
    let ran = folder.run(&[&["lint", "--output-format", "json"], options].concat());
    (ran.status, serde_json::from_str(&ran.output).unwrap())
}

#[test]
fn a_baseline_is_sorted_and_tells_no_values() {
    let folder = calls();
    let text = write(&folder);
    assert_eq!(write(&folder), text);
    assert!(!text.contains("secret"), "{text}");
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["version"], 1);
    let entry = |entry: &Value| {
        let text = |name: &str| entry[name].as_str().unwrap().to_owned();
        assert_eq!(text("fingerprint").len(), 32);
        (text("path"), text("rule"), text("pointer"), entry["count"].as_u64().unwrap())
    };
    let entries: Vec<_> = document["findings"].as_array().unwrap().iter().map(entry).collect();
    let expected = [
        ("calls/alias.json", "deprecated-alias", "/traits", 1),
        ("calls/log.ndjson", "missing-member", "", 2),
        ("calls/log.ndjson", "wrong-type", "/user_traits/age", 1),
    ];
    let expected = expected.map(|(path, rule, pointer, count)| {
        (path.to_owned(), rule.to_owned(), pointer.to_owned(), count)
    });
    assert_eq!(entries, expected);
    // An entry a line, for whoever compares two of them.
    assert_eq!(text.lines().count(), 3 + 5);
}

#[test]
fn known_findings_do_not_fail_the_run() {
    let folder = calls();
    write(&folder);
    let ran = folder.run(&["lint", "calls", "--baseline", "base.json"]);
    assert_eq!(
        ran.summary(),
        (Some(0), "3 files, 5 calls: 2 valid, 3 known to be invalid; 4 known findings held back")
    );
    assert_eq!(ran.output.lines().count(), 1);
    let (status, report) = json(&folder, &["calls", "--baseline", "base.json", "--statistics"]);
    assert_eq!((status, report.findings.len(), report.statistics.len()), (Some(0), 0, 0));
    let summary = report.summary;
    assert_eq!((summary.valid, summary.invalid, summary.errors, summary.warnings), (5, 0, 0, 0));
    assert_eq!(
        report.notices,
        ["4 known findings are held back; 3 calls count as valid because of it"]
    );
}

#[test]
fn new_findings_do() {
    let folder = calls();
    write(&folder);
    // Other lines, other values, and one more of what was there twice.
    let more = format!("\n{VALID}\n{}{INVALID}\n", LOG.replace("secret-7", "8"));
    folder.write("calls/log.ndjson", more.as_bytes());
    let (status, report) = json(&folder, &["calls", "--baseline", "base.json"]);
    assert_eq!((status, report.findings.len()), (Some(1), 1));
    assert_eq!((&*report.findings[0].rule, report.findings[0].record), ("missing-member", 5));
    assert_eq!((report.summary.valid, report.summary.invalid, report.summary.errors), (6, 1, 1));
    // Of another rule, and in another file.
    folder.write("calls/alias.json", b"{}");
    folder.write("calls/new.json", INVALID.as_bytes());
    let ran = folder.run(&["lint", "calls", "--baseline", "base.json"]);
    assert_eq!(
        ran.summary(),
        (
            Some(1),
            "4 files, 8 calls: 2 valid, 3 invalid, 3 known to be invalid; 5 errors; \
             3 known findings held back"
        )
    );
}

#[test]
fn paths_count_from_the_baseline() {
    let folder = calls();
    let text = write(&folder);
    let absolute = folder.path().join("base.json").display().to_string();
    for (directory, inputs, baseline) in [
        ("calls", &["."][..], "../base.json"),
        ("calls", &["log.ndjson", "../calls/alias.json", "./ok.json"], "../base.json"),
        ("calls", &[".."], &absolute),
        (".", &["./calls/"], &absolute),
        (".", &["calls/../calls"], "./calls/../base.json"),
    ] {
        let mut command = folder.command(&["lint", "--baseline", baseline]);
        let ran = Ran::of(command.args(inputs).current_dir(folder.path().join(directory)));
        let held_back = ran.output.contains("4 known findings held back");
        assert_eq!((ran.status, held_back), (Some(0), true), "{inputs:?}: {}", ran.output);
        let mut command = folder.command(&["lint", "--write-baseline", baseline]);
        Ran::of(command.args(inputs).current_dir(folder.path().join(directory)));
        assert_eq!(fs::read_to_string(folder.path().join("base.json")).unwrap(), text);
    }
    // All of it may be moved.
    let other = Folder::new();
    fs::rename(folder.path().join("calls"), other.path().join("calls")).unwrap();
    fs::rename(folder.path().join("base.json"), other.path().join("base.json")).unwrap();
    assert_eq!(other.run(&["lint", "calls", "--baseline", "base.json"]).status, Some(0));
}

#[test]
fn what_is_gone_is_told() {
    let folder = calls();
    write(&folder);
    let gone = |options: &[&str]| {
        let (status, report) = json(&folder, &[&["--baseline", "base.json"], options].concat());
        assert_eq!(status, Some(0));
        let is_gone = |notice: &&String| notice.contains(" of the baseline ");
        report.notices.iter().find(is_gone).cloned().unwrap_or_default()
    };
    assert_eq!(gone(&["calls"]), "");
    // What was not looked at is not gone.
    assert_eq!(gone(&["calls/ok.json"]), "");
    assert_eq!(gone(&["calls", "--level", "error"]), "");
    assert_eq!(gone(&["calls", "--rule", "deprecated-alias=off"]), "");

    folder.write("calls/alias.json", VALID.as_bytes());
    let one =
        "1 finding of the baseline is gone: write it anew with --write-baseline to forget them";
    assert_eq!(gone(&["calls"]), one);
    assert_eq!(gone(&["calls/log.ndjson"]), "");
    folder.write("calls/log.ndjson", INVALID.as_bytes());
    let three =
        "3 findings of the baseline are gone: write it anew with --write-baseline to forget them";
    assert_eq!(gone(&["calls"]), three);
    fs::remove_file(folder.path().join("calls/alias.json")).unwrap();
    assert_eq!(gone(&["calls/log.ndjson"]), three);
    folder.run(&["lint", "calls", "--write-baseline", "base.json"]);
    assert_eq!(gone(&["calls"]), "");
}

#[test]
fn standard_input() {
    let folder = Folder::new();
    folder.pipe(&["lint", "--write-baseline", "base.json"], LOG);
    let ran = folder.pipe(&["lint", "--baseline", "base.json"], LOG);
    assert_eq!(
        ran.summary(),
        (Some(0), "3 calls: all known to be invalid; 3 known findings held back")
    );
    let ran = folder.pipe(&["lint", "--baseline", "base.json"], format!("{LOG}{INVALID}\n"));
    assert_eq!(ran.status, Some(1));
}

/// What is said once of a whole file makes all of its calls invalid.
#[test]
fn calls_that_are_invalid_for_what_was_said_before() {
    let line = b"{\"user_id\": \"Jos\xe9\", \"user_traits\": {}, \"timestamp\": \"2020-11-23T22:28:55Z\"}\n";
    let folder = Folder::new();
    folder.write("latin1.ndjson", &line.repeat(3));
    let plain = folder.run(&["lint", "latin1.ndjson"]);
    assert_eq!(plain.summary(), (Some(1), "1 file, 3 calls: all invalid; 1 error"));
    folder.run(&["lint", "latin1.ndjson", "--write-baseline", "base.json"]);
    let ran = folder.run(&["lint", "latin1.ndjson", "--baseline", "base.json"]);
    assert_eq!(
        ran.summary(),
        (Some(0), "1 file, 3 calls: all known to be invalid; 1 known finding held back")
    );
    let more = [&line.repeat(3)[..], b"[]\n"].concat();
    folder.write("latin1.ndjson", &more);
    assert_eq!(folder.run(&["lint", "latin1.ndjson", "--baseline", "base.json"]).status, Some(1));
}

#[test]
fn a_torn_baseline_is_not_written() {
    let folder = calls();
    let before = write(&folder);
    let ran = folder.run(&["lint", "calls/ok.json", "none.json", "--write-baseline", "base.json"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.errors.ends_with(
        "identify: the baseline base.json is not written: it would lack what was not read\n"
    ));
    assert_eq!(fs::read_to_string(folder.path().join("base.json")).unwrap(), before);
    let ran = folder.run(&["lint", "calls", "--write-baseline", "calls/ok.json/base.json"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.errors.starts_with("identify: cannot write calls/ok.json/base.json: "));
}

#[test]
fn a_baseline_that_is_none() {
    let folder = calls();
    let ran = folder.run(&["lint", "calls", "--baseline", "none.json"]);
    assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""));
    assert_eq!(
        ran.errors,
        "identify: cannot read the baseline none.json: no such file or directory: \
         --write-baseline makes one\n"
    );
    for (text, reason) in [
        (r#"{"version": 2}"#, "it is of version 2, and this program knows version 1 only"),
        ("", "it is not what --write-baseline writes: EOF while parsing a value"),
        ("\u{1b}[31m", "it is not what --write-baseline writes: expected value at line 1 column 1"),
        (r#"{"version": 1}"#, "it is not what --write-baseline writes: missing field `findings`"),
    ] {
        folder.write("base.json", text.as_bytes());
        let ran = folder.run(&["lint", "calls", "--baseline", "base.json"]);
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""));
        let expected = format!("identify: cannot use the baseline base.json: {reason}");
        assert!(ran.errors.starts_with(&expected), "{}", ran.errors);
    }
}

/// Whatever stands in the file, the run ends as it should.
#[test]
fn any_bytes_as_a_baseline() {
    let folder = calls();
    let text = write(&folder).into_bytes();
    let try_bytes = |bytes: &[u8]| {
        folder.write("base.json", bytes);
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let mut input = &b""[..];
        let mut io = Io::new(&mut input, &mut output, &mut errors).with_directory(folder.path());
        let status = run(["identify", "lint", "calls", "--baseline", "base.json"], &mut io);
        let refused = String::from_utf8(errors).unwrap();
        assert_eq!(status == 2, refused.starts_with("identify: cannot use the baseline "));
        assert_eq!(status == 2, output.is_empty());
        status
    };
    let mut statuses = [0_usize; 3];
    for at in (0..text.len()).step_by(7) {
        for bytes in [&text[..at], &text[at..]] {
            statuses[usize::from(try_bytes(bytes))] += 1;
        }
        for byte in [0, b'"', b'9', b'-', 0xff] {
            let mut bytes = text.clone();
            bytes[at] = byte;
            statuses[usize::from(try_bytes(&bytes))] += 1;
        }
    }
    assert!(statuses.iter().all(|count| *count > 10), "{statuses:?}");
    let deep = [&b"{\"version\": 1, \"x\": "[..], &b"[".repeat(100_000)].concat();
    assert_eq!(try_bytes(&deep), 2);
    let many =
        String::from_utf8(text).unwrap().replace("\"count\":1", "\"count\":18446744073709551615");
    assert_eq!(try_bytes(many.as_bytes()), 0);
}
