//! `conflicting-alias`

use crate::{
    call::Call,
    draft::remove,
    judge::{Mismatch, are_equal},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "conflicting-alias",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a member is in the call under both of its names",
    docs: "\
A call has both `user_traits` and its deprecated name `traits`.

A reader takes one of the two and never sees the other, and which one depends on the reader. Where \
they differ, two systems fed by the same call hold two different users. Even where they are equal \
today, they are written by different code and will drift apart.

Keep `user_traits` and remove `traits`; move what only `traits` says. The fix takes `traits` out \
where it says nothing that `user_traits` does not say: where the two are equal, or it is empty. It \
is safe unless that brings another fault to light. Where they differ there is none, since one of \
the two would be lost.",
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
    triggers: &[],
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
            let (relation, help, says_nothing) = if are_equal(kept.value, member.value) {
                let help = format!("keep `{preferred}` and remove `{alias}`");
                ("their values are equal", help, true)
            } else if member.value.is_empty() {
                let help = format!("keep `{preferred}` and remove `{alias}`");
                ("the deprecated one is empty", help, true)
            } else {
                (
                    "their values differ",
                    format!(
                        "keep `{preferred}`, move into it what only `{alias}` says, and remove `{alias}`"
                    ),
                    false,
                )
            };
            let draft = offences
                .value(
                    member.key,
                    format!(
                        "`{preferred}` and its deprecated name `{alias}` are both here: {relation}"
                    ),
                )
                .label(format!("the same member as `{preferred}`"))
                .related(kept.key.span(), format!("`{preferred}` is here"))
                .help(help);
            if says_nothing {
                let edits = remove(fault.node, member);
                draft.fix(call.safety(&edits, 1), edits);
            }
        }
    }
}
