//! Applying fixes to whole inputs, record by record.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use identify_validator::{InputFormat, Level, Mended, Safety, Summary, Validator, apply_fixes};

const CALL: &str = r#"{"user_id":"u1","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#;
const ALIAS: &str = r#"{"user_id":"u1","traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#;

struct Outcome {
    text: Vec<u8>,
    applied: u64,
    rest: Summary,
}

fn fix_with(validator: &Validator, input: &[u8], format: InputFormat, most: Safety) -> Outcome {
    let (mut text, mut at, mut applied) = (Vec::new(), 0, 0);
    let mut take = |mended: Mended<'_>| {
        for change in mended.changes {
            let (start, end) =
                (usize::try_from(change.start).unwrap(), usize::try_from(change.end).unwrap());
            text.extend_from_slice(&input[at..start]);
            text.extend_from_slice(&change.bytes);
            at = end;
        }
        applied += mended.applied;
        Ok(())
    };
    let rest = validator.fix(input, format, most, &mut take).unwrap();
    text.extend_from_slice(&input[at..]);
    Outcome { text, applied, rest }
}

fn fix(input: &str, format: InputFormat, most: Safety) -> (String, u64) {
    let outcome = fix_with(&Validator::new(), input.as_bytes(), format, most);
    (String::from_utf8(outcome.text).unwrap(), outcome.applied)
}

#[test]
fn every_record_is_fixed_and_nothing_else_is_touched() {
    let log = format!("\r\n{ALIAS}\r\n\t \n  {CALL}  \r\n{ALIAS}\n\n\n {ALIAS}");
    let (text, applied) = fix(&log, InputFormat::Ndjson, Safety::Safe);
    assert_eq!(text, log.replace("\"traits\"", "\"user_traits\""));
    assert_eq!(applied, 3);
    assert_eq!(fix(&text, InputFormat::Ndjson, Safety::Safe), (text, 0));
}

#[test]
fn several_fixes_of_one_call_in_one_go() {
    // A comment, a comma too many, and behind them a name that is only seen without them.
    let call = "\u{feff}{\r\n\t\"user_id\": \"u1\", // who\r\n\t\"traits\": {},\r\n\
                \t\"timestamp\": \"2020-11-23T22:28:55Z\",\r\n}";
    let (text, applied) = fix(call, InputFormat::Json, Safety::Safe);
    assert!(Validator::new().validate(text.as_bytes()).findings.is_empty(), "{text}");
    assert!(applied >= 3, "{applied}");
    assert!(text.contains("\r\n\t\"user_traits\": {},\r\n\t\"timestamp\""), "{text}");
}

#[test]
fn calls_on_one_line_get_lines_and_are_fixed_too() {
    let log = format!("{CALL}\n{}{CALL}\n{CALL}\n", ALIAS.repeat(40));
    let (text, applied) = fix(&log, InputFormat::Ndjson, Safety::Safe);
    let expected = ALIAS.replace("traits", "user_traits") + "\n";
    assert_eq!(text, format!("{CALL}\n{}{CALL}\n{CALL}\n", expected.repeat(40)));
    assert_eq!(applied, 80);
    let rest = fix_with(&Validator::new(), log.as_bytes(), InputFormat::Ndjson, Safety::Safe).rest;
    assert_eq!((rest.records, rest.valid, rest.warnings), (43, 43, 0));
}

/// What would take longer than it is worth is not half done, or the next run would go on.
#[test]
fn what_finds_no_end_is_left_alone() {
    let log = "{}".repeat(20_000) + "\n" + ALIAS + "\n";
    let (text, applied) = fix(&log, InputFormat::Ndjson, Safety::Safe);
    assert_eq!(applied, 1);
    assert_eq!(text, log.replace("traits", "user_traits"));
}

#[test]
fn arrays_are_fixed_as_a_whole() {
    let array = format!("[ {ALIAS},\n  {CALL},\n  {ALIAS} ]\n");
    let (text, applied) = fix(&array, InputFormat::Array, Safety::Safe);
    assert_eq!((text, applied), (array.replace("\"traits\"", "\"user_traits\""), 2));
}

#[test]
fn only_what_is_looked_at_is_fixed() {
    let quiet = Validator::builder().level(Level::Error).build().unwrap();
    let outcome = fix_with(&quiet, ALIAS.as_bytes(), InputFormat::Json, Safety::Unsafe);
    assert_eq!((outcome.text.as_slice(), outcome.applied), (ALIAS.as_bytes(), 0));
}

