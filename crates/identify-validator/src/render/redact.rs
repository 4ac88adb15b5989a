//! What a report may show of a payload when values are to stay out of it: the shape of texts, and
//! the words of the contract.

use std::{borrow::Cow, collections::HashSet, ops::Range, sync::LazyLock};

use serde_json::Value;

use crate::{
    contract::{CONTRACT, Shape},
    dialects,
    names::Spelling,
    report::{Edit, Finding, PatchOperation},
};

/// The finding without what could tell a value: texts that a fix or a suggestion writes, unless
/// they are punctuation, `null` or names that are known anyway.
pub(super) fn redacted(finding: &Finding, redact: bool) -> Cow<'_, Finding> {
    if !redact {
        return Cow::Borrowed(finding);
    }
    let is_telling = |edits: &[Edit]| edits.iter().any(|edit| tells(&edit.text));
    let fix_tells = finding.fix.as_ref().is_some_and(|fix| {
        is_telling(&fix.edits) || fix.patch.iter().flatten().any(operation_tells)
    });
    let suggestion_tells = finding.suggestions.iter().any(|it| is_telling(&it.edits));
    if !(fix_tells || suggestion_tells) {
        return Cow::Borrowed(finding);
    }
    let mut finding = finding.clone();
    finding.fix = finding.fix.filter(|fix| !is_telling(&fix.edits));
    if let Some(fix) = &mut finding.fix {
        // Edits of punctuation alone can make a number of a text, which the patch would spell out.
        fix.patch = fix.patch.take().filter(|patch| !patch.iter().any(operation_tells));
    }
    finding.suggestions.retain(|suggestion| !is_telling(&suggestion.edits));
    Cow::Owned(finding)
}

fn operation_tells(operation: &PatchOperation) -> bool {
    let value = match operation {
        PatchOperation::Add { value, .. } | PatchOperation::Replace { value, .. } => value,
        PatchOperation::Remove { .. } | PatchOperation::Move { .. } => return false,
    };
    match value {
        Value::Null => false,
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

/// Whether a text that a fix writes could tell a value.
fn tells(text: &str) -> bool {
    let mut rest = text.to_owned();
    for name in names(text.as_bytes(), Followed::ByAnything).into_iter().rev() {
        rest.replace_range(name, "");
    }
    rest.split(|character: char| character.is_ascii() && !character.is_ascii_alphanumeric())
        .any(|word| !word.is_empty() && word != "null")
}

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Followed {
    /// A colon, as in a call: what stands elsewhere in quotation marks is a value.
    ByColon,
    /// Anything, as in what a fix writes, which is the name alone.
    ByAnything,
}

/// The places of names that are known without any payload: those of the contract in any spelling,
/// and those of other platforms. What they are a part of may be cut off or no JSON at all: a known
/// word in quotation marks tells nothing, wherever it stands.
pub(super) fn names(bytes: &[u8], followed: Followed) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0_usize;
    while let Some(quote) = position(bytes, at, |byte| matches!(byte, b'"' | b'\'')) {
        let start = quote.saturating_add(1);
        let end = position(bytes, start, |byte| !is_word(byte)).unwrap_or(bytes.len());
        at = end;
        if bytes.get(end) != bytes.get(quote) {
            continue;
        }
        let behind = position(bytes, end.saturating_add(1), |byte| !byte.is_ascii_whitespace());
        let is_named = followed == Followed::ByAnything
            || behind.and_then(|behind| bytes.get(behind)) == Some(&b':');
        let word = bytes.get(start..end).and_then(|word| std::str::from_utf8(word).ok());
        if is_named && word.is_some_and(is_known) {
            found.push(start..end);
        }
    }
    found
}

fn position(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().position(|byte| is(*byte)).map(|index| from.saturating_add(index))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$')
}

fn is_known(word: &str) -> bool {
    static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let mut known = HashSet::new();
        collect(&CONTRACT.shape, &mut known);
        known
    });
    // Longer than any name, and not worth a look.
    let is_short = word.len() <= 64;
    is_short && (dialects::lookup(word).is_some() || KNOWN.contains(&Spelling::of(word).folded))
}

fn collect(shape: &'static Shape, known: &mut HashSet<String>) {
    for member in &shape.members {
        known.insert(member.spelling.folded.clone());
        if let Some(shape) = &member.shape {
            collect(shape, known);
        }
    }
}

/// A character by its shape: a letter as `x`, a digit as `0`, punctuation and space as they are. In
/// doubt it is a letter.
pub(super) fn mask(character: char) -> char {
    match character {
        '0'..='9' => '0',
        'a'..='z' | 'A'..='Z' => 'x',
        character if character.is_ascii() || is_shape(character) => character,
        character if character.is_numeric() => '0',
        _ => 'x',
    }
}

/// Characters beyond ASCII that say nothing, and may be what is wrong: spaces, controls, marks of
/// direction, and what joins or parts words. Not the invisible ones with which text can be spelt.
fn is_shape(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::tells;

    #[test]
    fn what_tells_nothing_stays() {
        for text in
            ["", "\"", ", ", "{}", "null", "\"user_id\"", "{\"company\": {\"name\": ", "\\n"]
        {
            assert_eq!(tells(text), text == "\\n", "{text}");
        }
        for text in ["36", "true", "\"Ada\"", "é", "Z", "\"user_id", "name state", "\"1\": null"] {
            assert!(tells(text), "{text}");
        }
    }
}
