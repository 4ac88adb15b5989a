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

    /// Recognises Latin-1 in text that is not UTF-8: a letter beside ASCII letters wherever a byte
    /// is beyond ASCII, and no character that is written as UTF-8 writes it.
    ///
    /// ```
    /// use identify_json::Encoding;
    ///
    /// assert!(Encoding::is_latin1(b"{\"name\": \"Jos\xE9\"}"));
    /// assert!(!Encoding::is_latin1(b"{\"name\": \"a\xFFb\"}"));
    /// assert!(!Encoding::is_latin1("{\"name\": \"José\"}".as_bytes()));
    /// ```
    pub fn is_latin1(bytes: &[u8]) -> bool {
        let mut beside_letter = false;
        let mut before = 0_u8;
        for (at, &byte) in bytes.iter().enumerate() {
            if !byte.is_ascii() {
                if !is_latin1_text(byte) {
                    return false;
                }
                let after = bytes.get(at.saturating_add(1)).copied().unwrap_or_default();
                beside_letter |= before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
            }
            before = byte;
        }
        let has_utf8 = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
        beside_letter && !has_utf8
    }
}

/// Letters of Latin-1 but the rare U+00FF, and the marks that texts in it use: no-break space,
/// pound, guillemets, degree, and the quotation marks and dashes of Windows-1252.
fn is_latin1_text(byte: u8) -> bool {
    matches!(byte, 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFE)
        || matches!(byte, 0xA0 | 0xA3 | 0xAB | 0xB0 | 0xBB | 0x91..=0x97)
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
