//! Recognising text that is not UTF-8.

/// An encoding other than UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// ISO 8859-1 or its superset Windows-1252.
    Latin1,
}

impl Encoding {
    /// The name under which `iconv` knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
            Self::Latin1 => "WINDOWS-1252",
        }
    }

    /// Recognises Latin-1 and Windows-1252 in text that is not UTF-8: nothing but their letters and
    /// marks where a byte is beyond ASCII, at least one letter beside an ASCII letter, and nothing
    /// that has the form of UTF-8, well or badly made.
    ///
    /// ```
    /// use identify_json::Encoding;
    ///
    /// assert!(Encoding::is_latin1(b"{\"name\": \"Jos\xE9\", \"price\": \"80 \x80\"}"));
    /// assert!(!Encoding::is_latin1(b"{\"name\": \"a\xFFb\"}"));
    /// assert!(!Encoding::is_latin1(b"{\"name\": \"a\xC0\x80b\"}"));
    /// assert!(!Encoding::is_latin1("{\"name\": \"José\"}".as_bytes()));
    /// ```
    pub fn is_latin1(bytes: &[u8]) -> bool {
        let mut beside_letter = false;
        let mut before = 0_u8;
        for (at, &byte) in bytes.iter().enumerate() {
            if !byte.is_ascii() {
                let behind = bytes.get(at.saturating_add(1)..).unwrap_or_default();
                if !(is_letter(byte) || is_mark(byte)) || is_utf8_form(byte, behind) {
                    return false;
                }
                let after = behind.first().copied().unwrap_or_default();
                // The quotation marks of a word processor stand right beside a letter as well.
                let is_quote = matches!(byte, 0x91..=0x94) && before.is_ascii();
                beside_letter |= (is_letter(byte) || is_quote)
                    && (before.is_ascii_alphabetic() || after.is_ascii_alphabetic());
            }
            before = byte;
        }
        beside_letter
    }
}

/// Letters of Latin-1 but the rare U+00FF, which as a byte is more often something else.
fn is_letter(byte: u8) -> bool {
    matches!(byte, 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFE)
}

/// What else texts in Windows-1252 use: quotation marks, dashes, the ellipsis, the euro, pound,
/// section, degree, copyright and trade marks, the no-break space, and the letters that Latin-1
/// lacks.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        0x80 | 0x84 | 0x85 | 0x8A | 0x8C | 0x8E | 0x91..=0x97 | 0x99 | 0x9A | 0x9C | 0x9E
    ) || matches!(byte, 0xA0 | 0xA3 | 0xA7 | 0xA9 | 0xAB | 0xAE | 0xB0 | 0xB4 | 0xB7 | 0xBB)
}

/// Whether as many continuation bytes follow as the first byte asks for.
fn is_utf8_form(first: u8, behind: &[u8]) -> bool {
    let count = match first {
        0xC0..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF7 => 3,
        _ => return false,
    };
    let rest = behind.get(..count).unwrap_or_default();
    rest.len() == count && rest.iter().all(|byte| matches!(byte, 0x80..=0xBF))
}

/// Recognises UTF-16 and UTF-32 at the start of a file: by the byte-order mark, or by where the
/// zero bytes stand around the first two ASCII characters (RFC 4627, section 3).
///
/// ```
/// use identify_json::{Encoding, sniff};
///
/// assert_eq!(sniff(b"{\0\"\0u\0"), Some(Encoding::Utf16Le));
/// assert_eq!(sniff(b"{\"u\":1}"), None);
/// ```
pub fn sniff(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xFF, 0xFE, 0, 0, ..] => Some(Encoding::Utf32Le),
        [0, 0, 0xFE, 0xFF, ..] => Some(Encoding::Utf32Be),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        [a, 0, 0, 0, b, 0, 0, 0, ..] if *a != 0 && *b != 0 => Some(Encoding::Utf32Le),
        [0, 0, 0, a, 0, 0, 0, b, ..] if *a != 0 && *b != 0 => Some(Encoding::Utf32Be),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(Encoding::Utf16Le),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(Encoding::Utf16Be),
        _ => None,
    }
}
