//! `--fix`, `--unsafe-fixes` and `--diff`.

use std::{fs, path::Path, process::Command, time::SystemTime};

use crate::folder::{ALIAS, Folder, INVALID, Ran, VALID};

/// An error with an unsafe fix, and a warning with a safe one.
const GUESS: &str = r#"{"user_id": 7, "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;

fn read(folder: &Folder, name: &str) -> String {
    String::from_utf8(fs::read(folder.path().join(name)).unwrap()).unwrap()
}

fn fixed(text: &str) -> String {
    text.replace("\"traits\"", "\"user_traits\"")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn safe_fixes_are_applied_and_the_rest_is_reported() {
    let log = format!("{ALIAS}\r\n\r\n{INVALID}\r\n{ALIAS}");
    let folder = Folder::with(&[("a.ndjson", &log), ("b.json", ALIAS), ("c.json", VALID)]);
    let ran = folder.run(&["lint", "--fix", "--output-format", "concise", "."]);
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert_eq!(ran.places(), ["a.ndjson:3:1:"]);
    assert!(ran.errors.contains("3 files, 5 calls"), "{ran:?}");
    assert!(ran.errors.contains("; fixed 3 (2 files)"), "{ran:?}");
    assert_eq!(read(&folder, "a.ndjson"), fixed(&log));
    assert_eq!(read(&folder, "b.json"), fixed(ALIAS));
    assert_eq!(names(folder.path()), ["a.ndjson", "b.json", "c.json"]);

    let again = folder.run(&["lint", "--fix", "."]);
    assert!(!again.output.contains("fixed"), "{again:?}");
    assert_eq!(read(&folder, "a.ndjson"), fixed(&log));
}

/// A call is fixed whatever stands behind it: more than is held in memory, zero bytes or others.
#[test]
fn what_follows_a_call_keeps_no_fix_from_it() {
    const MANY: usize = 80 << 20;
    const LIMIT: usize = 16 << 20;
    let line = format!("{ALIAS}\n");
    let rows = [("line.ndjson", &*line), ("same-line.ndjson", ALIAS), ("call.json", ALIAS)];
    for (name, text) in rows {
        let folder = Folder::with(&[(name, text)]);
        let path = folder.path().join(name);
        fs::File::options().append(true).open(&path).unwrap().set_len(MANY as u64).unwrap();
        let ran = folder.run(&["lint", "--fix", "--output-format=concise", name]);
        let is_one_record = name == "same-line.ndjson";
        assert_eq!(ran.errors.contains("fixed 1"), !is_one_record, "{name}: {ran:?}");
        let found = if is_one_record { "oversized-record" } else { "nul-padding" };
        assert!(ran.output.contains(found), "{name}: {ran:?}");
        let expected = if is_one_record { text.to_owned() } else { fixed(text) };
        let bytes = fs::read(&path).unwrap();
        assert_eq!(bytes.len(), MANY + expected.len() - text.len(), "{name}");
        let (start, rest) = bytes.split_at(expected.len());
        assert_eq!(start, expected.as_bytes(), "{name}");
        assert!(rest.iter().all(|byte| *byte == 0), "{name}");
    }
    // Two calls that are as long as they may be, behind more than waits.
    let (before, call) = ("x".repeat((32 << 20) - 2), ALIAS.replace("u1", &"a".repeat(LIMIT - 80)));
    assert!(call.len() < LIMIT);
    let log = format!("{before}\n{call}\r\n{call}\n{before}\n");
    let folder = Folder::with(&[("long.ndjson", &log)]);
    let ran = folder.run(&["lint", "--fix", "long.ndjson"]);
    assert!(ran.output.contains("fixed 2"), "{ran:?}");
    assert!(read(&folder, "long.ndjson") == fixed(&log));
}

#[test]
fn guesses_are_made_only_when_asked_for() {
    let folder = Folder::with(&[("call.json", GUESS)]);
    assert_eq!(folder.run(&["lint", "--fix", "call.json"]).status, Some(1));
    assert_eq!(read(&folder, "call.json"), fixed(GUESS));
    let ran = folder.run(&["lint", "--fix", "--unsafe-fixes", "call.json"]);
    assert_eq!(ran.summary(), (Some(0), "1 file, 1 call: valid; fixed 1 (1 file)"));
    assert_eq!(read(&folder, "call.json"), fixed(GUESS).replace('7', "\"7\""));
    let refused = folder.run(&["lint", "--unsafe-fixes", "call.json"]);
    assert_eq!(refused.status, Some(2));
    assert!(refused.errors.contains("--fix") && refused.errors.contains("--diff"), "{refused:?}");
}

/// What would have no effect beside a diff is refused rather than passed over.
#[test]
fn a_diff_is_no_report() {
    let folder = Folder::with(&[("call.json", ALIAS)]);
    for options in [
        &["--fix"][..],
        &["--output-format", "json"],
        &["--output-file", "json=r.json"],
        &["--statistics"],
        &["--baseline", "b.json"],
        &["--write-baseline", "b.json"],
    ] {
        let ran = folder.run(&[&["lint", "--diff"], options, &["call.json"]].concat());
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{options:?}: {ran:?}");
        assert!(ran.errors.contains("--diff") && ran.errors.contains(options[0]), "{ran:?}");
    }
}

#[test]
fn a_file_without_changes_is_not_written() {
    let folder = Folder::with(&[("call.json", VALID)]);
    let path = folder.path().join("call.json");
    let old = SystemTime::UNIX_EPOCH;
    fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    assert_eq!(folder.run(&["lint", "--fix", "--unsafe-fixes", "."]).status, Some(0));
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), old);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let log = format!("\n{ALIAS}\r\n{INVALID}\n{VALID}");
    let ran = Folder::new().pipe(&["lint", "--fix"], log.clone());
    assert_eq!((ran.status, ran.output), (Some(1), fixed(&log)));
    assert!(ran.errors.contains("error[missing-member]"), "{}", ran.errors);
    assert!(
        ran.errors.contains("\n3 calls: 2 valid, 1 invalid; 1 error; fixed 1\n"),
        "{}",
        ran.errors
    );

    let ran = Folder::new().pipe(&["lint", "--fix", "-"], VALID);
    assert_eq!((ran.status, ran.output.as_str()), (Some(0), VALID));
    let ran = Folder::new().pipe(&["lint", "--fix", "--output-format", "json", "-"], ALIAS);
    assert_eq!((ran.status, ran.output), (Some(0), fixed(ALIAS)));
    assert!(ran.errors.starts_with("{\n"), "{}", ran.errors);
}

