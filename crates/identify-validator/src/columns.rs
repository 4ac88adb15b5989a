//! The columns that a warehouse makes of members.

use std::{borrow::Cow, collections::HashMap};

use icu_normalizer::ComposingNormalizerBorrowed;
use identify_json::{Member, Node};

use crate::characters::hidden_in;

/// The column that a loader makes of a name.
///
/// Warehouses know columns by words in lower case, and what loads calls into them turns names into
/// such: `userName`, `User Name` and `user-name` all become `user_name`. This is what two of the
/// best-known loaders have in common (Segment's `go-snakecase`, `RudderStack`'s
/// `transformColumnName`): a word ends at ASCII punctuation or space and before a capital letter,
/// except inside a word in capitals (`HTMLParser` is `html_parser`); words are joined by one
/// underscore, in lower case. Where the two differ, nothing is said to collide: underscores in
/// front are kept as one does, digits stay with their word as the other does, and letters beyond
/// ASCII, which both lose, are kept, in Unicode's normalisation form NFKC. A name without a letter
/// is its own column.
pub(crate) fn column(name: &str) -> Cow<'_, str> {
    if is_column(name) {
        return Cow::Borrowed(name);
    }
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(name);
    let in_front = composed.len().saturating_sub(composed.trim_start_matches('_').len());
    let mut column = "_".repeat(in_front);
    let mut before = None;
    let mut characters = composed.chars().skip(in_front).peekable();
    while let Some(letter) = characters.next() {
        let is_separator = letter.is_ascii() && !letter.is_ascii_alphanumeric();
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let starts_word = match before {
            None => true,
            Some(last) => letter.is_uppercase() && (!char::is_uppercase(last) || next_is_lower),
        };
        if is_separator {
            before = None;
            continue;
        }
        if starts_word && !column.is_empty() && !column.ends_with('_') {
            column.push('_');
        }
        column.extend(letter.to_lowercase());
        before = Some(letter);
    }
    if column.trim_matches('_').is_empty() { composed } else { Cow::Owned(column) }
}

/// Whether a name is a column as it is.
fn is_column(name: &str) -> bool {
    let mut last = b'_';
    let mut words = name.bytes().skip_while(|it| *it == b'_');
    words.all(|it| {
        let is_letter =
            matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'_') && (it, last) != (b'_', b'_');
        last = it;
        is_letter
    }) && last != b'_'
}

/// Members of one object that become one column.
#[derive(Debug)]
pub(crate) struct Collision<'a> {
    /// The one that keeps the column: one that the contract knows, or the first.
    pub(crate) kept: Member<'a>,
    /// The other.
    pub(crate) other: Member<'a>,
    pub(crate) column: Cow<'a, str>,
}

/// The collisions of an object, in the order of the members that keep no column. Names that stand
/// twice are none, and names in which something is hidden have a fault of their own.
pub(crate) fn collisions<'a>(
    object: Node<'a>,
    is_known: impl Fn(&str) -> bool,
) -> Vec<Collision<'a>> {
    // Nearly all objects: their names are columns, and each its own.
    if object.members().all(|member| is_column(member.name())) {
        return Vec::new();
    }
    let mut kept: HashMap<Cow<'a, str>, Member<'a>> = HashMap::new();
    let columns: Vec<(Member<'a>, Cow<'a, str>)> = object
        .members()
        .filter(|member| hidden_in(member.name()).is_empty())
        .map(|member| (member, column(member.name())))
        .collect();
    for (member, column) in &columns {
        match kept.get_mut(column) {
            None => {
                kept.insert(column.clone(), *member);
            }
            Some(first) if is_known(member.name()) && !is_known(first.name()) => *first = *member,
            Some(_) => {}
        }
    }
    columns
        .into_iter()
        .filter_map(|(other, column)| {
            let kept = *kept.get(&column)?;
            (kept.name() != other.name()).then_some(Collision { kept, other, column })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns() {
        for (name, expected) in [
            ("user_name", "user_name"),
            ("userName", "user_name"),
            ("User Name", "user_name"),
            ("user--name", "user_name"),
            ("username", "username"),
            ("PLAN", "plan"),
            ("HTMLParser", "html_parser"),
            ("userID", "user_id"),
            ("base64Encode", "base64_encode"),
            ("$email", "email"),
            ("_id", "_id"),
            ("id", "id"),
            ("something.com", "something_com"),
            ("cafe\u{301}", "café"),
            ("Straße", "straße"),
            ("имяПользователя", "имя_пользователя"),
            ("क्षेत्र", "क्षेत्र"),
            ("👍", "👍"),
            ("__", "__"),
            ("", ""),
        ] {
            assert_eq!(column(name), expected, "{name}");
        }
    }
}
