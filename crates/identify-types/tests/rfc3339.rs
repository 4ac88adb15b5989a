//! The strict RFC 3339 check: verdicts, problems and spans.

#![expect(clippy::expect_used, reason = "tests state what must hold")]

use std::ops::Range;
use std::path::Path;

use identify_types::rfc3339::{EpochUnit, Field, Problem, check_date, check_date_time};
use identify_types::{Timestamp, serde_json};
use proptest::prelude::*;

fn date_time_problem(text: &str) -> (Problem, Range<usize>) {
    let error = check_date_time(text).expect_err(text);
    (error.problem(), error.span())
}

fn date_problem(text: &str) -> (Problem, Range<usize>) {
    let error = check_date(text).expect_err(text);
    (error.problem(), error.span())
}

#[test]
fn accepts_every_form_of_the_grammar() {
    for text in [
        "2020-11-23T22:28:55Z",
        "2020-11-23t22:28:55z",
        "2020-11-23T22:28:55.1Z",
        "2020-11-23T22:28:55.0123456789012345678901234567890123456789Z",
        "2020-11-23T22:28:55+00:00",
        "2020-11-23T22:28:55-00:00",
        "2020-11-23T22:28:55+23:59",
        "2020-11-23T22:28:55-23:59",
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999999-23:59",
        "2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z",
        // Leap seconds, also at midnight seen from elsewhere and on any day.
        "1998-12-31T23:59:60Z",
        "1998-12-31T23:59:60.999Z",
        "1998-12-31T15:59:60-08:00",
        "1999-01-01T05:29:60+05:30",
        "1999-01-01T00:29:60+00:30",
        "1998-12-31T23:29:60-00:30",
        "1998-12-31T00:00:60-23:59",
        "1998-12-31T23:58:60+23:59",
        "2021-03-05T23:59:60Z",
    ] {
        assert_eq!(check_date_time(text), Ok(()), "{text}");
    }
    for text in ["0000-01-01", "9999-12-31", "2024-02-29", "0400-02-29", "2023-04-30"] {
        assert_eq!(check_date(text), Ok(()), "{text}");
    }
}

