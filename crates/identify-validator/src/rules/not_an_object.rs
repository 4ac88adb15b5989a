//! `not-an-object`

use identify_json::{Arena, Kind, Node};

use crate::{
    call::{Call, Told},
    draft::replace,
    kind::noun,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    validator::InputFormat,
};

pub(super) static RULE: Rule = Rule {
    id: "not-an-object",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[Safety::Unsafe],
    formats: &[],
    summary: "a call is not a JSON object",
    docs: "\
What should be a call is JSON, but no object: an array, a string, a number, `true`, `false` or `null`.

A call has members, `user_id` and others, and only an object can have them.

An array of calls is read with `--input-format array`, or made into one call a line with \
`jq -c '.[]' FILE`. A string that itself holds an object was encoded twice: the sender calls \
`JSON.stringify`, `json.dumps` or the like on what is JSON already. For one call in a string or \
alone in an array the finding has a fix, which is never applied without being asked for.",
    failing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
"user124"
"#,
    ),
    passing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user124", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
"#,
    ),
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(root) = call.root else { return };
    if matches!(root.kind(), Kind::Object | Kind::Unknown) || root.is_damaged() || call.is_foreign()
    {
        return;
    }
    // What could not be read to its end may be no value of its own.
    if call
        .faults
        .iter()
        .any(|fault| fault.kind.is_grammar() && fault.span.start >= root.span().end)
    {
        return;
    }
    let holds_calls = root.elements().next().is_some_and(|first| first.kind() == Kind::Object);
    let is_lines = call.format == InputFormat::Ndjson;
    // `multi-line-record` says all that there is to say of an array over several lines.
    if holds_calls && is_lines && call.record.lines > 1 && call.file.multi_line == Told::Now {
        return;
    }
    let span = root.span();
    let place =
        if root.kind() == Kind::Array { span.start..span.start.saturating_add(1) } else { span };
    let found = noun(root.kind());
    if is_encoded_twice(root) {
        let draft = offences
            .at(place, "found a string that holds an object, expected the object itself")
            .label("encoded twice")
            .help("send the object: the sender encodes as JSON what is JSON already");
        if let Some(object) = decoded(root) {
            draft.fix(Safety::Unsafe, replace(root, object));
        }
        return;
    }
    let help = match (holds_calls, call.format) {
        (true, InputFormat::Json) => "use `--input-format array` to check an array of calls",
        (true, InputFormat::Ndjson) => {
            "write one call a line (`jq -c '.[]' FILE`), or use `--input-format array` when all of \
             the file is one array"
        }
        _ => "write the call as an object with `user_id`, `user_traits` and `timestamp`",
    };
    let draft = offences.at(place, format!("found {found}, expected an object"));
    draft.label(found).help(help);
    // One call alone in an array is that call.
    if let Some(only) = root.elements().next().filter(|_| holds_calls && root.len() == 1) {
        let (outer, inner) = (root.span(), only.span());
        let edits =
            vec![(outer.start..inner.start, String::new()), (inner.end..outer.end, String::new())];
        draft.fix(Safety::Unsafe, edits);
    }
}

/// The object in a string. Line breaks stand between tokens only, and would end a record of a file
/// of lines.
fn decoded(root: Node<'_>) -> Option<String> {
    let text = root.as_str()?.trim();
    let mut arena = Arena::new();
    let tree = arena.parse(text.as_bytes());
    tree.faults().is_empty().then(|| text.replace(['\n', '\r'], " "))
}

fn is_encoded_twice(root: Node<'_>) -> bool {
    let Some(text) = root.as_str().filter(|text| text.trim_start().starts_with('{')) else {
        return false;
    };
    let mut arena = Arena::new();
    let tree = arena.parse(text.as_bytes());
    tree.root().is_some_and(|inner| inner.kind() == Kind::Object && !inner.is_damaged())
}
