//! What characters do besides showing themselves. The sets are Unicode's own, by `icu_properties`.

use std::ops::Range;

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{
        BidiControl, CanonicalCombiningClass, DefaultIgnorableCodePoint, EmojiModifier,
        ExtendedPictographic, JoiningType, VariationSelector,
    },
};

/// What a character does that nobody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hidden {
    /// It controls a device (`General_Category` `Cc`).
    Control,
    /// It sets the direction in which text shows (`Bidi_Control`).
    Direction,
    /// It shows as nothing, or as a space that it is not.
    Invisible,
}

/// A character of a text, and at which byte it begins.
pub(crate) type Place = (usize, char);

/// Whether a character leaves no mark: white space (Unicode, `White_Space`), what is invisible by
/// default (`Default_Ignorable_Code_Point`: zero-width spaces and joiners, Hangul fillers, the
/// byte-order mark …), controls, and a few that neither property has.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            // Interlinear annotation: format characters without a shape of their own.
            '\u{fff9}'
                ..='\u{fffb}'
            // BRAILLE PATTERN BLANK: a cell without dots.
            | '\u{2800}'
            // MUSICAL SYMBOL NULL NOTEHEAD: a head that is not drawn.
            | '\u{1d159}'
        )
        || (!character.is_ascii()
            && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character))
}

/// Whether a byte is a character that shows, which tells of nearly all texts that they are neither
/// blank nor padded.
pub(crate) fn shows(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_graphic)
}

/// Whether a text is nothing but printable ASCII, in which nothing is hidden.
pub(crate) fn is_plain(text: &str) -> bool {
    are_plain(text.as_bytes())
}

/// Whether bytes are nothing but printable ASCII: sixteen of them at a time.
pub(crate) fn are_plain(bytes: &[u8]) -> bool {
    // Without a branch for each byte, so that the compiler takes many of them at once.
    fn all<const N: usize>(bytes: &[u8; N]) -> bool {
        bytes.iter().filter(|byte| (0x20..0x7f).contains(*byte)).count() == N
    }
    let (chunks, rest) = bytes.as_chunks::<16>();
    if !chunks.iter().all(all) {
        return false;
    }
    // What is left is taken together with bytes that were looked at already.
    if let Some(last) = bytes.last_chunk::<16>() {
        return rest.is_empty() || all(last);
    }
    match (rest.first_chunk::<8>(), rest.last_chunk::<8>()) {
        (Some(first), Some(last)) => all(first) && all(last),
        _ => rest.iter().all(|byte| (0x20..0x7f).contains(byte)),
    }
}

/// Whether a character belongs to the algorithm for text in two directions (UAX #9).
fn is_bidi_control(character: char) -> bool {
    !character.is_ascii() && CodePointSetData::new::<BidiControl>().contains(character)
}

/// Whether a character changes the order in which text around it shows: embeddings, overrides and
/// isolates. The three marks have a direction and change nothing but their own neighbourhood;
/// Arabic and Hebrew text is written with them.
pub(crate) fn reorders(character: char) -> bool {
    is_bidi_control(character) && !matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

/// What is hidden in a name. An ordinary space is not, and neither is what some scripts and emoji
/// cannot be written without: see [`is_needed`].
pub(crate) fn hidden_in(name: &str) -> Vec<(Place, Hidden)> {
    let mut found = Vec::new();
    if is_plain(name) {
        return found;
    }
    let mut before = Before::default();
    let mut characters = name.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        if let Some(hidden) = hidden(character)
            && !is_needed(&before, character, next)
        {
            found.push(((at, character), hidden));
        }
        before.pass(character);
    }
    found
}

/// Whether something is hidden in a name.
pub(crate) fn has_hidden(name: &str) -> bool {
    !hidden_in(name).is_empty()
}

fn hidden(character: char) -> Option<Hidden> {
    if character == ' ' || !is_invisible(character) {
        None
    } else if character.is_control() {
        Some(Hidden::Control)
    } else if is_bidi_control(character) {
        Some(Hidden::Direction)
    } else {
        Some(Hidden::Invisible)
    }
}

/// What somebody who retypes a hidden character types: a space for any other white space.
pub(crate) fn shown_as(character: char) -> Option<char> {
    character.is_whitespace().then_some(' ')
}

/// A text without anything hidden, needed or not: what it is to somebody who retypes it.
pub(crate) fn without_hidden(text: &str) -> String {
    let shown = |character| match hidden(character) {
        Some(_) => shown_as(character),
        None => Some(character),
    };
    let shown: String = text.chars().filter_map(shown).collect();
    shown.trim_matches(' ').to_owned()
}

/// What stands in front of a character.
#[derive(Debug, Default)]
struct Before {
    /// The last one.
    last: Option<char>,
    /// The last one that a mark can stand on.
    base: Option<char>,
    /// In the tags behind a black flag, by which the flags of regions are written.
    in_flag: bool,
}

impl Before {
    fn pass(&mut self, character: char) {
        self.in_flag = character == '\u{1f3f4}' || (self.in_flag && is_tag(character));
        self.last = Some(character);
        let joining = CodePointMapData::<JoiningType>::new().get(character);
        if joining != JoiningType::Transparent {
            self.base = Some(character);
        }
    }
}

