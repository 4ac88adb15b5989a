//! The sample payloads of the repository: all their fixes together mend them. That each by itself
//! does, and what is found in which payload, is tested beside the payloads.
#![allow(clippy::unwrap_used, reason = "tests state what must hold")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use identify_validator::{Finding, Group, InputFormat, Safety, Validator, apply_fixes, rules};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "plan.json"))
        .filter(|path| path.extension().is_some_and(|it| it == "json" || it == "ndjson"))
        .collect();
    files.sort();
    files
}

fn with_plan(plan: Option<&str>) -> Validator {
    let builder = Validator::builder();
    match plan {
        Some(plan) => builder.plan(serde_json::from_str(plan).unwrap()).build().unwrap(),
        None => builder.build().unwrap(),
    }
}

#[test]
fn all_fixes_together_mend_what_they_are_for() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/invalid");
    if !fixtures.exists() {
        return; // Not in the published crate.
    }
    let mut payloads = 0;
    // Behind a fault of the syntax there may be others that could not be seen.
    for rule in rules().iter().filter(|rule| rule.group != Group::Syntax) {
        let folder = fixtures.join(rule.id);
        let plan = fs::read_to_string(folder.join("plan.json")).ok();
        let validator = with_plan(plan.as_deref());
        for path in files(&folder) {
            let lines = path.extension().is_some_and(|it| it == "ndjson");
            let format = if lines { InputFormat::Ndjson } else { InputFormat::Json };
            let bytes = fs::read(&path).unwrap();
            let check = |bytes: &[u8]| validator.validate_as(bytes, format).findings;
            let findings = check(&bytes);
            for most in [Safety::Safe, Safety::Unsafe] {
                mended(&bytes, &findings, most, &check, &path.display().to_string());
            }
            payloads += 1;
        }
    }
    assert!(payloads > 60, "{payloads} payloads");
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
        // The pointer is another one where a member around it got its right name.
        let known =
            findings.iter().any(|it| (&it.rule, &it.message) == (&finding.rule, &finding.message));
        assert!(known, "{name}: a fix added {finding:#?}");
    }
    let again = apply_fixes(&fixed.bytes, &after, most);
    assert_eq!((again.applied, again.bytes), (0, fixed.bytes), "{name}");
}
