//! What is written, and that no payload and no file name can break out of it.

use identify_codegen::report_schema;
use identify_validator::{Report, ReportLine};
use serde_json::Value;

use crate::folder::{ALIAS, Folder, INVALID, Ran, VALID, pipe};

/// The report, which the published schema describes and the type reads.
fn report(ran: &Ran) -> Report {
    let value: Value = serde_json::from_str(&ran.output).unwrap();
    let schema = report_schema::<Report>();
    let judge = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let faults: Vec<String> = judge.iter_errors(&value).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, [""; 0], "{}", ran.output);
    serde_json::from_value(value).unwrap()
}

/// What people try first.
#[test]
fn a_format_has_a_shorter_name() {
    let folder = Folder::with(&[("call.json", INVALID)]);
    let ran = folder.run(&["lint", "--format", "json", "call.json"]);
    assert_eq!(ran.output, folder.run(&["lint", "--output-format", "json", "call.json"]).output);
    assert_eq!(ran.status, Some(1));
}

#[test]
fn json() {
    let folder = Folder::with(&[
        ("calls/a.json", ALIAS),
        ("calls/b.ndjson", &format!("{VALID}\n{INVALID}\n")),
    ]);
    let ran = folder.run(&["lint", "--output-format", "json", "calls"]);
    assert_eq!((ran.status, ran.errors.as_str()), (Some(1), ""));
    let report = report(&ran);
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|finding| (&*finding.rule, finding.path.as_str(), finding.record))
        .collect();
    assert_eq!(
        findings,
        [("deprecated-alias", "calls/a.json", 1), ("missing-member", "calls/b.ndjson", 2)]
    );
    let summary = report.summary;
    assert_eq!((summary.files, summary.records, summary.valid, summary.invalid), (2, 3, 2, 1));
    assert_eq!((summary.errors, summary.warnings, summary.notes), (1, 1, 0));
    assert_eq!(summary.bytes, [ALIAS, VALID, INVALID].join("\n").len() as u64);
    assert_eq!(ran.output.lines().filter(|line| line.contains("\"rule\"")).count(), 2);
}

#[test]
fn json_without_findings() {
    let ran = pipe(&["lint", "--output-format", "json"], VALID);
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        ran.output,
        "{\n  \"version\": 1,\n  \"findings\": [],\n  \"summary\": {\"files\":1,\"records\":1,\
         \"valid\":1,\"invalid\":0,\"errors\":0,\"warnings\":0,\"notes\":0,\"bytes\":73}\n}\n"
    );
    assert!(report(&ran).is_valid());
}

#[test]
fn json_is_whole_although_a_file_is_missing() {
    let folder = Folder::with(&[("b.json", INVALID)]);
    for files in [&["none.json"][..], &["none.json", "b.json"]] {
        let ran = folder.run(&[&["lint", "--output-format", "json"], files].concat());
        assert_eq!(ran.status, Some(2));
        assert_eq!(report(&ran).summary.files, files.len() as u64 - 1);
        assert_eq!(ran.errors, "identify: cannot read none.json: no such file or directory\n");
    }
}

#[test]
fn concise() {
    let folder = Folder::with(&[("a.ndjson", &format!("{VALID}\n{INVALID}\n"))]);
    let ran = folder.run(&["lint", "--output-format", "concise", "a.ndjson"]);
    assert_eq!(ran.output.lines().count(), 1);
    assert!(ran.output.starts_with("a.ndjson:2:1: error[missing-member] "), "{}", ran.output);
    assert_eq!(ran.errors, "1 file, 2 calls: 1 valid, 1 invalid; 1 error\n");
}

const FORMATS: [&str; 8] =
    ["human", "concise", "json", "jsonl", "github", "sarif", "junit", "markdown"];

