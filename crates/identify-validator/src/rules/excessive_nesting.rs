//! `excessive-nesting`

use identify_json::FaultKind;

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "excessive-nesting",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "arrays and objects are nested too deep",
    docs: "\
Arrays and objects stand in each other more than 128 deep, the call itself counted, and an array of \
calls around it not. What is deeper is not checked.

Readers have limits of their own, so that hostile input cannot exhaust their stack: that of `serde_json` \
is 128, others have more or none, and crash. RFC 8259 (section 9) leaves the limit to them.

Data of users is hardly ever so deep. The usual cause is an object that holds itself, or a value that \
is wrapped once more each time it is saved.",
    failing: Example::json(DEEP),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": { "x": [[[]]] }, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[],
    check,
};

/// 127 arrays in the traits, which are the second level.
static DEEP: &[u8] = br#"{
  "user_id": "user123",
  "user_traits": {
    "x": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
  },
  "timestamp": "2020-11-23T22:28:55Z"
}"#;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for fault in call.faults {
        let FaultKind::ExcessiveNesting { limit } = fault.kind else { continue };
        offences
            .at(
                fault.span.clone(),
                format!("arrays and objects are nested too deep, expected at most {limit} levels"),
            )
            .label(format!("level {}", limit.saturating_add(1)))
            .help("send the data flat, or leave the deep part out");
    }
}
