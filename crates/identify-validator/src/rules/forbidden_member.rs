//! `forbidden-member`

use identify_json::Node;

use crate::{
    call::Call,
    judge::{Mismatch, SchemaFault},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    subject::Subject,
};

pub(super) static RULE: Rule = Rule {
    id: "forbidden-member",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a member is one that a plan forbids",
    docs: "\
A plan forbids a member, by its name or because it lists every member that may be there, and the \
call has it. The contract itself forbids none.

Plans forbid what must not be collected, such as a national number or an IP address, or what no \
reader knows. Once sent it has to be found and erased in every system after.

Stop sending the member, or allow it in the plan. Where its name is nearly one that is allowed, \
the fix renames it; it is safe where the names differ only in letter case and separators.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "ssn": "000-00-0000" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    )
    .with_plan(PLAN),
    triggers: &[],
    check,
};

const PLAN: &str = r#"{
  "properties": { "user_traits": { "properties": { "ssn": false } } }
}"#;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for (fault, ()) in call.mismatches(|mismatch| (*mismatch == Mismatch::Forbidden).then_some(()))
    {
        one(call, fault, offences);
    }
}

fn one<'a>(call: &Call<'a>, fault: &SchemaFault<'a>, offences: &mut Offences<'_>) {
    let Some(member) = fault.node.as_member() else {
        let (message, help) = match call.object() {
            Some(root) if root == fault.node => {
                ("the plan allows no call at all", "correct the plan")
            }
            _ => ("this element is not allowed", "remove it, or allow it in the plan"),
        };
        offences.value(fault.node, message).label("not allowed").help(help);
        return;
    };
    if is_in_place_of_missing(call, fault.node) {
        return;
    }
    if let Some(near) = call.near_miss_of(fault.node) {
        let meant = near.meant;
        let draft = offences
            .value(member.key, format!("this member is not allowed: most likely it is `{meant}`"))
            .label(format!("should be `{meant}`"))
            .help(format!("rename it to `{meant}`"));
        call.offer_rename(near, 1, draft);
        return;
    }
    let name = match call.subject(fault) {
        Subject::Other => "this member".to_owned(),
        name => name.to_string(),
    };
    let draft =
        offences.value(member.key, format!("{name} is not allowed here")).label("not allowed");
    draft.help(if fault.is_declared {
        "do not send it: the plan forbids it by name"
    } else {
        "do not send it, or add it to the plan, which lists every member that may be here"
    });
}

/// Whether a member goes by a deprecated name, and it is said that the other one is missing: that is all.
fn is_in_place_of_missing<'a>(call: &Call<'a>, value: Node<'a>) -> bool {
    let preferred = call.known(value).and_then(|known| known.alias_of.as_deref());
    let lacks = |name| value.parent().is_some_and(|object| call.lacks(object, name));
    preferred.is_some_and(lacks)
}
