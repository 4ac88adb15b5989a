//! The sample payloads of the repository: what they are called is what is found in them, and their
//! fixes mend them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use identify_validator::{
    Example, Finding, Group, InputFormat, Rule, Safety, Validator, apply_fixes, rules,
};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "plan.json"))
        .filter(|path| path.extension().is_some_and(|it| it == "json" || it == "ndjson"))
        .collect();
    files.sort();
    files
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn format_of(path: &Path) -> InputFormat {
    if path.extension().is_some_and(|it| it == "ndjson") {
        InputFormat::Ndjson
    } else {
        InputFormat::Json
    }
}

fn with_plan(plan: Option<&str>) -> Validator {
    let builder = Validator::builder();
    match plan {
        Some(plan) => builder.plan(serde_json::from_str(plan).unwrap()).build().unwrap(),
        None => builder.build().unwrap(),
    }
}

/// The rules that look at a call that could be read.
fn looks_at_calls(rule: &Rule) -> bool {
    rule.group != Group::Syntax
}

#[test]
fn nothing_is_found_in_valid_calls() {
    for path in files(&fixtures().join("valid")) {
        let bytes = fs::read(&path).unwrap();
        let report = Validator::new().validate_as(&bytes, format_of(&path));
        assert!(report.findings.is_empty(), "{}: {:#?}", path.display(), report.findings);
    }
}

#[test]
fn each_rule_finds_its_fixtures_and_its_fixes_mend_them() {
    for rule in rules().iter().filter(|rule| looks_at_calls(rule)) {
        let folder = fixtures().join("invalid").join(rule.id);
        let plan = fs::read_to_string(folder.join("plan.json")).ok();
        let validator = with_plan(plan.as_deref());
        for path in files(&folder) {
            let bytes = fs::read(&path).unwrap();
            let check = |bytes: &[u8]| validator.validate_as(bytes, format_of(&path)).findings;
            let findings = check(&bytes);
            let name = path.display();
            assert!(findings.iter().any(|it| it.rule == rule.id), "{name}: {findings:#?}");
            for most in [Safety::Safe, Safety::Unsafe] {
                mended(&bytes, &findings, most, &check, &name.to_string());
            }
        }
    }
}

/// Applied fixes remove their findings and add none; applied again they change nothing.
fn mended(
    bytes: &[u8],
    findings: &[Finding],
    most: Safety,
    check: &dyn Fn(&[u8]) -> Vec<Finding>,
    name: &str,
) {
    let fixed = apply_fixes(bytes, findings, most);
    let after = check(&fixed.bytes);
    assert_eq!(after.len() + fixed.applied, findings.len(), "{name}: {after:#?}");
    for finding in &after {
        let known =
            findings.iter().any(|it| (&it.rule, &it.pointer) == (&finding.rule, &finding.pointer));
        assert!(known, "{name}: a fix added {finding:#?}");
    }
    let again = apply_fixes(&fixed.bytes, &after, most);
    assert_eq!((again.applied, again.bytes), (0, fixed.bytes), "{name}");
}

#[test]
fn examples_of_the_rules() {
    let run = |example: &Example| {
        with_plan(example.plan).validate_as(example.input, example.format).findings
    };
    for rule in rules().iter().filter(|rule| looks_at_calls(rule)) {
        let failing = run(&rule.failing);
        assert!(failing.iter().any(|it| it.rule == rule.id), "{}: {failing:#?}", rule.id);
        for finding in failing.iter().filter(|it| it.rule == rule.id) {
            let offers = finding.fix.as_ref().is_none_or(|it| rule.fixes.contains(&it.safety));
            assert!(offers, "{} offers a fix that it does not name", rule.id);
        }
        let passing = run(&rule.passing);
        assert!(passing.is_empty(), "{}: {passing:#?}", rule.id);
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.id);
        assert!((2..=4).contains(&rule.docs.split("\n\n").count()), "{}", rule.id);
    }
}
