//! `conflicting-timestamp`

use identify_types::Timestamp;

use crate::{
    call::Call,
    draft::Draft,
    memory::{Earlier, Fact},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "conflicting-timestamp",
    group: Group::Records,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "a user was created at two different times",
    docs: "\
A call gives a user another `timestamp` than an earlier call of the run with the same `user_id`. \
Instants are compared: `2020-11-23T22:28:55Z` and `2020-11-23T23:28:55+01:00` are one.

`timestamp` is when the account was created, which happens once. Most other contracts have a member \
of that name for the time of the call, and so senders fill in the time at which they run. Every \
call then moves the beginning of the user's story, and cohorts by date of sign-up change every \
night. Where the two are whole hours apart, an offset from UTC was lost; where they differ by less \
than a second, one of two systems keeps fractions and one does not.

Send the date that the table of users has, with its offset. There is no fix: only the sender knows \
which of the two is right.",
    failing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user123", "user_traits": {}, "timestamp": "2023-05-01T08:00:12Z"}
"#,
    ),
    passing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T23:28:55+01:00"}
"#,
    ),
    triggers: &[
        Trigger::Always
    ],
    check,
};

const SECOND: i128 = 1_000_000_000;
const QUARTER: i128 = 15 * 60 * SECOND;
/// The greatest offset from UTC that is in use, forward or back, is less; two may be apart by more.
const LARGEST: i128 = 26 * 60 * 60 * SECOND;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some((_, id)) = call.user() else { return };
    let Some((node, text)) = call.text_of("timestamp") else { return };
    if !call.mismatches_of(node).is_empty() {
        return;
    }
    let Ok(timestamp) = text.parse::<Timestamp>() else { return };
    let instant = timestamp.instant();
    let nanoseconds = i128::from(instant.timestamp())
        .saturating_mul(SECOND)
        .saturating_add(instant.timestamp_subsec_nanos().into());
    let value = u128::from_be_bytes(nanoseconds.to_be_bytes());
    offences.remember(&Fact { key: id, value, span: node.span(), conflict });
}

fn conflict(earlier: &Earlier<'_>, draft: &mut Draft) {
    let nanoseconds = |value: u128| i128::from_be_bytes(value.to_be_bytes());
    let apart =
        nanoseconds(earlier.value()).saturating_sub(nanoseconds(earlier.own)).saturating_abs();
    let (label, help) = if apart < SECOND {
        ("less than a second apart", "always send the same fraction of a second, or none")
    } else if apart <= LARGEST && apart.rem_euclid(QUARTER) == 0 {
        (
            "they differ by what could be an offset from UTC",
            "send the date with the offset that it was stored with: one was most likely lost",
        )
    } else {
        (
            "another date",
            "send when the account was created, which never changes, not when the call is made",
        )
    };
    draft.message = format!("`timestamp` is not the one that this `user_id` has in {earlier}");
    draft.label(label).help(help);
}
