//! Foreign text within Markdown.

use crate::render::visible::one_line;

/// A text as code: nothing in it is read as Markdown, HTML, a mention or a link (`CommonMark`, section
/// 6.1). It may stand in a table.
pub(super) fn code(text: &str) -> String {
    // A bar would end the cell, and no way of escaping it holds in every reader.
    let text = one_line(text).replace('|', "<U+007C>");
    if text.trim().is_empty() {
        return String::new();
    }
    // A run of backticks of another length than any within.
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    // Spaces at both ends are taken away once, and keep a backtick from the fence.
    let is_at_edge = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let space = if is_at_edge { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A message: what stands in backticks is code, and the rest is nothing but its characters.
pub(super) fn prose(text: &str) -> String {
    let text = one_line(text);
    let mut parts = text.split('`');
    let mut written = escaped(parts.next().unwrap_or_default());
    while let Some(within) = parts.next() {
        match parts.next() {
            Some(behind) => written += &(code(within) + &escaped(behind)),
            // A backtick alone.
            None => written += &("\\`".to_owned() + &escaped(within)),
        }
    }
    written
}

/// Text whose punctuation is not read as Markdown (`CommonMark`, section 2.4), also where it would
/// make an address of what stands around it. What GitHub makes links of behind that, mentions and
/// numbers of issues, is written out.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(character) = letters.next() {
        let is_within = letters.peek().is_some_and(|next| *next != ' ');
        match character {
            '@' => written.push_str("\\<U+0040\\>"),
            '#' => written.push_str("\\<U+0023\\>"),
            ':' | '.' if is_within => written.extend(['\\', character]),
            '*' | '_' | '~' | '`' | '<' | '>' | '[' | ']' | '&' | '!' | '|' | '$' | '\\' | '^' => {
                written.extend(['\\', character]);
            }
            _ => written.push(character),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn code_is_fenced() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a|b\nc"), "`a<U+007C>b<U+000A>c`");
        assert_eq!(code(" "), "");
    }

    #[test]
    fn prose_is_escaped() {
        assert_eq!(prose("`user_id` is missing"), "`user_id` is missing");
        assert_eq!(prose("*a* <b> [c](d) `"), "\\*a\\* \\<b\\> \\[c\\](d) \\`");
        assert_eq!(prose("@a www.b https://c"), "\\<U+0040\\>a www\\.b https\\://c");
    }
}