#[test]
fn lines_for_programs() {
    let log = format!("{VALID}\n{ALIAS}\n{INVALID}\n");
    let ran = pipe(&["lint", "--output-format", "jsonl"], &*log);
    assert_eq!((ran.status, ran.errors.as_str()), (Some(1), ""));
    let lines: Vec<ReportLine> =
        ran.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ReportLine::Finding(alias) = &lines[0] else { panic!("{}", ran.output) };
    assert!(alias.fix.as_ref().unwrap().patch.is_some());
    let ReportLine::Summary(end) = lines.last().unwrap() else { panic!("{}", ran.output) };
    assert_eq!((end.summary.records, end.summary.invalid), (3, 1));
    let ran = pipe(&["lint", "--output-format", "junit"], &*log);
    let totals = r#"<testsuites name="identify" tests="3" skipped="0" failures="1" errors="0">"#;
    assert!(ran.output.contains(totals), "{}", ran.output);
}

const HOSTILE: &str = "\u{1b}[31m\u{9b}2J\u{202e}\u{2028}\u{7f}";

/// Neither a terminal nor a log can be made to do anything by what is written.
fn assert_tame(text: &str) {
    let wild = |character: &char| {
        matches!(character, '\0'..='\x09' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}')
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
    };
    assert_eq!(text.chars().find(wild), None, "{text:?}");
}

#[test]
fn payloads_cannot_break_out() {
    let name = serde_json::to_string(&format!("x{HOSTILE}\nerror[forged] ")).unwrap();
    let call = format!(r#"{{"user_id": {name}, {name}: {name}, "traits": {{{name}: 1}}}}"#);
    for format in FORMATS {
        let ran = pipe(&["lint", "--output-format", format], &*call);
        assert_eq!(ran.status, Some(1));
        assert_tame(&ran.output);
        assert_tame(&ran.errors);
        assert!(!ran.output.contains("\nerror[forged]"), "{}", ran.output);
    }
    let ran = pipe(&["normalize"], call);
    assert_tame(&ran.errors);
}

#[cfg(unix)]
#[test]
fn file_names_cannot_break_out() {
    let folder = Folder::new();
    let name = format!("calls/a{HOSTILE}\nerror[forged] b.json");
    folder.write(&name, INVALID.as_bytes());
    for format in FORMATS {
        let ran = folder.run(&["lint", "--output-format", format, "calls"]);
        assert_eq!(ran.status, Some(1));
        assert_tame(&ran.output);
        assert!(!ran.output.contains("\nerror[forged]"), "{}", ran.output);
        match format {
            "json" => assert_eq!(report(&ran).findings[0].path, name),
            "jsonl" => assert!(ran.output.contains("\\u001b"), "{}", ran.output),
            "sarif" => assert!(ran.output.contains("%1B"), "{}", ran.output),
            "junit" => assert!(ran.output.contains("&lt;U+001B&gt;"), "{}", ran.output),
            _ => assert!(ran.output.contains("<U+001B>"), "{}", ran.output),
        }
    }
    let missing = format!("--none{HOSTILE}\nerror[forged]");
    for arguments in
        [&["lint", "--", &missing][..], &["lint", &missing], &["explain", "--", &missing]]
    {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, Some(2));
        assert_tame(&ran.errors);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn file_names_that_are_not_text() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = Folder::new();
    folder.write(OsStr::from_bytes(b"calls/a\xff.json"), INVALID.as_bytes());
    for format in ["human", "concise", "json"] {
        let ran = folder.run(&["lint", "--output-format", format, "calls"]);
        assert_eq!(ran.status, Some(1));
        assert!(ran.output.contains("calls/a\u{fffd}.json"), "{}", ran.output);
    }
    let mut command = folder.command(&["lint"]);
    command.arg(OsStr::from_bytes(b"calls/none\xff.json"));
    let ran = Ran::of(&mut command);
    assert_eq!(ran.status, Some(2));
    assert!(ran.errors.starts_with("identify: cannot read calls/none\u{fffd}.json: "));
}
