//! `conflicting-alias`

use crate::{
    call::Call,
    judge::{Mismatch, are_equal},
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "conflicting-alias",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a member is in the call under both of its names",
    docs: "\
A call has both `user_traits` and its deprecated name `traits`.

A reader takes one of the two and never sees the other, and which one depends on the reader. Where \
they differ, two systems fed by the same call hold two different users. Even where they are equal \
today, they are written by different code and will drift apart.

Keep `user_traits` and remove `traits`; move what only `traits` says. Nothing is fixed \
automatically, since one of the two would be lost.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Ada Lovelace" },
  "traits": { "name": "Ada King" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Ada Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let conflicts = call.mismatches(|mismatch| match mismatch {
        Mismatch::Conflict(names) => Some(names),
        _ => None,
    });
    for (fault, names) in conflicts {
        let mut found = names.iter().filter_map(|name| Some((name, fault.node.member(name)?)));
        let Some((preferred, kept)) = found.next() else { continue };
        for (alias, member) in found {
            let (relation, help) = if are_equal(kept.value, member.value) {
                ("their values are equal", format!("keep `{preferred}` and remove `{alias}`"))
            } else if member.value.is_empty() {
                ("the deprecated one is empty", format!("keep `{preferred}` and remove `{alias}`"))
            } else {
                (
                    "their values differ",
                    format!(
                        "keep `{preferred}`, move into it what only `{alias}` says, and remove `{alias}`"
                    ),
                )
            };
            offences
                .value(
                    member.key,
                    format!(
                        "`{preferred}` and its deprecated name `{alias}` are both here: {relation}"
                    ),
                )
                .label(format!("the same member as `{preferred}`"))
                .related(kept.key.span(), format!("`{preferred}` is here"))
                .help(help);
        }
    }
}
