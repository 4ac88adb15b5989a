//! SARIF, judged by the published schema where that is at hand.

use std::{fs, path::Path, sync::LazyLock};

use identify_validator::{
    InputFormat, Validator,
    render::{Format, Style},
    rules, validate,
};
use serde_json::{Value, json};

use crate::report::{ALIAS, VALID, WRONG, of_log, report_of, style};

/// The schema that OASIS publishes. It lies beside the repository, if at all.
static PUBLISHED: LazyLock<Option<jsonschema::Validator>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let text = fs::read_to_string(folder.join("sarif-schema-2.1.0.json")).ok()?;
    let schema = serde_json::from_str(&text).unwrap();
    Some(jsonschema::options().should_validate_formats(true).build(&schema).unwrap())
});

/// The log, which the published schema describes.
pub(crate) fn sarif(text: &str) -> Value {
    let log: Value = serde_json::from_str(text).unwrap();
    if let Some(judge) = &*PUBLISHED {
        let faults: Vec<String> = judge.iter_errors(&log).map(|it| it.to_string()).collect();
        assert_eq!(faults, [""; 0], "{text}");
    }
    log
}

#[test]
fn a_log_with_everything() {
    let calls = format!("{VALID}\n{ALIAS}\n{WRONG}\n[1]\n{{\"user_id\": \"é\", \"user_id\": 1}}");
    let links = style(|style| style.links = Some("https://example.com/rules".to_owned()));
    let log = sarif(&of_log(Format::Sarif, &links, &calls));
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["rules"].as_array().unwrap().len(), rules().len());
    assert_eq!(
        driver["rules"][0]["helpUri"],
        format!("https://example.com/rules#{}", rules()[0].id)
    );
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
    }
    let alias = &results[0];
    assert_eq!(
        alias["locations"][0],
        json!({
            "physicalLocation": {
                "artifactLocation": { "uri": "log.ndjson" },
                "region": {
                    "startLine": 2, "startColumn": 19, "endLine": 2, "endColumn": 27,
                    "byteOffset": 92, "byteLength": 8
                },
            },
            "logicalLocations": [{ "fullyQualifiedName": "/traits" }],
        })
    );
    assert_eq!(
        alias["fixes"][0]["artifactChanges"][0]["replacements"][0],
        json!({
            "deletedRegion": { "byteOffset": 92, "byteLength": 8 },
            "insertedContent": { "text": "\"user_traits\"" },
        })
    );
    assert!(results.iter().any(|result| !result["relatedLocations"].is_null()), "{log}");
}

#[test]
fn a_log_without_findings() {
    let log = sarif(&of_log(Format::Sarif, &Style::default(), VALID));
    assert_eq!(log["runs"][0]["results"], json!([]));
    assert_eq!(log["runs"][0]["properties"]["summary"]["valid"], 1);
}

#[test]
fn paths_are_references() {
    for (path, uri) in [
        ("-", "stdin"),
        ("calls/a b.json", "calls/a%20b.json"),
        ("./a:b%.json", "a%3Ab%25.json"),
        ("/tmp/ä#?.json", "file:///tmp/%C3%A4%23%3F.json"),
        ("../a\n\u{1b}.json", "../a%0A%1B.json"),
    ] {
        if path.starts_with('/') && cfg!(windows) {
            continue;
        }
        let input = (&b"{}"[..], InputFormat::Json);
        let text = report_of(&Validator::new(), Format::Sarif, &Style::default(), path, input).0;
        let log = sarif(&text);
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], uri);
    }
}

#[test]
fn results_stay_within_the_limit() {
    let finding = validate(b"{}").findings.remove(0);
    let source = identify_validator::Source::whole(b"{}");
    let mut renderer = Format::Sarif.renderer(Style::default());
    let mut text = renderer.begin();
    for _ in 0..25_003 {
        text += &renderer.finding(&finding, &source);
    }
    text += &renderer.end(&identify_validator::Report::default());
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 25_000);
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(
        told["message"]["text"],
        "3 more findings are not listed: code scanning takes 25,000 of a run"
    );
}