#[test]
fn a_large_input_is_piped_as_a_whole() {
    let line = VALID.replace("{}", &format!("{{\"x\": \"{}\"}}", "y".repeat(1 << 18))) + "\n";
    let log = line.repeat(40) + ALIAS;
    let ran = Folder::new().pipe(&["lint", "--fix"], log.clone());
    assert_eq!(ran.status, Some(0), "{}", ran.errors);
    assert!(ran.output == fixed(&log));
}

#[test]
fn diffs_are_shown_and_nothing_is_written() {
    let log = format!("{VALID}\n{ALIAS}\n{VALID}\n");
    let folder = Folder::with(&[("my calls/a.ndjson", &log), ("b.json", VALID)]);
    let ran = folder.run(&["lint", "--diff", "."]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.output,
        format!(
            "--- a/my calls/a.ndjson\t\n+++ b/my calls/a.ndjson\t\n@@ -1,3 +1,3 @@\n {VALID}\n\
             -{ALIAS}\n+{}\n {VALID}\n",
            fixed(ALIAS)
        )
    );
    assert_eq!(ran.errors, "would fix 1 (1 file); then 2 files, 4 calls: all valid\n");
    assert_eq!(read(&folder, "my calls/a.ndjson"), log);

    let ran = folder.run(&["lint", "--diff", "b.json"]);
    assert_eq!((ran.status, ran.output.as_str()), (Some(0), ""));
    assert_eq!(ran.errors, "nothing to fix; 1 file, 1 call: valid\n");
    // Nothing to change, and yet not clean.
    assert_eq!(folder.pipe(&["lint", "--diff"], INVALID).status, Some(1));
    assert!(
        folder.run(&["lint", "--diff", "--color", "always", "."]).output.contains("\u{1b}[32m+")
    );
}

/// What the diff says is what `--fix` does, in the judgement of `git apply` and `patch`.
/// Many files may be read by several threads, but not before they are fixed.
#[test]
fn many_small_files_are_fixed_on_any_number_of_threads() {
    for count in [15, 16, 40] {
        let names: Vec<String> = (0..count).map(|index| format!("{index}.json")).collect();
        let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, ALIAS)).collect();
        let folder = Folder::with(&files);
        for threads in ["1", "2", "4"] {
            let ran = folder.run(&["lint", "--diff", "--threads", threads, "."]);
            let expected = format!("would fix {count} ({count} files); then {count} files");
            assert!(ran.errors.contains(&expected), "{threads}: {ran:?}");
        }
        let ran = folder.run(&["lint", "--fix", "--threads", "4", "."]);
        assert!(ran.output.contains(&format!("fixed {count} ({count} files)")), "{ran:?}");
        assert!(names.iter().all(|name| read(&folder, name) == fixed(ALIAS)));
    }
}

