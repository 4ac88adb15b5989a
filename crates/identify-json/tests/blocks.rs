//! Blocks are the input, whatever the sizes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "property/framer.rs"]
mod framer;

use std::{
    cell::Cell,
    io::{self, BufReader, Read},
};

use framer::Pieces;
use identify_json::{Behind, Blocks, Framing, Piece, Record, RecordFault, Records, Start};

/// Gives so many bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}

#[test]
fn records_are_the_same_for_any_block() {
    let long = format!("{{\"a\": \"{}\"}}", "x".repeat(300));
    let pretty = "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\n  }\n}\n";
    let inputs = [
        String::new(),
        "\n\n \n".to_owned(),
        "{}".to_owned(),
        "{}\r\n{}\r\n\r\n[1]\n".to_owned(),
        format!("{{}}\n{long}\n{{}}\n{long}"),
        format!("{{}}\n{long}\r\n\n\n{{\n{long}\n\"a\": 1}}\n{long}\r"),
        format!("{pretty}{pretty}{{}}\n{pretty}"),
        format!("{{\"a\": [\n{pretty}{{\"a\": \"x\ny\"}}\n{{\"b\": \"x\n\n{{}}\n"),
        format!("[\n{pretty},\n{pretty}]\n{pretty}{{"),
        "{\0\"\0a\0\"\0:\0[\0]\0}\0".to_owned(),
        "{\n\0\0\0\0\0\0\0\0\0\0".to_owned(),
        "{}\n{\"a\": 1}\0\0\0\0\0\0\0\0\0\0".to_owned(),
        format!("{long}{}", "\0".repeat(20)),
        "{\n\0\0\0\n\"a\": [\n\0\n\0\0\n1]}\n{}\n{\n\0\n".to_owned(),
        format!("{{}}\n {0}\n\t{0}", "\0".repeat(20)),
        "\x1e{\"a\": \"x\n\x1ey\"}\n\x1e{\n\x1e{}\n\x1e[\n\x1e{\n}\n\x1e]\n\x1e".to_owned(),
        "{\"a\": \"x\ny\",\n\"b\": \"x\ny\",\n\"c\": [\n1\n]}\n{\"a\": \"x\ny\",\n{}\n".to_owned(),
        // UTF-16, of which the last byte is a zero.
        "{\0}\0\n\0".to_owned(),
    ];
    for input in &inputs {
        for limit in [10, 60, 308, 309, 310, 1 << 20] {
            for size in [1, 2, 3, 7, 16, 64, 100, 300, 4096] {
                for reading in [1, 2, 5, 50, 1 << 20] {
                    let held =
                        framer::same_records(input.as_bytes(), Pieces { limit, size, reading });
                    assert_eq!(held, Ok(()), "{input:?}");
                }
            }
        }
    }
}

/// How many lines each record takes.
fn lines_of(input: &str) -> Vec<u64> {
    let mut records = Records::new(input.as_bytes(), Framing::Lines);
    let mut lines = Vec::new();
    while let Some(record) = records.next().unwrap() {
        lines.push(record.lines);
    }
    lines
}

#[test]
fn a_record_over_several_lines_ends_with_its_last_bracket() {
    assert_eq!(lines_of("{\n}\n1\n]\n{}\n"), [2, 1, 1, 1]);
    assert_eq!(lines_of("[\n{\n},\n{}\n]\n1\n"), [5, 1]);
}

/// Its line breaks are kept as they are written.
#[test]
fn a_record_over_several_lines_keeps_every_byte() {
    let bytes_of = |input: &str| {
        let mut records = Records::new(input.as_bytes(), Framing::Lines);
        records.next().unwrap().map(|record| String::from_utf8_lossy(record.bytes).into_owned())
    };
    for record in
        ["{\n1\n,\n2\n}", "{\r\n1\r\n,\r\n2\r\n}", "{\r\n\r\n1\n\n\r\n}", "{\n\0\0\n\0\r\n}"]
    {
        let log = format!("{record}\r\n{{}}\n");
        assert_eq!(bytes_of(&log).as_deref(), Some(record));
    }
}

#[test]
fn a_string_goes_on_over_64_lines_and_no_more() {
    let broken = |breaks: usize| format!("{{\"a\": \"{}\"}}\n", "x\n".repeat(breaks));
    assert_eq!(lines_of(&broken(63)), [64]);
    assert_eq!(lines_of(&broken(64)), [64, 1]);
}

