//! Blocks are the input, whatever the sizes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{self, BufReader, Read};

use identify_json::{Behind, Blocks, Framing, Piece, Record, RecordFault, Records, Start};

/// Gives so many bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}

type Said = (Vec<u8>, u64, u64, u64, u64, bool, Option<RecordFault>);

fn said(record: &Record<'_>) -> Said {
    let Record { bytes, number, offset, line, lines, ended, fault, .. } = *record;
    (bytes.to_vec(), number, offset, line, lines, ended, fault)
}

fn by_records(input: &[u8], limit: u64) -> Vec<Said> {
    let mut records = Records::new(BufReader::new(input), Framing::Lines).with_limit(limit);
    let mut all = Vec::new();
    while let Some(record) = records.next().unwrap() {
        all.push(said(&record));
    }
    assert_eq!(records.bytes_read(), input.len() as u64);
    all
}

/// The records of all blocks; what is torn is looked at again with what follows it.
fn by_blocks(input: &[u8], limit: u64, size: usize, reading: usize) -> Vec<Said> {
    let mut blocks = Blocks::new(Slow(input, reading)).with_size(size).with_limit(limit);
    let (mut all, mut at, mut torn) = (Vec::new(), Start::default(), Vec::new());
    let mut end = 0;
    let mut read = |bytes: &[u8], at: &mut Start, behind| -> Vec<u8> {
        let mut records = Records::part(bytes, *at, behind).with_limit(limit);
        while let Some(record) = records.next().unwrap() {
            if record.torn {
                let rest = usize::try_from(record.offset - at.offset).unwrap();
                *at =
                    Start { records: record.number - 1, offset: record.offset, line: record.line };
                return bytes[rest..].to_vec();
            }
            all.push(said(&record));
        }
        *at = records.at();
        Vec::new()
    };
    let mut unread = Vec::new();
    while let Some(piece) = blocks.next(Vec::new()).unwrap() {
        match piece {
            Piece::Block(block) => {
                assert_eq!(block.offset, end);
                end += block.bytes().len() as u64;
                assert!(block.bytes().ends_with(b"\n") || end == input.len() as u64);
                torn.extend_from_slice(block.bytes());
                torn = read(&torn, &mut at, block.behind);
            }
            Piece::Unread(record) => {
                assert_eq!(record.offset, end);
                end += record.length;
                torn = read(&torn, &mut at, Behind::End);
                assert!(torn.is_empty());
                unread.push(said(&record.record(at)));
                at = Start { records: at.records + 1, offset: end, line: at.line + 1 };
            }
            _ => {}
        }
    }
    assert_eq!((blocks.bytes_read(), end), (input.len() as u64, input.len() as u64));
    drop(read(&torn, &mut at, Behind::End));
    all.extend(unread);
    all.sort_by_key(|record| record.1);
    all
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
        "\x1e{\"a\": \"x\n\x1ey\"}\n\x1e{\n\x1e{}\n\x1e[\n\x1e{\n}\n\x1e]\n\x1e".to_owned(),
    ];
    for input in &inputs {
        for limit in [10, 60, 308, 309, 310, 1 << 20] {
            let expected = by_records(input.as_bytes(), limit);
            for size in [1, 2, 3, 7, 16, 64, 100, 300, 4096] {
                for reading in [1, 2, 5, 50, 1 << 20] {
                    let found = by_blocks(input.as_bytes(), limit, size, reading);
                    assert_eq!(found, expected, "{limit} {size} {reading} {input:?}");
                }
            }
        }
    }
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
