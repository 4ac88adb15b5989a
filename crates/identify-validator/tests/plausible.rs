//! Findings about ages, days, times and numbers that cannot be right.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, beside, check, rows, timestamp, traits};
use identify_types::Timestamp;
use identify_validator::{Level, Validator};

fn at(now: &str) -> Validator {
    let now = now.parse::<Timestamp>().unwrap().instant().to_utc();
    Validator::builder().level(Level::Note).now(now).build().unwrap()
}

/// The validator of these tests: 1 March 2026, at noon.
fn validator() -> Validator {
    at("2026-03-01T12:00:00Z")
}

fn rules(call: &str) -> Vec<String> {
    let findings = validator().validate(call.as_bytes()).findings;
    findings.iter().map(|finding| finding.rule.to_string()).collect()
}

fn nothing(calls: impl IntoIterator<Item = String>) {
    for call in calls {
        let findings = validator().validate(call.as_bytes()).findings;
        assert!(findings.is_empty(), "{call}: {findings:#?}");
    }
}

fn labels(call: &str) -> Vec<String> {
    let findings = validator().validate(call.as_bytes()).findings;
    findings.iter().map(|finding| finding.label.clone().unwrap()).collect()
}

#[test]
fn implausible_ages() {
    let call = |age: &str| traits(&format!(r#""age": {age}"#));
    let message = "`age` is over 150 years";
    let table = [
        ("151", "151", message, Fix::None),
        ("150.5", "150.5", message, Fix::None),
        ("1984", "1984", message, Fix::None),
        ("2026", "2026", message, Fix::None),
        ("19840210", "19840210", message, Fix::None),
        ("999", "999", message, Fix::None),
        ("1e9", "1e9", message, Fix::None),
        ("1.51E2", "1.51E2", message, Fix::None),
        ("9007199254740992", "9007199254740992", message, Fix::None),
        ("445132800", "445132800", message, Fix::None),
    ];
    check(&validator(), &rows("implausible-age", call, &table));
    nothing(["0", "36", "150", "33.5", "1.5e2"].map(call));
    for (age, label) in [
        ("1984", "a year of birth, by the look of it"),
        ("2027", "over 150"),
        ("19840210", "a date, by the look of it"),
        ("200", "over 150"),
    ] {
        assert_eq!(labels(&call(age)), [label], "{age}");
    }
    // What the schema says, it says alone.
    for age in ["-1", "\"200\"", "[200]", "true"] {
        assert!(!rules(&call(age)).contains(&"implausible-age".to_owned()), "{age}");
    }
    assert_eq!(rules(&traits(r#""Age": 200"#)), ["near-miss-member"]);
    nothing([traits(r#""company": {"age": 200}"#), beside(r#""context": {"age": 200}"#)]);
}

#[test]
fn implausible_birthdays() {
    let call = |day: &str| traits(&format!(r#""birthday": "{day}""#));
    let (future, past) = ("`birthday` is in the future", "`birthday` is before 1900");
    let table = [
        ("2026-03-03", r#""2026-03-03""#, future, Fix::None),
        ("2061-02-10", r#""2061-02-10""#, future, Fix::None),
        ("9999-12-31", r#""9999-12-31""#, future, Fix::None),
        ("1899-12-31", r#""1899-12-31""#, past, Fix::None),
        ("1899-12-30", r#""1899-12-30""#, past, Fix::None),
        ("1884-02-10", r#""1884-02-10""#, past, Fix::None),
        ("0001-01-01", r#""0001-01-01""#, past, Fix::None),
        ("0084-02-10", r#""0084-02-10""#, past, Fix::None),
        ("0000-01-01", r#""0000-01-01""#, past, Fix::None),
        ("\\u0030001-01-01", r#""\u0030001-01-01""#, past, Fix::None),
    ];
    check(&validator(), &rows("implausible-birthday", call, &table));
    // It is the second of March somewhere from 10:00 UTC on.
    nothing(["2026-03-01", "2026-03-02", "1900-01-01", "1970-01-01", "2000-02-29"].map(call));
    let early = at("2026-03-01T09:59:00Z").validate(call("2026-03-02").as_bytes()).findings;
    assert_eq!(early[0].rule, "implausible-birthday");
    for (day, label) in
        [("0001-01-01", "the zero of .NET's and Go's dates"), ("1884-02-10", "before 1900")]
    {
        assert_eq!(labels(&call(day)), [label], "{day}");
    }
    assert_eq!(rules(&call("2061-2-10")), ["malformed-date"]);
    assert_eq!(rules(&traits(r#""Birthday": "2061-02-10""#)), ["near-miss-member"]);
}

#[test]
fn implausible_timestamps() {
    let call = |time: &str| timestamp(&format!("\"{time}\""));
    let zero = "`timestamp` is the zero of a clock, not a time at which an account was created";
    let future = "`timestamp` is more than 24 hours in the future";
    let seconds = "`timestamp` is in January 1970: seconds were read as milliseconds";
    let table = [
        ("1970-01-01T00:00:00Z", r#""1970-01-01T00:00:00Z""#, zero, Fix::None),
        ("1970-01-01T00:00:00.999Z", r#""1970-01-01T00:00:00.999Z""#, zero, Fix::None),
        ("1970-01-01t00:00:00z", r#""1970-01-01t00:00:00z""#, zero, Fix::None),
        ("1970-01-01T01:00:00+01:00", r#""1970-01-01T01:00:00+01:00""#, zero, Fix::None),
        ("1969-12-31T19:00:00-05:00", r#""1969-12-31T19:00:00-05:00""#, zero, Fix::None),
        ("1970-01-01T00:00:00+02:00", r#""1970-01-01T00:00:00+02:00""#, zero, Fix::None),
        ("0000-01-01T00:00:00Z", r#""0000-01-01T00:00:00Z""#, zero, Fix::None),
        ("0001-01-01T00:00:00Z", r#""0001-01-01T00:00:00Z""#, zero, Fix::None),
        ("0001-01-01T00:00:00+05:30", r#""0001-01-01T00:00:00+05:30""#, zero, Fix::None),
        ("1601-01-01T00:00:00Z", r#""1601-01-01T00:00:00Z""#, zero, Fix::None),
        ("1899-12-30T00:00:00Z", r#""1899-12-30T00:00:00Z""#, zero, Fix::None),
        ("1899-12-31T00:00:00Z", r#""1899-12-31T00:00:00Z""#, zero, Fix::None),
        ("1900-01-01T00:00:00Z", r#""1900-01-01T00:00:00Z""#, zero, Fix::None),
        ("1899-12-31T23:00:00-01:00", r#""1899-12-31T23:00:00-01:00""#, zero, Fix::None),
        ("1904-01-01T00:00:00Z", r#""1904-01-01T00:00:00Z""#, zero, Fix::None),
        ("1970-01-20T16:55:35.123Z", r#""1970-01-20T16:55:35.123Z""#, seconds, Fix::None),
        ("2026-03-02T12:00:01Z", r#""2026-03-02T12:00:01Z""#, future, Fix::None),
        ("2026-03-02T23:00:01+11:00", r#""2026-03-02T23:00:01+11:00""#, future, Fix::None),
        ("2999-01-01T00:00:00Z", r#""2999-01-01T00:00:00Z""#, future, Fix::None),
        ("9999-12-31T23:59:59Z", r#""9999-12-31T23:59:59Z""#, future, Fix::None),
    ];
    check(&validator(), &rows("implausible-timestamp", call, &table));
    nothing(
        [
            "2026-03-02T22:59:59+11:00",
            "2026-03-02T12:00:00Z",
            "2026-03-01T12:00:00Z",
            "2020-11-23T22:28:55.111Z",
            "1970-01-01T00:00:01Z",
            "1970-01-20T00:00:00Z",
            "1970-02-20T16:55:35Z",
            "1969-07-20T20:17:40Z",
            "1964-09-01T09:00:00+01:00",
            "1900-01-03T00:00:00Z",
            "2016-12-31T23:59:60Z",
        ]
        .map(call),
    );
    assert_eq!(labels(&call("1970-01-01T00:00:00Z")), ["the zero of Unix time"]);
    assert_eq!(rules(&call("1970-01-01")), ["malformed-date-time"]);
    nothing([traits(r#""created": "1970-01-01T00:00:00Z""#)]);
}

#[test]
fn ages_that_contradict_birthdays() {
    let rule = "age-contradicts-birthday";
    let call = |both: &str| {
        let (age, day) = both.split_once(' ').unwrap();
        traits(&format!(r#""age": {age}, "birthday": "{day}""#))
    };
    let more = "`age` is too high for someone born on `birthday`";
    let less = "`age` is too low for someone born on `birthday`, who was older at the `timestamp`";
    // The account is of 23 November 2020, and now is 1 March 2026.
    let table = [
        ("20 1950-01-01", "20", less, Fix::None),
        ("68 1950-01-01", "68", less, Fix::None),
        ("78 1950-01-01", "78", more, Fix::None),
        ("36 2010-05-05", "36", more, Fix::None),
        ("17 2010-05-05", "17", more, Fix::None),
        ("0 1984-02-10", "0", less, Fix::None),
        ("3 2025-06-01", "3", more, Fix::None),
        ("120 1984-02-10", "120", more, Fix::None),
        ("34.5 1984-02-10", "34.5", less, Fix::None),
        ("44 1984-02-29", "44", more, Fix::None),
    ];
    check(&validator(), &rows(rule, call, &table));
    nothing(
        [
            "69 1950-01-01",
            "70 1950-01-01",
            "73 1950-01-01",
            "77 1950-01-01",
            "77.9 1950-01-01",
            "35 1984-02-10",
            "42 1984-02-10",
            "0 2026-02-20",
            "43 1984-02-29",
            "0 2026-03-02",
        ]
        .map(call),
    );
    // What is wrong by itself is said by itself.
    for (both, other) in [
        ("200 1950-01-01", "implausible-age"),
        ("20 1884-01-01", "implausible-birthday"),
        ("20 2061-01-01", "implausible-birthday"),
        ("-3 1950-01-01", "out-of-range"),
        ("20 1950-1-1", "malformed-date"),
    ] {
        assert_eq!(rules(&call(both)), [other], "{both}");
    }
    // Without a time of creation that can be read, only too old is certain.
    let call = call("20 1950-01-01").replace("2020-11-23T22:28:55Z", "2020-11-23");
    assert_eq!(rules(&call), ["malformed-date-time"]);
}

#[test]
fn inexact_numbers() {
    let rule = "inexact-number";
    let call = |number: &str| traits(&format!(r#""x": {number}"#));
    let integer = "this value is an integer that a 64-bit float cannot hold, beyond 2^53";
    let digits = "this value has more digits than a 64-bit float can hold";
    let zero = "this value is not zero, but so small that it is read as zero";
    let table = [
        ("9007199254740993", "9007199254740993", integer, Fix::None),
        ("-9007199254740993", "-9007199254740993", integer, Fix::None),
        ("9007199254740993.0", "9007199254740993.0", integer, Fix::None),
        ("18446744073709551615", "18446744073709551615", integer, Fix::None),
        ("9223372036854775807", "9223372036854775807", integer, Fix::None),
        ("18446744073709551617", "18446744073709551617", integer, Fix::None),
        ("123456789012345678901234567890", "123456789012345678901234567890", integer, Fix::None),
        ("3.14159265358979323846", "3.14159265358979323846", digits, Fix::None),
        ("0.123456789012345678", "0.123456789012345678", digits, Fix::None),
        ("1234567890123456789e3", "1234567890123456789e3", digits, Fix::None),
        ("1e-400", "1e-400", zero, Fix::None),
        ("-0.1e-330", "-0.1e-330", zero, Fix::None),
    ];
    check(&validator(), &rows(rule, call, &table));
    nothing(
        [
            "0",
            "-0",
            "0.0",
            "0e5",
            "0.1",
            "9007199254740991",
            "9007199254740992",
            "-9007199254740992",
            "9007199254740994",
            "9223372036854775808",
            "18446744073709551616",
            "100000000000000000000",
            "1e22",
            "1e23",
            "1.7976931348623157e308",
            "5e-324",
            "0.30000000000000004",
            "9007199254740993.5",
            "52.520006599999997",
            "3.1415926535897931",
            // The first digits of what the float is exactly: it gives them back.
            "0.1000000000000000055511151231257827",
            "0.50000000000000000000000000000000000000000000",
            "12.340000000000000000000",
        ]
        .map(call),
    );
    // The floats themselves, in full.
    let whole = format!("{:.1074}", 5e-324);
    let large = format!("{:.0}", f64::MAX);
    nothing([call(&whole), call(&large)]);
}

#[test]
fn inexact_numbers_anywhere() {
    let rule = "inexact-number";
    let large = "9007199254740993";
    for (call, name) in [
        (traits(&format!(r#""company": {{"id": {large}}}"#)), "`company.id`"),
        (
            traits(&format!(r#""company": {{"employee_count": {large}}}"#)),
            "`company.employee_count`",
        ),
        (traits(&format!(r#""list": [1, [{{"y": {large}}}]]"#)), "this value"),
        (traits(&format!(r#""address": {{"floor": {large}}}"#)), "this value"),
        (beside(&format!(r#""context": {{"app": {{"build": {large}}}}}"#)), "this value"),
    ] {
        let findings = validator().validate(call.as_bytes()).findings;
        let [finding] = findings.as_slice() else { panic!("{call}: {findings:#?}") };
        assert_eq!((finding.rule.as_ref(), expect::span_text(&call, finding)), (rule, large));
        assert!(finding.message.starts_with(&format!("{name} is an integer")), "{finding:#?}");
        let is_text = finding.help.as_ref().unwrap().starts_with("send it as a string");
        assert_eq!(is_text, name != "`company.employee_count`");
    }
    // A value that is refused, and all within it, is not looked at.
    for call in [
        traits(&format!(r#""name": {large}"#)),
        traits(&format!(r#""address": [{large}]"#)),
        traits("\"x\": 1e400"),
        format!(
            r#"{{"user_id": {large}, "user_traits": {{}}, "timestamp": "2020-11-23T22:28:55Z"}}"#
        ),
    ] {
        let rules = rules(&call);
        assert_eq!(rules.len(), 1, "{rules:?}");
        assert_ne!(rules, [rule], "{call}");
    }
    // A million digits take no longer than reading them.
    let long = traits(&format!(r#""x": 0.{}"#, "1".repeat(1_000_000)));
    assert_eq!(rules(&long), ["oversized-call", rule]);
}
