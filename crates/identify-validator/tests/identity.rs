//! Findings about who the user is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use std::{fs, path::Path};

use expect::{Fix, Row, check, user_id};
use identify_validator::{Validator, validate};
use serde_json::{Value, json};

fn rules(call: &str) -> Vec<String> {
    validate(call.as_bytes()).findings.into_iter().map(|it| it.rule.into_owned()).collect()
}

#[test]
fn placeholders() {
    for id in [
        "null",
        "UNDEFINED",
        "Guest",
        "[object Object]",
        "0",
        "-1",
        "0000",
        "'null'",
        "NULL",
        "user_id",
        " none ",
        "{{user_id}}",
        "${user.id}",
        "user-{{id}}",
        "%s",
        "%user_id%",
        "<user_id>",
        "[[user_id]]",
        ":user_id",
        "@user_id",
        "<%= user.id %>",
        "YOUR_USER_ID",
        "{0}",
    ] {
        let call = user_id(&json!(id).to_string());
        assert_eq!(rules(&call), ["placeholder-user-id"], "{call}");
    }
    let row = Row {
        call: user_id(r#""\"null\"""#),
        rule: "placeholder-user-id",
        at: r#""\"null\"""#,
        message: "`user_id` must be the id of one user, found a missing value written as text",
        fix: Fix::None,
    };
    check(&Validator::new(), &[row]);
}

#[test]
fn ids_of_users() {
    for id in [
        "user123",
        "null-1",
        "10",
        "Unknown",
        "Null",
        "ids",
        "guest7",
        "x",
        "−1",
        "０a",
        "@ada",
        ":ada",
        "<ada>",
        "{ada}",
        "$ada",
        "user:1",
        "100%",
        "a{{b",
        "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}",
    ] {
        let call = user_id(&json!(id).to_string());
        assert_eq!(rules(&call), <[String; 0]>::default(), "{call}");
    }
}

#[test]
fn every_listed_value_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !folder.exists() {
        return;
    }
    let text = fs::read_to_string(folder.join("placeholder_ids.ndjson")).unwrap();
    let values = text.lines().filter_map(|line| {
        let row: Value = serde_json::from_str(line).unwrap();
        let any_case = row["sources"].to_string().contains("any case");
        Some((row["value"].as_str()?.to_owned(), any_case))
    });
    let mut count = 0;
    for (value, any_case) in values {
        let call = user_id(&json!(value).to_string());
        assert_eq!(rules(&call), ["placeholder-user-id"], "{call}");
        if any_case {
            let call = user_id(&json!(value.to_uppercase()).to_string());
            assert_eq!(rules(&call), ["placeholder-user-id"], "{call}");
        }
        count += 1;
    }
    assert_eq!(count, 29);
}

#[test]
fn blank() {
    for id in [
        " ",
        "\u{a0}",
        "\u{3000}",
        "\t\n",
        "\u{200b}\u{200d}",
        "\u{3164}",
        "\u{2800}",
        "\u{115f}",
        "\u{feff}",
        "\u{180e}",
        "\u{ad}",
        "\u{1d159}",
        "\u{fff9}",
        "\u{e0001}",
        "\0",
        "\u{85}",
    ] {
        let call = user_id(&json!(id).to_string());
        assert_eq!(rules(&call), ["blank-user-id"], "{id:?}");
    }
    for id in ["·", "_", "\u{fffc}"] {
        let call = user_id(&json!(id).to_string());
        assert_eq!(rules(&call), <[String; 0]>::default(), "{id:?}");
    }
    for id in ["a ", "\u{200b}a"] {
        let call = user_id(&json!(id).to_string());
        assert_eq!(rules(&call), ["padded-user-id"], "{id:?}");
    }
    let row = Row {
        call: user_id(r#"" \u2060 ""#),
        rule: "blank-user-id",
        at: r#"" \u2060 ""#,
        message: "`user_id` is blank: 3 invisible characters and nothing else",
        fix: Fix::None,
    };
    check(&Validator::new(), &[row]);
}

#[test]
fn one_finding_for_one_id() {
    assert_eq!(rules(&user_id(r#""""#)), ["too-short"]);
    assert_eq!(rules(&user_id("null")), ["wrong-type"]);
    let plan = json!({ "properties": { "user_id": { "pattern": "^u[0-9]+$", "minLength": 5 } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    for (id, rule) in [("    ", "too-short"), ("", "too-short"), ("undefined", "pattern-mismatch")]
    {
        let call = user_id(&json!(id).to_string());
        let findings = validator.validate(call.as_bytes()).findings;
        assert!(findings.iter().any(|it| it.rule == rule), "{call}: {findings:#?}");
        assert!(findings.iter().all(|it| !it.rule.ends_with("-user-id")), "{call}: {findings:#?}");
    }
}
