//! Findings that are alike are counted once there are enough of them.

use identify_validator::{
    Finding, InputFormat, Limit, Report, Source, Validator,
    render::{Human, Render, Style},
};

/// A call with this age, and the end of its line.
fn call(age: &str) -> String {
    format!(
        "{{\"user_id\": \"u1\", \"user_traits\": {{\"age\": {age}}}, \"timestamp\": \
         \"2020-11-23T22:28:55Z\"}}\n"
    )
}

/// Which findings of these files are listed, and what stands behind them.
fn ending(limit: Limit, files: &[(&str, String)]) -> (Vec<(String, u64)>, String) {
    let (mut limit, mut listed) = (limit, Vec::new());
    for (path, text) in files {
        let mut sink = |finding: Finding, _: &Source<'_>| {
            if limit.lists(&finding) {
                listed.push((finding.path.clone(), finding.span.start.line));
            }
            limit.end_call();
        };
        Validator::new().check(path, text.as_bytes(), InputFormat::Ndjson, &mut sink).unwrap();
    }
    let mut report = Report::default();
    report.hidden = limit.hidden();
    (listed, Human::new(Style::default()).end(&report))
}

#[test]
fn places_in_one_file() {
    for (count, expected) in [
        (1, None),
        (2, Some("  1 more: error[wrong-type] {}\n          line 2 of log")),
        (3, Some("  2 more: error[wrong-type] {}\n          lines 2, 3 of log")),
        (4, Some("  3 more: error[wrong-type] {}\n          lines 2, 3, 4 of log")),
        (5, Some("  4 more: error[wrong-type] {}\n          lines 2, 3, 4, 5 of log")),
        (
            2001,
            Some("  2,000 more: error[wrong-type] {}\n              lines 2, 3, 4 ... 2001 of log"),
        ),
    ] {
        let log = call("\"41\"").repeat(count);
        let (listed, text) = ending(Limit::new(50).with_alike(1), &[("log", log)]);
        assert_eq!(listed, [("log".to_owned(), 1)]);
        let expected = expected.map(|lines| {
            let lines = lines.replace("{}", "`age` must be a number, found a string");
            format!("the same again, counted and not shown:\n{lines}\n\n")
        });
        assert_eq!(text, expected.unwrap_or_default());
    }
}

#[test]
fn places_in_many_files() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let files: Vec<_> = names.map(|name| (name, call("\"41\""))).into();
    let (listed, text) = ending(Limit::new(50).with_alike(2), &files);
    assert_eq!(listed, [("a".to_owned(), 1), ("b".to_owned(), 1)]);
    assert!(text.ends_with("4 files: c:1, d:1, e:1, f:1\n\n"), "{text}");
    let (_, text) = ending(Limit::new(50).with_alike(1), &files);
    assert!(text.ends_with("5 files: b:1, c:1, d:1 ... f:1\n\n"), "{text}");
}

#[test]
fn what_differs_is_told_apart() {
    // Two messages, and the limit of the rule behind them.
    let log = [call("\"41\""), call("[]"), call("\"41\""), call("[]"), call("{}")].concat();
    let (listed, text) = ending(Limit::new(2).with_alike(1), &[("log", log)]);
    assert_eq!(listed.len(), 2);
    assert_eq!(text.matches("1 more: error[wrong-type] `age` must be a number, found").count(), 2);
    assert!(text.ends_with("\n\nand 1 more of `wrong-type`, at log:5:42\n\n"), "{text}");
}

#[test]
fn elements_of_arrays_are_alike() {
    let call = "{\"user_id\": \"u1\", \"user_traits\": {\"a\": [\"\u{202e}x\", \"\u{202e}y\"]}, \
                \"timestamp\": \"2020-11-23T22:28:55Z\"}\n";
    let (listed, text) = ending(Limit::new(50).with_alike(1), &[("log", call.to_owned())]);
    assert_eq!(listed.len(), 1, "{text}");
    assert!(text.contains("1 more: warning[bidirectional-text]"), "{text}");
}
