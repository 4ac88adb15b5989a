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

/// A plan may contradict the contract, and then no value pleases both: a fix would only lead from
/// one finding to the other and back.
#[test]
fn no_fix_goes_to_and_fro_between_a_plan_and_the_contract() {
    let plan = serde_json::json!({ "properties": { "user_traits": { "properties": {
        "birthday": { "format": "date-time" },
        "age": { "type": "string" },
    } } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    for member in [
        r#""birthday":"1984-04-02""#,
        r#""birthday":"1984-04-02T00:00:00Z""#,
        r#""age":36"#,
        r#""age":"36""#,
    ] {
        let call = in_traits(member);
        let findings = validator.validate(call.as_bytes()).findings;
        assert!(!findings.is_empty(), "{call}");
        assert!(findings.iter().all(|finding| finding.fix.is_none()), "{call}: {findings:#?}");
    }
}

/// A fix that mends one fault and brings another to light is not safe, however many are left.
#[test]
fn a_fix_is_safe_by_what_is_said_and_not_by_how_much() {
    let plan = serde_json::json!({ "properties": { "user_traits": { "oneOf": [
        { "required": ["Age"] },
        { "required": ["age"], "properties": { "age": { "minimum": 50 } } },
    ] } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    let findings = validator.validate(in_traits(r#""Age":36"#).as_bytes()).findings;
    assert!(findings.iter().all(|it| it.fix.is_none()), "{findings:#?}");
}

/// Trying fixes out costs, and so it ends: what was not tried is offered as a guess.
#[test]
fn thousands_of_fixes_are_not_all_tried() {
    let plan = serde_json::json!({ "properties": { "user_traits": {
        "additionalProperties": { "type": "number" }
    } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    let safeties = |count: u32| -> Vec<Safety> {
        let members: Vec<String> = (0..count).map(|it| format!(r#""k{it}":"{it}""#)).collect();
        let findings = validator.validate(in_traits(&members.join(",")).as_bytes()).findings;
        let findings = findings.iter().filter(|it| it.rule == "wrong-type");
        findings.map(|it| it.fix.as_ref().unwrap().safety).collect()
    };
    assert_eq!(safeties(30), vec![Safety::Safe; 30]);
    assert_eq!(safeties(5000), vec![Safety::Unsafe; 5000]);
    // The same on every machine.
    assert_eq!(safeties(1000), safeties(1000));
}

#[test]
fn names_of_a_plan_cannot_break_out_of_a_message() {
    let plan = serde_json::json!({ "properties": { "user_traits": {
        "required": ["a\u{1b}[31m\u{202e}\n::error::b"]
    } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    let finding = &validator.validate(in_traits("").as_bytes()).findings[0];
    for text in [Some(&finding.message), finding.label.as_ref(), finding.help.as_ref()] {
        let text = text.unwrap();
        assert!(text.contains("a<U+001B>[31m<U+202E><U+000A>::error::b"), "{text}");
    }
}

#[test]
fn what_is_wrong_with_a_plan() {
    for (plan, expected) in [
        (
            serde_json::json!({ "properties": { "user_id": { "type": "strin" } } }),
            "the plan is not a usable JSON Schema: the value at `/properties/user_id/type` is not \
             what JSON Schema allows there",
        ),
        (
            serde_json::json!({ "pattern": "(?=a)" }),
            "the plan is not a usable JSON Schema: the value at `/pattern` is not a regular \
             expression that can be used: there is no look-around and no reference back",
        ),
        (
            serde_json::json!({ "$ref": "https://example.com/plan.json" }),
            "the plan is not a usable JSON Schema: a reference (`$ref`) in the plan leads to \
             nothing in it; other documents are not read",
        ),
        (
            serde_json::json!([]),
            "the plan is not a usable JSON Schema: the plan itself is not what JSON Schema allows \
             there",
        ),
    ] {
        let error = Validator::builder().plan(plan).build().unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}
