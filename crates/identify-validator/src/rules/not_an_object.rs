//! `not-an-object`

use identify_json::{Kind, Node};

use crate::{
    call::{Call, Told},
    causes::LEAVE_OUT,
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
`JSON.stringify`, `json.dumps` or the like on what is JSON already. The fix takes the object out of \
the string, or the only call out of its array.",
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
    triggers: &[],
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
    if let Some(inner) = encoded_object(call, root) {
        offences
            .at(place, "the call is JSON inside a string, expected the object itself")
            .label("encoded twice")
            .help("send the object: the sender encodes as JSON what is JSON already")
            .fix(Safety::Unsafe, replace(root, inner));
        return;
    }
    let is_stranger = call.format == InputFormat::Json && !call.is_ours();
    let help = match (holds_calls, call.format) {
        (true, _) if is_stranger => &format!("if it holds no identify calls, {LEAVE_OUT}"),
        (true, _) if root.len() == 1 => {
            "send the call without the array around it, or use `--input-format array` to check arrays"
        }
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
    if let Some(only) =
        root.elements().next().filter(|_| holds_calls && !is_stranger && root.len() == 1)
    {
        let (outer, inner) = (root.span(), only.span());
        let edits =
            vec![(outer.start..inner.start, String::new()), (inner.end..outer.end, String::new())];
        draft.fix(Safety::Unsafe, edits);
    }
}

/// How often a text may have been written into a string.
const MOST_ENCODINGS: usize = 4;

/// The object that a string holds, on one line where each line is a call.
fn encoded_object(call: &Call<'_>, root: Node<'_>) -> Option<String> {
    let mut text = root.as_str()?.to_owned();
    for _ in 0..MOST_ENCODINGS {
        if !text.trim_start().starts_with(['{', '"']) {
            return None;
        }
        let (kind, inner) = call.tried(text.as_bytes(), |tree| {
            let root = tree.root().filter(|root| !root.is_damaged())?;
            let is_whole = tree.faults().iter().all(|fault| !fault.kind.is_grammar());
            is_whole.then(|| (root.kind(), root.as_str().map(str::to_owned)))
        })??;
        match (kind, inner) {
            (Kind::Object, _) if call.format == InputFormat::Ndjson => {
                // Line breaks can stand between its tokens only.
                return Some(text.trim().replace(['\n', '\r'], " "));
            }
            (Kind::Object, _) => return Some(text),
            (Kind::String, Some(inner)) => text = inner,
            _ => return None,
        }
    }
    None
}
