//! Documents, lists and help.

use std::{fs, path::Path};

use identify_validator::rules;
use serde_json::Value;

use crate::folder::run;

#[test]
fn documents_are_those_of_the_repository() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    for (arguments, name, mark) in [
        (&["schema"][..], "identify.schema.json", "\"$schema\""),
        (&["schema", "--accepted"], "identify-accepted.schema.json", "\"$schema\""),
        (&["schema", "--report"], "report.schema.json", "\"$schema\""),
        (&["schema", "--report-line"], "report-line.schema.json", "\"$schema\""),
        (&["schema", "--config"], "identify-toml.schema.json", "\"$schema\""),
        (&["openapi"], "openapi.json", "\"3.1.1\""),
        (&["reference"], "reference.md", "`user_traits`"),
    ] {
        let ran = run(arguments);
        assert_eq!((ran.status, ran.errors.as_str()), (Some(0), ""));
        assert!(ran.output.contains(mark), "{}", ran.output);
        // The crate alone, as it is published, has no such folder.
        if published.is_dir() {
            let text = fs::read_to_string(published.join(name)).unwrap();
            assert!(ran.output == text, "{name} differs: run `cargo xtask gen-schema`");
        }
    }
}

#[test]
fn every_rule_is_listed_and_explained() {
    let list = run(&["rules"]);
    assert_eq!((list.status, list.errors.as_str()), (Some(0), ""));
    let explain = run(&["explain"]);
    assert!(explain.output.starts_with(&list.output));
    for rule in rules() {
        let is_rule = |line: &&str| line.split_whitespace().next() == Some(rule.id);
        let line = list.output.lines().find(is_rule).unwrap();
        assert!(line.contains(rule.level.name()) && line.ends_with(rule.summary), "{line}");

        let page = run(&["explain", rule.id]);
        assert_eq!((page.status, page.errors.as_str()), (Some(0), ""), "{}", rule.id);
        assert!(page.output.starts_with(rule.id));
        // As it was copied out of a finding.
        for copied in [format!("[{}]", rule.id), format!("{}[{}]:", rule.level.name(), rule.id)] {
            assert_eq!(run(&["explain", &copied]).output, page.output, "{copied}");
        }
        let report = format!("{}[{}]: ", rule.level.name(), rule.id);
        assert!(page.output.contains(&report), "{}", page.output);
        assert_eq!(page.output.trim(), page.output.trim_end());
        assert!(!page.output.contains("\n\n\n"), "{}", page.output);
    }
}

#[test]
fn rules_for_programs() {
    let ran = run(&["rules", "--output-format", "json"]);
    let list: Vec<Value> = serde_json::from_str(&ran.output).unwrap();
    let ids: Vec<&str> = list.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids, rules().iter().map(|rule| rule.id).collect::<Vec<_>>());
    let alias = list.iter().find(|rule| rule["id"] == "deprecated-alias").unwrap();
    assert_eq!(alias["level"], "warning");
    assert_eq!(alias["group"], "names");
    assert_eq!(alias["configurable"], true);
    assert_eq!(alias["fixes"][0], "safe");
}

#[test]
fn explain_takes_what_a_finding_shows() {
    let page = run(&["explain", "[deprecated-alias]"]);
    assert_eq!(page.output, run(&["explain", "deprecated-alias"]).output);
    let mut lines = page.output.lines();
    assert!(lines.next().unwrap().starts_with("deprecated-alias: "));
    let facts = lines.next().unwrap();
    assert!(facts.starts_with("names, warning, safe"), "{facts}");
    assert!(facts.ends_with("; set by --rule deprecated-alias=LEVEL"), "{facts}");
}

#[test]
fn version() {
    let expected = format!("identify {}\n", env!("CARGO_PKG_VERSION"));
    for option in ["--version", "-V"] {
        let ran = run(&[option]);
        assert_eq!((ran.status, ran.output.as_str()), (Some(0), expected.as_str()));
    }
}

#[test]
fn help_has_examples_and_fits() {
    let commands = [
        "lint",
        "normalize",
        "explain",
        "rules",
        "config",
        "schema",
        "openapi",
        "reference",
        "completions",
        "man",
    ];
    let top = run(&["--help"]);
    for command in commands {
        assert!(top.output.contains(&format!("\n  {command}  ")), "{}", top.output);
        let ran = run(&[command, "--help"]);
        assert_eq!((ran.status, ran.errors.as_str()), (Some(0), ""));
        assert!(ran.output.contains("\nExamples:\n  "), "{}", ran.output);
        assert_eq!(run(&["help", command]).output, ran.output);
    }
    for command in ["lint", "normalize"] {
        assert!(run(&[command, "--help"]).output.contains("\nExit status:\n  0  "));
    }
}
