//! Several reports in one run, and what is in them.

use std::fs;

use identify_validator::Report;

use crate::folder::{ALIAS, Folder, INVALID, VALID};

/// Three files with two calls that have something to say.
fn calls() -> Folder {
    Folder::with(&[
        ("calls/a.json", ALIAS),
        ("calls/b.ndjson", &[INVALID, VALID, INVALID, ""].join("\n")),
        ("calls/c.json", VALID),
    ])
}

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn report(text: &str) -> Report {
    serde_json::from_str(text).unwrap()
}

#[test]
fn several_reports_in_one_run() {
    let folder = calls();
    let alone = |format| folder.run(&["lint", "--output-format", format, "calls"]);
    let ran = folder.run(&[
        "lint",
        "--output-file",
        "json=reports/new/r.json",
        "--output-file",
        "concise=./r.txt",
        "--output-file=human=human.txt",
        "calls",
    ]);
    assert_eq!((ran.status, ran.errors.as_str()), (Some(1), ""));
    assert_eq!(ran.output, alone("human").output);
    assert_eq!(read(&folder, "human.txt"), ran.output);
    assert_eq!(read(&folder, "reports/new/r.json"), alone("json").output);
    assert!(read(&folder, "r.txt").starts_with(&alone("concise").output));
}

#[test]
fn a_report_in_a_file_instead() {
    let folder = calls();
    let expected = folder.run(&["lint", "--output-format", "json", "calls"]).output;
    let options = ["lint", "--output-format", "json", "--output-file", "r.json", "calls"];
    let ran = folder.run(&options);
    assert_eq!((ran.status, ran.output.as_str()), (Some(1), ""));
    assert_eq!(
        ran.errors,
        "3 files, 5 calls: 3 valid, 2 invalid; 2 errors, 1 warning (1 with a fix shown)\n"
    );
    assert_eq!(read(&folder, "r.json"), expected);
    let ran = folder.run(&[&options[..], &["-qq"]].concat());
    assert_eq!((ran.output.as_str(), ran.errors.as_str()), ("", ""));
    assert_eq!(ran.status, Some(1));
    assert_eq!(read(&folder, "r.json"), expected);
}

#[test]
fn a_report_in_the_folder_is_no_call() {
    let folder = calls();
    let options = ["lint", "--output-file", "json=calls/report.json", "calls", "-q"];
    let first = folder.run(&options);
    assert_eq!(folder.run(&options).output, first.output);
    assert_eq!(report(&read(&folder, "calls/report.json")).summary.files, 3);
    // Nor is a baseline, whether it is written or read.
    for option in ["--write-baseline", "--baseline", "--write-baseline"] {
        let ran = folder.run(&["lint", option, "calls/base.json", "calls", "-q"]);
        assert!(ran.output.starts_with("4 files, "), "the report is one now: {}", ran.output);
    }
}

#[test]
fn no_file_is_written_by_mistake() {
    let folder = calls();
    for (options, reason) in [
        (
            &["--output-file", "a.txt", "--output-file", "b.txt"][..],
            "identify: two files of --output-file have no format: write FORMAT= before one of them",
        ),
        (
            &["--output-file", "json=a.txt", "--output-file", "concise=./a.txt"],
            "identify: ./a.txt would be written twice: name another file",
        ),
        (
            &["--output-file", "json=a.txt", "--write-baseline", "a.txt"],
            "identify: a.txt would be written twice: name another file",
        ),
        (
            &["--output-file", "json=calls/a.json", "calls/a.json"],
            "identify: calls/a.json is named as a call and as a file to write: name another file",
        ),
        (
            &["--write-baseline", "calls/../calls/a.json", "calls/a.json"],
            "identify: calls/a.json is named as a call and as a file to write: name another file",
        ),
    ] {
        let ran = folder.run(&[&["lint", "calls"], options].concat());
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{options:?}");
        assert_eq!(ran.errors, format!("{reason}\n"));
        assert!(!folder.path().join("a.txt").exists());
    }
    assert_eq!(read(&folder, "calls/a.json"), ALIAS);
    for file in ["jsno=a.txt", "-", "json=", "json=-"] {
        let ran = folder.run(&["lint", "calls", "--output-file", file]);
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{file}");
        assert!(ran.errors.contains("for '--output-file"), "{}", ran.errors);
    }
}

