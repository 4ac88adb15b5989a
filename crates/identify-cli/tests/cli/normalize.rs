//! `identify normalize`.

use crate::folder::{ALIAS, Folder, INVALID, VALID, pipe, run};

const PLAIN: &str =
    "{\"user_id\":\"u1\",\"user_traits\":{},\"timestamp\":\"2020-11-23T22:28:55Z\"}\n";

#[test]
fn plain_form() {
    let call = r#"{
        "timestamp": "2020-11-23t22:28:55.10+01:00",
        "traits": {
            "first_name": " Ada", "last_name": "Lovelace ", "age": null, "plan": null, "n": 1.0e2
        },
        "context": null,
        "user_id": "é\u00e9",
        "more": [9007199254740993]
    }"#;
    let ran = pipe(&["normalize"], call);
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let written: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(ran.output.lines().count(), 1);
    assert_eq!(written["user_traits"]["name"], "Ada Lovelace");
    assert_eq!(written["user_traits"]["first_name"], " Ada");
    assert_eq!(written["user_traits"].get("age"), None);
    // What a custom trait says is not known, so it is kept.
    assert_eq!(written["user_traits"]["plan"], serde_json::Value::Null);
    assert_eq!(written.get("traits"), None);
    assert_eq!(written.get("context"), None);
    assert_eq!(written["user_id"], "éé");
    assert_eq!(written["more"][0], 9_007_199_254_740_993_u64);
    assert!(ran.errors.starts_with("warning["), "{}", ran.errors);
}

/// The types hold no others, and the help says so.
#[test]
fn numbers_of_more_than_64_bits() {
    for (number, written) in [
        ("18446744073709551615", "18446744073709551615"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("0.1", "0.1"),
        ("18446744073709551616", "1.8446744073709552e+19"),
        ("12345678901234567890123", "1.2345678901234568e+22"),
        ("0.12345678901234567890123", "0.12345678901234568"),
        ("1e-400", "0.0"),
    ] {
        let call = VALID.replace("{}", &format!("{{\"plan\": {number}}}"));
        let ran = pipe(&["normalize"], call);
        assert_eq!(ran.status, Some(0), "{ran:?}");
        assert!(ran.output.contains(&format!("\"plan\":{written}}}")), "{number}: {ran:?}");
    }
    for arguments in [["normalize", "--help"], ["man", "normalize"]] {
        let help = run(&arguments).output;
        let words: Vec<&str> = help.split_whitespace().collect();
        let said = "except that a number that fits neither a 64-bit integer nor a 64-bit float";
        assert!(words.join(" ").replace('\\', "").contains(said), "{help}");
    }
}

#[test]
fn a_second_time_changes_nothing() {
    let once = pipe(&["normalize"], format!("{ALIAS}\n{VALID}\n"));
    assert_eq!(once.output, PLAIN.repeat(2));
    let twice = pipe(&["normalize"], once.output.clone());
    assert_eq!((twice.status, twice.output, twice.errors), (Some(0), once.output, String::new()));
}

#[test]
fn invalid_calls_are_left_out() {
    let log = format!("\n{VALID}\r\n{INVALID}\n\n{ALIAS}\n");
    let ran = pipe(&["normalize"], &*log);
    assert_eq!((ran.status, ran.output), (Some(1), PLAIN.repeat(2)));
    // Findings are those of `lint`, at the same places.
    let lint = pipe(&["lint"], log);
    assert_eq!(ran.errors, lint.output);
}

#[test]
fn every_format() {
    let array = format!("[{VALID},\n {INVALID}, {ALIAS}]");
    let folder = Folder::with(&[
        ("a.json", VALID),
        ("b.ndjson", &format!("{VALID}\n{VALID}\n")),
        ("array/a.json", &array),
    ]);
    let ran = folder.run(&["normalize", "a.json", "b.ndjson"]);
    assert_eq!((ran.status, ran.output, ran.errors), (Some(0), PLAIN.repeat(3), String::new()));

    let arguments = ["--input-format", "array", "array"];
    let ran = folder.run(&[&["normalize"], &arguments[..]].concat());
    assert_eq!((ran.status, ran.output), (Some(1), PLAIN.repeat(2)));
    let lint = folder.run(&[&["lint"], &arguments[..]].concat());
    assert_eq!(ran.errors, lint.output);

    // One after the other: an array is no call, and the rest is written.
    let ran = folder.run(&["normalize", "array/a.json", "none.json", "a.json"]);
    assert_eq!((ran.status, ran.output.as_str()), (Some(2), PLAIN));
    assert!(ran.errors.contains("identify: cannot read none.json: "), "{}", ran.errors);
}

#[test]
fn what_cannot_be_divided() {
    let utf16: Vec<u8> = VALID.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut latin1 = VALID.replace("u1", "Jos?").into_bytes();
    latin1.push(b'\n');
    latin1.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xe9);
    let oversized = format!("{VALID}\n{}{VALID}\n{VALID}\n", " ".repeat(100));
    for (arguments, input, written) in [
        (&[][..], utf16.clone(), 0),
        (&["--input-format", "ndjson"], utf16, 0),
        (&["--max-record-bytes", "100"], oversized.into_bytes(), 2),
        (&["--input-format", "ndjson"], format!("{{\n{}\n{VALID}\n", &VALID[1..]).into(), 1),
        // Said once for the file, at the first record that shows it.
        (&["--input-format", "ndjson"], format!("{{\n{}\n", &VALID[1..]).repeat(3).into(), 0),
        (&[], latin1.repeat(3), 0),
        // What is said names the offset in the input.
        (&[], format!("{VALID}\n\n{}", &VALID[..20]).into(), 1),
    ] {
        let ran = pipe(&[&["normalize"], arguments].concat(), input.clone());
        assert_eq!((ran.status, ran.output), (Some(1), PLAIN.repeat(written)), "{arguments:?}");
        let lint = pipe(&[&["lint"], arguments].concat(), input);
        assert_eq!(ran.errors, lint.output, "{arguments:?}");
    }
}