#[test]
fn names_the_problem_before_the_time_and_its_bytes() {
    use Problem as P;
    let malformed = |field| P::Malformed { field };
    let unpadded = |field| P::Unpadded { field };
    for (text, problem, span) in [
        ("", P::Empty, 0..0),
        (" \n", P::Blank, 0..2),
        (" 2020-11-23T22:28:55Z", P::LeadingWhiteSpace, 0..1),
        ("\u{a0}\t2020-11-23T22:28:55Z", P::LeadingWhiteSpace, 0..3),
        ("2020-11-23T22:28:55Z\n", P::TrailingWhiteSpace, 20..21),
        ("2020-11-23T22:28:55Z\u{2003}", P::TrailingWhiteSpace, 20..23),
        ("2020-11-23T22:28:55+05:30[Asia/Kolkata]", P::TrailingText, 25..39),
        ("2020-11-23T22:28:55.28123+01:00Z", P::TrailingText, 31..32),
        ("2020-11-23T22:28:55Z UTC", P::TrailingText, 20..24),
        // Year.
        ("20-11-23T22:28:55.111Z", P::TwoDigitYear, 0..2),
        ("20/11/23", P::TwoDigitYear, 0..2),
        ("23-11-2020", P::YearLast, 0..10),
        ("6/19/1963 08:30:06 PST", P::YearLast, 0..9),
        ("2020", P::IncompleteDate, 4..4),
        ("202-11-23T22:28:55Z", malformed(Field::Year), 0..3),
        ("20201-11-23T22:28:55Z", malformed(Field::Year), 0..5),
        ("+11963-06-19T08:30:06Z", malformed(Field::Year), 0..6),
        ("-2020-11-23T22:28:55Z", malformed(Field::Year), 0..5),
        ("YYYY-MM-DD", malformed(Field::Year), 0..4),
        ("yesterday", malformed(Field::Year), 0..9),
        ("22:28:55Z", malformed(Field::Year), 0..2),
        ("٢020-01-01T00:00:00Z", malformed(Field::Year), 0..5),
        // Digits only.
        ("0", P::AllDigits { epoch: None }, 0..1),
        ("606170535", P::AllDigits { epoch: Some(EpochUnit::Seconds) }, 0..9),
        ("1606170535", P::AllDigits { epoch: Some(EpochUnit::Seconds) }, 0..10),
        ("16061705351", P::AllDigits { epoch: None }, 0..11),
        ("606170535111", P::AllDigits { epoch: Some(EpochUnit::Milliseconds) }, 0..12),
        ("1606170535111", P::AllDigits { epoch: Some(EpochUnit::Milliseconds) }, 0..13),
        ("1606170535111222", P::AllDigits { epoch: Some(EpochUnit::Microseconds) }, 0..16),
        ("1606170535111222333", P::AllDigits { epoch: Some(EpochUnit::Nanoseconds) }, 0..19),
        ("20201123222855", P::AllDigits { epoch: None }, 0..14),
        ("20201123", P::CompactDate, 0..8),
        ("20201123T222855Z", P::CompactDate, 0..8),
        // Date.
        ("2020/11/23T22:28:55Z", P::DateSeparator, 4..5),
        ("2020-11.23T22:28:55Z", P::DateSeparator, 7..8),
        ("2020\u{2013}11\u{2013}23", P::DateSeparator, 4..7),
        ("2020-", P::IncompleteDate, 5..5),
        ("2020-11", P::IncompleteDate, 7..7),
        ("2020-11-", P::IncompleteDate, 8..8),
        ("2020-1-23T22:28:55Z", unpadded(Field::Month), 5..6),
        ("2013-350T01:01:01Z", malformed(Field::Month), 5..8),
        ("2023-W01-1", malformed(Field::Month), 5..6),
        ("2020-00-23T22:28:55Z", P::MonthOutOfRange, 5..7),
        ("2020-13-23T22:28:55Z", P::MonthOutOfRange, 5..7),
        ("2020-11-3T22:28:55Z", unpadded(Field::Day), 8..9),
        ("2020-11-003T22:28:55Z", malformed(Field::Day), 8..11),
        ("1963-06-1\u{9ea}T00:00:00Z", unpadded(Field::Day), 8..9),
        ("2020-11-00T22:28:55Z", P::DayOutOfRange { days_in_month: 30 }, 8..10),
        ("2020-11-31T22:28:55Z", P::DayOutOfRange { days_in_month: 30 }, 8..10),
        ("2020-12-32T22:28:55Z", P::DayOutOfRange { days_in_month: 31 }, 8..10),
        ("2020-02-30T22:28:55Z", P::DayOutOfRange { days_in_month: 29 }, 8..10),
        ("2100-02-29T22:28:55Z", P::DayOutOfRange { days_in_month: 28 }, 8..10),
        // Separator.
        ("2020-11-23", P::MissingTime, 10..10),
        ("2020-11-23T", P::MissingTime, 10..11),
        ("2020-11-23Z", P::MissingTime, 10..10),
        ("2020-11-23+01:00", P::MissingTime, 10..10),
        ("2020-11-23\n", P::MissingTime, 10..10),
        ("2020-11-23 22:28:55Z", P::SeparatorNotT, 10..11),
        ("2020-11-23_22:28:55Z", P::SeparatorNotT, 10..11),
        ("2020-11-23\u{3000}22:28:55Z", P::SeparatorNotT, 10..13),
    ] {
        assert_eq!(date_time_problem(text), (problem, span), "{text:?}");
    }
}

