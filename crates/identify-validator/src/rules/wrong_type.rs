//! `wrong-type`

use identify_json::{Arena, Kind, Node};
use jsonschema::JsonType;

use crate::{
    advice::{self, Advice},
    call::Call,
    contract::KnownMember,
    dates::{self, Want},
    draft::{Draft, DraftEdit, json_string, replace},
    judge::{Mismatch, SchemaFault},
    kind::{json_type, noun, type_noun},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    subject::Subject,
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "wrong-type",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a value is of another JSON type than it must be",
    docs: "\
A value is of another JSON type than the contract or a plan asks for: a number in quotation marks, \
an empty array where an object is meant, a Unix time where a date-time is.

Typed readers refuse the whole call, warehouses put the value into a column of its own or drop it. \
Numbers that should be text lose what a number cannot hold: the leading zero of a postal code, the \
`+` of a telephone number, the last digits of a long id.

Convert the value where it is produced. A fix is safe where the meaning is certain: a text that is \
exactly one JSON number where a number is expected, and an empty array where an object is \
expected, which is how PHP writes an empty one. Other fixes are guesses and never applied without \
being asked for: quotation marks around a number, a Unix time as a date-time, an object that was \
encoded twice. A user id is never changed by a safe fix.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "age": "36" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "age": 36 },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    check,
};

/// Most digits of a number that a 64-bit float holds for certain.
const EXACT_DIGITS: usize = 15;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::Type(types) => Some(wanted(types)),
        _ => None,
    });
    // How far the faults of the syntax reach, up to each of them: they lie in the order of their
    // first bytes, and thousands of either kind must not be compared one by one.
    let reaches: Vec<u32> = call
        .faults
        .iter()
        .scan(0, |reach: &mut u32, other| {
            *reach = other.span.end.max(*reach);
            Some(*reach)
        })
        .collect();
    for (fault, types) in faults {
        let want = wording::listed(
            &types.iter().map(|&kind| type_noun(kind).to_owned()).collect::<Vec<_>>(),
            "or",
        );
        let found = found(fault.node, &types);
        let message = match (call.subject(fault), types.as_slice()) {
            (name, [_]) => format!("{name} must be {want}, found {found}"),
            (Subject::Other, _) => format!("expected {want}, found {found}"),
            (name, _) => format!("{name}: expected {want}, found {found}"),
        };
        let draft = offences.value(fault.node, message);
        draft.label(found);
        mend(draft, call, fault, &types, &want);
        // Beside a fault of the syntax it may not be the whole value.
        let span = fault.node.span();
        let before = call.faults.partition_point(|other| other.span.start <= span.end);
        let reach = before.checked_sub(1).and_then(|last| reaches.get(last));
        draft.fix.take_if(|_| reach.is_some_and(|end| *end >= span.start));
        // A guess that only trades one fault for another is no help.
        let trades = |edits: &[DraftEdit]| call.safety(edits, 1) == Safety::Unsafe;
        draft.fix.take_if(|(safety, edits)| *safety == Safety::Unsafe && trades(edits));
    }
}

/// The types to ask for: that `null` would do as well is no advice.
fn wanted(types: &[JsonType]) -> Vec<JsonType> {
    let others: Vec<JsonType> =
        types.iter().copied().filter(|kind| *kind != JsonType::Null).collect();
    if others.is_empty() { types.to_vec() } else { others }
}

fn found(node: Node<'_>, types: &[JsonType]) -> &'static str {
    match node.kind() {
        Kind::Array if node.is_empty() => "an empty array",
        Kind::Number if types.contains(&JsonType::Integer) => "a number with a fraction",
        Kind::String if node.as_str() == Some("") => "an empty string",
        kind => noun(kind),
    }
}

/// What to do, and the correction where there is one.
fn mend<'a>(
    draft: &mut Draft,
    call: &Call<'a>,
    fault: &SchemaFault<'a>,
    types: &[JsonType],
    want: &str,
) {
    let node = fault.node;
    let known = call.known(node);
    let advice = advice::of(known);
    let wants = |kind: JsonType| types.contains(&kind);
    draft.help(format!("send {want}"));
    match node.kind() {
        Kind::Null => null(draft, node, advice, wants(JsonType::Object)),
        Kind::String if wants(JsonType::Number) || wants(JsonType::Integer) => {
            quoted_number(draft, call, node);
        }
        Kind::String if wants(JsonType::Object) || wants(JsonType::Array) => {
            string_for_container(draft, node, advice, types);
        }
        Kind::String if wants(JsonType::Boolean) => {
            if let Some(text @ ("true" | "false")) = node.as_str() {
                draft.help("remove the quotation marks").fix(Safety::Unsafe, replace(node, text));
            }
        }
        Kind::Number if wants(JsonType::String) => number_for_string(draft, node, known),
        Kind::Array if node.is_empty() && wants(JsonType::Object) => {
            // Both say "nothing", and an object is all that can be meant here.
            let edits = replace(node, "{}");
            let safety = call.safety(&edits, 1);
            draft
                .help(
                    "send `{}`; PHP writes an empty array as `[]` unless it is cast: `(object) []`",
                )
                .fix(safety, edits);
        }
        Kind::Array if node.len() == 1 => only_element(draft, node, types),
        _ => {}
    }
}

