//! Breaking long lines of prose.

use unicode_width::UnicodeWidthStr;

/// Fewest columns that a line is broken to.
const FEWEST: usize = 20;

/// Breaks a text between words, so that its first line takes `first` columns and the others `rest`
/// at most, where its words are not longer than that. What would open a line as a workflow command
/// stays with the word before it.
pub(super) fn wrap(text: &str, first: usize, rest: usize) -> String {
    let mut wrapped = String::with_capacity(text.len().saturating_add(8));
    let (mut left, rest) = (first.max(FEWEST), rest.max(FEWEST));
    for (index, word) in text.split(' ').enumerate() {
        let width = word.width();
        let with_space = width.saturating_add(usize::from(index > 0));
        if index > 0 && with_space > left && !word.is_empty() && !word.starts_with("::") {
            wrapped.push('\n');
            left = rest.saturating_sub(width);
        } else {
            if index > 0 {
                wrapped.push(' ');
            }
            left = left.saturating_sub(with_space);
        }
        wrapped.push_str(word);
    }
    with_company(wrapped, rest)
}

/// The lines with no word alone on the last of them, if the one before it can spare a word.
fn with_company(wrapped: String, rest: usize) -> String {
    let Some((before, last)) = wrapped.rsplit_once('\n') else { return wrapped };
    let spare = before.rsplit_once(' ').filter(|(left, word)| {
        let width = word.width().saturating_add(last.width()).saturating_add(1);
        let is_alone = !last.contains(' ') && !word.is_empty() && !word.contains('\n');
        is_alone && !left.trim().is_empty() && width <= rest && !word.starts_with("::")
    });
    match spare {
        Some((left, word)) => format!("{left}\n{word} {last}"),
        None => wrapped,
    }
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_broken_between_words() {
        let text = "a text of some words, broken at the given width";
        assert_eq!(wrap(text, 24, 20), "a text of some words,\nbroken at the\ngiven width");
        assert_eq!(wrap("漢字漢字 漢字漢字 漢字漢字", 20, 20), "漢字漢字\n漢字漢字 漢字漢字");
        assert_eq!(wrap("  a  b ", 20, 20), "  a  b ");
        let command = wrap("twenty columns of text ::error::x", 20, 20);
        assert_eq!(command, "twenty columns of\ntext ::error::x");
        let long = "x".repeat(90);
        assert_eq!(wrap(&long, 20, 20), long);
    }
}
