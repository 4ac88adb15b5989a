//! What explains that members are missing: one finding for one cause.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, Row, beside, check, span_text};
use identify_validator::{Safety, Validator, apply_fixes, validate};

const CALL: &str =
    r#"{"user_id": "u1", "user_traits": {"name": "A"}, "timestamp": "2020-11-23T22:28:55Z"}"#;

fn row<'r>(call: impl Into<String>, at: &'r str, message: &'r str, fix: Fix<'r>) -> Row<'r> {
    Row { call: call.into(), rule: "missing-member", at, message, fix }
}

#[test]
fn envelopes() {
    let encoded = serde_json::to_string(CALL).unwrap();
    let all = "required members are missing: `user_id`, `timestamp` and `user_traits`";
    let inside = |name: &str| format!("{all}; the call is inside `{name}`");
    let (data, body, two) = (
        inside("data"),
        format!("{}, encoded as a string", inside("body")),
        format!("{all}; `batch` holds 2 calls"),
    );
    let rows = [
        row(format!(r#"{{"data": {CALL}}}"#), r#""data""#, &data, Fix::Unsafe("|")),
        row(
            format!(r#"{{"a": 1, "data": {{"x": {CALL}}}}}"#),
            r#""data""#,
            &data,
            Fix::Unsafe("|"),
        ),
        // An id by another platform's word is that of the message; who the user is, is not guessed.
        row(format!(r#"{{"id": "1", "data": {CALL}}}"#), r#""data""#, &data, Fix::None),
        row(format!(r#"{{"id": "u1", "data": {CALL}}}"#), r#""data""#, &data, Fix::Unsafe("|")),
        // What stands around it would be lost.
        row(
            r#"{"data": {"user_id": "u1", "user_traits": {}}, "timestamp": "2020-11-23T22:28:55Z"}"#,
            r#""data""#,
            "required members are missing: `user_id` and `user_traits`; the call is inside `data`",
            Fix::None,
        ),
        row(format!(r#"{{"body": {encoded}}}"#), r#""body""#, &body, Fix::Unsafe(CALL)),
        row(
            format!(r#"{{"Records": [{{"messageId": "m", "body": {encoded}}}]}}"#),
            r#""Records""#,
            "",
            Fix::Unsafe(CALL),
        ),
        row(format!(r#"{{"batch": [{CALL}, {CALL}]}}"#), r#""batch""#, &two, Fix::None),
        row(format!(r#"{{"batch": [{CALL}]}}"#), r#""batch""#, "", Fix::Unsafe("|")),
        row(r#"{"batch": []}"#, r#""batch""#, "", Fix::None),
        row(
            r#"{"api_key": "k", "batch": [{"event": "x", "properties": {}}]}"#,
            r#""batch""#,
            "",
            Fix::None,
        ),
        row(
            format!(r#"{{"of my own": {CALL}}}"#),
            r#""of my own""#,
            "required members are missing: `user_id`, `timestamp` and `user_traits`; the call is \
             inside this member",
            Fix::Unsafe("|"),
        ),
    ];
    check(&Validator::new(), &rows);
    // What has an id of its own is no envelope.
    let own = format!(r#"{{"user_id": "u2", "data": {CALL}}}"#);
    assert!(validate(own.as_bytes()).findings.len() > 1);
    // Nor is it where what stands in it may be anything.
    let own = r#"{"id": "u1", "attributes": {"age": 3}, "by": {"user_id": "u2", "timestamp": 1}}"#;
    assert!(validate(own.as_bytes()).findings.len() > 1);
}

#[test]
fn calls_of_another_kind() {
    let rows = [
        row(
            r#"{"type": "track", "event": "x", "userId": "u1", "properties": {}, "timestamp": 5}"#,
            r#""track""#,
            "this is a track call, not an identify call",
            Fix::None,
        ),
        row(r#"{"type": "Page", "userId": "u1", "name": "Home"}"#, r#""Page""#, "", Fix::None),
        row(r#"{"type": "group", "groupId": "g", "traits": {}}"#, r#""group""#, "", Fix::None),
        row(r#"{"event": "x", "user_id": "u1", "properties": {}}"#, r#""x""#, "", Fix::None),
        row(
            r#"{"event_type": "x", "user_id": "u1", "user_properties": {}}"#,
            r#""x""#,
            "this is an event of Amplitude, not an identify call",
            Fix::None,
        ),
        row(
            r#"{"$token": "t", "$distinct_id": "u1", "$set": {"$email": "a@b.co"}}"#,
            r#""$set""#,
            "this is a profile update of Mixpanel, not an identify call",
            Fix::None,
        ),
        row(
            r#"{"event": "$identify", "distinct_id": "u1", "properties": {"$set": {}}}"#,
            r#""$identify""#,
            "this is an identify event of PostHog, not an identify call",
            Fix::None,
        ),
        row(
            r#"{"events": [], "user_identities": {"email": "x"}, "user_attributes": {}}"#,
            r#""user_identities""#,
            "",
            Fix::None,
        ),
        row(r#"{"external_id": "u1", "first_name": "A"}"#, r#""external_id""#, "", Fix::None),
        // The schema has nothing against it, but it says itself what it is.
        Row {
            rule: "unknown-member",
            ..row(
                beside(r#""type": "track", "event": "x", "properties": {}"#),
                r#""track""#,
                "this says that it is a track call, not an identify call",
                Fix::None,
            )
        },
    ];
    check(&Validator::new(), &rows);
    let identify = r#"{"type": "identify", "event": "x", "user_id": "u1"}"#;
    let findings = validate(identify.as_bytes()).findings;
    assert!(
        findings.iter().all(|it| !it.message.contains("not an identify call")),
        "{findings:#?}"
    );
}

#[test]
fn parts_in_the_wrong_place() {
    let time = r#""timestamp": "2020-11-23T22:28:55Z""#;
    let rows = [
        row(
            format!(r#"{{"user_id": "u1", "context": {{"traits": {{"a": 1}}}}, {time}}}"#),
            r#""traits""#,
            "required member `user_traits` is missing: it is inside `context`",
            Fix::Unsafe(r#""user_traits": {"a": 1}, |"#),
        ),
        row(
            format!(r#"{{"user_id": "u1", "email": "a@b.co", "plan": "pro", {time}}}"#),
            r#""email""#,
            "required member `user_traits` is missing: 2 traits stand in the call itself",
            Fix::Unsafe(r#""user_traits": {|}"#),
        ),
        row(
            format!(r#"{{"email": "a@b.co", "user_id": "u1", {time}, "age": 3}}"#),
            r#""email""#,
            "",
            Fix::Unsafe(r#""user_traits": {"email": "a@b.co", "age": 3}|"#),
        ),
        row(
            format!(r#"{{"user_traits": {{"userId": "u1"}}, {time}}}"#),
            r#""userId""#,
            "required member `user_id` is missing: it is inside `user_traits`",
            Fix::Unsafe(r#""user_id": "u1", |"#),
        ),
        row(
            r#"{"user_id": "u1", "user_traits": {"createdAt": "2020-11-23 22:28:55"}}"#,
            r#""createdAt""#,
            "required member `timestamp` is missing: it is inside `user_traits`",
            Fix::Unsafe(r#""timestamp": "2020-11-23T22:28:55Z", |"#),
        ),
        row(
            r#"{"user_id": "u1", "user_traits": {"createdAt": "soon"}}"#,
            r#""createdAt""#,
            "",
            Fix::None,
        ),
    ];
    check(&Validator::new(), &rows);
    for row in rows.iter().filter(|row| row.fix != Fix::None) {
        let findings = validate(row.call.as_bytes()).findings;
        let fixed = apply_fixes(row.call.as_bytes(), &findings, Safety::Unsafe).bytes;
        assert!(validate(&fixed).findings.is_empty(), "{:?}", String::from_utf8(fixed));
    }
}

/// The verdict of the schema stays: one finding of level error at least.
#[test]
fn a_cause_leaves_the_call_refused() {
    for call in [r#"{"batch": []}"#, r#"{"type": "track"}"#, r#"{"user_id": "u1", "email": "x"}"#] {
        let report = validate(call.as_bytes());
        assert!(!report.is_valid(), "{call}");
        assert_eq!(report.findings[0].rule, "missing-member", "{call}");
    }
    let call = r#"{"email": "a@b.co"}"#;
    let findings = validate(call.as_bytes()).findings;
    let at: Vec<&str> = findings.iter().map(|it| span_text(call, it)).collect();
    assert_eq!(at, ["{", "{", r#""email""#]);
}
