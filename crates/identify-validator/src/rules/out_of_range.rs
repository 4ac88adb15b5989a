//! `out-of-range`

use crate::{
    call::Call,
    judge::{Bound, Mismatch},
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "out-of-range",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a number is beyond its bounds",
    docs: "\
A number is smaller or greater than it may be. In the contract that is `age` and the \
`employee_count` of a company, which cannot be negative; a plan may set other bounds.

A negative count mostly is a marker for \"not known\", such as -1, or the outcome of a subtraction \
the wrong way round. Averages and segments take it for a number like any other.

Send the number, or leave the member out where it is not known.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "age": -1 },
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
        Mismatch::Range(bound) => Some(bound),
        _ => None,
    });
    for (fault, bound) in faults {
        let name = call.subject(fault);
        let (want, got) = match bound {
            Bound::AtLeast(limit) => (format!("at least {limit}"), "smaller"),
            Bound::MoreThan(limit) => (format!("more than {limit}"), "not greater"),
            Bound::AtMost(limit) => (format!("at most {limit}"), "greater"),
            Bound::LessThan(limit) => (format!("less than {limit}"), "not smaller"),
        };
        let is_negative = matches!(bound, Bound::AtLeast(limit) if limit.as_f64() == Some(0.0));
        let (found, label) = if is_negative {
            ("a negative number".to_owned(), "negative".to_owned())
        } else {
            (format!("a number that is {got}"), format!("{got} than {}", bound.limit()))
        };
        offences
            .value(fault.node, format!("{name} must be {want}, found {found}"))
            .label(label)
            .help(if is_negative {
                "send the number, or leave the member out where it is not known".to_owned()
            } else {
                format!("send a number that is {want}")
            });
    }
}
