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
}
