//! Pieces of programs and templates where JSON has a value.

use super::FaultGroup;
use crate::{draft::json_string, report::Safety, rule::Offences};

/// Places of a template that were not filled in.
pub(super) fn template(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let message = match group.faults.len() {
        1 => "a placeholder of a template that was not filled in, expected a value".to_owned(),
        count => {
            format!("{count} placeholders of a template that were not filled in, expected values")
        }
    };
    group.report(offences, message, "not filled in").help(
        "fill the template in before it is sent, each value written by a JSON library, which adds \
         quotation marks and escapes",
    );
}

/// A call of a function, or strings that a program would join.
pub(super) fn expression(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let span = group.first.span.clone();
    let text = std::str::from_utf8(group.bytes(&span)).unwrap_or_default();
    let value = joined(text).or_else(|| argument(text));
    let (message, label, help) = if text.starts_with(['"', '\'']) {
        (
            "strings joined with `+`, expected one string: JSON has no operators",
            "an expression",
            "write one string; a JSON library writes the value of an expression",
        )
    } else if value.is_some() {
        (
            "a function call around a value, expected the value alone",
            "a function call",
            "write the value alone; the shells of databases print such calls, and their tools for \
             export write JSON",
        )
    } else {
        (
            "a function call, expected a value: JSON has no functions",
            "a function call",
            "write the value that the function gives; a JSON library does",
        )
    };
    let draft = group.report(offences, message, label);
    draft.help(help);
    if let Some(value) = value {
        let edits = vec![(span, value)];
        group.fix_or_suggest(draft, Safety::Unsafe, "if this is the id", edits);
    }
}

/// `"a" + "b"` as one string.
fn joined(text: &str) -> Option<String> {
    let mut rest = text;
    let mut whole = String::new();
    loop {
        let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        whole += &strings.next()?.ok()?;
        rest = rest.get(strings.byte_offset()..)?.trim_start();
        if rest.is_empty() {
            return Some(json_string(&whole));
        }
        rest = rest.strip_prefix('+')?.trim_start();
    }
}

/// Functions of the shell of `MongoDB` that make a number, which may be written as a string.
const NUMBERS: &[&str] = &["NumberLong", "NumberInt", "Long", "Int32", "Double"];

/// The one argument of a call, if it is a string or a number.
fn argument(text: &str) -> Option<String> {
    let (name, inner) = text.split_once('(')?;
    let inner = inner.strip_suffix(')')?.trim();
    let quoted = inner.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\''));
    if NUMBERS.contains(&name.trim_start_matches("new ")) {
        let digits = inner.trim_matches(['\'', '"']);
        let number: Option<serde_json::Number> = digits.parse().ok();
        return number.map(|_| digits.to_owned());
    }
    if let Some(plain) = quoted.filter(|text| !text.contains(['\'', '"', '\\'])) {
        return Some(json_string(plain));
    }
    let value: serde_json::Value = serde_json::from_str(inner).ok()?;
    (value.is_string() || value.is_number()).then(|| inner.to_owned())
}
