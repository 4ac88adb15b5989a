//! Arrays and objects where something else is wanted.

use identify_json::{Kind, Node};
use jsonschema::JsonType;

use crate::{
    advice::Advice,
    contract::KnownMember,
    dates::{self, Want},
    draft::{Draft, json_string, replace},
    judge::is_uri,
    kind::{is_number, json_type},
    report::Safety,
};

/// What an array or object most likely means.
pub(super) fn for_other(
    draft: &mut Draft,
    node: Node<'_>,
    known: Option<&KnownMember>,
    advice: &Advice,
    types: &[JsonType],
) {
    let want = match known.and_then(|known| known.format.as_deref()) {
        Some("date-time") => Some(Want::DateTime),
        Some("date") => Some(Want::Date),
        _ => None,
    };
    if let Some((text, label)) = want.and_then(|want| date(node, want)) {
        draft.label(label).help("write it as one string, in the form of RFC 3339");
        draft.fix(Safety::Unsafe, replace(node, json_string(&text)));
    } else if types.contains(&JsonType::Object) && node.kind() == Kind::Array {
        array_for_object(draft, node, advice, types);
    } else if let Some(number) = extended_number(node, types) {
        draft
            .label("a number of MongoDB's extended JSON")
            .help("send the number itself")
            .fix(Safety::Unsafe, replace(node, number));
    } else if let Some(value) = only_value(node, types).or_else(|| only_uri(node, known)) {
        let what = match node.kind() {
            Kind::Array => "the array",
            _ => "the object",
        };
        draft.help(format!("send the one value without {what} around it"));
        draft.fix(Safety::Unsafe, around(node, value));
    } else if types.contains(&JsonType::Array) && node.kind() == Kind::Object {
        numbered(draft, node);
    } else if node.kind() == Kind::Array && node.len() > 1 {
        draft.help("send one value: the array holds several");
    }
}

/// Takes away what stands around a value.
fn around(outer: Node<'_>, inner: Node<'_>) -> Vec<crate::draft::DraftEdit> {
    let (outer, inner) = (outer.span(), inner.span());
    vec![(outer.start..inner.start, String::new()), (inner.end..outer.end, String::new())]
}

/// The one value in an array or object, if it is of a type that is wanted.
fn only_value<'a>(node: Node<'a>, types: &[JsonType]) -> Option<Node<'a>> {
    if node.len() != 1 {
        return None;
    }
    let value = match node.kind() {
        Kind::Array => node.elements().next()?,
        _ => node.members().next()?.value,
    };
    let kind = json_type(value.kind()).filter(|kind| *kind != JsonType::Null)?;
    types.contains(&kind).then_some(value)
}

/// The number in an object of `MongoDB`'s extended JSON: `{"$numberInt": "36"}`.
fn extended_number<'a>(node: Node<'a>, types: &[JsonType]) -> Option<&'a str> {
    let wants = types.contains(&JsonType::Number) || types.contains(&JsonType::Integer);
    let member = node.members().next().filter(|_| wants && node.len() == 1)?;
    let names = ["$numberInt", "$numberLong", "$numberDouble", "$numberDecimal"];
    let text = member.value.as_str().filter(|_| names.contains(&member.name()))?;
    is_number(text).then_some(text)
}

/// The one URI among the members of an object, where a URI is wanted.
fn only_uri<'a>(node: Node<'a>, known: Option<&KnownMember>) -> Option<Node<'a>> {
    known.and_then(|known| known.format.as_deref()).filter(|format| *format == "uri")?;
    let mut uris = node
        .members()
        .filter(|member| member.value.as_str().is_some_and(|it| it.contains("://") && is_uri(it)));
    let uri = uris.next()?;
    uris.next().is_none().then_some(uri.value)
}

/// An array where an object is wanted: pairs of a name and a value, the object alone in an array,
/// or the one text that the object is about.
fn array_for_object(draft: &mut Draft, array: Node<'_>, advice: &Advice, types: &[JsonType]) {
    if let Some(object) = object_of_pairs(array) {
        draft
            .label("an array of names and values")
            .help("send an object that has each name as a member")
            .fix(Safety::Unsafe, replace(array, object));
    } else if let Some(value) = only_value(array, types) {
        draft
            .help("send the one value without the array around it")
            .fix(Safety::Unsafe, around(array, value));
    } else if let (Some(help), Some(name)) = (advice.text, advice.name) {
        draft.help(help);
        let text = array.elements().next().and_then(|it| it.as_str()).filter(|_| array.len() == 1);
        if let Some(text) = text {
            let object = format!("{{ \"{name}\": {} }}", json_string(text));
            draft.fix(Safety::Unsafe, replace(array, object));
        }
    }
}