/// What a run reads besides the calls, by options or by the settings, it does not write over.
#[test]
fn nothing_is_written_over_what_is_read() {
    const BASELINE: &str = r#"{"version": 1, "findings": []}"#;
    const SETTINGS: &str = "plan = \"q.json\"\nbaseline = \"c.json\"\n";
    let is_read = [
        (&["--baseline", "b.json"][..], "b.json", "the baseline"),
        (&["--plan", "p.json"], "p.json", "the plan"),
        (&["--config", "other.toml"], "other.toml", "the settings"),
        (&["--config", "other.toml"], "deep/../b.json", "the baseline"),
        (&[], "identify.toml", "the settings"),
        (&[], "./q.json", "the plan"),
        (&[], "c.json", "the baseline"),
        // Others hold there.
        (&[], "deep/identify.toml", "the settings"),
        (&["deep/a.json"], "p.json", "the plan"),
        (&["deep"], "p.json", "the plan"),
    ];
    let files = [
        ("identify.toml", SETTINGS),
        ("other.toml", "baseline = \"b.json\"\n"),
        ("deep/identify.toml", "plan = \"../p.json\"\n"),
        ("b.json", BASELINE),
        ("c.json", BASELINE),
        ("p.json", "{}"),
        ("q.json", "{}"),
        ("deep/a.json", INVALID),
        ("log.ndjson", INVALID),
    ];
    let folder = Folder::with(&files);
    let all = || files.map(|(name, _)| read(&folder, name));
    let before = all();
    for (options, file, what) in is_read {
        let report = format!("json={file}");
        for write in [["--output-file", &report], ["--write-baseline", file]] {
            if write[0] == "--write-baseline" && what == "the baseline" {
                continue;
            }
            let ran = folder.run(&[&["lint", "log.ndjson"], options, &write].concat());
            let said = format!("{file} is named as a file to write, and holds {what}");
            assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{options:?} {write:?}");
            assert_eq!(ran.errors, format!("identify: {said}: name another file\n"));
            assert!(all() == before, "{options:?} {write:?}");
        }
    }
    // Nor is what is piped in fixed first.
    let ran = folder.pipe(&["lint", "--fix", "--output-file", "json=q.json", "-"], ALIAS);
    assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{ran:?}");
    // The settings alone say so too.
    let settings = format!("{SETTINGS}[output.files]\njson = \"c.json\"\n");
    folder.write("identify.toml", settings.as_bytes());
    let ran = folder.run(&["lint", "log.ndjson"]);
    assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{ran:?}");
    assert!(ran.errors.contains("c.json is named as a file to write"), "{ran:?}");
    assert_eq!(read(&folder, "c.json"), BASELINE);
    // A baseline may be written anew, and what is not read may be written.
    folder.write("identify.toml", SETTINGS.as_bytes());
    for options in [
        &["--write-baseline", "c.json"][..],
        &["--baseline", "b.json", "--write-baseline", "b.json"],
        &["--no-config", "--output-file", "json=c.json"],
    ] {
        let ran = folder.run(&[&["lint", "log.ndjson"], options].concat());
        assert_ne!(ran.status, Some(2), "{options:?}: {ran:?}");
    }
}

