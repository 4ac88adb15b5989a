//! However many threads there are, the report is the same.

use crate::folder::{ALIAS, Folder, INVALID, Ran, VALID};

const FORMATS: [&str; 8] =
    ["human", "concise", "json", "jsonl", "github", "sarif", "junit", "markdown"];

/// Files of all kinds: more than are taken at a time, some with settings of their own, some that
/// cannot be read, some too large to be read ahead.
fn folder() -> Folder {
    let folder = Folder::new();
    for number in 0..60 {
        let call = [VALID, INVALID, ALIAS, "", "[{}", "{\n  \"user_id\": 1\n}"][number % 6];
        folder.write(format!("calls/{number}.json"), call.as_bytes());
    }
    for number in 0..20 {
        folder.write(format!("calls/lenient/{number}.json"), ALIAS.as_bytes());
        folder.write(format!("calls/broken/{number}.json"), VALID.as_bytes());
    }
    folder.write("calls/lenient/identify.toml", b"[rules]\ndeprecated-alias = \"off\"\n");
    folder.write("calls/broken/identify.toml", b"level = 3\n");
    let named = |name: &str| VALID.replace("{}", &format!("{{\"username\": \"{name}\"}}"));
    let (ada, other) = (named("ada"), named("ada").replace("u1", "u2"));
    let lines = [VALID, INVALID, "", ALIAS, "{\n \"user_id\": []\n}", "no JSON", &ada, &other];
    let log = lines.join("\n").repeat(8);
    // Too large to be read ahead.
    let large = log.clone() + &format!("{VALID}\n").repeat(900);
    folder.write("calls/large.ndjson", large.as_bytes());
    folder.write("calls/latin.ndjson", b"{\"a\": \"Jos\xE9\"}\n{\"a\": \"Zo\xEB\"}\n");
    folder.write("log", log.as_bytes());
    folder
}

fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    let now = ["--now", "2026-01-01T00:00:00Z", "calls", "gone.json", "-", "log"];
    folder.pipe(&[arguments, &now].concat(), format!("{INVALID}\n{VALID}"))
}

/// Runs on one thread, and in other ways.
fn compare(folder: &Folder, arguments: &[&str]) -> Ran {
    let alone = run(folder, &[arguments, &["--threads", "1", "--no-screen"]].concat());
    for way in [
        &["--threads", "2"][..],
        &["--threads", "8", "--no-screen"],
        &["--threads", "2", "--block-bytes", "1000"],
        &["--threads", "1", "--block-bytes", "70"],
    ] {
        let ran = run(folder, &[arguments, way].concat());
        assert_eq!(ran.status, alone.status, "{arguments:?} {way:?}");
        assert!(ran.output == alone.output, "{arguments:?} {way:?}");
        assert_eq!(ran.errors, alone.errors, "{arguments:?} {way:?}");
    }
    alone
}

#[test]
fn reports_are_the_same() {
    let folder = folder();
    for format in FORMATS {
        let ran = compare(&folder, &["lint", "--output-format", format]);
        assert_eq!(ran.status, Some(2), "{format}");
        assert!(ran.errors.contains("gone.json"), "{format}: {}", ran.errors);
        assert!(ran.output.len() > 1000, "{format}");
    }
}

#[test]
fn other_runs_are_the_same() {
    let folder = folder();
    let ran = compare(&folder, &["lint", "--across-records", "--max-findings", "all"]);
    assert!(ran.output.contains("username"), "{}", ran.output);
    compare(&folder, &["lint", "--statistics", "--quiet"]);
    let ran = compare(&folder, &["normalize"]);
    assert!(ran.output.lines().count() > 400);
}

/// A record that is examined again, since it contradicts one in an earlier block, is so as a whole.
#[test]
fn zero_bytes_behind_a_record_that_is_examined_again_are_seen() {
    let folder = Folder::new();
    let named = |id: usize, name: &str| {
        let call = VALID.replace("{}", &format!("{{\"username\": \"{name}\"}}"));
        call.replace("u1", &format!("u{id}"))
    };
    let mut log: Vec<String> = (0..60).map(|id| named(id, &format!("n{id}"))).collect();
    log.push(named(99, "n2") + "\0\0\0");
    folder.write("log.ndjson", log.join("\n").as_bytes());
    let run = |way: &[&str]| {
        folder.run(
            &[&["lint", "--across-records", "--output-format", "concise", "log.ndjson"], way]
                .concat(),
        )
    };
    let alone = run(&["--threads", "1", "--no-screen"]);
    assert_eq!(alone.status, Some(1));
    assert!(alone.output.contains("[nul-padding]") && alone.output.contains("[shared-username]"));
    for bytes in ["70", "300", "5000"] {
        let ran = run(&["--threads", "2", "--block-bytes", bytes]);
        assert_eq!((ran.status, &ran.output), (alone.status, &alone.output), "{bytes}");
    }
}

#[test]
fn a_number_of_threads_is_asked_for() {
    let folder = Folder::with(&[("a.json", VALID)]);
    for number in ["0", "257", "many"] {
        assert_eq!(folder.run(&["lint", "--threads", number, "a.json"]).status, Some(2));
    }
    assert_eq!(folder.run(&["lint", "--threads", "256", "a.json"]).status, Some(0));
}
