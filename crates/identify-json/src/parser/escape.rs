//! Escapes and characters, read from their first byte. RFC 8259, section 7.

use super::to_u32;
use crate::fault::FaultKind;

/// An escape: its length, and the character that it stands for.
pub(super) struct Escape {
    pub(super) length: usize,
    pub(super) meaning: Result<char, FaultKind>,
}

/// Reads the escape that begins here.
pub(super) fn read_escape(rest: &[u8]) -> Escape {
    let simple = |character| Escape { length: 2, meaning: Ok(character) };
    match rest.get(1) {
        Some(b'"') => simple('"'),
        Some(b'\\') => simple('\\'),
        Some(b'/') => simple('/'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'n') => simple('\n'),
        Some(b'r') => simple('\r'),
        Some(b't') => simple('\t'),
        Some(b'u') => unicode_escape(rest),
        other => {
            // The whole character behind the backslash is a part of the fault, unless it may end
            // the string's line.
            let width = match other {
                None | Some(b'\n' | b'\r') => 0,
                Some(_) => first_char(rest.get(1..).unwrap_or_default()).map_or(0, char::len_utf8),
            };
            Escape { length: width.saturating_add(1), meaning: Err(FaultKind::InvalidEscape) }
        }
    }
}

fn unicode_escape(rest: &[u8]) -> Escape {
    let Some(high) = hex4(rest, 2) else {
        let digits = rest.iter().skip(2).take(4).take_while(|byte| byte.is_ascii_hexdigit());
        let length = digits.count().saturating_add(2);
        return Escape { length, meaning: Err(FaultKind::InvalidEscape) };
    };
    if let Some(character) = char::from_u32(high) {
        return Escape { length: 6, meaning: Ok(character) };
    }
    let low = match rest.get(6..8) {
        Some(b"\\u") if high < 0xDC00 => hex4(rest, 8).filter(|low| (0xDC00..0xE000).contains(low)),
        _ => None,
    };
    let pair = low.and_then(|low| {
        let (high, low) = (high.checked_sub(0xD800)?, low.checked_sub(0xDC00)?);
        char::from_u32((high << 10).checked_add(low)?.checked_add(0x1_0000)?)
    });
    match pair {
        Some(character) => Escape { length: 12, meaning: Ok(character) },
        None => Escape { length: 6, meaning: Err(FaultKind::LoneSurrogate) },
    }
}

fn hex4(rest: &[u8], from: usize) -> Option<u32> {
    let digits = rest.get(from..from.checked_add(4)?)?;
    digits
        .iter()
        .try_fold(0_u32, |value, &digit| (value << 4).checked_add(char::from(digit).to_digit(16)?))
}

/// The first character, if the bytes begin with one.
pub(super) fn first_char(bytes: &[u8]) -> Option<char> {
    let head = bytes.get(..4.min(bytes.len()))?;
    match std::str::from_utf8(head) {
        Ok(text) => text.chars().next(),
        Err(error) => std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?.chars().next(),
    }
}

/// The length of what is not UTF-8 at the start of the bytes: the longest part that could have
/// begun a character (Unicode 16, section 3.9, table 3-7).
pub(super) fn invalid_prefix(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..4.min(bytes.len()))?;
    let error = std::str::from_utf8(head).err()?;
    (error.valid_up_to() == 0).then(|| error.error_len().unwrap_or(head.len()))
}

/// Where in the source the byte `offset` of a string's text stands; `inner` is the first byte
/// behind the opening quotation mark.
pub(crate) fn source_offset(source: &[u8], inner: u32, end: u32, offset: usize) -> u32 {
    let mut at = inner as usize;
    let mut text = 0_usize;
    let end = end as usize;
    while at < end && text < offset {
        let rest = source.get(at..).unwrap_or_default();
        let (width, length) = match rest.first() {
            Some(b'\\') => {
                let escape = read_escape(rest);
                let character = escape.meaning.unwrap_or(char::REPLACEMENT_CHARACTER);
                (escape.length, character.len_utf8())
            }
            _ => match first_char(rest) {
                Some(character) => (character.len_utf8(), character.len_utf8()),
                None => (invalid_prefix(rest).unwrap_or(1), '\u{fffd}'.len_utf8()),
            },
        };
        // Inside a character its own start is the answer.
        if text.saturating_add(length) > offset {
            break;
        }
        text = text.saturating_add(length);
        at = at.saturating_add(width.max(1));
    }
    to_u32(at.min(end))
}