#[test]
fn a_file_that_cannot_be_written_keeps_no_other_from_it() {
    let folder = calls();
    let alone = folder.run(&["lint", "calls"]).output;
    let ran = folder.run(&[
        "lint",
        "calls",
        "--output-file",
        "json=calls/c.json/r.json",
        "--output-file",
        "json=r.json",
    ]);
    assert_eq!((ran.status, ran.output), (Some(2), alone));
    assert!(
        ran.errors.starts_with("identify: cannot write calls/c.json/r.json: "),
        "{}",
        ran.errors
    );
    assert_eq!(ran.errors.lines().count(), 1);
    assert_eq!(report(&read(&folder, "r.json")).summary.files, 3);
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs,
        io::Read,
        os::unix::fs::{FileTypeExt, PermissionsExt},
        process::{Command, Stdio},
    };

    use super::{Folder, INVALID, calls, read, report};

    #[test]
    fn a_full_disk() {
        let folder = Folder::with(&[("log.ndjson", &format!("{INVALID}\n").repeat(2_000))]);
        let alone = folder.run(&["lint", "log.ndjson"]).output;
        let ran = folder.run(&[
            "lint",
            "log.ndjson",
            "--output-file",
            "json=/dev/full",
            "--output-file",
            "json=r.json",
        ]);
        assert_eq!((ran.status, ran.output), (Some(2), alone));
        assert_eq!(ran.errors, "identify: cannot write /dev/full: no space left on device\n");
        assert_eq!(report(&read(&folder, "r.json")).findings.len(), 2_000);
    }

    #[test]
    fn the_files_are_whole_although_nobody_reads_the_output() {
        let folder = Folder::with(&[("log.ndjson", &format!("{INVALID}\n").repeat(20_000))]);
        for (output, status) in [("| head -1", 1), ("> /dev/full", 2)] {
            let script = format!(
                "\"$0\" lint log.ndjson --output-format concise --output-file json=r.json {output}; \
                 exit ${{PIPESTATUS[0]}}"
            );
            let mut command = Command::new("bash");
            command.args(["-c", &script, env!("CARGO_BIN_EXE_identify")]);
            let ran = command.current_dir(folder.path()).output().unwrap();
            assert_eq!(ran.status.code(), Some(status), "{output}");
            let report = report(&read(&folder, "r.json"));
            assert_eq!(report.findings.len(), 20_000);
            assert_eq!(report.summary.errors, 20_000);
            fs::remove_file(folder.path().join("r.json")).unwrap();
        }
    }

    #[test]
    fn a_report_is_replaced_as_a_whole_or_not_at_all() {
        let folder = calls();
        let path = folder.path().join("r.json");
        fs::write(&path, "the former").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_identify"));
        command.args(["lint", "--output-format", "concise", "--output-file", "json=r.json", "-"]);
        command.current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        std::io::Write::write_all(&mut input, format!("{INVALID}\n").as_bytes()).unwrap();
        // It is at work when it has found something.
        child.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "the former");
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "the former");

        folder.run(&["lint", "--output-file", "json=r.json", "calls"]);
        assert_eq!(report(&read(&folder, "r.json")).summary.files, 3);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn devices_are_written_to() {
        let folder = calls();
        let ran =
            folder.run(&["lint", "-qq", "--output-file", "json=/dev/stderr", "calls/b.ndjson"]);
        assert_eq!((ran.status, ran.output.as_str()), (Some(1), ""));
        assert_eq!(report(&ran.errors).findings.len(), 2);
        folder.run(&["lint", "--output-file", "json=/dev/null", "calls"]);
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
}

#[test]
fn inputs_that_cannot_be_read_are_in_the_reports() {
    let folder = calls();
    let ran = folder.run(&["lint", "--output-format", "json", "none.json", "calls/c.json"]);
    assert_eq!(ran.status, Some(2));
    let notices = report(&ran.output).notices;
    assert_eq!(notices, ["cannot read none.json: no such file or directory"]);
    assert_eq!(ran.errors, format!("identify: {}\n", notices[0]));
    // A person is told once.
    let ran = folder.run(&["lint", "none.json", "calls/c.json"]);
    assert!(!ran.output.contains("none.json"), "{}", ran.output);
}

#[test]
fn statistics() {
    let folder = calls();
    let json = ["lint", "--output-format", "json", "calls"];
    assert_eq!(report(&folder.run(&json).output).statistics, []);
    for more in [&[][..], &["-q"], &["--max-findings", "1"]] {
        let ran = folder.run(&[&json[..], &["--statistics"], more].concat());
        let statistics = report(&ran.output).statistics;
        let rows: Vec<_> = statistics
            .iter()
            .map(|row| (&*row.rule, row.level.name(), row.count, row.files, row.fixable))
            .collect();
        assert_eq!(
            rows,
            [("missing-member", "error", 2, 1, 0), ("deprecated-alias", "warning", 1, 1, 1)]
        );
    }
}

#[test]
fn quiet() {
    let folder = calls();
    let totals = "3 files, 5 calls: 3 valid, 2 invalid; 2 errors, 1 warning (1 with a fix shown)\n";
    let quiet = |options: &[&str]| {
        let ran = folder.run(&[&["lint", "calls"], options].concat());
        assert_eq!(ran.status, Some(1));
        (ran.output, ran.errors)
    };
    assert_eq!(quiet(&["-q"]), (totals.to_owned(), String::new()));
    assert_eq!(quiet(&["-q", "--output-format", "concise"]), (String::new(), totals.to_owned()));
    for format in ["human", "concise", "json"] {
        let silent = quiet(&["--quiet", "--quiet", "--output-format", format]);
        assert_eq!(silent, (String::new(), String::new()));
    }
    // A program finds the numbers and the first places.
    let (json, _) = quiet(&["-q", "--output-format", "json", "--output-file", "json=r.json"]);
    let told = report(&json);
    assert_eq!((told.findings.len(), told.summary.errors, told.hidden.len()), (0, 2, 2));
    assert_eq!(report(&read(&folder, "r.json")).findings.len(), 3);
    // Failures are told all the same.
    let ran = folder.run(&["lint", "-qq", "none.json"]);
    assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""));
    assert_eq!(ran.errors, "identify: cannot read none.json: no such file or directory\n");
}

