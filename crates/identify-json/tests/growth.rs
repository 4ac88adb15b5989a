//! Inputs that would take minutes if anything took more than time in proportion to its length (or
//! to n log n). There is no clock: a test that does not end is the failure.

use identify_json::{Arena, Encoding, Framing, Locator, Node, Outline, Records};

/// Bytes of an attack: at the square of it a machine works for minutes.
const SIZE: usize = 256 << 10;

/// `head`, then `piece` as often as it takes, then `tail`.
fn attack(head: &str, piece: &str, tail: &str) -> Vec<u8> {
    [head, &piece.repeat(SIZE / piece.len()), tail].concat().into_bytes()
}

fn fault_count(source: &[u8]) -> usize {
    Arena::new().parse(source).faults().len()
}

/// Parses attacks that must be read to their end: one that is given up early proves nothing.
fn read_all(attacks: &[(&str, &str, &str)]) {
    let mut arena = Arena::new();
    for (head, piece, tail) in attacks {
        let source = attack(head, piece, tail);
        let tree = arena.parse(&source);
        let last = tree.faults().iter().map(|fault| fault.span.end as usize).max();
        assert!(last.is_none_or(|last| last > source.len() - 32), "{head}{piece}…{tail}");
    }
}

#[test]
fn strings() {
    read_all(&[
        // Line breaks, and the quotation mark that is looked for far behind them.
        ("[\"", "a\n", "\"]"),
        ("[\"x\",", "\"a\n", ""),
        // Escaped quotation marks, with white space behind them.
        ("[\"", "\n\\\",", "\"]"),
        ("[\"\\\"", "  \n", ",\"]"),
        ("{\"", "\n\\\"    ,", "\": 1}"),
        // Each line has a string that does not end.
        ("[", "\"a,\n", "]"),
        ("[", "\"a   \n", "]"),
        ("[", "'a\n,", "]"),
        ("['", "\\'", "']"),
        ("[“", "\t", "”]"),
        ("[\"", "\\", "\"]"),
        ("[\"", "\\ud800", "\"]"),
    ]);
    let mut bytes = attack("[\"", "a", "\"]");
    for byte in bytes.iter_mut().skip(2).step_by(2) {
        *byte = 0xFF;
    }
    assert!(fault_count(&bytes) > 0);
}

#[test]
fn brackets() {
    read_all(&[("{\"a\":[", "{\"\":[1},", "0]}")]);
    // One that closes so many others, each time.
    let nest = format!("{{\"a\":{}1}},", "[".repeat(126));
    assert!(fault_count(&attack("[", &nest, "0]")) > SIZE / 256);
    let deep = format!("{}0", "[".repeat(128));
    fault_count(&attack(&deep, ",[[\"]\"]]", "]"));
}

#[test]
fn tokens() {
    read_all(&[
        // Each a doubt, or none, about what follows it.
        ("[1", "\n1", "]"),
        ("[1", "\n/**/1", "]"),
        ("[1", "\u{a0}/**/", " 1\n1]"),
        ("[", "/", "]"),
        ("[", "//\r", "1]"),
        ("[", "#\n", "1]"),
        ("[1", ",", "]"),
        ("{", ",", "}"),
        ("[1", ";1", "]"),
        ("{\"a\"", "=1,\"b\"", "}"),
        ("[", "\u{a0}", "]"),
        ("[", "\u{a0}\u{2003}", "]"),
        ("[", " ", "]"),
        // Words and numbers.
        ("[", "a", "]"),
        ("[", "a ", "]"),
        ("[", "a \n,", "]"),
        ("[", "-a,", "]"),
        ("[", "-", "]"),
        ("[", "1", "]"),
        ("[1.", "1", "e9]"),
        ("[1e", "1", "]"),
        ("[", "1_", "]"),
        ("{\"a\": 1", ",111", "}"),
        ("{\"a\"", ": 1,111", "}"),
        ("{\"a\": 1,", "1", ": 1}"),
        ("{a", ": 1,a", "}"),
    ]);
}

