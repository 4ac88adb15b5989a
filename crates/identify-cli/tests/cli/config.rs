//! `identify.toml`: which one holds, what it does, and what is said of mistakes in it.

use std::{fs, path::Path};

use serde_json::Value;

use crate::folder::{ALIAS, Folder, Ran, VALID};

/// One warning, of `unknown-member`.
const UNKNOWN: &str =
    r#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z", "x": 1}"#;

/// The findings in short, a line each.
fn findings(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let concise = [&["lint", "--output-format", "concise"], arguments].concat();
    let ran = folder.run(&concise);
    let short = |line: &str| {
        let (place, rest) = line.split_once(": ").unwrap();
        let path = place.split(':').next().unwrap();
        format!("{path} {}", rest.split(' ').next().unwrap())
    };
    ran.output.lines().map(short).collect()
}

#[test]
fn the_nearest_file_holds_alone() {
    let folder = Folder::with(&[
        ("identify.toml", "[rules]\nunknown-member = \"error\"\n"),
        ("a.json", UNKNOWN),
        ("in/b.json", UNKNOWN),
        ("own/identify.toml", "[rules]\ndeprecated-alias = \"off\"\n"),
        ("own/deep/c.json", UNKNOWN),
        ("own/deep/d.json", ALIAS),
        ("repository/.git/HEAD", ""),
        ("repository/e.json", UNKNOWN),
    ]);
    let expected = [
        "a.json error[unknown-member]",
        "in/b.json error[unknown-member]",
        "own/deep/c.json warning[unknown-member]",
        "repository/e.json warning[unknown-member]",
    ];
    assert_eq!(findings(&folder, &["."]), expected);
    assert_eq!(findings(&folder, &["--no-config", "a.json"]), ["a.json warning[unknown-member]"]);
    let option = ["--rule", "unknown-member=warning", "a.json"];
    assert_eq!(findings(&folder, &option), ["a.json warning[unknown-member]"]);
    let one = ["--config", "own/identify.toml", "a.json", "own/deep/d.json"];
    assert_eq!(findings(&folder, &one), ["a.json warning[unknown-member]"]);
    // From below, the file above holds as well, for standard input too.
    let mut below = folder.command(&["lint", "--output-format", "concise", "-"]);
    let ran = below.current_dir(folder.path().join("in")).write_stdin(UNKNOWN).output().unwrap();
    assert!(String::from_utf8(ran.stdout).unwrap().contains("error[unknown-member]"));
}

#[test]
fn overrides_are_for_their_paths() {
    let settings = r#"
[rules]
unknown-member = "error"

[[overrides]]
paths = ["old/**", "*.ndjson"]
rules = { unknown-member = "off", deprecated-alias = "error" }

[[overrides]]
paths = ["old/x.json"]
rules = { unknown-member = "warning" }
"#;
    let folder = Folder::with(&[
        ("identify.toml", settings),
        ("a.json", UNKNOWN),
        ("b.ndjson", UNKNOWN),
        ("old/c.json", ALIAS),
        ("old/x.json", UNKNOWN),
    ]);
    let expected = [
        "a.json error[unknown-member]",
        "old/c.json error[deprecated-alias]",
        "old/x.json warning[unknown-member]",
    ];
    assert_eq!(findings(&folder, &["."]), expected);
    assert_eq!(findings(&folder, &["./old/../a.json"]), ["./old/../a.json error[unknown-member]"]);
}

/// What is shown is what `lint` does, also where a file is called like standard input.
#[test]
fn settings_of_standard_input() {
    let settings = "[rules]\nunknown-member = \"error\"\n\n[[overrides]]\npaths = [\"legacy/**\"]\n\
                    rules = { unknown-member = \"off\" }\n";
    let folder = Folder::with(&[("identify.toml", settings), ("legacy/-", UNKNOWN)]);
    let run = |arguments: &[&str]| {
        let mut command = folder.command(arguments);
        Ran::of(command.current_dir(folder.path().join("legacy")).write_stdin(UNKNOWN))
    };
    for (path, what, level, status) in
        [("-", "standard input", "error", 1), ("./-", "./-", "off", 0)]
    {
        let shown = run(&["config", path]).output;
        assert!(shown.starts_with(&format!("# Settings of {what}: from ")), "{shown}");
        assert!(shown.contains(&format!("\nunknown-member = \"{level}\" ")), "{shown}");
        assert_eq!(run(&["lint", path]).status, Some(status), "{path}");
    }
}

