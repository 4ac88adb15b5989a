//! Untrusted text, made safe to show.

use std::{fmt::Write, ops::Range};

use super::redact::mask as mask_of;
use crate::characters::is_plain;

/// Makes text of a payload safe for a terminal and a log: what controls, reorders or hides text is
/// written out, such as `<U+202E>`, and so are bytes that are not UTF-8. Lines stay lines.
///
/// ```
/// use identify_validator::render::visible;
///
/// assert_eq!(visible("a\u{1b}[31m\u{202e}b"), "a<U+001B>[31m<U+202E>b");
/// assert_eq!(visible(b"Jos\xE9\r\n"), "Jos\\xE9\n");
/// // Nor does it give orders to a CI system that reads the log.
/// assert_eq!(visible("##[add-mask]a"), "<U+0023>#[add-mask]a");
/// ```
pub fn visible(text: impl AsRef<[u8]>) -> String {
    // What `visible_bytes` may change.
    let may_change = |letter: char| matches!(letter, '\r' | '#') || is_hidden(letter);
    match std::str::from_utf8(text.as_ref()) {
        Ok(text) if is_visible(text) || !text.contains(may_change) => text.to_owned(),
        _ => visible_bytes(text.as_ref(), &mut [], None),
    }
}

/// Whether a text is safe as it is, which nearly all are: nothing but printable ASCII, and no number
/// signs that could be a command.
pub(super) fn is_visible(text: &str) -> bool {
    is_plain(text) && !text.contains("##")
}

/// The same on one line, such as a path: line breaks and tabs are written out as well.
///
/// ```
/// use identify_validator::render::one_line;
///
/// assert_eq!(one_line("a\nb.json"), "a<U+000A>b.json");
/// ```
pub fn one_line(text: &str) -> String {
    if is_visible(text) {
        return text.to_owned();
    }
    let text = visible(text);
    if text.contains(['\n', '\t']) {
        return text.replace('\n', "<U+000A>").replace('\t', "<U+0009>");
    }
    text
}

/// A path as it stands at the start of a line, where a name must neither be taken for a formula by
/// what opens the line in a spreadsheet nor for a workflow command by what reads the log. In front
/// of such a name `./` is put, so that it is still the name of the file.
///
/// ```
/// use identify_validator::render::path_line;
///
/// assert_eq!(path_line("calls/a.json"), "calls/a.json");
/// assert_eq!(path_line("=cmd.json"), "./=cmd.json");
/// assert_eq!(path_line("-"), "-");
/// ```
pub fn path_line(path: &str) -> String {
    let line = one_line(path);
    let is_taken_amiss = line.trim_start().starts_with(['=', '+', '-', '@', ':']) && line != "-";
    if is_taken_amiss { format!("./{line}") } else { line }
}

/// Whether what begins with these two number signs is a command to what reads the log: runners
/// take `##[name]` and `##vso[name]` for one wherever in a line they stand (`ActionCommand.Prefix`
/// in the runner of GitHub Actions, and its like in that of Azure Pipelines).
pub(super) fn is_runner_command(text: &str) -> bool {
    let name = text.strip_prefix("##").map(|rest| rest.trim_start_matches(char::is_alphabetic));
    name.is_some_and(|rest| rest.starts_with('['))
}

/// The same for bytes, where those that are not UTF-8 are written as `\xFF`; ranges of the bytes
/// become ranges of the text. Where names are given, all but these is masked.
pub(super) fn visible_bytes(
    bytes: &[u8],
    ranges: &mut [Range<usize>],
    mask_all_but: Option<&[Range<usize>]>,
) -> String {
    let mut text = String::with_capacity(bytes.len());
    let original: Vec<Range<usize>> = ranges.to_vec();
    let mut at = 0_usize;
    let mut names = mask_all_but.unwrap_or_default().iter().peekable();
    let mut is_escaped = false;
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
        for (index, character) in chunk.valid().char_indices() {
            mark(at, text.len(), character.len_utf8());
            let length = character.len_utf8();
            let character = if mask_all_but.is_some() {
                while names.next_if(|name| name.end <= at).is_some() {}
                let is_name = names.peek().is_some_and(|name| name.start <= at);
                // The letter behind a backslash says what kind of escape it is.
                let stays = is_name || is_escaped;
                is_escaped = character == '\\' && !is_escaped;
                if stays { character } else { mask_of(character) }
            } else {
                character
            };
            let behind = bytes.get(at.saturating_add(1));
            if character == '\r' && matches!(behind, None | Some(b'\n')) {
                // A part of the line's end.
            } else if is_hidden(character)
                || (character == '#'
                    && is_runner_command(chunk.valid().get(index..).unwrap_or_default()))
            {
                // Writing to a string never fails.
                let _ = write!(text, "<U+{:04X}>", u32::from(character));
            } else {
                text.push(character);
            }
            at = at.saturating_add(length);
        }
        for byte in chunk.invalid() {
            mark(at, text.len(), 1);
            if mask_all_but.is_some() {
                text.push(mask_of(char::REPLACEMENT_CHARACTER));
            } else {
                let _ = write!(text, "\\x{byte:02X}");
            }
            is_escaped = false;
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
pub(super) fn is_hidden(character: char) -> bool {
    use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
    // Nearly all characters.
    if matches!(character, ' '..='~') {
        return false;
    }
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
        // No characters, and no XML may hold them.
        || matches!(u32::from(character) & 0xFFFF, 0xFFFE | 0xFFFF)
        || matches!(character, '\u{fdd0}'..='\u{fdef}')
        || (!character.is_ascii()
            && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character))
}