#[test]
fn a_byte_order_mark_is_left_out() {
    let ran = pipe(&["normalize"], format!("\u{feff}{VALID}\n{VALID}\n"));
    assert_eq!(ran.output, PLAIN.repeat(2));
    let ran = pipe(&["normalize"], format!("{VALID}\n\u{feff}{VALID}\n"));
    assert_eq!((ran.status, ran.output.as_str()), (Some(1), PLAIN));
}

#[test]
fn deepest_call() {
    // The call is the first level.
    let nested = |levels: usize| {
        let context = format!("{}1{}", "[".repeat(levels - 2), "]".repeat(levels - 2));
        VALID.replace("\"u1\"", &format!("\"u1\", \"context\": {{\"a\": {context}}}"))
    };
    let ran = pipe(&["normalize"], nested(128));
    assert_eq!((ran.status, ran.errors.as_str()), (Some(0), ""));
    assert_eq!(ran.output.matches('[').count(), 126);
    let ran = pipe(&["normalize"], nested(129));
    assert_eq!((ran.status, ran.output.as_str()), (Some(1), ""), "{}", ran.errors);
    assert!(ran.errors.starts_with("error[excessive-nesting]"), "{}", ran.errors);
}

#[test]
fn levels_and_plans_count() {
    let folder = Folder::with(&[("plan.json", r#"{"required": ["context"]}"#), ("a.json", ALIAS)]);
    assert_eq!(folder.run(&["normalize", "--plan", "plan.json", "a.json"]).status, Some(1));
    let ran = folder.run(&["normalize", "--rule", "deprecated-alias=error", "a.json"]);
    assert_eq!((ran.status, ran.output.as_str()), (Some(1), ""));
    let ran = folder.run(&["normalize", "--rule", "deprecated-alias=off", "a.json"]);
    assert_eq!((ran.status, ran.output.as_str(), ran.errors.as_str()), (Some(0), PLAIN, ""));
}