#[test]
fn excluded_files_are_passed_over_in_folders() {
    let settings = "exclude = [\"generated/\", \"*.skip.json\"]\nplan = \"plan.json\"\n";
    let folder = Folder::with(&[
        ("identify.toml", settings),
        ("plan.json", r#"{"properties": {"user_id": {"maxLength": 1}}}"#),
        ("a.json", VALID),
        ("a.skip.json", "{}"),
        ("x/generated/b.json", "{}"),
    ]);
    // The plan is laid over the contract, and is no call itself.
    assert_eq!(findings(&folder, &["."]), ["a.json error[too-long]"]);
    assert_eq!(folder.run(&["lint", "a.skip.json"]).status, Some(1));
    assert_eq!(findings(&folder, &["--force-exclude", "a.skip.json", "a.json"]).len(), 1);
}

#[test]
fn other_settings_do_what_the_options_do() {
    for (settings, call, expected) in [
        ("level = \"error\"", UNKNOWN, ""),
        ("level = \"note\"\n[rules]\nunknown-member = \"note\"", UNKNOWN, "note[unknown-member]"),
        ("max-record-bytes = 20", VALID, "error[oversized-record]"),
        ("max-record-bytes = \"1KiB\"", VALID, ""),
        ("placeholder-user-ids = [\"u1\"]", VALID, "error[placeholder-user-id]"),
        ("\"$schema\" = \"identify-toml.schema.json\"", VALID, ""),
        ("", UNKNOWN, "warning[unknown-member]"),
    ] {
        let folder = Folder::with(&[("identify.toml", settings), ("a.json", call)]);
        let found = findings(&folder, &["a.json"]).concat();
        assert_eq!(found.trim_start_matches("a.json "), expected, "{settings}");
    }
}

#[test]
fn reports_are_written_as_the_settings_say() {
    let settings = r#"
baseline = "known.json"

[output]
format = "concise"
max-findings = 1
statistics = true
files = { json = "out/report.json" }
"#;
    let folder = Folder::with(&[
        ("identify.toml", settings),
        ("a.json", UNKNOWN),
        ("b.json", UNKNOWN),
        ("deep/c.json", ALIAS),
    ]);
    let written = folder.run(&["lint", "--write-baseline", "known.json", "deep"]);
    assert_eq!(written.status, Some(0), "{written:?}");
    // Findings one a line, of each rule one; those of the baseline not at all.
    let ran = folder.run(&["lint", "."]);
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(ran.places(), ["a.json:1:75:"], "{ran:?}");
    assert!(ran.errors.contains("and 1 more of `unknown-member`"), "{ran:?}");
    assert!(ran.errors.contains("findings  files  fixable  level    rule\n"), "{ran:?}");
    assert!(ran.errors.contains("1 known finding held back"), "{ran:?}");
    let report = fs::read_to_string(folder.path().join("out/report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(
        (&report["summary"]["warnings"], &report["hidden"][0]["count"]),
        (&2.into(), &1.into())
    );
    // Options go before; and paths count from the file, wherever the run begins.
    let option = ["lint", "--output-format", "jsonl", "--max-findings", "all", "."];
    assert_eq!(folder.run(&option).output.lines().count(), 3);
    let mut below = folder.command(&["lint", "."]);
    let ran = below.current_dir(folder.path().join("deep")).output().unwrap();
    assert!(String::from_utf8(ran.stderr).unwrap().contains("1 known finding held back"));
    // A report of the run is no call of the next.
    assert_eq!(findings(&folder, &["out", "a.json"]), ["a.json warning[unknown-member]"]);
}

#[test]
fn mistakes_are_told_with_their_lines_and_once() {
    let folder = Folder::with(&[
        ("identify.toml", "levl = \"error\"\nlevel = \"warn\"\nexclude = [\"[\"]\n"),
        ("a.json", VALID),
        ("b.json", VALID),
    ]);
    let ran = folder.run(&["lint", "."]);
    assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""));
    for part in [
        "error: there is no such setting\n --> identify.toml:1:1\n",
        "did you mean `level`?",
        "error: `level` must be one of `error`, `warning`, `note`\n --> identify.toml:2:9\n",
        "error: this is not a glob: unclosed character class",
        "3 | exclude = [\"[\"]\n",
    ] {
        assert_eq!(ran.errors.matches(part).count(), 1, "{part}\n{}", ran.errors);
    }
    // Of files below, only those are kept from being checked.
    let folder = Folder::with(&[
        ("a.json", UNKNOWN),
        ("bad/identify.toml", "x = 1"),
        ("bad/b.json", VALID),
        ("bad/c.json", VALID),
    ]);
    let ran = folder.run(&["lint", "."]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.output.contains("warning[unknown-member]"), "{}", ran.output);
    assert!(ran.output.ends_with("; 2 inputs not read\n"), "{}", ran.output);
    assert_eq!(ran.errors.matches("there is no such setting").count(), 1, "{}", ran.errors);
}

