//! `partial-record`

use identify_json::{Expected, FaultKind, Found};

use super::nul_padding;
use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    validator::InputFormat,
};

pub(super) static RULE: Rule = Rule {
    id: "partial-record",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "the last line is cut off",
    docs: "\
The last line of a file of one call a line has no line break at its end, and its call is not \
complete.

Either the file is still being written, and the rest of the line is on its way; or what wrote it was \
stopped, and the rest is lost. Bytes that the cut leaves unfinished, such as half of a character, are \
no findings of their own.

If the file is still being written, check the rest later: the finding says at which byte the line \
begins, counted from 0 (`tail -c +N` counts from 1). If not, remove the line and send that call again. A program \
that appends to a log should write each line in one go, line break included.",
    failing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user124", "user_tra"#,
    ),
    passing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user124", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
"#,
    ),
    triggers: &[],
    check,
};

/// Whether the record is one that was cut off, rather than one that was written wrongly.
pub(super) fn is_partial(call: &Call<'_>) -> bool {
    call.format == InputFormat::Ndjson && !call.record.ended && call.cut().is_some()
}

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    if !is_partial(call) {
        return;
    }
    let end = call.faults.iter().find_map(|fault| match fault.kind {
        FaultKind::Unexpected { found: Found::End, expected, .. } => Some((fault, expected)),
        _ => None,
    });
    let Some((fault, expected)) = end else { return };
    let inside =
        if expected == Expected::Quote { "inside a string" } else { "before its call ends" };
    let offset = call.record.offset;
    let zeros = match call.record.zeros {
        0 => String::new(),
        zeros => format!(" and followed by {}", nul_padding::many(zeros)),
    };
    offences
        .at(
            fault.span.clone(),
            format!(
                "the last line is cut off {inside}{zeros}, expected a complete call and a line break"
            ),
        )
        .label("cut here")
        .help(format!(
            "if the file is still being written, resume from byte {offset}, where the line begins; if \
             not, remove the line and send its call again"
        ));
}
