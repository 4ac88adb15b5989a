//! `byte-order-mark`

use identify_json::FaultKind;

use crate::{
    call::Call,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    validator::InputFormat,
};

pub(super) static RULE: Rule = Rule {
    id: "byte-order-mark",
    group: Group::Syntax,
    level: Level::Warning,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "the file begins with a byte-order mark",
    docs: "\
The file begins with the three bytes `EF BB BF`, the byte-order mark of UTF-8.

RFC 8259 (section 8.1) forbids to send it and lets readers refuse it. Many do: Python's `json`, \
JavaScript's `JSON.parse` and Go's `encoding/json` stop at the first byte, with a message that shows \
nothing, because the mark cannot be seen. When files are joined, it ends up in the middle, where it \
is `malformed-json`.

Remove it; the fix does, which is a guess where the file has nothing of a call. To write files \
without it: PowerShell `-Encoding utf8NoBOM`, Python \
`encoding=\"utf-8\"` in place of `utf-8-sig`, and \"UTF-8\" in place of \"UTF-8 with BOM\" in editors \
and spreadsheets.",
    failing: Example::json(
        b"\xEF\xBB\xBF{ \"user_id\": \"user123\", \"user_traits\": {}, \
          \"timestamp\": \"2020-11-23T22:28:55Z\" }",
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    if call.record.offset > 0 {
        return;
    }
    for span in call.faults_where(|kind| *kind == FaultKind::ByteOrderMark) {
        // A second one would be the mark of the file without the first.
        let behind = call.record.bytes.get(span.end as usize..).unwrap_or_default();
        let more = behind.chunks(3).take_while(|mark| *mark == "\u{feff}".as_bytes()).count();
        let more = u32::try_from(more).unwrap_or(0).saturating_mul(3);
        let marks = span.start..span.end.saturating_add(more);
        let help = match more {
            0 => "remove the three bytes EF BB BF at the start of the file".to_owned(),
            more => format!(
                "remove all {} bytes of the marks at the start of the file",
                more.saturating_add(3),
            ),
        };
        // Of the file this is all only where it is one call.
        let is_ours = call.format == InputFormat::Ndjson || call.is_ours();
        let safety = if is_ours { Safety::Safe } else { Safety::Unsafe };
        offences
            .at(
                span,
                "the file begins with a byte-order mark (U+FEFF), expected JSON from the first byte",
            )
            .label("the byte-order mark, which is invisible")
            .help(help)
            .fix(safety, vec![(marks, String::new())]);
    }
}