#[test]
fn names_the_problem_of_time_or_offset_and_its_bytes() {
    use Problem as P;
    let malformed = |field| P::Malformed { field };
    let unpadded = |field| P::Unpadded { field };
    for (text, problem, span) in [
        ("2020-11-23T2228Z", P::CompactTime, 11..15),
        ("2020-11-23T222855Z", P::CompactTime, 11..17),
        ("2020-11-23T22", P::IncompleteTime, 13..13),
        ("2020-11-23T22Z", P::IncompleteTime, 13..13),
        ("2020-11-23T22:28+01:00", P::IncompleteTime, 16..16),
        ("2020-11-23T22.28.55Z", P::TimeSeparator, 13..14),
        ("2020-11-23T2:28:55Z", unpadded(Field::Hour), 11..12),
        ("2020-11-23T22:8:55Z", unpadded(Field::Minute), 14..15),
        ("2020-11-23T22:28:5Z", unpadded(Field::Second), 17..18),
        ("2020-11-23T0\u{9ea}:00:00Z", unpadded(Field::Hour), 11..12),
        ("2020-11-23T\u{9ea}0:00:00Z", malformed(Field::Hour), 11..14),
        ("2020-11-23T22:28:Z", malformed(Field::Second), 17..18),
        ("2020-11-23T22:28:", malformed(Field::Second), 17..17),
        ("2020-11-23T24:00:00Z", P::HourTwentyFour, 11..19),
        ("2020-11-23T24:00:01Z", P::HourOutOfRange, 11..13),
        ("2020-11-23T22:60:00Z", P::MinuteOutOfRange, 14..16),
        ("2020-11-23T22:28:61Z", P::SecondOutOfRange, 17..19),
        ("2020-11-23T22:28:60Z", P::ImpossibleLeapSecond, 17..19),
        ("1998-12-31T23:59:60+01:00", P::ImpossibleLeapSecond, 17..19),
        ("1998-12-31T23:59:60-00:01", P::ImpossibleLeapSecond, 17..19),
        ("1998-12-31T00:59:60-01:00", P::ImpossibleLeapSecond, 17..19),
        ("2020-11-23T22:28:55.Z", P::FractionWithoutDigits, 19..20),
        ("2020-11-23T22:28:55,111Z", P::CommaFraction, 19..20),
        // Offset.
        ("2020-11-23T22:28:55", P::MissingOffset, 19..19),
        ("2020-11-23T22:28:55.111", P::MissingOffset, 23..23),
        ("2020-11-23T22:28:55 ", P::MissingOffset, 19..19),
        ("2020-11-23T22:28:55 +01:00", P::MalformedOffset, 19..26),
        ("2020-11-23T22:28:55UTC", P::MalformedOffset, 19..22),
        ("2020-11-23T22:28:55\u{2212}01:00", P::OffsetSign, 19..22),
        ("2020-11-23T22:28:55+05", P::OffsetWithoutMinutes, 19..22),
        ("2020-11-23T22:28:55+05:", P::OffsetWithoutMinutes, 19..23),
        ("2020-11-23T22:28:55+0530", P::OffsetWithoutColon, 19..24),
        ("2020-11-23T22:28:55-0530", P::OffsetWithoutColon, 19..24),
        ("2020-11-23T22:28:55+5:30", unpadded(Field::OffsetHour), 20..21),
        ("2020-11-23T22:28:55+05:3", unpadded(Field::OffsetMinute), 23..24),
        ("2020-11-23T22:28:55+05:300", malformed(Field::OffsetMinute), 23..26),
        ("2020-11-23T22:28:55+", malformed(Field::OffsetHour), 20..20),
        ("2020-11-23T22:28:55+24:00", P::OffsetOutOfRange, 19..25),
        ("2020-11-23T22:28:55-23:60", P::OffsetOutOfRange, 19..25),
    ] {
        assert_eq!(date_time_problem(text), (problem, span), "{text:?}");
    }
}

