//! `deprecated-alias`

use identify_json::{Member, Node};

use crate::{
    call::Call,
    draft::rename,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "deprecated-alias",
    group: Group::Names,
    level: Level::Warning,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a member goes by its former name",
    docs: "\
A member goes by a name that the contract keeps for old senders only: `traits` stands for \
`user_traits`.

The name comes from the sample in the source specification, which contradicts the parameter table \
of the same page. The table is what counts. Both names are accepted, so nothing is lost today, but \
readers that know only the table find no traits at all.

Rename the member. The fix does, and changes nothing else. What a plan says of \
`user_traits` holds for `traits` as well, unless it speaks of `traits` itself, such as \
`\"properties\": { \"traits\": false }`; a plan that requires `user_traits`, or knows no other names, \
refuses the former one.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "traits": { "name": "Ada Lovelace" },
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
    triggers: &[Trigger::KnownName(|known| known.alias_of.is_some())],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    if call.causes().instead.is_some() {
        return;
    }
    for &(object, shape) in &call.described().objects {
        for (alias, preferred) in shape.aliases() {
            if let Some(member) = object.member(&alias.name) {
                outdated(call, object, member, preferred, offences);
            }
        }
    }
}

/// A member under its deprecated name.
fn outdated<'a>(
    call: &Call<'a>,
    object: Node<'a>,
    member: Member<'a>,
    preferred: &str,
    offences: &mut Offences<'_>,
) {
    // With both names in one call the conflict is what matters; where a plan asks for the
    // right name, that it is missing.
    if object.get(preferred).is_some()
        || call.lacks(object, preferred)
        || call.is_forbidden(member.value)
    {
        return;
    }
    let edits = rename(member, preferred);
    // The deprecated name is the contract's own word.
    let name = member.name();
    // The contract says the same of both names; a plan may not.
    let safety = if call.plan.is_some() { call.safety(&edits, 0) } else { Safety::Safe };
    offences
        .value(member.key, format!("`{name}` is a deprecated name of `{preferred}`"))
        .label(format!("write `{preferred}`"))
        .help(format!("rename `{name}` to `{preferred}`"))
        .fix(safety, edits);
}