#[test]
fn files_that_cannot_be_used() {
    let folder = Folder::with(&[("a.json", VALID), ("plan.json", "{")]);
    for (settings, said) in [
        ("plan = \"none.json\"", "cannot read the plan none.json: no such file"),
        ("plan = \"plan.json\"", "cannot use the plan plan.json: it is not JSON"),
        ("max-record-bytes = \"99GiB\"", "want at most"),
        ("level = 2020-01-01", "`level` must be a string, found a date"),
        ("level = \"error", "expected `\"`"),
        ("[rules]\n[rules]", "this key is set twice"),
        ("\u{1b}]0;x\u{7} = 1", "<U+001B>]0;x<U+0007> = 1"),
    ] {
        folder.write("identify.toml", settings.as_bytes());
        let ran = folder.run(&["lint", "a.json"]);
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{settings}");
        assert!(ran.errors.contains(said), "{said}\n{}", ran.errors);
    }
    folder.write("identify.toml", b"level = \"\xff\"");
    assert!(folder.run(&["lint", "a.json"]).errors.contains("the file is not UTF-8"));
    folder.write("identify.toml", &vec![b'#'; (1 << 20) + 1]);
    assert!(folder.run(&["lint", "a.json"]).errors.contains("more than 1 MiB"));
    let missing = folder.run(&["lint", "--config", "none.toml", "a.json"]);
    assert_eq!(missing.status, Some(2));
    assert!(missing.errors.contains("cannot read the settings none.toml"), "{}", missing.errors);
    // A folder of that name is none.
    fs::remove_file(folder.path().join("identify.toml")).unwrap();
    fs::create_dir(folder.path().join("identify.toml")).unwrap();
    assert_eq!(folder.run(&["lint", "a.json"]).status, Some(0));
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_told() {
    let folder = Folder::with(&[("a.json", VALID)]);
    let file = folder.path().join("identify.toml");
    for target in ["identify.toml", "none"] {
        std::os::unix::fs::symlink(target, &file).unwrap();
        let ran = folder.run(&["lint", "a.json"]);
        assert_eq!(ran.status, Some(2));
        assert!(ran.errors.contains("cannot read the settings identify.toml"), "{}", ran.errors);
        fs::remove_file(&file).unwrap();
    }
}

/// A block of the page, by the language that it is in.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let start = format!("\n```{language}\n");
    page.split(start.as_str()).skip(1).map(|rest| rest.split_once("```").unwrap().0).collect()
}

/// What `docs/configuration.md` shows is what happens.
#[test]
fn the_page_is_true() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    // The crate alone, as it is published, has no such folder.
    let Ok(page) = fs::read_to_string(docs) else { return };
    let example = blocks(&page, "toml")[0];
    let folder = Folder::with(&[
        ("identify.toml", example),
        ("tracking-plan.schema.json", "{}"),
        ("calls/order.json", VALID),
    ]);
    let shown = blocks(&page, "text");
    let show = |command: &str, output: &str| {
        let block = shown.iter().find(|block| block.starts_with(command)).unwrap();
        assert_eq!(format!("{command}\n{output}").trim_end(), block.trim_end());
    };
    show("$ identify config calls/order.json", &folder.run(&["config", "calls/order.json"]).output);
    assert_eq!(folder.run(&["lint", "calls"]).status, Some(0));
    let mistakes = "placeholder-ids = [\"kiosk\"]\n[rules]\nmissing-member = \"off\"\n";
    folder.write("identify.toml", mistakes.as_bytes());
    show("$ identify lint calls", &folder.run(&["lint", "calls"]).errors);
    // The example is what the schema takes, and a broken one is not.
    let schema: Value = serde_json::from_str(&folder.run(&["schema", "--config"]).output).unwrap();
    let judge = jsonschema::options().build(&schema).unwrap();
    let read = |text: &str| toml::from_str::<Value>(text).unwrap();
    assert!(judge.is_valid(&read(example)));
    assert!(!judge.is_valid(&read(mistakes)));
}

#[test]
fn options_show_where_they_are_from() {
    let folder = Folder::with(&[("identify.toml", "level = \"note\"\n")]);
    let shown = folder.run(&["config", "--level", "error", "--rule", "null-island=off"]);
    assert_eq!(shown.status, Some(2));
    let shown = folder.run(&["config", "--level", "error", "--rule", "unknown-member=off"]);
    assert!(shown.output.contains("# Settings of a run here: from identify.toml."), "{shown:?}");
    assert!(shown.output.contains("level = \"error\"                            # --level\n"));
    assert!(
        shown.output.contains("\n[rules]\nunknown-member = \"off\"                     # --rule\n")
    );
    let nothing = Folder::new().run(&["config", "--no-config"]).output;
    assert!(nothing.contains("# Nothing is set"), "{nothing}");
}
