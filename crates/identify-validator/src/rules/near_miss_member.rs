//! `near-miss-member`

use crate::{
    call::Call,
    draft::rename,
    names::Difference,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "near-miss-member",
    group: Group::Names,
    level: Level::Warning,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a member's name is nearly one that the contract knows",
    docs: "\
A member's name differs from one of the contract's by spelling only: `firstName` or `first-name` \
for `first_name`, `frist_name`, or what another platform calls it, such as `zip` for `postal_code`.

Such a member is accepted, as a custom trait. So nothing fails, but what reads `first_name` finds \
nothing, and the value lands in a column of its own.

Rename the member. The fix does: it is safe where the names differ only in letter case and in what \
stands between the words, the right name is free, and the value is one that the member may have. \
Where a required member is meant, `missing-member` reports it instead. If the name is right as it \
is, turn the rule off or choose a name that is less alike.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "firstName": "Ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "first_name": "Ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for near in call.near_misses() {
        let (member, meant) = (near.member, near.meant);
        if call.lacks(near.object, meant) || call.is_forbidden(member.value) {
            continue;
        }
        let edits = rename(member, meant);
        let (message, safety) = match near.by {
            Difference::Convention => {
                (format!("`{meant}` is spelled in another way here"), call.safety(&edits, 0))
            }
            Difference::Spelling => {
                (format!("this name is nearly `{meant}`, but misspelt"), Safety::Unsafe)
            }
            // `invisible-character`, its like and `confusable-character` have these.
            Difference::Hidden | Difference::Lookalike => continue,
            Difference::Dialect(foreign) => (
                format!("`{}` is what {} calls `{meant}`", foreign.name, foreign.platform),
                Safety::Unsafe,
            ),
        };
        offences
            .value(member.key, message)
            .label(format!("should be `{meant}`"))
            .help(format!("rename it to `{meant}`"))
            .fix(safety, edits);
    }
}
