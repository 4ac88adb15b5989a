//! Text in a cell of a Markdown table.

use std::fmt::Write;

/// Prose of our own, which may hold code spans.
pub(super) fn text(prose: &str) -> String {
    prose.replace('|', "\\|")
}

/// Any text as a code span, with what cannot be seen made visible.
pub(super) fn code(text: &str) -> String {
    let text = visible(text).replace('|', "\\|");
    // The fence must be longer than any run of backquotes inside.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// Text in one line in which every character can be seen: those that cannot are told by their code
/// points, and line ends as in JSON.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => {
                // Writing to a string never fails.
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

/// Bytes as [`visible`] text, those that are not UTF-8 in hexadecimal digits.
pub(super) fn visible_bytes(bytes: &[u8]) -> String {
    let mut shown = String::new();
    for chunk in bytes.utf8_chunks() {
        shown.push_str(&visible(chunk.valid()));
        for byte in chunk.invalid() {
            let _ = write!(shown, "<{byte:02X}>");
        }
    }
    shown
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{3000}' | '\u{3164}' | '\u{feff}'
            | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::{code, visible_bytes};

    #[test]
    fn nothing_breaks_out_of_a_cell() {
        for (text, cell) in [
            ("plain", "`plain`"),
            ("a|b", r"`a\|b`"),
            ("`x` and ``y``", "``` `x` and ``y`` ```"),
            ("two\nlines\r", r"`two\nlines\r`"),
            ("\u{1b}[31m\u{202e}", "`<U+001B>[31m<U+202E>`"),
            (" padded", "`  padded `"),
        ] {
            assert_eq!(code(text), cell);
        }
        assert_eq!(visible_bytes(b"a\xFFb"), "a<FF>b");
    }
}
