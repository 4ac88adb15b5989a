//! `number-out-of-range`

use identify_json::FaultKind;

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "number-out-of-range",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a number is beyond the range of a 64-bit float",
    docs: "\
A number is beyond 1.7976931348623157e308, the largest that a 64-bit float can hold, or below its \
negative.

Readers differ: some refuse it, some make it infinite, which no JSON can hold, some keep the text. \
RFC 8259 (section 6) advises to stay within that range.

No count, age or price is that large, so look at what wrote it: mostly an overflow, or an identifier \
that should be a string.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "score": 1e400 },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "score": 1e40 },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for span in call.faults_where(|kind| *kind == FaultKind::NumberOutOfRange) {
        offences
            .at(
                span,
                "the number is beyond the range of a 64-bit float, expected at most 1.8e308 in \
                 magnitude",
            )
            .label("too large for a number")
            .help("write a number within the range; an identifier is better a string");
    }
}
