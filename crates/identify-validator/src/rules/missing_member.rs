//! `missing-member`

use crate::{
    call::Call,
    judge::Mismatch,
    names::{Difference, NearMiss},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "missing-member",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Safe, Safety::Unsafe],
    summary: "a required member is missing",
    docs: "\
An object lacks a member that it must have. A call must have `user_id`, `user_traits` and \
`timestamp`.

Services tend to answer 200 to a call without them and drop it later, unseen: there is no profile \
that the traits could belong to, and no date at which they held.

Add the member; a call without anything to say of the user has `\"user_traits\": {}`. Where a \
member of nearly that name is there, such as `userId`, it is taken for the missing one: the \
finding points at it, and the fix renames it. The fix is safe where the names differ only in \
letter case and separators.",
    failing: Example::json(br#"{ "userId": "user123", "user_traits": {} }"#),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let missing = call.mismatches(|mismatch| match mismatch {
        Mismatch::Missing(names) => Some(names.clone()),
        _ => None,
    });
    for (fault, names) in missing {
        let Some(name) = names.first() else { continue };
        let near = call
            .near_misses()
            .iter()
            .find(|near| near.object == fault.node && near.meant == name.as_str());
        if let Some(near) = near {
            misnamed(near, offences);
            continue;
        }
        let object = match call.name_of(fault.node).as_str() {
            "the call" => String::new(),
            other => format!(" in {other}"),
        };
        offences
            .opening(fault.node, format!("required member `{name}` is missing{object}"))
            .label(format!("no `{name}` in this object"))
            .help(match name.as_str() {
                "user_traits" => {
                    "add it; without anything to say of the user it is `\"user_traits\": {}`"
                        .to_owned()
                }
                "timestamp" => {
                    "add it: when the account was created, such as `2020-11-23T22:28:55Z`"
                        .to_owned()
                }
                name => format!("add `{name}`"),
            });
    }
}

/// A member that is there under another name.
fn misnamed(near: &NearMiss<'_>, offences: &mut Offences<'_>) {
    let meant = near.meant;
    let (by, safety) = match near.by {
        Difference::Convention => ("it is here in another spelling".to_owned(), Safety::Safe),
        Difference::Spelling => ("it is here, misspelt".to_owned(), Safety::Unsafe),
        Difference::Dialect(foreign) => {
            (format!("`{}` is what {} calls it", foreign.name, foreign.platform), Safety::Unsafe)
        }
    };
    offences
        .value(near.member.key, format!("required member `{meant}` is missing: {by}"))
        .label(format!("should be `{meant}`"))
        .help(format!("rename it to `{meant}`"))
        .fix(safety, vec![(near.member.key.span(), format!("\"{meant}\""))]);
}
