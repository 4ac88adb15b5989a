//! Properties that hold for any bytes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identify_json::{Arena, Framing, Kind, Node, Number, Records};
use proptest::prelude::*;
use serde_json::Value;

/// The value that a tree stands for.
fn to_value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null | Kind::Unknown => Value::Null,
        Kind::Boolean => node.as_bool().unwrap().into(),
        Kind::Number => match node.as_number().unwrap() {
            Number::Unsigned(number) => number.into(),
            Number::Signed(number) => number.into(),
            Number::Float(number) => number.into(),
        },
        Kind::String => node.as_str().unwrap().into(),
        Kind::Array => node.elements().map(to_value).collect(),
        Kind::Object => Value::Object(
            node.members().map(|m| (m.name().to_owned(), to_value(m.value))).collect(),
        ),
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..20)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Bytes that are often nearly JSON.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "'", "1", "-", "0x1", "1e9",
            ".5", "true", "None", "\\", "\\u12", "\\ud800", "\n", "\r\n", " ", "\t", "//", "/*",
            "*/", "#", "“", "”", "\u{feff}", "\0", "é", "<", ";", "=", "NaN", "nullx",
        ])
        .prop_map(|token| token.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

fn check(source: &[u8]) {
    let mut arena = Arena::new();
    let tree = arena.parse(source);
    let strict: Result<Value, _> = serde_json::from_slice(source);
    let sound = tree.faults().is_empty();
    match strict {
        Ok(value) if sound => assert_eq!(to_value(tree.root().unwrap()), value),
        // serde_json reads on over what is no fault of the grammar: duplicates, a byte-order mark.
        Ok(_) => assert!(tree.faults().iter().all(|fault| !fault.kind.is_grammar())),
        Err(_) => assert!(!sound, "refused by serde_json, not by us: {source:?}"),
    }
    for fault in tree.faults() {
        assert!(fault.span.start <= fault.span.end && fault.span.end as usize <= source.len());
    }
    if let Some(root) = tree.root() {
        walk(root, source.len());
    }
}

/// Spans lie within their parents, in order.
fn walk(node: Node<'_>, end: usize) {
    assert!(node.span().start <= node.span().end && node.span().end as usize <= end);
    if let Some(text) = node.as_str() {
        for offset in 0..=text.len() {
            let at = node.source_offset(offset);
            assert!(node.span().contains(&at) || at == node.span().end);
        }
    }
    if node.kind() != Kind::Unknown {
        let at = node.tree().at(node.span().start).unwrap();
        assert!(at == node || at.as_member().is_some_and(|member| member.key == node));
        let root = node.tree().root().unwrap();
        let pointer = node.pointer_from(root);
        // A name has no pointer of its own; one that stands twice is found at its first place.
        if let Some(found) = node.tree().pointer(&pointer).filter(|_| at == node) {
            assert!(found.span().start <= node.span().start, "{pointer}");
        }
    }
    let mut before = node.span().start;
    for child in node.elements().chain(node.members().flat_map(|m| [m.key, m.value])) {
        assert!(child.span().start >= before, "{child:?} in {node:?}");
        before = child.span().end;
        walk(child, node.span().end as usize);
    }
    let counted = node.elements().count() + node.members().count();
    assert_eq!(node.len(), counted, "{node:?}");
}

proptest! {
    #[test]
    fn json_reads_as_serde_json_reads_it(value in json(), pretty: bool) {
        let text = if pretty {
            serde_json::to_vec_pretty(&value).unwrap()
        } else {
            serde_json::to_vec(&value).unwrap()
        };
        let mut arena = Arena::new();
        let tree = arena.parse(&text);
        prop_assert!(tree.faults().is_empty(), "{:?}", tree.faults());
        prop_assert_eq!(to_value(tree.root().unwrap()), value);
    }

    #[test]
    fn any_bytes_give_a_tree(source in nearly_json()) {
        check(&source);
    }

    #[test]
    fn cut_and_changed_json_gives_a_tree(value in json(), cut: prop::sample::Index, byte: u8) {
        let mut text = serde_json::to_vec(&value).unwrap();
        let at = cut.index(text.len());
        check(&text[..at]);
        text[at] = byte;
        check(&text);
    }

    /// Every byte of the input belongs to one record, or to a line end or blank line.
    #[test]
    fn records_cover_the_input(source in nearly_json(), limit in 1_u64..40, block in 1_usize..40) {
        let read = |block: usize| {
            let input = std::io::BufReader::with_capacity(block, source.as_slice());
            let mut records = Records::new(input, Framing::Lines).with_limit(limit);
            let mut all = Vec::new();
            while let Some(record) = records.next().unwrap() {
                all.push(format!("{record:?}"));
                if record.fault.is_none() {
                    let start = usize::try_from(record.offset).unwrap();
                    assert_eq!(record.bytes, &source[start..start + record.bytes.len()]);
                    let line = source[..start].split(|byte| *byte == b'\n').count();
                    assert_eq!(record.line, line as u64);
                }
            }
            assert_eq!(records.bytes_read(), source.len() as u64);
            all
        };
        prop_assert_eq!(read(block), read(1 << 16));
    }
}