#[test]
fn diffs_can_be_applied() {
    let pretty = "\u{feff}{\r\n\t\"user_id\": \"u1\", // who\r\n\t\"traits\": {},\r\n\t\"timestamp\": \
                  \"2020-11-23T22:28:55Z\",\r\n}";
    let log = format!(
        "{ALIAS}\n\n{VALID}\n{INVALID}\n{ALIAS}{ALIAS}\n{}{ALIAS}",
        (VALID.to_owned() + "\n").repeat(20)
    );
    let files = [
        ("a b.ndjson", log.as_str()),
        ("deep/p.json", pretty),
        ("\u{e9}.json", ALIAS),
        ("v.json", VALID),
    ];
    let wanted = Folder::with(&files);
    wanted.run(&["lint", "--fix", "."]);
    for (program, arguments) in [
        ("git", &["apply", "--whitespace=nowarn", "changes.diff"][..]),
        ("patch", &["-p1", "--binary", "--quiet", "--input", "changes.diff"]),
    ] {
        let folder = Folder::with(&files);
        let diff = folder.run(&["lint", "--diff", "."]).output;
        assert!(diff.matches("\n@@ ").count() >= 4, "{diff}");
        folder.write("changes.diff", diff.as_bytes());
        let mut command = Command::new(program);
        // Git is not to find a repository around the folder.
        command.args(arguments).current_dir(folder.path()).env("GIT_DIR", "absent");
        let Ok(output) = command.output() else { continue };
        assert!(output.status.success(), "{program}: {output:?}\n{diff}");
        for (name, _) in files {
            assert_eq!(read(&folder, name), read(&wanted, name), "{program}: {name}");
        }
    }
}

#[test]
fn a_hostile_name_stays_in_its_line() {
    let name = "a\u{1b}]0;x\u{7}\nb.json";
    let folder = Folder::with(&[(name, ALIAS)]);
    let ran = folder.run(&["lint", "--diff", "."]);
    assert!(!ran.output.contains('\u{1b}') && !ran.output.contains('\u{7}'), "{ran:?}");
    assert!(ran.output.starts_with("--- \"a/a\\033]0;x\\007\\012b.json\"\n"), "{ran:?}");
}

#[cfg(unix)]
mod unix {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::{PermissionsExt, symlink},
    };

    use super::{ALIAS, Folder, Ran, fixed, names, read};

    #[test]
    fn a_link_stays_one() {
        let folder = Folder::with(&[("data/call.json", ALIAS)]);
        symlink("data/call.json", folder.path().join("link.json")).unwrap();
        assert_eq!(folder.run(&["lint", "--fix", "link.json"]).status, Some(0));
        assert!(fs::symlink_metadata(folder.path().join("link.json")).unwrap().is_symlink());
        assert_eq!(read(&folder, "data/call.json"), fixed(ALIAS));
    }

    #[test]
    fn other_names_are_told_of() {
        let folder = Folder::with(&[("call.json", ALIAS)]);
        let at = |name| folder.path().join(name);
        fs::hard_link(at("call.json"), at("other.json")).unwrap();
        let ran = folder.run(&["lint", "--fix", "call.json"]);
        assert_eq!(ran.status, Some(0));
        assert!(ran.errors.contains("1 other name left with the old content"), "{ran:?}");
        assert_eq!(
            (read(&folder, "call.json"), read(&folder, "other.json").as_str()),
            (fixed(ALIAS), ALIAS)
        );
    }

    #[test]
    fn what_cannot_be_written_is_said_and_reported_all_the_same() {
        let folder = Folder::with(&[("a.json", ALIAS), ("b.json", ALIAS)]);
        let path = folder.path().join("a.json");
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        let ran = folder.run(&["lint", "--fix", "--output-format", "concise", "."]);
        assert_eq!(ran.status, Some(2));
        assert_eq!(ran.places(), ["a.json:1:19:"]);
        assert!(
            ran.errors.starts_with("identify: cannot fix a.json: it is read-only\n"),
            "{ran:?}"
        );
        assert!(ran.errors.contains("; fixed 1 (1 file); 1 file not fixed\n"), "{ran:?}");
        assert_eq!(
            (read(&folder, "a.json").as_str(), read(&folder, "b.json")),
            (ALIAS, fixed(ALIAS))
        );
        assert_eq!(names(folder.path()), ["a.json", "b.json"]);
    }

    #[test]
    fn a_device_is_not_fixed() {
        let folder = Folder::new();
        let ran = Ran::of(folder.command(&["lint", "--fix", "/dev/stdin"]).write_stdin(ALIAS));
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.errors.contains("no regular file"), "{ran:?}");
    }
}