#[test]
fn a_record_whose_string_is_broken_goes_on_as_it_would_without_the_break() {
    assert_eq!(lines_of("{\"a\": \"xy\",\n\"b\": 1}\n{}\n"), [2, 1]);
    assert_eq!(lines_of("{\"a\": \"x\ny\",\n\"b\": 1}\n{}\n"), [3, 1]);
    // The next record is one by itself, as behind every record that is cut off.
    assert_eq!(lines_of("{\"a\": \"x\ny\",\n{}\n"), [2, 1]);
    assert_eq!(lines_of("{\"a\": \"x\ny\"}\n\"b\": 1}\n"), [2, 1]);
}

/// The lines of the next piece, which is a block.
fn block(blocks: &mut Blocks<impl Read>) -> (String, Behind) {
    match blocks.next(Vec::new()) {
        Ok(Some(Piece::Block(block))) => {
            (String::from_utf8(block.bytes().to_vec()).unwrap(), block.behind)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_there_is_handed_over_before_reading_on() {
    let mut blocks = Blocks::new(Slow(b"{\"a\": 1}\n{\n}\n", 10));
    assert_eq!(block(&mut blocks), ("{\"a\": 1}\n".to_owned(), Behind::Record));
    assert!(matches!(blocks.next(Vec::new()), Ok(Some(Piece::Pause))));
    assert_eq!(block(&mut blocks), ("{\n}\n".to_owned(), Behind::Unknown));
}

#[test]
fn what_is_there_is_handed_over_before_a_failure() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let lines = "{}\n".repeat(20_000);
    let mut blocks = Blocks::new(lines.as_bytes().chain(Failing));
    assert_eq!(block(&mut blocks).0, lines);
    assert_eq!(blocks.next(Vec::new()).unwrap_err().kind(), io::ErrorKind::ConnectionReset);
}

#[test]
fn a_full_block_ends_before_a_record() {
    let mut blocks = Blocks::new(&b"{}\n{\n  \"a\": 1,\n  \"b\": 2\n}\n"[..]).with_size(20);
    assert_eq!(block(&mut blocks), ("{}\n".to_owned(), Behind::Record));
}

/// Who keeps the bytes of a record until it is handed over need not keep more than two records.
#[test]
fn no_more_is_read_ahead_than_could_be_joined() {
    const LIMIT: u64 = 100;
    let read = Cell::new(0);
    for (first, long) in
        [("{\"a\": 1,", "\"b"), ("{\"a\": \"x", "y"), ("{}", "{"), ("{", "\0"), ("[", "]\r")]
    {
        let long = long.repeat(100_000);
        let text = format!("{first}\n{long}\n{{}}\n");
        read.set(0);
        let input = BufReader::with_capacity(16, Counted(text.as_bytes(), &read));
        let mut records = Records::new(input, Framing::Lines).with_limit(LIMIT);
        let is_first = |record: Option<Record<'_>>| record.unwrap().bytes == first.as_bytes();
        assert!(is_first(records.next().unwrap()), "{first}");
        assert_eq!(records.peek().unwrap(), None, "{first}");
        assert!(read.get() <= first.len() + 120, "{first}: {}", read.get());
        let second = records.next().unwrap().unwrap();
        assert_eq!((second.line, second.offset), (2, first.len() as u64 + 1), "{first}");
        assert!(second.fault.is_some() && second.bytes.is_empty(), "{first}");
        assert_eq!(records.next().unwrap().unwrap().bytes, b"{}", "{first}");
        assert!(records.next().unwrap().is_none());
    }
}

struct Counted<'b>(&'b [u8], &'b Cell<usize>);

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.set(self.1.get() + read);
        Ok(read)
    }
}

/// Zero bytes where a record should be, more than a block holds: counted, and the line's end is none.
#[test]
fn a_hole_is_as_long_as_it_is() {
    for (end, ended) in [("\n", true), ("", false)] {
        let input = format!("{{}}\n{}{end}", "\0".repeat(1000));
        let mut blocks = Blocks::new(input.as_bytes()).with_size(20).with_limit(100);
        assert_eq!(block(&mut blocks).0, "{}\n");
        let Ok(Some(Piece::Unread(hole))) = blocks.next(Vec::new()) else { panic!("no hole") };
        let record = hole.record(Start { records: 1, offset: 3, line: 2 });
        assert_eq!((record.zeros, record.ended, record.number), (1000, ended, 2));
        assert_eq!(record.fault, Some(RecordFault::Zeros));
        assert_eq!(record.with_number(7).number, 7);
    }
}
