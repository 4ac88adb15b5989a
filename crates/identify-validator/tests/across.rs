//! What calls say together: rules that remember earlier calls of a run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

use std::io::{BufReader, Read};

use identify_validator::{Finding, InputFormat, Level, Report, RuleLevel, Source, Validator};

/// Odd dates are of no matter here.
fn across() -> Validator {
    let builder = Validator::builder().across_records(true);
    builder.rule("implausible-timestamp", RuleLevel::Off).build().unwrap()
}

fn call(id: &str, traits: &str, timestamp: &str) -> String {
    format!(r#"{{"user_id": {id}, "user_traits": {{{traits}}}, "timestamp": "{timestamp}"}}"#)
}

/// A call of a user with this username, and nothing else to compare.
fn username(id: &str, name: &str) -> String {
    call(&format!("\"{id}\""), &format!(r#""username": {name}"#), DATE)
}

fn created(id: &str, timestamp: &str) -> String {
    call(&format!("\"{id}\""), "", timestamp)
}

fn known_as(id: &str) -> String {
    call(id, "", DATE)
}

const DATE: &str = "2020-11-23T22:28:55Z";

fn report(calls: &[String]) -> Report {
    across().validate_as(calls.join("\n").as_bytes(), InputFormat::Ndjson)
}

/// The records that have a finding, all of one rule.
fn records(calls: &[String], rule: &str) -> Vec<u64> {
    let findings = report(calls).findings;
    assert!(findings.iter().all(|finding| finding.rule == rule), "{findings:#?}");
    for finding in &findings {
        assert!(finding.label.is_some() && finding.help.is_some() && finding.related.len() == 1);
        assert!(finding.message.contains(&format!("line {}", finding.related[0].span.start.line)));
    }
    findings.iter().map(|finding| finding.record).collect()
}

#[test]
fn usernames_of_two_users() {
    let rule = "shared-username";
    for (calls, expected) in [
        (vec![username("u1", r#""ada""#), username("u2", r#""ada""#)], vec![2]),
        (vec![username("u1", r#""ada""#), username("u2", r#""\u0061da""#)], vec![2]),
        (vec![username("u1", r#""ada""#), username("u1", r#""ada""#)], vec![]),
        (vec![username("u1", r#""ada""#), username("u2", r#""Ada""#)], vec![]),
        (
            vec![
                username("u1", r#""ada""#),
                username("u2", r#""ada""#),
                username("u3", r#""ada""#),
            ],
            vec![2, 3],
        ),
        (
            vec![
                username("u1", r#""ada""#),
                username("u2", r#""bob""#),
                username("u1", r#""bob""#),
            ],
            vec![3],
        ),
        (vec![username("u1", r#""""#), username("u2", r#""""#)], vec![]),
        (vec![username("u1", r#""guest""#), username("u2", r#""guest""#)], vec![]),
        (vec![username("u1", "null"), username("u2", "null")], vec![]),
        (
            vec![
                username("u1", r#""ada""#),
                username("u2", r#""ada""#).replace("user_traits", "traits"),
            ]
            .into_iter()
            .map(|call| call.replace("\"traits\"", "\"user_traits\""))
            .collect(),
            vec![2],
        ),
        // In the context and in other objects it is no username of this user.
        (
            vec![username("u1", r#""ada""#), call("\"u2\"", r#""x": {"username": "ada"}"#, DATE)],
            vec![],
        ),
    ] {
        assert_eq!(records(&calls, rule), expected, "{calls:#?}");
    }
    // Of ids that stand for nobody, or are none, nothing is known.
    for id in ["\"null\"", "\"\"", "\" \"", "7", "null"] {
        let calls = [username("u1", r#""ada""#), call(id, r#""username": "ada""#, DATE)];
        assert!(report(&calls).findings.iter().all(|finding| finding.rule != rule), "{id}");
    }
    // By the deprecated name of the traits as well.
    let calls =
        [username("u1", r#""ada""#), username("u2", r#""ada""#).replace("user_traits", "traits")];
    let rules: Vec<_> = report(&calls).findings.into_iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["deprecated-alias", rule]);
    // A cause suppresses its consequences.
    let calls = [username("u1", r#""ada""#), username("U1", r#""ada""#)];
    assert_eq!(records(&calls, "variant-user-id"), [2]);
}

#[test]
fn users_with_two_dates() {
    let rule = "conflicting-timestamp";
    for (first, second, label) in [
        ("2020-11-23T22:28:55Z", "2020-11-23T22:28:55Z", None),
        ("2020-11-23T22:28:55Z", "2020-11-23T23:28:55+01:00", None),
        ("2020-11-23T22:28:55Z", "2020-11-23t22:28:55.000z", None),
        ("2020-11-23T22:28:55.1Z", "2020-11-23T22:28:55.100Z", None),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:59:60+01:00", None),
        ("2020-11-23T22:28:55Z", "2020-11-23T22:28:55.111Z", Some("less than a second apart")),
        ("2020-11-23T22:28:55.9Z", "2020-11-23T22:28:55Z", Some("less than a second apart")),
        (
            "2020-11-23T22:28:55Z",
            "2020-11-23T23:28:55Z",
            Some("they differ by what could be an offset from UTC"),
        ),
        (
            "2020-11-23T22:28:55+05:45",
            "2020-11-23T22:28:55Z",
            Some("they differ by what could be an offset from UTC"),
        ),
        ("2020-11-23T22:28:55Z", "2020-11-23T22:28:56Z", Some("another date")),
        ("2020-11-23T22:28:55Z", "1969-07-20T20:17:40Z", Some("another date")),
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", Some("another date")),
    ] {
        let calls = [created("u1", first), created("u2", second), created("u1", second)];
        let expected: &[u64] = if label.is_some() { &[3] } else { &[] };
        assert_eq!(records(&calls, rule), expected, "{first} {second}");
        let found = report(&calls).findings.pop().and_then(|finding| finding.label);
        assert_eq!(found.as_deref(), label, "{first} {second}");
    }
    // A date that is none says nothing.
    let calls = [created("u1", "yesterday"), created("u1", DATE), created("u1", "2020")];
    assert!(report(&calls).findings.iter().all(|finding| finding.rule != rule));
}

#[test]
fn ids_that_are_nearly_the_same() {
    let rule = "variant-user-id";
    for (first, second, is_found) in [
        (r#""u1""#, r#""U1""#, true),
        (r#""caf\u00e9""#, r#""cafe\u0301""#, true),
        (r#""u1""#, "\"\u{ff55}1\"", true),
        (r#""STRASSE""#, r#""strasse""#, true),
        (r#""İstanbul""#, r#""i̇stanbul""#, true),
        (r#""ПОЛЬЗОВАТЕЛЬ""#, r#""пользователь""#, true),
        (r#""u1""#, r#""u1""#, false),
        (r#""u1""#, r#""\u00751""#, false),
        (r#""u1""#, r#""u2""#, false),
        (r#""u1""#, r#""u 1""#, false),
        (r#""u-1""#, r#""u_1""#, false),
        (r#""café""#, r#""cafe""#, false),
    ] {
        let calls = [known_as(first), known_as(second)];
        let expected: &[u64] = if is_found { &[2] } else { &[] };
        assert_eq!(records(&calls, rule), expected, "{first} {second}");
    }
    for padded in [r#"" u1""#, r#""u1\n""#, r#""\ufeffu1""#, r#""u1\u200b""#] {
        let findings = report(&[known_as("\"u1\""), known_as(padded)]).findings;
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule.as_ref()).collect();
        assert_eq!(rules, [rule, "padded-user-id"], "{padded}");
    }
    // Ids that stand for nobody are not compared.
    let findings = report(&[known_as(r#""null""#), known_as(r#"" null""#)]).findings;
    assert!(findings.iter().all(|finding| finding.rule != rule), "{findings:#?}");
}

#[test]
fn only_where_it_is_asked_for() {
    let calls = [username("u1", r#""ada""#), username("u2", r#""ada""#)].join("\n");
    let rules = |validator: Validator| -> Vec<String> {
        let report = validator.validate_as(calls.as_bytes(), InputFormat::Ndjson);
        report.findings.into_iter().map(|finding| finding.rule.into_owned()).collect()
    };
    assert!(rules(Validator::new()).is_empty());
    let off = Validator::builder().across_records(true).rule("shared-username", RuleLevel::Off);
    assert!(rules(off.build().unwrap()).is_empty());
    let high = Validator::builder().across_records(true).level(Level::Error);
    assert!(rules(high.build().unwrap()).is_empty());
    let error = RuleLevel::At(Level::Error);
    let strict = Validator::builder().across_records(true).rule("shared-username", error);
    let report = strict.build().unwrap().validate_as(calls.as_bytes(), InputFormat::Ndjson);
    assert_eq!((report.summary.valid, report.summary.invalid), (1, 1));
}

#[test]
fn whether_something_is_found_does_not_depend_on_the_order() {
    let calls = [
        username("u1", r#""ada""#),
        username("u2", r#""ada""#),
        created("u2", "2020-11-23T22:28:56Z"),
        known_as("\"U3\""),
        known_as("\"u3\""),
        username("u4", r#""dan""#),
    ];
    let rules = |order: &[usize]| -> Vec<String> {
        let calls: Vec<String> = order.iter().map(|at| calls[*at].clone()).collect();
        let found = report(&calls).findings.into_iter();
        let mut rules: Vec<String> = found.map(|finding| finding.rule.into_owned()).collect();
        rules.sort();
        rules
    };
    let expected = ["conflicting-timestamp", "shared-username", "variant-user-id"];
    for order in [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [4, 2, 0, 5, 3, 1], [1, 3, 5, 0, 2, 4]] {
        assert_eq!(rules(&order), expected);
    }
}

/// The findings of a run over several inputs.
fn session(
    validator: &Validator,
    inputs: &[(&str, String, InputFormat)],
) -> (Vec<Finding>, Vec<String>) {
    let mut findings = Vec::new();
    let mut sink = |finding: Finding, _: &Source<'_>| findings.push(finding);
    let mut session = validator.session();
    for (path, text, format) in inputs {
        session.check(path, text.as_bytes(), *format, &mut sink).unwrap();
    }
    let notices = session.notices();
    (findings, notices)
}

#[test]
fn several_inputs_of_one_run() {
    let ada = |id: &str| username(id, "\"ada\"");
    let array = format!("[\n{},\n{}\n]", ada("u1"), ada("u3"));
    let (findings, notices) = session(
        &across(),
        &[
            ("empty.json", "{}".to_owned(), InputFormat::Json),
            ("a\n::error::b.json", format!("\n{}", ada("u1")), InputFormat::Json),
            ("-", format!("{}\n{}\n", ada("u1"), ada("u2")), InputFormat::Ndjson),
            ("array.json", array, InputFormat::Array),
        ],
    );
    assert!(notices.is_empty());
    let found: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule == "shared-username")
        .map(|finding| (finding.path.as_str(), finding.record, finding.message.as_str()))
        .collect();
    let message = "`username` belongs to another `user_id` as well, in record 1 of a<U+000A>::error::b.json (line 2)";
    assert_eq!(found, [("-", 2, message), ("array.json", 2, message)]);
    assert!(findings.iter().all(|finding| finding.related.is_empty()));

    // Standard input comes first.
    let (findings, _) = session(
        &across(),
        &[("-", ada("u1"), InputFormat::Ndjson), ("b.json", ada("u2"), InputFormat::Json)],
    );
    assert!(
        findings[0].message.ends_with("in record 1 of standard input (line 1)"),
        "{findings:#?}"
    );
    // Within an array, and with the same path twice.
    let (findings, _) = session(
        &across(),
        &[
            ("a", format!("[{}, {}]", ada("u1"), ada("u2")), InputFormat::Array),
            ("a", ada("u2"), InputFormat::Json),
        ],
    );
    let related: Vec<_> = findings.iter().map(|finding| finding.related.len()).collect();
    assert_eq!(related, [1, 0]);
    let earlier = &findings[0].related[0];
    let ada = "\"ada\"";
    let at = format!("[{}", username("u1", ada)).find(ada).unwrap() as u64;
    assert_eq!((earlier.span.start.byte, earlier.span.end.byte), (at, at + 5));
    assert_eq!(earlier.span.end.column, at + 6);
    // Another run knows nothing of it.
    assert!(session(&across(), &[("b", username("u2", ada), InputFormat::Json)]).0.is_empty());
}

#[test]
fn places_in_the_file_are_exact() {
    let calls = [username("é", r#""ada""#), String::new(), username("u2", r#""ada""#)];
    let text = calls.join("\r\n");
    let report = across().validate_as(text.as_bytes(), InputFormat::Ndjson);
    let [finding] = report.findings.as_slice() else { panic!("{report:#?}") };
    let slice = |start: u64, end: u64| {
        &text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]
    };
    assert_eq!(slice(finding.span.start.byte, finding.span.end.byte), r#""ada""#);
    let earlier = finding.related[0].span;
    assert_eq!(slice(earlier.start.byte, earlier.end.byte), r#""ada""#);
    assert_eq!((earlier.start.line, finding.span.start.line, finding.record), (1, 3, 2));
    assert_eq!(earlier.start.byte + 1 - 1, earlier.start.column, "one character has two bytes");
    assert_eq!(finding.pointer, "/user_traits/username");
}

#[test]
fn the_bound_is_kept_and_said() {
    let validator =
        |bytes| Validator::builder().across_records(true).memory_bytes(bytes).build().unwrap();
    let calls: Vec<String> = (0..9).map(|n| known_as(&format!("\"u{n}\""))).collect();
    let mut again = calls.clone();
    again.push(known_as("\"U0\""));
    again.push(known_as("\"U8\""));
    let log = again.join("\n");
    let report = |bytes| validator(bytes).validate_as(log.as_bytes(), InputFormat::Ndjson);
    let all = report(1 << 20);
    assert_eq!((all.findings.len(), all.notices.len()), (2, 0));
    // What was remembered in time is still known.
    let some = report(1000);
    assert_eq!(some.findings.len(), 1);
    assert_eq!(some.findings[0].record, 10);
    assert_eq!(
        some.notices,
        ["the rules across records remember 1000 bytes at most, which was reached at record 4 of \
          standard input: calls from there on were compared with earlier ones, but not with each other"]
    );
    let none = report(0);
    assert!(none.findings.is_empty() && none.notices.len() == 1);
    let (_, notices) =
        session(&validator(1 << 20), &[("a", log.repeat(1000), InputFormat::Ndjson)]);
    assert!(notices.is_empty(), "the same ids take no more room: {notices:?}");
}

/// So many calls, one a line, each of another user.
struct Calls {
    left: u32,
    line: Vec<u8>,
}

impl Read for Calls {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.line.is_empty() && self.left > 0 {
            self.left -= 1;
            self.line =
                username(&format!("u{}", self.left), &format!("\"n{}\"", self.left)).into_bytes();
            self.line.push(b'\n');
        }
        let count = self.line.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.line[..count]);
        self.line.drain(..count);
        Ok(count)
    }
}

/// Bytes that the process holds in memory, where the system tells.
fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024)
}

#[test]
fn memory_stays_flat() {
    let validator =
        Validator::builder().across_records(true).memory_bytes(1 << 20).build().unwrap();
    let mut session = validator.session();
    let mut none = |finding: Finding, _: &Source<'_>| panic!("{finding:#?}");
    let mut run = |left| {
        let log = BufReader::new(Calls { left, line: Vec::new() });
        session.check("log", log, InputFormat::Ndjson, &mut none).unwrap()
    };
    // The first thousands fill the memory, and warm up what is made once.
    run(10_000);
    let before = resident();
    assert_eq!(run(40_000).records, 40_000);
    if let (Some(before), Some(after)) = (before, resident()) {
        assert!(after.saturating_sub(before) < 4 << 20, "{before} -> {after}");
    }
    let notices = session.notices();
    assert!(
        notices[0].starts_with("the rules across records remember 1 MiB at most"),
        "{notices:?}"
    );
}
