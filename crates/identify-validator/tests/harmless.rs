//! What is promised of a fix that is called safe: it removes its finding, adds none of any rule that
//! is asked, and leaves the other bytes alone; and it is the same with all of them at once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;

use identify_validator::{Finding, InputFormat, Level, Safety, Validator, apply_fixes, rules};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

/// Traits with a fault, and traits beside which others have one.
const TRAITS: &[&str] = &[
    r#""firstName": "Ada""#,
    r#""first_name": "Ada""#,
    r#""lastName": "Lovelace""#,
    r#""last_name": "Lovelace""#,
    r#""Name": "Someone Else""#,
    r#""name": "Someone Else""#,
    r#""name": null"#,
    r#""Phone": null"#,
    r#""phone": null"#,
    r#""Phone": "call me""#,
    r#""Age": 200"#,
    r#""Age": "41""#,
    r#""age": "200""#,
    r#""age": 30"#,
    r#""Birthday": "1810-12-10""#,
    r#""birthday": "1990-04-02""#,
    r#""BirthDay": "1990-04-02""#,
    r#""Avatar": "http://127.0.0.1/a.png""#,
    r#""Website": "example.com""#,
    r#""WEBSITE": "ftp://example.com""#,
    r#""User_Name": "ada lovelace""#,
    r#""user name": "ada""#,
    r#""userName": "ada""#,
    r#""Email": "ada@example.com""#,
    r#""Company": {"Name": "A", "employeeCount": "12", "ID": 9007199254740993}"#,
    r#""company": {"Employee_Count": 3, "Plan": null, "plan": "pro"}"#,
    r#""address": {"postalCode": "\u200b1", "City": " x "}"#,
    r#""Address": {"zip": "1", "city": null}"#,
    r#""address_city": "Paris""#,
    r#""ti\u200btle": "Dr""#,
    r#""Title": "\u202eDr""#,
    r#""d\u0435scription": "x""#,
    r#""custom": {"a": null, "A": 1}"#,
    r#""Custom": 1"#,
];

/// Calls around traits, by what their own members are called.
const CALLS: &[&str] = &[
    r#"{"user_id": "u1", "user_traits": {@}, "timestamp": "2020-11-23T22:28:55Z"}"#,
    r#"{"userId": "ada@example.com", "traits": {@}, "timestamp": "2020-11-23T22:28:55Z"}"#,
    r#"{"user_id": "u1", "userTraits": {@}, "timeStamp": "1970-01-01T00:00:00Z"}"#,
    r#"{"UserID": " u1", "Traits": {@}, "Timestamp": "2020-11-23T22:28:55Z", "Context": {}}"#,
];

fn validators() -> [Validator; 2] {
    let builder = || Validator::builder().level(Level::Note);
    let plan = json!({ "properties": { "user_traits": {
        "properties": { "title": { "minLength": 3 }, "custom": { "type": "number" } },
        "dependentRequired": { "first_name": ["name"] },
    } } });
    [builder().build().unwrap(), builder().plan(plan).build().unwrap()]
}

fn call(of: &str, traits: &[&str]) -> String {
    of.replace('@', &traits.join(", "))
}

fn findings(validator: &Validator, call: &[u8]) -> Vec<Finding> {
    validator.validate_as(call, InputFormat::Json).findings
}

/// How often each rule says something.
fn said(findings: &[Finding]) -> HashMap<String, usize> {
    let mut said = HashMap::new();
    for finding in findings {
        *said.entry(finding.rule.to_string()).or_default() += 1;
    }
    said
}

/// What is wrong with the safe fixes of a call, each by itself and then all of them.
fn harm(validator: &Validator, call: &str) -> Option<String> {
    let before = findings(validator, call.as_bytes());
    let count = said(&before);
    for finding in &before {
        let is_safe = finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        if !is_safe {
            continue;
        }
        let fixed = apply_fixes(call.as_bytes(), std::slice::from_ref(finding), Safety::Safe);
        let after = findings(validator, &fixed.bytes);
        let mut expected = count.clone();
        *expected.get_mut(&*finding.rule).unwrap() -= 1;
        for (rule, now) in said(&after) {
            if now > expected.get(&rule).copied().unwrap_or(0) {
                let text = String::from_utf8_lossy(&fixed.bytes).into_owned();
                return Some(format!("{call}\n{}: {rule} in {text}", finding.rule));
            }
        }
    }
    // What stands twice hides what is wrong with it.
    if count.contains_key("duplicate-member") {
        return None;
    }
    let mut bytes = call.as_bytes().to_vec();
    let mut sink = |mended: identify_validator::Mended<'_>| {
        for change in mended.changes.iter().rev() {
            let span = usize::try_from(change.start).unwrap()..usize::try_from(change.end).unwrap();
            bytes.splice(span, change.bytes.iter().copied());
        }
        Ok(())
    };
    validator.fix(call.as_bytes(), InputFormat::Json, Safety::Safe, &mut sink).unwrap();
    let after = findings(validator, &bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    for (rule, now) in said(&after) {
        if now > count.get(&rule).copied().unwrap_or(0) {
            return Some(format!("{call}\nall: {rule} in {text}"));
        }
    }
    let again = apply_fixes(&bytes, &after, Safety::Safe);
    (again.bytes != bytes).then(|| format!("{call}\nnot settled: {text}"))
}

#[test]
fn of_every_two_traits() {
    let mut harms = Vec::new();
    for validator in validators() {
        for (index, one) in TRAITS.iter().enumerate() {
            for two in &TRAITS[index + 1..] {
                harms.extend(harm(&validator, &call(CALLS[0], &[one, two])));
            }
        }
    }
    assert!(harms.is_empty(), "{}: {}", harms.len(), harms.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..<_>::default() })]

    #[test]
    fn of_several_traits_in_any_call(
        of in select(CALLS),
        traits in vec(select(TRAITS), 0..6),
        planned in any::<bool>(),
    ) {
        let [plain, plan] = validators();
        let validator = if planned { plan } else { plain };
        let harm = harm(&validator, &call(of, &traits));
        prop_assert!(harm.is_none(), "{}", harm.unwrap());
    }
}

/// The passing examples have no finding that a fix could bring.
#[test]
fn of_the_examples() {
    for rule in rules() {
        for example in [&rule.failing, &rule.passing] {
            let validator = rule.validator(example).unwrap().to_builder().level(Level::Note);
            let validator = validator.build().unwrap();
            if let (Ok(text), InputFormat::Json) = (str::from_utf8(example.input), example.format) {
                assert_eq!(harm(&validator, text), None, "{}", rule.id);
            }
        }
    }
}
