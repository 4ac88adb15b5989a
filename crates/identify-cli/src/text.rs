//! Text for people and programs.

/// A number of things in words: `no calls`, `1 call`, `2 calls`.
pub(crate) fn count(number: u64, thing: &str) -> String {
    match number {
        0 => format!("no {thing}s"),
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// A number of things that are one word or another: `1 call counts`, `2 calls count`.
pub(crate) fn counts(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
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
    use super::{count, wrap};

    #[test]
    fn counts() {
        assert_eq!([0, 1, 2].map(|n| count(n, "call")), ["no calls", "1 call", "2 calls"]);
    }

    #[test]
    fn wrapping() {
        assert_eq!(wrap("aa bb cc", 6, "- ", "  "), "- aa\n  bb\n  cc\n");
        assert_eq!(wrap("aa bb cc", 40, "", ""), "aa bb cc\n");
        assert_eq!(wrap("aaaaaaaaaa b", 4, "", ""), "aaaaaaaaaa\nb\n");
    }
}
