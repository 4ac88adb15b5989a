//! With `redact` nothing of a value is shown, in no form.

use identify_validator::{
    InputFormat, Validator,
    render::{Format, Style},
};

use serde_json::Value;

use crate::report::{report_of, style};

fn redacted(format: Format, call: &str) -> String {
    let input = (call.as_bytes(), InputFormat::Json);
    let validator = Validator::builder().patches(true).build().unwrap();
    report_of(&validator, format, &style(|style| style.redact = true), "a.json", input).0
}

/// Broken in every way that shows source lines, each with a secret.
const CALLS: &[&str] = &[
    r#"{"userId": "SECRET77", "traits": {"age": "77", "SECRET": "SECRET77"}, "timestamp": "20-11-77"}"#,
    r#"{"user_id": "SECRET77", "user_traits": {"email": "SECRET@77.example"}, "timestamp": "2077-07-07"}"#,
    r#"{"user_id": SECRET, "user_traits": {'name': 'SECRET77',}, "timestamp": "2077-07-07T00:77:00Z"}"#,
    r#"{"user_id": "SECRET
77", "user_traits": {"name": "SECRET"#,
    r#"{"user_id": 77, "user_traits": "SECRET77", "timestamp": 1677777777, "SECRET_77": "SECRET"}"#,
    r#"{"user_id": "u", "user_traits": {"avatar": "SECRET 77.png", "birthday": "7/7/1977"}, "timestamp": "x"}"#,
    "SECRET: 77\nname: SECRET\n",
    r#"{"user_id": "user_id\": SECRET", "user_traits": {"\uD877SECRET": "\u0053ECRET"}, "timestamp": ""}"#,
];

/// The texts of a document, but for pointers: these hold names, not values.
fn texts(value: &Value, found: &mut String) {
    match value {
        Value::String(text) => found.push_str(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => {
            let is_pointer = |name: &str| {
                let op = members.contains_key("op") && matches!(name, "path" | "from");
                op || matches!(name, "pointer" | "fullyQualifiedName" | "tool")
            };
            for (_, value) in members.iter().filter(|(name, _)| !is_pointer(name)) {
                texts(value, found);
            }
        }
        _ => found.push_str(&value.to_string()),
    }
    found.push('\n');
}

#[test]
fn no_value_is_shown() {
    for call in CALLS {
        let long = call.replace("SECRET", &"SECRET".repeat(60));
        for call in [*call, &long] {
            for format in Format::ALL {
                let text = redacted(*format, call);
                let mut shown = String::new();
                match format {
                    Format::Json | Format::Sarif => {
                        texts(&serde_json::from_str(&text).unwrap(), &mut shown);
                    }
                    Format::Jsonl => {
                        for line in text.lines() {
                            texts(&serde_json::from_str(line).unwrap(), &mut shown);
                        }
                    }
                    _ => shown.clone_from(&text),
                }
                for secret in ["SECRET", "ECRET", "677777", "1977", "2077"] {
                    assert!(!shown.contains(secret), "{format}: {secret} in {shown}");
                }
            }
        }
    }
}

#[test]
fn shapes_and_known_names_stay() {
    let text = redacted(Format::Human, CALLS[0]);
    for part in [
        r#"{"userId": "xxxxxx00", "traits": {"age": "00", "xxxxxx": "xxxxxx00"}, "timestamp": "00-00-00"}"#,
        r#""user_id": "xxxxxx00""#,
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let shown = report_of(
        &Validator::new(),
        Format::Human,
        &Style::default(),
        "a.json",
        (CALLS[0].as_bytes(), InputFormat::Json),
    );
    assert!(shown.0.contains("SECRET77"));
}

#[test]
fn machines_get_fixes_that_tell_nothing() {
    let call = r#"{"user_id": "u1", "traits": {"age": "36"}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    let report: identify_validator::Report =
        serde_json::from_str(&redacted(Format::Json, call)).unwrap();
    let fixes: Vec<_> =
        report.findings.iter().map(|it| (it.rule.as_ref(), it.fix.is_some())).collect();
    assert_eq!(fixes, [("deprecated-alias", true), ("wrong-type", false)]);
    assert!(report.findings[0].fix.as_ref().unwrap().patch.is_some());
}
