//! `wrong-type`

mod container;
mod text;

use identify_json::{Kind, Node};
use jsonschema::JsonType;

use crate::{
    advice::{self, Advice},
    call::Call,
    contract::KnownMember,
    dates::{self, Want},
    draft::{Draft, DraftEdit, json_string, replace},
    judge::{Mismatch, SchemaFault},
    kind::{noun, type_noun},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "wrong-type",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a value has the wrong JSON type",
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
    triggers: &[],
    check,
};

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
        let message = format!("{} must be {want}, found {found}", call.subject(fault));
        let draft = offences.value(fault.node, message);
        draft.label(found);
        mend(draft, call, fault, &types, &want);
        // Beside a fault of the syntax it may not be the whole value.
        let span = fault.node.span();
        let before = call.faults.partition_point(|other| other.span.start <= span.end);
        let reach = before.checked_sub(1).and_then(|last| reaches.get(last));
        draft.fix.take_if(|_| reach.is_some_and(|end| *end >= span.start));
        // A guess that only trades one fault for another is no help; what was encoded twice comes
        // to light with all that is in it.
        let is_decoded = text::is_json(fault.node, &types);
        let trades = |edits: &[DraftEdit]| !is_decoded && call.trades(edits);
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
        Kind::String if text::is_nothing(draft, call, node, types) => {}
        Kind::String if wants(JsonType::Number) || wants(JsonType::Integer) => {
            text::for_number(draft, call, node);
        }
        Kind::String if wants(JsonType::Object) || wants(JsonType::Array) => {
            text::for_container(draft, node, advice, types);
        }
        Kind::String if wants(JsonType::Boolean) => text::for_boolean(draft, node),
        Kind::Number if wants(JsonType::String) => number_for_string(draft, node, known),
        Kind::Number if wants(JsonType::Object) => {
            if let (Some(id), Some(digits)) = (advice.id, node.number_text()) {
                draft
                    .help(format!("send an object with it as `{id}`"))
                    .fix(Safety::Unsafe, replace(node, format!("{{ \"{id}\": {digits} }}")));
            }
        }
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
        Kind::Array | Kind::Object => {
            container::for_other(draft, node, known, advice, types);
        }
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

fn number_for_string(draft: &mut Draft, node: Node<'_>, known: Option<&KnownMember>) {
    let Some(written) = node.number_text() else { return };
    let in_full = in_full(written);
    let digits = in_full.as_deref().unwrap_or(written);
    let format = known.and_then(|known| known.format.as_deref());
    let want = match format {
        Some("date-time") => Want::DateTime,
        Some("date") => Want::Date,
        // Any other form is not that of a number.
        Some(_) => return,
        None => {
            let help = advice::of(known).number.unwrap_or("write it in quotation marks");
            draft.help(help).fix(Safety::Unsafe, replace(node, json_string(written)));
            return;
        }
    };
    let unit = dates::epoch_unit(digits);
    let day = dates::spreadsheet_day(digits, want);
    if let Some(unit) = unit {
        draft.label(format!("a number, it looks like Unix time in {unit}"));
    } else if day.is_some() {
        draft.label("a number, it looks like the days that a spreadsheet counts");
    }
    draft.help(dates::of_number(want, unit.is_some()));
    if let Some(value) = dates::read(digits, want).or(day) {
        draft.fix(Safety::Unsafe, replace(node, json_string(&value)));
    }
}

/// The digits of a whole number that is written with an exponent.
fn in_full(number: &str) -> Option<String> {
    let value: f64 = number.parse().ok().filter(|_| number.contains(['e', 'E']))?;
    // Up to there a 64-bit float holds every whole number.
    let is_exact = value.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&value);
    is_exact.then(|| format!("{value:.0}"))
}