#[test]
fn oversized_records_are_passed_over() {
    let small = Validator::builder().max_record_bytes(100).build().unwrap();
    let log = format!("{}\n{ALIAS}\n", "x".repeat(1000));
    let outcome = fix_with(&small, log.as_bytes(), InputFormat::Ndjson, Safety::Safe);
    assert_eq!(outcome.text, log.replace("traits", "user_traits").as_bytes());
    assert_eq!((outcome.rest.errors, outcome.rest.records), (1, 2));
}

/// Only the first bytes of a file are its byte-order mark.
#[test]
fn a_mark_inside_a_file_is_not_that_of_the_file() {
    let log = format!("\u{feff}{CALL}\n{CALL}\n");
    assert_eq!(fix(&log, InputFormat::Ndjson, Safety::Safe).0, format!("{CALL}\n{CALL}\n"));
}

#[test]
fn what_cannot_be_taken_ends_it() {
    let mut take = |_: Mended<'_>| Err(std::io::Error::other("full"));
    let input = CALL.as_bytes();
    let ended = Validator::new().fix(input, InputFormat::Ndjson, Safety::Safe, &mut take);
    assert_eq!(ended.unwrap_err().to_string(), "full");
}

#[test]
fn a_second_time_there_is_nothing_to_fix_however_lines_are_broken() {
    broken_lines().for_each(|log| settles(&log, InputFormat::Ndjson, Safety::Safe));
}

/// By itself, since it takes as long.
#[test]
fn nor_with_the_fixes_that_may_be_wrong() {
    broken_lines().for_each(|log| settles(&log, InputFormat::Ndjson, Safety::Unsafe));
}

/// What a line is depends on the lines around it: all short logs of the pieces that decide it.
fn broken_lines() -> impl Iterator<Item = Vec<u8>> {
    const PIECES: [&str; 12] =
        ["\n", "{", "}", "[", "\"", ",", ":", "\"a\":", "\u{feff}", " ", "\"\"", "\r\n"];
    let zeros = [
        "{\"a\": \"x\n\0\0\0\n /*\"x*/ \", \"c\": 1,}\n",
        "{\"a\": \"x\n\0\0\0\n /*\"*/ \", \"traits\": {}}\n",
        "{\"a\": \"x\0\n\0\0\n",
        "{\"a\": \"x\0\n\0\0\n{}\n",
    ];
    let found = ["{\"\"\"\n,", "\u{feff} {,\n\"", "{\"\"\"\n,\n{\"\"\"\n}", "{\"\"\"\n,,\n}"];
    let logs = joined(&PIECES.map(str::as_bytes), 4);
    let known = zeros.iter().chain(&found).map(|log| log.as_bytes().to_vec());
    known.chain(logs).collect::<Vec<_>>().into_iter()
}

/// What is said once for a file, and zero bytes behind a call, are counted as they are for the
/// fixed log: Latin-1, lines that are no JSON, calls of several lines.
#[test]
fn what_remains_is_what_is_said_of_the_fixed_input() {
    let pieces: [&[u8]; 10] = [
        b"\0\0",
        b"\n",
        b"{\"a\": \"\xE9\",}",
        "{\"a\": \"\u{E9}\",}".as_bytes(),
        b"{\n\"traits\": {},\n}",
        b"{\"traits\":",
        b"}",
        b"a,b,c\n1,2,3\n",
        b"['x',]",
        b"{}{}",
    ];
    for most in [Safety::Safe, Safety::Unsafe] {
        for log in joined(&pieces[..5], 4) {
            settles(&log, InputFormat::Ndjson, most);
        }
        for document in joined(&pieces, 3) {
            settles(&document, InputFormat::Ndjson, most);
            settles(&document, InputFormat::Json, most);
            settles(&[b"[", document.as_slice()].concat(), InputFormat::Array, most);
        }
    }
}

/// Fixes that divide a record where zero bytes stand in it, leave none at all, or would hide the rest
/// of the file.
#[test]
fn what_remains_where_records_come_and_go() {
    let rows: [&[u8]; 8] = [
        b"{}//{\n\0",
        b"[\"\"#c{\n\"\"\0",
        b"\xEF\xBB\xBF\n<html>\n{}\n<html>",
        b"\xEF\xBB\xBF\xFF\xFE\n{}",
        b"\xEF\xBB\xBF\n\0x\0y\0",
        b"\xEF\xBB\xBF\n",
        b"\xEF\xBB\xBF\n\0\0\0",
        b"\xEF\xBB\xBF\r\n {}",
    ];
    let divided = format!("{CALL}//{{\n\0\0\0\n").into_bytes();
    for log in rows.into_iter().chain([divided.as_slice()]) {
        for most in [Safety::Safe, Safety::Unsafe] {
            settles(log, InputFormat::Ndjson, most);
            settles(log, InputFormat::Json, most);
        }
    }
}