fn null(draft: &mut Draft, node: Node<'_>, advice: &Advice, wants_object: bool) {
    match advice.empty {
        Some(help) => {
            draft.help(help);
            // A required object may be empty.
            if wants_object {
                draft.fix(Safety::Unsafe, replace(node, "{}"));
            }
        }
        None => _ = draft.help("send a value, or leave the member out"),
    }
}

/// A number in quotation marks.
fn quoted_number(draft: &mut Draft, call: &Call<'_>, node: Node<'_>) {
    let Some(value) = node.as_str() else { return };
    let mut arena = Arena::new();
    let tree = arena.parse(value.as_bytes());
    let is_number = tree.faults().is_empty()
        && tree
            .root()
            .is_some_and(|root| root.kind() == Kind::Number && root.raw().len() == value.len());
    if is_number {
        let edits = replace(node, value);
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let safety = if digits <= EXACT_DIGITS { call.safety(&edits, 1) } else { Safety::Unsafe };
        draft.help("remove the quotation marks").fix(safety, edits);
    } else if value.is_empty() {
        draft.help("send a number, or leave the member out where it is not known");
    } else {
        draft.help("send a number in digits, without unit, separator or range");
    }
}

/// A text where an object or array is wanted: JSON that was encoded twice, or plain words.
fn string_for_container(draft: &mut Draft, node: Node<'_>, advice: &Advice, types: &[JsonType]) {
    let Some(value) = node.as_str() else { return };
    let mut arena = Arena::new();
    let tree = arena.parse(value.as_bytes());
    let inner = tree.root().filter(|_| tree.faults().is_empty()).map(|root| root.kind());
    let is_wanted = match inner {
        Some(Kind::Object) => types.contains(&JsonType::Object),
        Some(Kind::Array) => types.contains(&JsonType::Array),
        _ => false,
    };
    if is_wanted {
        // Line breaks stand between tokens only, and would end a record of a file of lines.
        let text = value.trim().replace(['\n', '\r'], " ");
        draft
            .label("JSON inside a string")
            .help("send the object itself: it was encoded to JSON twice")
            .fix(Safety::Unsafe, replace(node, text));
    } else if value.trim().is_empty() {
        draft.help("send `{}`, or leave the member out");
    } else if let Some(help) = advice.text {
        draft.help(help);
        if let Some(name) = advice.name {
            let object = format!("{{ \"{name}\": {} }}", json_string(value));
            draft.fix(Safety::Unsafe, replace(node, object));
        }
    }
}

fn number_for_string(draft: &mut Draft, node: Node<'_>, known: Option<&KnownMember>) {
    let Some(digits) = node.number_text() else { return };
    let format = known.and_then(|known| known.format.as_deref());
    let want = match format {
        Some("date-time") => Want::DateTime,
        Some("date") => Want::Date,
        // Any other form is not that of a number.
        Some(_) => return,
        None => {
            let help = advice::of(known).number.unwrap_or("write it in quotation marks");
            draft.help(help).fix(Safety::Unsafe, replace(node, json_string(digits)));
            return;
        }
    };
    let unit = dates::epoch_unit(digits);
    if let Some(unit) = unit {
        draft.label(format!("a number, it looks like Unix time in {unit}"));
    }
    draft.help(dates::of_number(want, unit.is_some()));
    if let Some(value) = dates::read(digits, want) {
        draft.fix(Safety::Unsafe, replace(node, json_string(&value)));
    }
}

/// An array around the one value that is wanted.
fn only_element(draft: &mut Draft, array: Node<'_>, types: &[JsonType]) {
    let Some(element) = array.elements().next() else { return };
    let Some(kind) = json_type(element.kind()).filter(|kind| *kind != JsonType::Null) else {
        return;
    };
    if types.contains(&kind) {
        let (outer, inner) = (array.span(), element.span());
        let edits =
            vec![(outer.start..inner.start, String::new()), (inner.end..outer.end, String::new())];
        draft.help("send the one value without the array around it").fix(Safety::Unsafe, edits);
    }
}
