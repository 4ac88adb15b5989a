//! What takes findings can stop the check.

use std::{
    io::{self, BufReader, Read},
    ops::ControlFlow,
};

use identify_validator::{Checked, Finding, InputFormat, Sink, Source, Validator, validate};

/// Takes so many findings and so many calls.
struct Few {
    findings: u64,
    calls: u64,
}

fn go_on(left: &mut u64) -> ControlFlow<()> {
    *left = left.saturating_sub(1);
    if *left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

impl Sink for Few {
    fn finding(&mut self, _: Finding, _: &Source<'_>) -> ControlFlow<()> {
        go_on(&mut self.findings)
    }

    fn call(&mut self, _: &Checked<'_>) -> ControlFlow<()> {
        go_on(&mut self.calls)
    }
}

#[test]
fn totals_are_those_up_to_the_stop() {
    for (format, input) in [
        (InputFormat::Ndjson, "{}\n{}\n{}\n{}\n{}\n"),
        (InputFormat::Array, "[{}, {}, {}, {}, {}]"),
        (InputFormat::Array, "[{}, {}, {}, {}}"),
    ] {
        for (findings, calls, totals) in
            [(1, 9, (1, 1)), (4, 9, (2, 4)), (99, 1, (1, 3)), (99, 2, (2, 6))]
        {
            let mut sink = Few { findings, calls };
            let input = input.as_bytes();
            let summary = Validator::new().check("-", input, format, &mut sink).unwrap();
            assert_eq!((summary.records, summary.errors), totals, "{format:?}");
            assert_eq!(summary.invalid, summary.records);
        }
    }
}

/// A log of so many calls, after which it cannot be read.
struct Log(u8);

impl Read for Log {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::ConnectionReset)?;
        (&b"{\"a\": 1}\n"[..]).read(buffer)
    }
}

#[test]
fn nothing_is_read_behind_the_stop() {
    let check = |calls| {
        let mut sink = Few { findings: 99, calls };
        let log = BufReader::new(Log(3));
        Validator::new().check("log", log, InputFormat::Ndjson, &mut sink)
    };
    assert_eq!(check(3).unwrap().records, 3);
    assert_eq!(check(99).unwrap_err().kind(), io::ErrorKind::ConnectionReset);
}

#[test]
fn valid_is_what_has_no_error() {
    let sound = r#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    let alias = sound.replace("user_traits", "traits");
    let late = sound.replace("2020-11-23", "2020-13-23").replace("user_traits", "traits");
    for call in [sound, &alias, &late, "{}", "", "[", "\u{feff}{}", "null"] {
        let report = validate(call.as_bytes());
        assert_eq!(identify_validator::is_valid(call.as_bytes()), report.is_valid(), "{call}");
    }
    assert!(identify_validator::is_valid(alias.as_bytes()));
    assert!(!identify_validator::is_valid(late.as_bytes()));
}
