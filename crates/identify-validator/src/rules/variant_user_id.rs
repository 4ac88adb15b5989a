//! `variant-user-id`

use crate::{
    call::Call,
    draft::Draft,
    identity,
    memory::{Earlier, Fact, Fingerprint},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "variant-user-id",
    group: Group::Records,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "two user ids differ only in letter case, padding or Unicode form",
    docs: "\
A `user_id` is that of an earlier call of the run but for letter case, for white space or invisible \
characters around it, or for the form in which Unicode writes the same letters (NFKC).

Some systems take the two for one user and some for two: databases compare without regard to case \
by default or not, services trim ids or not, and few normalise. So the same calls make one profile \
here and two there, and no report that joins them adds up.

Send each id in one form, always: as the table of users has it. Look for the place where an id \
comes through a URL, a form or a spreadsheet. There is no fix, since identity is the sender's.",
    failing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "USER123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
"#,
    ),
    passing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
"#,
    ),
    triggers: &[
        Trigger::Always
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some((node, id)) = call.user() else { return };
    let key = identity::fold(id);
    let value = Fingerprint::of(id).bits();
    offences.remember(&Fact { key: &key, value, span: node.span(), conflict });
}

fn conflict(earlier: &Earlier<'_>, draft: &mut Draft) {
    draft.message =
        format!("`user_id` differs from that of {earlier} only in case, padding or Unicode form");
    draft
        .label("one user to some systems, two to others")
        .help("send each id in one form, as your own system has it");
}
