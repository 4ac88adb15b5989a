//! Zero bytes where records should be: counted, however many, and never held.
#![allow(clippy::unwrap_used, reason = "tests state what must hold")]

use std::io::{BufReader, Read, repeat};

use identify_json::{Framing, RecordFault, Records};

/// Bytes, zero bytes, offset, line, and what is wrong, of each record.
type Seen = (Vec<u8>, u64, u64, u64, Option<RecordFault>);

fn records(input: impl Read, block: usize, framing: Framing, limit: u64) -> Vec<Seen> {
    let reader = BufReader::with_capacity(block, input);
    let mut records = Records::new(reader, framing).with_limit(limit);
    let mut seen = Vec::new();
    while let Some(record) = records.next().unwrap() {
        let zeros = record.zeros;
        seen.push((record.bytes.to_vec(), zeros, record.offset, record.line, record.fault));
    }
    seen
}

#[test]
fn lines() {
    let zeros = Some(RecordFault::Zeros);
    for (text, expected) in [
        ("{}\n\0\0\0", vec![("{}", 0, 0, 1, None), ("", 3, 3, 2, zeros)]),
        (
            "{}\n\0\0\n[]\n",
            vec![("{}", 0, 0, 1, None), ("", 2, 3, 2, zeros), ("[]", 0, 6, 3, None)],
        ),
        ("{}\0\0\0\0\0\0\0\0", vec![("{}", 8, 0, 1, None)]),
        ("{\0\0", vec![("{", 2, 0, 1, None)]),
        // Zero bytes before something else are a part of it.
        ("\0\0{}\n", vec![("\0\0{}", 0, 0, 1, None)]),
        ("[1\0]\0\n{}\n", vec![("[1\0]\0", 0, 0, 1, None), ("{}", 0, 6, 2, None)]),
        // And behind the last of several lines.
        ("{\n}\0\0", vec![("{\n}\0\0", 0, 0, 1, None)]),
        ("{}\0\0\r\n", vec![("{}\0\0", 0, 0, 1, None)]),
        ("{}\r\n \r\n\n[]", vec![("{}", 0, 0, 1, None), ("[]", 0, 8, 4, None)]),
    ] {
        let expected: Vec<Seen> = expected
            .into_iter()
            .map(|(bytes, zeros, offset, line, fault)| {
                (bytes.as_bytes().to_vec(), zeros, offset, line, fault)
            })
            .collect();
        for block in 1..=text.len() {
            let seen = records(text.as_bytes(), block, Framing::Lines, 100);
            assert_eq!(seen, expected, "{text:?} by {block}");
        }
    }
}

#[test]
fn as_many_as_there_are() {
    let many = 5_000_000;
    let zeros = || repeat(0).take(many);
    let tail = records(b"{}\n".chain(zeros()), 1 << 16, Framing::Lines, 100);
    assert_eq!(tail[1], (Vec::new(), many, 3, 2, Some(RecordFault::Zeros)));
    let torn = records(b"{\"a".chain(zeros()), 1 << 16, Framing::Lines, 100);
    // They count: whoever reads in blocks cannot wait to see whether anything follows.
    let fault = Some(RecordFault::Oversized { length: many + 3, limit: 100 });
    assert_eq!(torn, [(Vec::new(), 0, 0, 1, fault)]);
    let torn = records(b"{\"a".chain(zeros()), 1 << 16, Framing::Lines, many + 3);
    assert_eq!(torn, [(b"{\"a".to_vec(), many, 0, 1, None)]);
    let whole = records(b"{}\n".chain(zeros()), 1 << 16, Framing::Whole, 100);
    assert_eq!(whole, [(b"{}\n".to_vec(), many, 0, 1, None)]);
    // With something behind them, they are too long a record.
    let within = records(b"{".chain(zeros()).chain(&b"}\n{}\n"[..]), 1 << 16, Framing::Lines, 100);
    let length = many + 2;
    assert_eq!(within[0].4, Some(RecordFault::Oversized { length, limit: 100 }));
    assert_eq!((&*within[1].0, within[1].2), (&b"{}"[..], length + 1));
}

#[test]
fn the_limit_is_exact() {
    for (text, is_read) in
        [("12345\n", true), ("12345\r\n", true), ("123456\n", false), ("12345", true)]
    {
        for block in 1..=text.len() {
            let seen = records(text.as_bytes(), block, Framing::Lines, 5);
            assert_eq!(seen[0].4.is_none(), is_read, "{text:?} by {block}");
        }
    }
}
