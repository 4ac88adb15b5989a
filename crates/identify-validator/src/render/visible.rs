//! Untrusted text, made safe to show.

use std::{fmt::Write, ops::Range};

/// Makes text of a payload safe for a terminal and a log: what controls, reorders or hides text is
/// written out, such as `<U+202E>`, and so are bytes that are not UTF-8. Lines stay lines.
///
/// ```
/// use identify_validator::render::visible;
///
/// assert_eq!(visible("a\u{1b}[31m\u{202e}b"), "a<U+001B>[31m<U+202E>b");
/// assert_eq!(visible(b"Jos\xE9\r\n"), "Jos\\xE9\n");
/// ```
pub fn visible(text: impl AsRef<[u8]>) -> String {
    visible_bytes(text.as_ref(), &mut [])
}

/// The same on one line, such as a path: line breaks are written out as well.
///
/// ```
/// use identify_validator::render::one_line;
///
/// assert_eq!(one_line("a\nb.json"), "a<U+000A>b.json");
/// ```
pub fn one_line(text: &str) -> String {
    visible(text).replace('\n', "<U+000A>")
}

/// The same for bytes, where those that are not UTF-8 are written as `\xFF`; ranges of the bytes
/// become ranges of the text.
pub(super) fn visible_bytes(bytes: &[u8], ranges: &mut [Range<usize>]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let original: Vec<Range<usize>> = ranges.to_vec();
    let mut at = 0_usize;
    let mut mark = |at: usize, shown: usize, length: usize| {
        for (range, original) in ranges.iter_mut().zip(&original) {
            if original.start >= at && original.start < at.saturating_add(length) {
                range.start = shown;
            }
            if original.end >= at && original.end < at.saturating_add(length) {
                range.end = shown;
            }
        }
    };
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            mark(at, text.len(), character.len_utf8());
            let behind = bytes.get(at.saturating_add(1));
            if character == '\r' && matches!(behind, None | Some(b'\n')) {
                // A part of the line's end.
            } else if is_hidden(character) {
                // Writing to a string never fails.
                let _ = write!(text, "<U+{:04X}>", u32::from(character));
            } else {
                text.push(character);
            }
            at = at.saturating_add(character.len_utf8());
        }
        for byte in chunk.invalid() {
            mark(at, text.len(), 1);
            let _ = write!(text, "\\x{byte:02X}");
            at = at.saturating_add(1);
        }
    }
    let end = text.len();
    mark(at, end, usize::MAX);
    text
}

/// Whether a character does something other than show itself: controls, direction, and what is
/// invisible by default (Unicode, `Default_Ignorable_Code_Point`), except the joiners and selectors
/// that emoji and many scripts are written with.
fn is_hidden(character: char) -> bool {
    use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
    if matches!(character, '\t' | '\n' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}') {
        return false;
    }
    character.is_control()
        // Looks like a space, and is none to JSON.
        || matches!(character, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{61c}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
        || (!character.is_ascii()
            && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character))
}