#[test]
fn names_the_problem_of_a_date_and_its_bytes() {
    for (text, problem, span) in [
        ("", Problem::Empty, 0..0),
        ("90-05-06", Problem::TwoDigitYear, 0..2),
        ("06/05/1990", Problem::YearLast, 0..10),
        ("1990-5-6", Problem::Unpadded { field: Field::Month }, 5..6),
        ("1990-13-06", Problem::MonthOutOfRange, 5..7),
        ("1990-02-29", Problem::DayOutOfRange { days_in_month: 28 }, 8..10),
        ("1990-05-06T00:00:00Z", Problem::UnexpectedTime, 10..20),
        ("1990-05-06 00:00", Problem::UnexpectedTime, 10..16),
        ("1990-05-06T", Problem::TrailingText, 10..11),
        ("1990-05-06Z", Problem::TrailingText, 10..11),
        ("1990-05-06\0", Problem::TrailingText, 10..11),
        ("1990-05-06 ", Problem::TrailingWhiteSpace, 10..11),
        ("19900506", Problem::CompactDate, 0..8),
        ("641952000", Problem::AllDigits { epoch: Some(EpochUnit::Seconds) }, 0..9),
    ] {
        assert_eq!(date_problem(text), (problem, span), "{text:?}");
    }
}

#[test]
fn messages_say_what_was_found_and_what_is_wanted() {
    for (text, message) in [
        ("20-11-23T22:28:55.111Z", "the year has two digits, expected four (bytes 0..2)"),
        (
            "1606170535111",
            "the text is only digits, as many as a Unix time in milliseconds has (bytes 0..13)",
        ),
        ("7", "the text is only digits (bytes 0..1)"),
        ("202-11-23", "the year is malformed, expected four digits (bytes 0..3)"),
        (
            "2020-02-30T00:00:00Z",
            "the day is out of range, expected 01 to 29 in this month (bytes 8..10)",
        ),
        ("2020-11-23", "the time is missing, expected a date and a time (at byte 10)"),
        (
            "2020-11-23T22:28:55+5:30",
            "the hour of the offset has one digit, expected two, padded with a zero (bytes 20..21)",
        ),
    ] {
        let error = check_date_time(text).unwrap_err();
        assert_eq!(error.to_string(), format!("not an RFC 3339 date-time: {message}"));
    }
    assert_eq!(
        check_date("1990-05-06T00:00:00Z").unwrap_err().to_string(),
        "not an RFC 3339 date: a time follows the date, expected the date only (bytes 10..20)"
    );
}

#[test]
fn takes_bytes_that_are_not_utf8() {
    let error = check_date_time(b"2020-11-23\xff22:28:55Z").unwrap_err();
    assert_eq!((error.problem(), error.span()), (Problem::SeparatorNotT, 10..11));
    // A character is whole in what is shown of it, however many bytes it has.
    for (separator, bytes) in [("\u{7f}", 1), ("\u{e9}", 2), ("\u{2019}", 3), ("\u{1f552}", 4)] {
        let error = check_date_time(format!("2020-11-23{separator}22:28:55Z")).unwrap_err();
        assert_eq!((error.problem(), error.span()), (Problem::SeparatorNotT, 10..10 + bytes));
    }
    let error = check_date(b"2020-11-23\xf0").unwrap_err();
    assert_eq!((error.problem(), error.span()), (Problem::TrailingText, 10..11));
}

/// The verdicts of JSON Schema's own test suite, where the data are at hand.
#[test]
fn agrees_with_the_public_format_suite() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/jsonschema_formats.ndjson");
    let Ok(rows) = std::fs::read_to_string(file) else { return };
    let mut seen = 0;
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let Some(text) = row["value"].as_str() else { continue };
        let verdict = match row["format"].as_str() {
            Some("date-time") => check_date_time(text).is_ok(),
            Some("date") => check_date(text).is_ok(),
            _ => continue,
        };
        assert_eq!(Some(verdict), row["valid"].as_bool(), "{row}");
        seen += 1;
    }
    assert!(seen > 50, "only {seen} rows of the suite have a date format");
}