/// A call that can be read does not become one that is too long, with the zero bytes behind it or
/// the lines that it goes on in.
#[test]
fn no_fix_makes_a_call_too_long() {
    let lines = "[\n\"_id\":\"u1\",traits:\"timestamp\":\"2020-11-23T22:28:55Z}#c{\r\n\r\n\"]";
    let log = format!("{ALIAS}\n{lines}\n{CALL}\n{ALIAS}\0\0\0");
    for limit in 60..90 {
        let small =
            Validator::builder().level(Level::Note).max_record_bytes(limit).build().unwrap();
        for most in [Safety::Safe, Safety::Unsafe] {
            for input in [ALIAS, lines, log.as_str()] {
                let before = small.validate_as(input.as_bytes(), InputFormat::Ndjson).summary;
                let once = settles_with(&small, input.as_bytes(), InputFormat::Ndjson, most);
                // Of several lines fixes may make several calls.
                let valid = if input == lines { 0 } else { before.valid };
                assert!(once.rest.valid >= valid, "{limit} {input}");
            }
        }
    }
}

/// All that can be made of so many pieces.
fn joined(pieces: &[&[u8]], length: usize) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    for _ in 0..length {
        let more = |it: &Vec<u8>| {
            pieces.iter().map(|piece| [it.as_slice(), piece].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(more).collect();
    }
    all
}

/// Fixed once, there is nothing to fix, and what is said of it is what was told.
fn settles(input: &[u8], format: InputFormat, most: Safety) {
    static VALIDATOR: LazyLock<Validator> =
        LazyLock::new(|| Validator::builder().level(Level::Note).build().unwrap());
    settles_with(&VALIDATOR, input, format, most);
}

fn settles_with(validator: &Validator, input: &[u8], format: InputFormat, most: Safety) -> Outcome {
    let about = || format!("{most:?} of {} as {format:?}", input.escape_ascii());
    let mut once = fix_with(validator, input, format, most);
    assert_eq!(once.rest.bytes, input.len() as u64, "{}", about());
    let twice = fix_with(validator, &once.text, format, most);
    let texts = [&once.text, &twice.text].map(|text| text.escape_ascii().to_string());
    assert_eq!(texts[0], texts[1], "{}", about());
    assert_eq!(twice.applied, 0, "{}", about());
    let said = validator.validate_as(&once.text, format).summary;
    once.rest.bytes = said.bytes;
    assert_eq!(once.rest, said, "{}", about());
    assert_eq!(twice.rest, said, "{}", about());
    once
}

/// Findings may come from a file that was changed since: an edit that does not fit is not made.
#[test]
fn edits_that_do_not_fit_are_not_made() {
    let validator = Validator::new();
    let whole = validator.validate(ALIAS.as_bytes()).findings;
    assert_eq!(apply_fixes(ALIAS.as_bytes(), &whole, Safety::Safe).applied, 1);
    let end = ALIAS.len() as u64;
    for (start, stop) in [(end + 1, end + 2), (10, end + 1), (9, 4), (u64::MAX, u64::MAX)] {
        let mut findings = whole.clone();
        let edit = &mut findings[0].fix.as_mut().unwrap().edits[0];
        (edit.start, edit.end) = (start, stop);
        let fixed = apply_fixes(ALIAS.as_bytes(), &findings, Safety::Safe);
        assert_eq!((fixed.applied, fixed.bytes.as_slice()), (0, ALIAS.as_bytes()));
    }
    let mut findings = whole.clone();
    let edits = &mut findings[0].fix.as_mut().unwrap().edits;
    let (first, mut second) = (edits[0].clone(), edits[0].clone());
    (second.start, second.end) = (first.start.saturating_sub(3), first.start.saturating_sub(2));
    edits.push(second);
    assert_eq!(apply_fixes(ALIAS.as_bytes(), &findings, Safety::Safe).applied, 0);
    findings[0].fix.as_mut().unwrap().edits.clear();
    assert_eq!(apply_fixes(ALIAS.as_bytes(), &findings, Safety::Safe).applied, 0);
}

/// What stands behind the mark would seem to be UTF-16 without it, and every line be another one.
#[test]
fn a_file_that_would_begin_in_another_encoding_keeps_its_mark() {
    // The second would with the start of the line behind it.
    for log in ["\u{feff}{\0\"\0\"\0:\x001\0}\0\n{}\n", "\u{feff}{\0\n\0{}\n"] {
        assert_eq!(fix(log, InputFormat::Ndjson, Safety::Safe), (log.to_owned(), 0));
    }
    let (text, applied) = fix("\u{feff}{ \0}\n{}\n", InputFormat::Ndjson, Safety::Safe);
    assert_eq!((text.as_str(), applied), ("{ \0}\n{}\n", 1));
}
