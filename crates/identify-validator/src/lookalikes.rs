//! Letters that look like Latin ones and are others: the table of confusable characters of
//! Unicode's security mechanisms (UTS #39), by `unicode-security`.

use icu_properties::{CodePointMapData, props::Script};
use unicode_security::{MixedScript, skeleton};

use crate::characters::Place;

/// A text in the ASCII letters that it looks like; nothing if it is in ASCII, or looks like
/// something else.
pub(crate) fn latin(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut latin = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            latin.push(character);
            continue;
        }
        let mut buffer = [0; 4];
        let from = latin.len();
        latin.extend(skeleton(character.encode_utf8(&mut buffer)));
        if latin.len() == from || !latin.get(from..).is_some_and(str::is_ascii) {
            return None;
        }
    }
    Some(latin)
}

/// The first letter that only looks like a Latin one, in a text that looks like ASCII and has a
/// word in which scripts are mixed. A word that is Cyrillic or Greek from its first letter to its
/// last is just that, also where it looks like another.
pub(crate) fn mixed(text: &str) -> Option<Place> {
    latin(text)?;
    let is_mixed = |word: &&str| !word.is_ascii() && !word.is_single_script();
    let word = text.split(|letter: char| !letter.is_alphanumeric()).find(is_mixed)?;
    let at = (word.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let (within, letter) = first(word)?;
    Some((at.saturating_add(within), letter))
}

/// The first letter that is not ASCII.
pub(crate) fn first(text: &str) -> Option<Place> {
    text.char_indices().find(|(_, letter)| !letter.is_ascii())
}

/// Whether two names look the same. One of them is ASCII; `l`, `I` and `1` count as alike only
/// where the other name is not.
pub(crate) fn look_alike(name: &str, known: &str) -> bool {
    !name.is_ascii() && skeleton(name).eq(skeleton(known))
}

/// What kind of letter it is, with its article.
pub(crate) fn script_of(letter: char) -> &'static str {
    let script = CodePointMapData::<Script>::new().get(letter);
    if script == Script::Cyrillic {
        "a Cyrillic letter"
    } else if script == Script::Greek {
        "a Greek letter"
    } else if script == Script::Armenian {
        "an Armenian letter"
    } else if script == Script::Cherokee {
        "a Cherokee letter"
    } else if matches!(letter, '\u{ff01}'..='\u{ff5e}') {
        "a full-width letter"
    } else {
        "a character of another alphabet"
    }
}

#[cfg(test)]
mod tests {
    use super::{latin, look_alike, mixed};

    #[test]
    fn words_of_one_script_are_what_they_are() {
        for name in [
            "имя",
            "сосо",
            "όνομα",
            "α_rate",
            "naïve",
            "user名",
            "µs",
            "Δt",
            "plan",
            "ｎａｍｅ",
            "ﬁrst",
        ] {
            assert_eq!(mixed(name), None, "{name}");
        }
        assert_eq!(mixed("my_рlan"), Some((3, 'р')));
        assert_eq!(mixed("plаn"), Some((2, 'а')));
        assert_eq!(latin("plаn").as_deref(), Some("plan"));
        assert!(look_alike("аge", "age") && look_alike("emaiӏ", "email"));
    }
}
