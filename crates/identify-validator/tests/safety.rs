//! Fixes that once changed data, and verdicts that once were lost.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identify_validator::{Safety, Validator, apply_fixes, validate};

const END: &str = r#","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#;

fn in_traits(member: &str) -> String {
    format!(r#"{{"user_id":"u1","user_traits":{{{member}}},"timestamp":"2020-11-23T22:28:55Z"}}"#)
}

/// What the safe fixes make of a call, however often they are applied.
fn safely_fixed(call: &str) -> String {
    let mut bytes = call.as_bytes().to_vec();
    for _ in 0..5 {
        bytes = apply_fixes(&bytes, &validate(&bytes).findings, Safety::Safe).bytes;
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_safe_fix_changes_what_is_sent() {
    let split = format!(r#"{{"user_id":"a""b""c"{END}"#);
    let members = [
        r#""name":"the ""big"" one""#,
        r#""name":"""big""""#,
        r#""name":"a" "b" "c""#,
        r#""age":"41"1"#,
        r#""age":"41"1."#,
        r#""age":"3"a"#,
        "\"x\":1#INF\n,\"y\":2",
        "\"c\": #fff,\n\"y\":2",
        "\"c\": //cdn.example.com/a.png\n",
    ];
    for call in members.into_iter().map(in_traits).chain([split]) {
        assert_eq!(safely_fixed(&call), call);
        assert!(!validate(call.as_bytes()).is_valid(), "{call}");
    }
    // A line that ends between two members leaves no doubt.
    let lines = in_traits("\"a\":1\n\"b\":2");
    assert_eq!(safely_fixed(&lines), lines.replace("1\n", "1,\n"));
}

#[test]
fn fixes_come_to_an_end() {
    for call in ["{\"user_id\n\"a\":1}", "{\"a\":'\"x\",{\n", "[\"a\n\"b\"]"] {
        let mut bytes = call.as_bytes().to_vec();
        for _ in 0..8 {
            bytes = apply_fixes(&bytes, &validate(&bytes).findings, Safety::Unsafe).bytes;
        }
        let again = apply_fixes(&bytes, &validate(&bytes).findings, Safety::Unsafe).bytes;
        assert_eq!(bytes, again, "{call:?}");
    }
}

#[test]
fn a_plan_with_alternatives_of_its_own_keeps_its_verdict() {
    let plan = serde_json::json!({ "properties": { "user_traits": { "additionalProperties": {
        "oneOf": [{ "required": ["a"] }, { "required": ["b"] }]
    } } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    for value in [r#""baz""#, r#"{"a":1,"b":2}"#] {
        let report = validator.validate(in_traits(&format!(r#""foo":{value}"#)).as_bytes());
        let rules: Vec<_> = report.findings.iter().map(|finding| &finding.rule).collect();
        assert_eq!(rules, ["schema-mismatch"], "{value}");
    }
}

#[test]
fn of_two_members_of_one_name_only_that_is_said() {
    let call = in_traits(r#""email":"a@b.co","email":"A <x@y.zz>""#);
    let report = validate(call.as_bytes());
    let rules: Vec<_> = report.findings.iter().map(|finding| &finding.rule).collect();
    assert_eq!(rules, ["duplicate-member"]);
}