/// A second, plain reading of the grammar, to compare with.
fn oracle(text: &str) -> bool {
    fn number(text: &str, digits: usize) -> Option<u32> {
        let all = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        all.then(|| text.parse().ok())?
    }
    fn parse(text: &str) -> Option<bool> {
        let upper = text.to_ascii_uppercase();
        let (date, time) = upper.split_once('T')?;
        let [year, month, day] = date.split('-').collect::<Vec<_>>().try_into().ok()?;
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        identify_types::chrono::NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
        let at = time.find(['Z', '+', '-'])?;
        let (time, zone) = (time.get(..at)?, time.get(at..)?);
        let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let [hour, minute, second] = time.split(':').collect::<Vec<_>>().try_into().ok()?;
        let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
        let offset = if zone == "Z" {
            0
        } else {
            let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
            let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let total = i64::from(hours * 60 + minutes);
            if zone.starts_with('-') { -total } else { total }
        };
        let utc = (i64::from(hour * 60 + minute) - offset).rem_euclid(1440);
        let leap = second == 60 && utc == 1439;
        let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        Some(digits && hour < 24 && minute < 60 && (second < 60 || leap))
    }
    text.is_ascii() && parse(text).unwrap_or(false)
}

fn near_date_time() -> impl Strategy<Value = String> {
    "[0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9][Tt ]([01][0-9]|2[0-5]):([0-5][0-9]|59|60):([0-5][0-9]|60|61)(\\.[0-9]{0,12})?([Zz]|[+-]([01][0-9]|2[0-4]):([0-5][0-9]|60))?"
}

fn leap_second() -> impl Strategy<Value = String> {
    (0..1440_i64, -1439..1440_i64, 0..3_i64).prop_map(|(utc, offset, near)| {
        let utc = if near == 0 { utc } else { 1438 + near % 2 };
        let local = (utc + offset).rem_euclid(1440);
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
        format!("2016-12-31T{:02}:{:02}:60{sign}{hours:02}:{minutes:02}", local / 60, local % 60)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_text_gets_an_answer_with_a_span_inside_it(text in any::<String>()) {
        for span in [
            check_date_time(&text).err().map(|error| error.span()),
            check_date(&text).err().map(|error| error.span()),
        ].into_iter().flatten() {
            prop_assert!(text.get(span).is_some());
        }
    }

    #[test]
    fn any_bytes_get_an_answer_with_a_span_inside_them(
        start in near_date_time(),
        cut in any::<prop::sample::Index>(),
        tail in any::<Vec<u8>>(),
    ) {
        let mut bytes = start.into_bytes();
        bytes.truncate(cut.index(bytes.len() + 1));
        bytes.extend(tail);
        if let Err(error) = check_date_time(&bytes) {
            prop_assert!(bytes.get(error.span()).is_some());
        }
        if let Err(error) = check_date(&bytes) {
            prop_assert!(bytes.get(error.span()).is_some());
        }
    }

    #[test]
    fn agrees_with_a_plain_reading(text in prop_oneof![near_date_time(), leap_second()]) {
        prop_assert_eq!(check_date_time(&text).is_ok(), oracle(&text), "{}", text);
    }

    #[test]
    fn agrees_with_a_plain_reading_after_one_change(
        text in near_date_time(),
        at in any::<prop::sample::Index>(),
        with in "[0-9TtZz:+. -]?",
    ) {
        let at = at.index(text.len());
        let text = format!("{}{with}{}", &text[..at], &text[at + 1..]);
        prop_assert_eq!(check_date_time(&text).is_ok(), oracle(&text), "{}", text);
    }

    #[test]
    fn what_is_accepted_is_a_timestamp_and_comes_back(
        text in prop_oneof![near_date_time(), leap_second()],
    ) {
        if check_date_time(&text).is_ok() {
            let timestamp: Timestamp = text.parse().unwrap();
            prop_assert_eq!(timestamp.as_str(), &text);
            let json = serde_json::to_string(&timestamp).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Timestamp>(&json).unwrap(), &timestamp);
            // chrono agrees on the instant; it reads at most nine digits exactly.
            let chrono = identify_types::chrono::DateTime::parse_from_rfc3339(&text).unwrap();
            prop_assert_eq!(chrono, timestamp.instant());
            prop_assert_eq!(*chrono.offset(), *timestamp.instant().offset());
            // The other way the text is shorter and the instant the same.
            let again = Timestamp::try_from(timestamp.instant()).unwrap();
            prop_assert_eq!(again.instant(), timestamp.instant());
        } else {
            prop_assert!(text.parse::<Timestamp>().is_err());
        }
    }
}