#[test]
fn what_stands_for_something_else() {
    read_all(&[
        ("[", "{{a}},", "1,]"),
        ("[", "%s,", "1,]"),
        ("[", "a(1),", "1,]"),
        ("[", "('a', 1),", "1,]"),
        ("[", "['a' => 1],", "1,]"),
        ("{\"a\": 1", ", \"a\": 1 000", ",}"),
        ("{\"a\"", "：1，\"a\"", ": 1,}"),
        ("{", "\"a\": \"b \"c\" d\",\n", "}"),
        ("{", "\"a\": \"b, \"c\": 1,\n", "}"),
        ("{", "\"a\": b\",\n", "}"),
        ("{", "\"a\": \"b\", \"c\"],\n", "}"),
        ("{", "\"a\": [1, \"b\": 1,\n", "}"),
        ("{", "\\\"a\\\": 1,", "}"),
        ("{", "\"a\",\n", "}"),
        ("[", "\"a\" + \"b\",", "1,]"),
    ]);
    // Given up early, or read on at places that may be looked at again and again.
    for (head, piece, tail) in [
        ("[", "a(", ")]"),
        ("[", "a(b,", ")]"),
        ("[", "a(b,", &*(")".repeat(SIZE / 4) + "x]")),
        ("[", "{{", "]"),
        ("{\"a\": ", "\"b\"", "}"),
        ("{\"a\": \"b\"", ": \"b\"", "}"),
        ("{\"a\": 1", "},\"b\":1", "}"),
        ("{\"a\": \"b\"", " + \"b\"", " x}"),
        ("{\"a\": \"b\" c", "\" d", "}"),
        ("[\"", "”", "\" x]"),
        ("", "(", ""),
        ("x ", "{", ""),
    ] {
        assert!(fault_count(&attack(head, piece, tail)) > 0, "{head}{piece}…");
    }
}

#[test]
fn names() {
    // All the same, all with a beginning in common, and one that is long amid many.
    assert!(fault_count(&attack("{", "\"a\":1,", "\"a\":1}")) > SIZE / 8);
    let names = |name: &dyn Fn(usize) -> String| -> Vec<u8> {
        let members: Vec<String> = (0..1 << 16).map(|at| format!("\"{}\":1,", name(at))).collect();
        format!("{{{}\"\":1}}", members.concat()).into_bytes()
    };
    assert_eq!(fault_count(&names(&|at| format!("a{at}"))), 0);
    assert_eq!(fault_count(&names(&|at| format!("{}{at}", "a".repeat(at % 64)))), 0);
    // The place is one where the sort of the standard library looks for its first pivot.
    let long = "m".repeat(16 * SIZE);
    let amid = |at: usize| match at {
        ..37447 => format!("a{at}"),
        37447 => long.clone(),
        _ => format!("z{at}"),
    };
    let mut source = names(&amid);
    assert_eq!(fault_count(&source), 0);
    // The same, where not all is UTF-8.
    source.splice(1..1, *b"\"\xFF\":1,");
    assert_eq!(fault_count(&source), 1);
}

#[test]
fn questions() {
    let mut arena = Arena::new();
    let source = attack("{\"a\":[", "{\"b\":[1]},", "0]}");
    let tree = arena.parse(&source);
    let ends = |node: Node<'_>| node.span().end as usize;
    let locator = Locator::new(&source, 1);
    for offset in (0..source.len()).step_by(97) {
        let node = tree.at(u32::try_from(offset).unwrap()).unwrap();
        assert!(ends(node) > offset);
        assert_eq!(locator.place(offset).line, 1);
    }
    let deep = "[".repeat(128) + &"]".repeat(128);
    let tree = arena.parse(deep.as_bytes());
    assert!(tree.pointer(&"/0".repeat(127)).is_some());
    assert!(tree.pointer(&"/0".repeat(SIZE)).is_none());
    let source = attack("[\"", "\\u00e9", "\"]");
    let tree = arena.parse(&source);
    let string = tree.pointer("/0").unwrap();
    let text = string.as_str().unwrap();
    assert_eq!(string.source_offset(text.len()), string.span().end - 1);
}

#[test]
fn records() {
    let count = |source: &[u8]| {
        let mut records = Records::new(source, Framing::Lines);
        let mut count = 0;
        while records.next().unwrap().is_some() {
            count += 1;
        }
        count
    };
    let spaces = " ".repeat(8 * SIZE);
    // Lines that are joined to a first one with much white space, which is asked about.
    assert_eq!(count(&attack(&format!("{spaces}[\n"), "[],\n", "]\n")), 1);
    assert_eq!(count(&attack(&format!("{spaces}{{\n"), "{\n", "}\n")), SIZE / 2 + 1);
    assert_eq!(count(&attack("{\n", "\"a\n", "}\n")), 1);
    // Strings that go on over lines, and none that does.
    assert_eq!(count(&attack("", "{\"a\": \"b\nc\"}\n", "")), SIZE / 13);
    assert_eq!(count(&attack("", "{\"a\": \"b\n", "")), SIZE / 9);
    assert!(count(&attack("{\"a\": \"b\n", "c\n", "")) > SIZE / 128);
    assert_eq!(count(&attack("", "[\n", "")), 1);
    assert_eq!(count(&attack("", "{\n", "")), SIZE / 2);
    assert_eq!(count(&attack("", "\n", "")), 0);
    assert_eq!(count(&attack("", "\r", "")), 0);
}

#[test]
fn other_readers() {
    let mut outline = Outline::new();
    for piece in attack("", "{\"\\\"", "").chunks(7) {
        outline.read(piece);
    }
    assert!(outline.depth() > 0);
    assert!(!Encoding::is_latin1(&vec![0xE9; SIZE]));
}
