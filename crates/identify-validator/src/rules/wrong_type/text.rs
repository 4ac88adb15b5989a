//! Texts where something else is wanted.

use identify_json::{Arena, Kind, Node};
use jsonschema::JsonType;

use crate::{
    advice::{self, Advice},
    call::Call,
    draft::{Draft, json_string, replace},
    kind::is_number,
    malformed::leave_out,
    placeholders,
    report::Safety,
};

/// Most digits of a number that a 64-bit float holds for certain.
const EXACT_DIGITS: usize = 15;

/// A text that says nothing: empty, a word for a missing value, a template.
pub(super) fn is_nothing<'a>(
    draft: &mut Draft,
    call: &Call<'a>,
    node: Node<'a>,
    types: &[JsonType],
) -> bool {
    let Some(value) = node.as_str() else { return false };
    let is_blank = value.trim().is_empty();
    if placeholders::is_template(value) && !value.trim_start().starts_with("{\"") {
        draft
            .label("a template that was not filled in")
            .help("fill the template in where it is sent");
        return true;
    }
    if !is_blank && !placeholders::is_nothing(value) {
        return false;
    }
    if !is_blank {
        draft.label("a missing value written as text");
    }
    match advice::of(call.known(node)).empty {
        Some(help) => _ = draft.help(help),
        None => _ = draft.help("leave the member out where there is no value"),
    }
    leave_out(draft, call, node);
    if draft.fix.is_none() && types.contains(&JsonType::Object) {
        draft.fix(Safety::Unsafe, replace(node, "{}"));
    }
    true
}

/// A number in quotation marks.
pub(super) fn for_number<'a>(draft: &mut Draft, call: &Call<'a>, node: Node<'a>) {
    let Some(value) = node.as_str() else { return };
    if is_number(value) {
        let edits = replace(node, value);
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let safety = if digits <= EXACT_DIGITS { call.safety(&edits, 1) } else { Safety::Unsafe };
        draft.help("remove the quotation marks").fix(safety, edits);
        return;
    }
    match spelled(value) {
        Some((number, help)) => _ = draft.help(help).fix(Safety::Unsafe, replace(node, number)),
        None => {
            draft.help("send one number in digits: no words, no unit, no range");
        }
    }
}

/// The number that a text spells in another way than JSON does, and what to do about that.
fn spelled(value: &str) -> Option<(String, &'static str)> {
    let trimmed = value.trim();
    if is_number(trimmed) {
        return Some((trimmed.to_owned(), "remove the quotation marks and the white space"));
    }
    let bare = trimmed.strip_prefix('+').unwrap_or(trimmed);
    let significant = bare.trim_start_matches('0');
    let is_padded =
        significant.len() < bare.len() && significant.starts_with(|it: char| it.is_ascii_digit());
    if is_padded && is_number(significant) {
        let help = "remove the quotation marks and the leading zeros";
        return Some((significant.to_owned(), help));
    }
    if bare.len() < trimmed.len() && is_number(bare) {
        return Some((bare.to_owned(), "remove the quotation marks and the `+`"));
    }
    let groups: Vec<&str> = trimmed.split(',').collect();
    let is_digits = |text: &&str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if let [whole, fraction] = groups.as_slice()
        && is_digits(whole)
        && is_digits(fraction)
        && fraction.len() != 3
    {
        let number = format!("{whole}.{fraction}");
        let help = "write a point in place of the comma, without quotation marks";
        return is_number(&number).then_some((number, help));
    }
    if let [first, rest @ ..] = groups.as_slice()
        && !rest.is_empty()
        && first.len() <= 3
        && groups.iter().all(is_digits)
        && rest.iter().all(|group| group.len() == 3)
    {
        let number = groups.concat();
        let help = "remove the quotation marks and the commas between the thousands";
        return is_number(&number).then_some((number, help));
    }
    // `36 years`: a number, and one word behind it.
    let end = trimmed.find(|it: char| !it.is_ascii_digit() && it != '.')?;
    let (number, unit) = trimmed.split_at_checked(end)?;
    let unit = unit.trim_start();
    let is_unit =
        !unit.is_empty() && unit.chars().all(|it| it.is_alphabetic() || it == '.' || it == ' ');
    (is_unit && is_number(number))
        .then(|| (number.to_owned(), "send the number alone, without the words behind it"))
}

/// A truth value in quotation marks.
pub(super) fn for_boolean(draft: &mut Draft, node: Node<'_>) {
    let Some(value) = node.as_str() else { return };
    let lower = value.trim().to_ascii_lowercase();
    if let text @ ("true" | "false") = lower.as_str() {
        draft.help("remove the quotation marks").fix(Safety::Unsafe, replace(node, text));
    }
}

/// Whether a string holds JSON of one of the types that are wanted.
pub(super) fn is_json(node: Node<'_>, types: &[JsonType]) -> bool {
    node.as_str().is_some_and(|text| {
        let mut arena = Arena::new();
        let tree = arena.parse(text.as_bytes());
        let kind = tree.root().filter(|_| tree.faults().is_empty()).map(|root| root.kind());
        match kind {
            Some(Kind::Object) => types.contains(&JsonType::Object),
            Some(Kind::Array) => types.contains(&JsonType::Array),
            _ => false,
        }
    })
}

/// A text where an object or array is wanted: JSON that was encoded twice, what a program writes
/// for an object that it turns into text, or plain words.
pub(super) fn for_container(
    draft: &mut Draft,
    node: Node<'_>,
    advice: &Advice,
    types: &[JsonType],
) {
    let Some(value) = node.as_str() else { return };
    if is_json(node, types) {
        // Line breaks stand between tokens only, and would end a record of a file of lines.
        let text = value.trim().replace(['\n', '\r'], " ");
        draft
            .label("JSON inside a string")
            .help("send the object itself: it was encoded to JSON twice")
            .fix(Safety::Unsafe, replace(node, text));
    } else if value.trim() == "[object Object]" {
        draft
            .label("an object turned into text")
            .help("send the object itself: JavaScript writes this where it is joined to a text");
    } else if value.trim_start().starts_with(['{', '[']) {
        draft
            .label("an object or array turned into text")
            .help("send the object itself; the text in this string is not even whole JSON");
    } else if let Some(help) = advice.text {
        draft.help(help);
        // An address without a number or a comma may be any part of one.
        let is_sure = advice.name == Some("name")
            || value.contains(|it: char| it.is_ascii_digit() || it == ',');
        if let Some(name) = advice.name.filter(|_| is_sure) {
            let object = format!("{{ \"{name}\": {} }}", json_string(value));
            draft.fix(Safety::Unsafe, replace(node, object));
        }
    }
}