#[test]
fn at_most_so_many_findings() {
    let call = r#"{"user_id": 1, "user_traits": {"age": "x", "name": 1, "email": 2}}"#;
    let log = [&format!("{call}\n").repeat(60), VALID].concat();
    let folder = Folder::with(&[("log.ndjson", &log)]);
    let lint = |options: &[&str]| folder.run(&[&["lint", "log.ndjson"], options].concat());
    let json =
        |options: &[&str]| report(&lint(&[&["--output-format", "json"], options].concat()).output);
    let all = json(&[]);
    assert_eq!((all.findings.len(), all.hidden.len()), (300, 0));
    for options in [["--max-findings", "all"], ["--max-findings", "0"]] {
        assert_eq!(json(&options), all);
    }

    let some = json(&["--max-findings", "2"]);
    assert_eq!(some.summary, all.summary);
    // Two of the first call, and of the others none of a rule that was listed twice.
    let listed: Vec<_> = some.findings.iter().map(|found| (found.record, &*found.rule)).collect();
    let expected =
        [(1, "missing-member"), (1, "wrong-type"), (2, "missing-member"), (2, "wrong-type")];
    assert_eq!(listed, expected);
    let hidden: Vec<_> = some
        .hidden
        .iter()
        .map(|rule| (&*rule.rule, rule.count, rule.first.line, rule.path.as_str()))
        .collect();
    assert_eq!(
        hidden,
        [("wrong-type", 238, 1, "log.ndjson"), ("missing-member", 58, 3, "log.ndjson")]
    );
    let first = some.hidden[0].first;
    assert_eq!(first, all.findings[2].span.start);

    // The human report has three of each kind by itself, and one line for the rest; so many of each
    // rule if that is asked for. It still has the totals of all.
    let human = lint(&[]);
    let count = |human: &str, rule: &str| human.matches(&format!("error[{rule}]")).count();
    let some = lint(&["--max-findings", "50"]).output;
    assert_eq!((count(&some, "missing-member"), count(&some, "wrong-type")), (50, 50));
    let count = |rule: &str| count(&human.output, rule);
    assert_eq!((count("missing-member"), count("wrong-type")), (3 + 1, 4 * (3 + 1)));
    assert!(
        human.output.ends_with(
            "\n1 file, 61 calls: 1 valid, 60 invalid; 300 errors (120 with a fix shown)\n"
        )
    );
    let human = lint(&["--max-findings", "all"]);
    assert_eq!(human.output.matches("error[").count(), 300);
    assert_eq!(lint(&["--output-format", "concise"]).output.lines().count(), 300);
    for number in ["", "-1", "some", "1.5"] {
        assert_eq!(lint(&[&format!("--max-findings={number}")]).status, Some(2));
    }
}

#[test]
fn values_are_masked_where_ci_is_set() {
    let folder = Folder::with(&[("a.json", r#"{"user_id": "u1", "traits": {"age": "36"}}"#)]);
    let lint = |ci: Option<&str>, options: &[&str]| {
        let mut command = folder.command(&[&["lint", "a.json"], options].concat());
        ci.map(|ci| command.env("CI", ci));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let shown = lint(None, &[]);
    let masked = lint(None, &["--redact"]);
    for ci in ["true", "1", "woodpecker"] {
        assert_eq!(lint(Some(ci), &[]), masked);
        assert_eq!(lint(Some(ci), &["--show-values"]), shown);
        assert_eq!(lint(Some(ci), &["--show-values", "--redact"]), masked);
    }
    for ci in ["", "false", "0"] {
        assert_eq!(lint(Some(ci), &[]), shown);
        assert_eq!(lint(Some(ci), &["--redact", "--show-values"]), shown);
    }
}
