//! `multi-line-record`

use identify_json::Kind;

use crate::{
    call::{Call, Told},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    validator::InputFormat,
};

pub(super) static RULE: Rule = Rule {
    id: "multi-line-record",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a call takes several lines in a file of one call a line",
    docs: "\
The file should have one call a line (NDJSON, JSON Lines), but a call in it is printed over several \
lines.

Readers of such files take each line for a call of its own, and find none in any of them. The call \
is read here as a whole all the same, so that everything else in it is checked; the finding is given \
once for the file.

Write one call a line: `jq -c . FILE` does, and so do the default settings of most JSON libraries \
(no `indent`, no pretty printing). If all of the file is one call, check it with \
`--input-format json`; if it is one array of calls, with `--input-format array`.",
    failing: Example::ndjson(
        br#"{
  "user_id": "user123",
  "user_traits": {},
  "timestamp": "2020-11-23T22:28:55Z"
}
"#,
    ),
    passing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let lines = call.record.lines;
    if call.format != InputFormat::Ndjson || lines < 2 || call.file.multi_line != Told::Now {
        return;
    }
    let start = call.root.map_or(0, |root| root.span().start);
    let is_array = call.root.is_some_and(|root| {
        root.kind() == Kind::Array
            && root.elements().next().is_some_and(|first| first.kind() == Kind::Object)
    });
    let (what, help) = if is_array {
        (
            "an array of calls",
            "check it with `--input-format array`, or write one call a line: `jq -c '.[]' FILE`",
        )
    } else {
        (
            "a call",
            "write one call a line: `jq -c . FILE`; if all of the file is one call, check it with \
             `--input-format json`",
        )
    };
    offences
        .at(
            start..start.saturating_add(1),
            format!("{what} takes {lines} lines, expected one call a line"),
        )
        .label(format!("goes on for {lines} lines"))
        .help(help);
}
