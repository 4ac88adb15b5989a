//! `lone-surrogate`

use identify_json::FaultKind;

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "lone-surrogate",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "an escape is half of a surrogate pair",
    docs: "\
A `\\u` escape stands for one half of a surrogate pair, without the other half. Characters beyond \
U+FFFF, such as emoji, are escaped as two: `\\ud83d\\ude42`. One alone is no character, and no UTF-8 \
can be written for it.

The grammar of JSON allows it, and says that what comes of it is unpredictable (RFC 8259, section \
8.2): readers refuse the call, or put U+FFFD in its place, so that what is stored is not what was \
sent.

The usual cause is text that was cut to a length counted in UTF-16 code units, as `substring` of \
JavaScript and Java does, in the middle of a character. Cut between characters, and write the text \
again: the missing half cannot be known, so there is no fix.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Ada \ud83d" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Ada \ud83d\ude42" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let cut = call.cut().unwrap_or(u32::MAX);
    let spans = call.faults_where(|kind| *kind == FaultKind::LoneSurrogate);
    let mut spans = spans.into_iter().filter(|span| span.start < cut).peekable();
    while let Some(span) = spans.next() {
        let high = is_high(call.record.bytes, span.start);
        // A low half right before a high one: the two of one character, in the wrong order.
        let swapped = spans.next_if(|next| {
            !high && next.start == span.end && is_high(call.record.bytes, next.start)
        });
        if let Some(next) = swapped {
            offences
                .at(
                    span.start..next.end,
                    "the two halves of a surrogate pair stand in the wrong order, expected the high \
                     half (U+D800 to U+DBFF) first",
                )
                .label("low half before high half")
                .help("write the text again from where it came from");
            continue;
        }
        let (message, label) = if high {
            (
                "the first half of a surrogate pair stands alone, expected the second half (U+DC00 to \
                 U+DFFF) after it",
                "no second half follows",
            )
        } else {
            (
                "the second half of a surrogate pair stands alone, expected the first half (U+D800 to \
                 U+DBFF) before it",
                "no first half before it",
            )
        };
        offences
            .at(span, message)
            .label(label)
            .help("write the character whole; text must be cut between characters");
    }
}

/// Whether the escape at that place is a high surrogate: `\uD8` to `\uDB`.
fn is_high(source: &[u8], at: u32) -> bool {
    let digit = source.get((at as usize).saturating_add(3));
    matches!(digit, Some(b'8' | b'9' | b'a' | b'A' | b'b' | b'B'))
}
