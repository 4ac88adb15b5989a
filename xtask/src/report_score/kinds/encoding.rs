//! Bytes that are not UTF-8.

use serde_json::Value;

use crate::report_score::{
    call::Call,
    kind::{Kind, fixable, personal},
    planted::Planted,
};

pub(super) const KINDS: &[Kind] = &[
    fixable("byte-order-mark", "byte-order-mark", "a mark at the start of the input", |call, _| {
        Some(call.edit(0..0, "\u{feff}"))
    }),
    fixable(
        "byte-order-mark-in-a-log",
        "malformed-json",
        "a mark before a later line",
        |call, _| {
            let text = format!("\u{feff}{}\n", call.line());
            let planted = Planted::put_in(text, 0..3, call.value());
            let around = |id: &str| format!("{}\n", call.line_of(id));
            Some(planted.among_lines(&around("first"), &around("third")))
        },
    ),
    personal("invalid-byte", "invalid-utf8", "a byte that UTF-8 never has", |call, _| {
        bytes(call, b"\xFF")
    }),
    personal(
        "overlong-slash",
        "invalid-utf8",
        "a character with more bytes than it takes",
        |call, _| bytes(call, b"\xC0\xAF"),
    ),
    personal(
        "encoded-surrogates",
        "invalid-utf8",
        "a character as two encoded surrogates",
        |call, _| bytes(call, b"\xED\xA0\xBD"),
    ),
    personal("beyond-unicode", "invalid-utf8", "a code point beyond the last one", |call, _| {
        bytes(call, b"\xF4\x90\x80\x80")
    }),
    personal("cut-character", "invalid-utf8", "the first half of a character", |call, _| {
        bytes(call, b"\xE6\x9D")
    }),
    personal("latin-1", "wrong-encoding", "Latin-1", |call, _| latin1(call, b"Jos\xE9 \xC1lvarez")),
    personal("windows-1252", "wrong-encoding", "Windows-1252", |call, _| {
        latin1(call, b"O\x92Brien \x93Ren\xE9e\x94")
    }),
    personal("utf-16-with-mark", "wrong-encoding", "UTF-16 of Windows, with a mark", |call, _| {
        let units = "\u{feff}".encode_utf16().chain(call.text().encode_utf16());
        Some(whole(units.flat_map(u16::to_le_bytes).collect()))
    }),
    personal(
        "utf-16-big-endian",
        "wrong-encoding",
        "UTF-16, big-endian, without a mark",
        |call, _| Some(whole(call.text().encode_utf16().flat_map(u16::to_be_bytes).collect())),
    ),
    personal("utf-32", "wrong-encoding", "UTF-32", |call, _| {
        Some(whole(call.text().chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()))
    }),
];

/// Bytes in a text beyond ASCII.
fn bytes(call: &Call<'_>, bytes: &[u8]) -> Option<Planted> {
    let with = call.wrong_trait("description", "\"東京 & Zürich\"", None)?;
    let at = with.place.start.saturating_add("\"東京".len());
    let (before, behind) = (with.input.get(..at)?, with.input.get(at..)?);
    let input = [before, bytes, behind].concat();
    let place = at..at.saturating_add(bytes.len());
    Some(Planted::put_in(input, place, Value::Null).meaning_lost())
}

/// The call with a name in an encoding of one byte a character.
fn latin1(call: &Call<'_>, name: &[u8]) -> Option<Planted> {
    if !call.text().is_ascii() {
        return None;
    }
    let with = call.wrong_trait("name", "\"\"", None)?;
    let at = with.place.start.saturating_add(1);
    let (before, behind) = (with.input.get(..at)?, with.input.get(at..)?);
    let input = [before, name, behind].concat();
    Some(Planted::put_in(input, 0..0, Value::Null).everywhere().meaning_lost())
}

fn whole(bytes: Vec<u8>) -> Planted {
    Planted::put_in(bytes, 0..0, Value::Null).everywhere().meaning_lost()
}