fn is_tag(character: char) -> bool {
    matches!(character, '\u{e0020}'..='\u{e007f}')
}

/// Whether a character that shows nothing has a use where it stands: joiners inside emoji, in
/// scripts whose letters join (Arabic, Syriac, Mongolian …) and behind a virama (the scripts of
/// India), as IDNA's rules for them have it (RFC 5892, appendix A); variation selectors behind
/// what can vary; the tags of flags; the wide space of Chinese and Japanese.
fn is_needed(before: &Before, character: char, next: Option<char>) -> bool {
    match character {
        '\u{3000}' => true,
        '\u{200c}' | '\u{200d}' => {
            let joins = |base| {
                CodePointMapData::<JoiningType>::new().get(base) != JoiningType::NonJoining
                    && !matches!(base, '\u{200c}' | '\u{200d}')
            };
            let is_virama = |last| {
                CodePointMapData::<CanonicalCombiningClass>::new().get(last)
                    == CanonicalCombiningClass::Virama
            };
            before.base.is_some_and(joins)
                || before.last.is_some_and(is_virama)
                || (character == '\u{200d}'
                    && before.base.is_some_and(is_pictograph)
                    && next.is_some_and(is_pictograph))
        }
        _ if is_tag(character) => before.in_flag,
        _ if CodePointSetData::new::<VariationSelector>().contains(character) => {
            before.last.is_some_and(|last| !last.is_ascii()) || next == Some('\u{20e3}')
        }
        _ => false,
    }
}

fn is_pictograph(character: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(character)
        || CodePointSetData::new::<EmojiModifier>().contains(character)
}

/// The bytes at the start and at the end of a text that show nothing. What reorders the text is
/// none of them: it has a use where it stands, if a bad one. All of a text that is blank is at its
/// start.
pub(crate) fn padding(text: &str) -> (Range<usize>, Range<usize>) {
    let is_padding = |character| is_invisible(character) && !reorders(character);
    let trimmed = text.trim_start_matches(is_padding);
    let start = text.len().saturating_sub(trimmed.len());
    let end = start.saturating_add(trimmed.trim_end_matches(is_padding).len());
    (0..start, end..text.len())
}

/// What a hidden character is called, where it is one that people meet.
pub(crate) fn name_of(character: char) -> Option<&'static str> {
    let name = match character {
        '\0' => "the null character",
        '\u{8}' => "a backspace",
        '\t' => "a tab",
        '\n' => "a line feed",
        '\r' => "a carriage return",
        '\u{1b}' => "an escape character, which starts commands to a terminal",
        '\u{7f}' => "a delete character",
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{61c}' => "an Arabic letter mark",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "a Hangul filler",
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => "a space of another width",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' => "a zero-width non-joiner",
        '\u{200d}' => "a zero-width joiner",
        '\u{200e}' => "a left-to-right mark",
        '\u{200f}' => "a right-to-left mark",
        '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        '\u{202a}' => "a left-to-right embedding",
        '\u{202b}' => "a right-to-left embedding",
        '\u{202c}' => "the end of an embedding",
        '\u{202d}' => "a left-to-right override",
        '\u{202e}' => "a right-to-left override",
        '\u{2060}' => "a word joiner",
        '\u{2066}' => "a left-to-right isolate",
        '\u{2067}' => "a right-to-left isolate",
        '\u{2068}' => "a first-strong isolate",
        '\u{2069}' => "the end of an isolate",
        '\u{feff}' => "a byte-order mark",
        _ if is_tag(character) => "a tag character",
        _ => return None,
    };
    Some(name)
}

/// A character as a label shows it: `U+202E, a right-to-left override`.
pub(crate) fn label_of(character: char) -> String {
    let code = u32::from(character);
    match name_of(character) {
        Some(name) => format!("U+{code:04X}, {name}"),
        None => format!("U+{code:04X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{hidden_in, is_invisible, padding, reorders};

    #[test]
    fn every_bidirectional_control_is_invisible() {
        let all: Vec<char> = ('\0'..=char::MAX).filter(|it| super::is_bidi_control(*it)).collect();
        assert_eq!(all.len(), 12);
        assert!(all.iter().all(|character| is_invisible(*character)));
        assert_eq!(all.iter().filter(|character| reorders(**character)).count(), 9);
        assert!(all.iter().all(|character| super::name_of(*character).is_some()));
    }

    #[test]
    fn padding_is_at_the_ends() {
        assert_eq!(padding(" a b\u{200b}"), (0..1, 4..7));
        assert_eq!(padding("ab"), (0..0, 2..2));
        assert_eq!(padding("  "), (0..2, 2..2));
        assert_eq!(padding("\u{202e}a "), (0..0, 4..5));
    }

    #[test]
    fn what_scripts_need_is_not_hidden() {
        for name in ["می‌خواهم", "क्‍ष", "👩🏽‍🚀", "🏳️‍🌈", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "お客様　名", "a b", "葛󠄀"]
        {
            assert_eq!(hidden_in(name), [], "{name}");
        }
        for name in [
            "a\u{200d}b",
            "😀\u{200d}b",
            "a\u{fe0f}",
            "x\u{e0067}",
            "\u{200d}",
            "ب\u{200c}\u{200c}",
        ] {
            assert_eq!(hidden_in(name).len(), 1, "{name:?}");
        }
    }
}
