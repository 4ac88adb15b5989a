//! Text that is not UTF-8, recognised by its bytes.

use identify_json::{
    Encoding::{self, Utf16Be, Utf16Le, Utf32Be, Utf32Le},
    sniff,
};

#[test]
fn the_first_bytes_tell_utf16_and_utf32() {
    const ROWS: &[(&[u8], Option<Encoding>)] = &[
        // By a byte-order mark, whatever follows it.
        (b"\xFF\xFE\0\0", Some(Utf32Le)),
        (b"\0\0\xFE\xFF", Some(Utf32Be)),
        (b"\xFF\xFE", Some(Utf16Le)),
        (b"\xFF\xFE{\0", Some(Utf16Le)),
        (b"\xFE\xFF", Some(Utf16Be)),
        (b"\xFE\xFF\0\0", Some(Utf16Be)),
        // By the zeros around two characters of ASCII.
        (b"{\0\0\0\"\0\0\0", Some(Utf32Le)),
        (b"\0\0\0{\0\0\0\"", Some(Utf32Be)),
        (b"{\0\"\0", Some(Utf16Le)),
        (b"\0{\0\"", Some(Utf16Be)),
        // One character is not enough, and neither are zeros alone.
        (b"{\0\0\0\0\0\0\0", None),
        (b"\0\0\0\0\"\0\0\0", None),
        (b"\0\0\0{\0\0\0\0", None),
        (b"\0\0\0\0\0\0\0\"", None),
        (b"{\0\0\0", None),
        (b"\0\0\0{", None),
        (b"\0\0\"\0", None),
        (b"{\0", None),
        (b"\0{", None),
        (b"\0{\0\0", None),
        (b"\0\0\0\"", None),
        (b"\0\0\0\0", None),
        // UTF-8 and Latin-1 are not told by their first bytes.
        (b"", None),
        (b"\xFF", None),
        (b"\xFE", None),
        (b"\xEF\xBB\xBF{}", None),
        (b"{\"a\": \"\xE9\"}", None),
    ];
    for (start, expected) in ROWS {
        assert_eq!(sniff(start), *expected, "{}", start.escape_ascii());
    }
}

#[test]
fn letters_beside_letters_tell_latin1() {
    const ROWS: &[(&[u8], bool)] = &[
        // At either side of a letter, at the start of the text and at its end.
        (b"Jos\xE9", true),
        (b"\xC9lan", true),
        (b"M\xFCller", true),
        (b"\xD6l", true),
        (b"na\xF6", true),
        // With a mark elsewhere.
        (b"caf\xE9, 5 \x80", true),
        (b"\xA3 5, caf\xE9", true),
        // Beside nothing but other such letters and signs.
        (b"\xE9", false),
        (b"5\xE9 6", false),
        (b"\"\xE9\xE8\"", false),
        (b"5\xE9 a", false),
        // The quotation marks of a word processor, beside ASCII; other marks are beside anything.
        (b"it\x92s", true),
        (b"\x93Ada\x94", true),
        (b"\xA0\x92s", false),
        (b"a\xA0b", false),
        (b"a\x80b", false),
        // Bytes that are neither letters nor marks, before and behind one that is.
        (b"caf\xE9 \xFF", false),
        (b"\xFF caf\xE9", false),
        (b"caf\xE9 \xD7", false),
        (b"caf\xE9 \xF7", false),
        (b"caf\xE9 \x81", false),
        (b"caf\xE9 \xA1", false),
        // What has the form of UTF-8, of each length, well made or not.
        (b"caf\xE9 \xC3\xA9", false),
        (b"caf\xE9 \xC0\x80", false),
        (b"caf\xE9 \xE2\x82\x84", false),
        (b"caf\xE9 \xE0\x80\x80", false),
        (b"caf\xE9 \xF0\x9C\x84\x80", false),
        // Not enough bytes of continuation, or one of another kind.
        (b"caf\xE9 \xC3", true),
        (b"caf\xE9 \xC3a", true),
        (b"caf\xE9 \xE2\x84", true),
        (b"caf\xE9 \xE2\x84a", true),
        (b"caf\xE9 \xF0\x9C\x84", true),
        (b"caf\xE9 \xF0\x9C\x84a", true),
        (b"caf\xE9 \xF8\x9C\x84\x80\x80", true),
        (b"Ada", false),
        (b"", false),
    ];
    for (text, expected) in ROWS {
        assert_eq!(Encoding::is_latin1(text), *expected, "{}", text.escape_ascii());
    }
}
