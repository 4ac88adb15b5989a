//! Text for people and programs.

use std::fmt::Write;

use identify_validator::render::visible;

/// A number of things in words: `no calls`, `1 call`, `2 calls`.
pub(crate) fn count(number: u64, thing: &str) -> String {
    match number {
        0 => format!("no {thing}s"),
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// Serialised JSON in which what controls, reorders or hides text is escaped. Readers of JSON get
/// the same text; a terminal or a log gets no orders from a payload.
pub(crate) fn json(serialised: Result<String, serde_json::Error>) -> String {
    let text = match serialised {
        Ok(text) => text,
        Err(error) => unreachable!("reports have string keys only and write to memory: {error}"),
    };
    tame(text)
}

/// Escapes in JSON what controls, reorders or hides text; such characters stand in strings only.
pub(crate) fn tame(json: String) -> String {
    if json.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return json;
    }
    let mut tamed = String::with_capacity(json.len());
    let mut buffer = [0; 4];
    for character in json.chars() {
        let text = character.encode_utf8(&mut buffer);
        if visible(text) == *text {
            tamed.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string never fails.
                let _ = write!(tamed, "\\u{unit:04x}");
            }
        }
    }
    tamed
}

/// Wraps words to a width in characters, behind a first indentation and a hanging one.
pub(crate) fn wrap(words: &str, columns: usize, first: &str, hanging: &str) -> String {
    let mut text = first.to_owned();
    let mut column = first.chars().count();
    let mut is_start = true;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if !is_start && column.saturating_add(length) >= columns {
            text.push('\n');
            text += hanging;
            column = hanging.chars().count();
            is_start = true;
        }
        if !is_start {
            text.push(' ');
            column = column.saturating_add(1);
        }
        text += word;
        column = column.saturating_add(length);
        is_start = false;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::{count, tame, wrap};

    #[test]
    fn counts() {
        assert_eq!([0, 1, 2].map(|n| count(n, "call")), ["no calls", "1 call", "2 calls"]);
    }

    #[test]
    fn tamed_json_reads_the_same() {
        let text = "é a\u{9b}31m\u{202e}\u{e0041}\u{2028}";
        let json = tame(serde_json::to_string(text).unwrap());
        assert_eq!(json, r#""é a\u009b31m\u202e\udb40\udc41\u2028""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn wrapping() {
        assert_eq!(wrap("aa bb cc", 6, "- ", "  "), "- aa\n  bb\n  cc\n");
        assert_eq!(wrap("aa bb cc", 40, "", ""), "aa bb cc\n");
        assert_eq!(wrap("aaaaaaaaaa b", 4, "", ""), "aaaaaaaaaa\nb\n");
    }
}
