//! `--across-records`: what the calls of all inputs say together.

use crate::folder::{Folder, Ran};

fn call(id: &str, date: &str) -> String {
    format!(
        r#"{{"user_id": "{id}", "user_traits": {{"username": "ada"}}, "timestamp": "{date}T00:00:00Z"}}"#
    )
}

fn folder() -> Folder {
    let log = [call("u1", "2020-01-01"), call("u1", "2020-01-02")].join("\n");
    Folder::with(&[("a.ndjson", &log), ("b.json", &call("u2", "2020-01-03"))])
}

const LINT: [&str; 4] = ["lint", "--across-records", "--output-format", "concise"];

fn lines(ran: &Ran) -> Vec<&str> {
    ran.output.lines().collect()
}

#[test]
fn one_file_and_the_next() {
    let folder = folder();
    let ran = folder.run(&[&LINT[..], &["a.ndjson", "b.json"]].concat());
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        lines(&ran),
        [
            "a.ndjson:2:68: warning[conflicting-timestamp] `timestamp` is not the one that this \
             `user_id` has in record 1 (line 1)",
            "b.json:1:47: warning[shared-username] `username` belongs to another `user_id` as \
             well, in record 1 of a.ndjson (line 1)",
        ]
    );
    let ran = folder.run(&["lint", "a.ndjson", "b.json"]);
    assert_eq!(ran.summary(), (Some(0), "2 files, 3 calls: all valid"));
}

#[test]
fn standard_input_and_a_file() {
    let ran = folder().pipe(&[&LINT[..], &["-", "b.json"]].concat(), call("u3", "2020-01-01"));
    assert_eq!(lines(&ran).len(), 1, "{ran:#?}");
    assert!(ran.output.contains("in record 1 of standard input (line 1)"), "{ran:#?}");
}

/// What `--diff` says of the rest is what `--fix` then says, whatever asks for these rules.
#[test]
fn a_diff_knows_what_would_remain() {
    const OPTIONS: [&str; 3] = ["--across-records", "--rule", "shared-username=error"];
    const SETTINGS: &str = "across-records = true\n[rules]\nshared-username = \"error\"\n";
    let alias = |log: &str| log.replace("user_traits", "traits");
    let log = [call("u1", "2020-01-01"), call("u2", "2020-01-02")].join("\n");
    let error = "2 calls: 1 valid, 1 invalid; 1 error";
    let warning = "2 calls: all valid; 1 warning";
    for (settings, options, rest, remains) in [
        (None, &OPTIONS[..], error, true),
        (None, &OPTIONS[..1], warning, false),
        (Some(SETTINGS), &[], error, true),
        (Some("across-records = true\n"), &[], warning, false),
    ] {
        for (text, would) in [(log.clone(), "nothing to fix; "), (alias(&log), "would fix 2")] {
            let folder = Folder::with(&[("c.ndjson", &text)]);
            if let Some(settings) = settings {
                folder.write("identify.toml", settings.as_bytes());
            }
            let lint = |option| folder.run(&[&["lint", option], options, &["c.ndjson"]].concat());
            let diff = lint("--diff");
            let changes = text != log;
            assert_eq!(diff.status, Some(i32::from(remains || changes)), "{diff:?}");
            assert!(diff.errors.starts_with(would), "{diff:?}");
            assert!(diff.errors.ends_with(&format!("1 file, {rest}\n")), "{diff:?}");
            let piped = folder.pipe(&[&["lint", "--diff"], options, &["-"]].concat(), text.clone());
            assert!(piped.errors.ends_with(&format!("{rest}\n")), "{piped:?}");
            assert_eq!(piped.status, diff.status);
            let fix = lint("--fix");
            assert_eq!(fix.status, Some(i32::from(remains)), "{fix:?}");
            assert!(fix.output.contains(&format!("\n1 file, {rest}")), "{fix:?}");
        }
    }
    // A guess that is left out remains, and no fix of it shows.
    let guess = log.replace("\"u1\"", "1");
    let ran = Folder::new().pipe(&["lint", "--across-records", "--diff"], guess);
    assert_eq!(ran.errors, "nothing to fix; 2 calls: 1 valid, 1 invalid; 1 error\n", "{ran:?}");
}

#[test]
fn a_bound_that_is_reached_is_said() {
    let folder = folder();
    let notice = "the rules across records remember 300 bytes at most, which was reached at record 1 \
                  of a.ndjson: calls from there on were compared with earlier ones, but not with \
                  each other";
    let bound = ["--max-memory-bytes", "300", "a.ndjson", "b.json"];
    let ran = folder.run(&[&LINT[..], &bound].concat());
    assert!(ran.errors.starts_with(&format!("{notice}\n")), "{ran:#?}");
    assert_eq!(ran.status, Some(0));
    let ran = folder
        .run(&[&["lint", "--across-records", "--output-format", "json"], &bound[..]].concat());
    let report: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(report["notices"], serde_json::json!([notice]));
    let ran = folder.run(&[&["normalize", "--across-records"], &bound[..]].concat());
    assert_eq!(ran.output.lines().count(), 3);
    assert!(ran.errors.contains(notice), "{ran:#?}");
    let ran = folder.run(&[&["lint", "--diff", "--across-records"], &bound[..]].concat());
    assert!(ran.errors.ends_with(&format!("\nidentify: {notice}\n")), "{ran:#?}");
}