/// The object that pairs describe: `[{"key": "age", "value": 3}]`, `[["age", 3]]`.
fn object_of_pairs(array: Node<'_>) -> Option<String> {
    let mut names: Vec<&str> = Vec::with_capacity(array.len());
    let mut members = Vec::with_capacity(array.len());
    for pair in array.elements() {
        let (name, value) = match pair.kind() {
            Kind::Object if pair.len() == 2 => {
                let one_of = |keys: &[&str]| keys.iter().find_map(|name| pair.get(name));
                (one_of(&["key", "name", "k", "trait", "field"])?, one_of(&["value", "v"])?)
            }
            Kind::Array if pair.len() == 2 => {
                let mut both = pair.elements();
                (both.next()?, both.next()?)
            }
            _ => return None,
        };
        names.push(name.as_str()?);
        let value = std::str::from_utf8(value.raw()).ok()?;
        members.push(format!("{}: {value}", json_string(name.as_str()?)));
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    (count > 0 && names.len() == count).then(|| format!("{{ {} }}", members.join(", ")))
}

/// An object whose members are numbered from 0: an array, as PHP writes one with a gap in it.
fn numbered(draft: &mut Draft, object: Node<'_>) {
    let is_numbered = object.members().all(|member| member.name().parse::<u32>().is_ok());
    if !is_numbered || object.is_empty() {
        return;
    }
    let values: Result<Vec<&str>, _> =
        object.members().map(|member| std::str::from_utf8(member.value.raw())).collect();
    draft.label("an object whose members are numbered").help(
        "send an array; PHP writes one whose keys do not count from 0 as an object: use \
         `array_values()`",
    );
    if let Ok(values) = values {
        draft.fix(Safety::Unsafe, replace(object, format!("[{}]", values.join(", "))));
    }
}

/// The date that an array or object stands for: `MongoDB`'s extended JSON, Firestore's timestamps,
/// the parts of a date. And what it looks like.
fn date(node: Node<'_>, want: Want) -> Option<(String, &'static str)> {
    const MONGO: &str = "a date of MongoDB's extended JSON";
    const FIRESTORE: &str = "a timestamp of Firestore";
    const PARTS: &str = "the parts of a date";
    if node.kind() == Kind::Array {
        let numbers: Option<Vec<u32>> = node.elements().map(whole).collect();
        return Some((dates::parts(&numbers?, want)?, PARTS));
    }
    let scalar = |node: Node<'_>| -> Option<String> {
        let text = node.as_str().or_else(|| node.number_text())?;
        dates::written(text, want)
    };
    if let Some(date) = node.get("$date") {
        let inner = date.get("$numberLong").unwrap_or(date);
        return Some((scalar(inner)?, MONGO));
    }
    let seconds = node.get("seconds").or_else(|| node.get("_seconds"));
    if let Some(seconds) = seconds.and_then(|it| it.number_text()) {
        let nanos = node.get("nanoseconds").or_else(|| node.get("_nanoseconds")).and_then(whole);
        let number = match nanos {
            Some(nanos @ 1..=999_999_999) => format!("{seconds}.{nanos:09}"),
            _ => seconds.to_owned(),
        };
        return Some((dates::read(&number, want)?, FIRESTORE));
    }
    let part = |names: &[&str]| names.iter().find_map(|name| whole(node.get(name)?));
    let date = [part(&["year"])?, part(&["month"])?, part(&["day", "dayOfMonth"])?];
    let time = ["hour", "minute", "second"].map(|name| part(&[name]).unwrap_or_default());
    let numbers: Vec<u32> = date.into_iter().chain(time).collect();
    Some((dates::parts(&numbers, want)?, PARTS))
}

fn whole(node: Node<'_>) -> Option<u32> {
    node.number_text()?.parse().ok()
}
