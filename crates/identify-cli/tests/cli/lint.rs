//! `identify lint`: statuses, totals and options.

use crate::folder::{ALIAS, Folder, INVALID, Ran, VALID, pipe, run};

#[test]
fn statuses_and_totals() {
    let folder = Folder::with(&[
        ("valid.json", VALID),
        ("alias.json", ALIAS),
        ("invalid.json", INVALID),
        ("log.ndjson", &[VALID, INVALID, ALIAS, INVALID, ""].join("\n")),
        ("empty.ndjson", ""),
    ]);
    for (files, status, summary) in [
        (&["valid.json"][..], 0, "1 file, 1 call: valid"),
        (&["alias.json"], 0, "1 file, 1 call: valid; 1 warning (1 with a fix shown)"),
        (&["invalid.json"], 1, "1 file, 1 call: invalid; 1 error"),
        (
            &["valid.json", "alias.json"],
            0,
            "2 files, 2 calls: all valid; 1 warning (1 with a fix shown)",
        ),
        (&["invalid.json", "invalid.json"], 1, "2 files, 2 calls: all invalid; 2 errors"),
        (
            &["log.ndjson"],
            1,
            "1 file, 4 calls: 2 valid, 2 invalid; 2 errors, 1 warning (1 with a fix shown)",
        ),
        (&["empty.ndjson"], 0, "1 file, no calls"),
    ] {
        let ran = folder.run(&[&["lint"], files].concat());
        assert_eq!(ran.summary(), (Some(status), summary), "{files:?}");
        assert_eq!(ran.errors, "");
    }
}

#[test]
fn findings_are_parted_by_blank_lines() {
    let ran = pipe(&["lint"], format!("{ALIAS}\n{INVALID}\n"));
    assert!(ran.output.starts_with("warning[deprecated-alias]: "), "{}", ran.output);
    assert!(ran.output.contains("\n\nerror[missing-member]: "), "{}", ran.output);
    assert!(
        ran.output.ends_with(
            "\n\n2 calls: 1 valid, 1 invalid; 1 error, 1 warning (1 with a fix shown)\n"
        )
    );
    assert!(!ran.output.contains("\n\n\n"), "{}", ran.output);
}

#[test]
fn levels() {
    for (setting, status, summary) in [
        ("deprecated-alias=off", 0, "1 call: valid"),
        ("deprecated-alias=note", 0, "1 call: valid; 1 note (1 with a fix shown)"),
        ("deprecated-alias=warning", 0, "1 call: valid; 1 warning (1 with a fix shown)"),
        ("deprecated-alias=error", 1, "1 call: invalid; 1 error (1 with a fix shown)"),
    ] {
        let ran = pipe(&["lint", "--level", "note", "--rule", setting], ALIAS);
        assert_eq!(ran.summary(), (Some(status), summary), "{setting}");
    }
    let last = ["lint", "--rule", "deprecated-alias=error", "--rule", "deprecated-alias=off"];
    assert_eq!(pipe(&last, ALIAS).status, Some(0));
}

#[test]
fn levels_that_cannot_be_set() {
    for (setting, reason) in [
        ("deprecated-alais=off", "did you mean `deprecated-alias`?"),
        ("Deprecated_Alias=off", "did you mean `deprecated-alias`?"),
        ("nothing-like-it=off", "there is no rule `nothing-like-it`: `identify rules`"),
        ("missing-member=off", "part of the contract"),
        ("deprecated-alias=fatal", "none of error, warning, note, off"),
        ("deprecated-alias", "want a rule and a level"),
    ] {
        let ran = run(&["lint", "--rule", setting, "-"]);
        assert_eq!(ran.status, Some(2), "{setting}");
        assert!(ran.errors.contains(reason), "{setting}: {}", ran.errors);
        assert_eq!(ran.output, "");
    }
}

#[test]
fn plan() {
    let folder = Folder::with(&[
        ("plan.json", r#"{"required": ["context"]}"#),
        ("call.json", VALID),
        ("not-json.json", "{"),
        ("not-a-schema.json", r#"{"type": "nonsense"}"#),
    ]);
    let lint = |plan: &str| folder.run(&["lint", "--plan", plan, "call.json"]);
    let ran = lint("plan.json");
    assert_eq!(ran.summary(), (Some(1), "1 file, 1 call: invalid; 1 error"));
    assert!(ran.output.contains("context"), "{}", ran.output);
    for (plan, reason) in [
        ("none.json", "identify: cannot read the plan none.json: no such file or directory\n"),
        ("not-json.json", "identify: cannot use the plan not-json.json: it is not JSON: "),
        ("not-a-schema.json", "identify: cannot use the plan not-a-schema.json: "),
    ] {
        let ran = lint(plan);
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""));
        assert!(ran.errors.starts_with(reason), "{}", ran.errors);
    }
}

#[test]
fn largest_record() {
    let log = format!("{VALID}\n{}\n{VALID}\n", " ".repeat(100) + ALIAS);
    for size in ["100", "100B", "0.1KiB"] {
        let ran = pipe(&["lint", "--output-format", "concise", "--max-record-bytes", size], &*log);
        if size == "0.1KiB" {
            assert_eq!(ran.status, Some(2));
            assert!(ran.errors.contains("want a"), "{}", ran.errors);
        } else {
            assert_eq!(ran.status, Some(1), "{ran:?}");
            assert!(ran.output.starts_with("-:2:1: error[oversized-record] "), "{}", ran.output);
            assert!(ran.errors.starts_with("3 calls: 2 valid, 1 invalid"), "{}", ran.errors);
        }
    }
    assert_eq!(pipe(&["lint", "--max-record-bytes", "1KiB"], log).status, Some(0));
}

#[test]
fn options_that_are_not() {
    for arguments in [
        &["lint", "--nonsense"][..],
        &["lint", "--input-format", "yaml", "-"],
        &["lint", "--output-format", "xml", "-"],
        &["lint", "--color", "sometimes", "-"],
        &["schema", "--accepted", "--report"],
        &["nonsense"],
        &[],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.status, ran.output.as_str()), (Some(2), ""), "{arguments:?}");
        assert_ne!(ran.errors, "");
    }
    let ran = run(&["lnt"]);
    assert!(ran.errors.contains("lint"), "{}", ran.errors);
}

#[test]
fn colours() {
    let lint = |arguments: &[&str], variables: &[(&str, &str)]| {
        let folder = Folder::new();
        let arguments = [&["lint"], arguments].concat();
        let mut command = folder.command(&arguments);
        command.envs(variables.iter().copied()).write_stdin(INVALID);
        Ran::of(&mut command).output.contains('\u{1b}')
    };
    assert!(!lint(&[], &[]));
    assert!(lint(&["--color", "always"], &[]));
    assert!(lint(&["--color", "always"], &[("NO_COLOR", "1"), ("TERM", "dumb")]));
    assert!(lint(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!lint(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!lint(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}
