//! The forms of one line a finding: `concise` and `jsonl`, and how every form ends.

use identify_codegen::{report_line_schema, report_schema};
use identify_validator::{
    Finding, Hidden, InputFormat, Level, Report, ReportLine, Statistic, Validator,
    render::{Format, Style},
    validate,
};
use serde_json::{Value, json};

use crate::report::{ALIAS, VALID, WRONG, of_log, report_of, style};

#[test]
fn every_line_is_what_the_schema_says() {
    let judge = jsonschema::validator_for(&report_line_schema::<ReportLine>()).unwrap();
    let log = format!("{VALID}\n{ALIAS}\n{WRONG}\n{{}}");
    let text = of_log(Format::Jsonl, &Style::default(), &log);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &lines {
        let faults: Vec<String> = judge.iter_errors(line).map(|it| it.to_string()).collect();
        assert_eq!(faults, [""; 0], "{line}");
        serde_json::from_value::<ReportLine>(line.clone()).unwrap();
    }
    let types: Vec<&Value> = lines.iter().map(|line| &line["type"]).collect();
    let findings = validate(b"{}").findings.len() + 3;
    assert_eq!(types.len(), findings + 1);
    assert_eq!(types.last(), Some(&&json!("summary")));
    assert_eq!(lines.last().unwrap()["summary"]["records"], 4);
    assert!(!judge.is_valid(&json!({ "type": "finding" })));
    assert!(!judge.is_valid(&json!({})));
}

/// A report in which everything is that can stand behind the findings.
fn ending() -> Report {
    let mut report = validate(b"{}");
    let statistic = |rule: &str, count: u64| -> Statistic {
        let level = "error";
        serde_json::from_value(json!({
            "rule": rule, "level": level, "count": count, "files": 2, "fixable": 1200
        }))
        .unwrap()
    };
    let hidden = |rule: &str, count: u64| -> Hidden {
        serde_json::from_value(json!({
            "rule": rule, "count": count, "path": "=a,b%:\n.json",
            "first": { "byte": 1, "line": 3, "column": 4 }
        }))
        .unwrap()
    };
    report.hidden = vec![hidden("missing-member", 1204), hidden("wrong-type", 1)];
    report.statistics = vec![statistic("missing-member", 4_002_340), statistic("too-long", 1)];
    report.notices = vec!["cannot read a\u{1b}[31m\n::error::b".to_owned()];
    report
}

#[test]
fn every_form_tells_what_is_not_listed() {
    let report = ending();
    for format in Format::ALL {
        let mut renderer = format.renderer(Style::default());
        let text = renderer.begin() + &renderer.end(&report);
        let bare = text.replace('\\', "");
        for part in ["missing-member", "wrong-type", "too-long"] {
            // The table of a summary has rules of which something was found.
            let is_told = *format != Format::Markdown || part == "too-long";
            assert!(bare.contains(part) || !is_told, "{format}: {text}");
        }
        assert!(bare.contains("cannot read a"), "{format}: {text}");
        assert!(!text.contains('\u{1b}'), "{format}: {text}");
        assert!(!text.contains("\n::error::"), "{format}: {text}");
        assert!(!text.lines().any(|line| line.starts_with('=')), "{format}: {text}");
    }
    let judge = jsonschema::validator_for(&report_schema::<Report>()).unwrap();
    let mut renderer = Format::Json.renderer(Style::default());
    let text = renderer.begin() + &renderer.end(&report);
    assert!(judge.is_valid(&serde_json::from_str(&text).unwrap()), "{text}");
}

#[test]
fn the_end_for_people() {
    let text = Format::Human.renderer(Style::default()).end(&ending());
    assert_eq!(
        text,
        "and 1,204 more of `missing-member`, the first at ./=a,b%:<U+000A>.json:3:4\n\
         and 1 more of `wrong-type`, at ./=a,b%:<U+000A>.json:3:4\n\n \
         findings  files  fixable  level  rule\n\
         4,002,340      2    1,200  error  missing-member\n        \
         1      2    1,200  error  too-long\n\n\
         cannot read a<U+001B>[31m<U+000A>::error::b\n\n"
    );
}

#[test]
fn extensions_and_kinds() {
    let known: Vec<_> =
        Format::ALL.iter().map(|it| (it.name(), it.extension(), it.is_machine())).collect();
    assert_eq!(
        known,
        [
            ("human", "txt", false),
            ("concise", "txt", false),
            ("json", "json", true),
            ("jsonl", "jsonl", true),
            ("github", "txt", true),
            ("sarif", "sarif", true),
            ("junit", "xml", true),
            ("markdown", "md", false),
        ]
    );
}

#[test]
fn concise_lines_open_with_a_path() {
    for (path, opens) in [
        ("a b.json", "a b.json:1:1: "),
        ("=cmd|'/C calc'!A0", "./=cmd|'/C calc'!A0:1:1: "),
        ("@SUM(1)", "./@SUM(1):1:1: "),
        ("::error::x", "./::error::x:1:1: "),
        (" ::error::x", "./ ::error::x:1:1: "),
        ("\t=1", "<U+0009>=1:1:1: "),
        ("-", "-:1:1: "),
        ("-x", "./-x:1:1: "),
    ] {
        let input = (&b"{}"[..], InputFormat::Json);
        let (text, findings): (String, Vec<Finding>) =
            report_of(&Validator::new(), Format::Concise, &style(|_| ()), path, input);
        assert_eq!(text.lines().count(), findings.len());
        assert!(text.lines().all(|line| line.starts_with(opens)), "{text}");
        assert!(findings.iter().all(|finding| finding.level == Level::Error));
    }
}
