//! `missing-member`

use identify_json::{Kind, Member, Node};

use crate::{
    call::Call,
    contract::CONTRACT,
    judge::Mismatch,
    names::{Difference, NearMiss},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    text,
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
letter case and separators, and nothing else comes to light by it.",
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
            misnamed(call, near, offences);
        } else if let Some(alias) = alias_in(fault.node, name) {
            outdated(alias, name, offences);
        } else {
            missing_here(call, fault.node, &names, offences);
        }
    }
}

/// A member of which there is no trace.
fn missing_here<'a>(
    call: &Call<'a>,
    object: Node<'a>,
    names: &[String],
    offences: &mut Offences<'_>,
) {
    let place = match call.name_of(object).as_str() {
        "the call" => String::new(),
        "this value" => " here".to_owned(),
        other => format!(" in {other}"),
    };
    // A deprecated name is no alternative to offer.
    let is_alias = |name: &String| {
        let known = CONTRACT.shape.member(name);
        known.is_some_and(|known| known.alias_of.as_ref() == names.first())
    };
    let names: Vec<String> =
        names.iter().filter(|name| !is_alias(name)).map(|name| format!("`{name}`")).collect();
    let listed = text::listed(&names, "or");
    let [name] = names.as_slice() else {
        offences
            .opening(object, format!("one of {listed} is required, and none is there{place}"))
            .label("none of them in this object")
            .help(format!("add {listed}"));
        return;
    };
    offences
        .opening(object, format!("required member {name} is missing{place}"))
        .label(format!("no {name} in this object"))
        .help(match name.as_str() {
            "`user_id`" => "add it: the id that your own system has for the user".to_owned(),
            "`user_traits`" => {
                "add it; without anything to say of the user it is `\"user_traits\": {}`".to_owned()
            }
            "`timestamp`" => {
                "add it: when the account was created, such as `2020-11-23T22:28:55Z`".to_owned()
            }
            name => format!("add {name}"),
        });
}

/// The member under its deprecated name, where a plan asks for the other.
fn alias_in<'a>(object: Node<'a>, name: &str) -> Option<Member<'a>> {
    object.parent().is_none_or(|parent| parent.kind() == Kind::Array).then_some(())?;
    let mut aliases = CONTRACT.shape.aliases();
    aliases.find_map(|(alias, of)| (of == name).then(|| object.member(&alias.name)).flatten())
}

fn outdated(member: Member<'_>, meant: &str, offences: &mut Offences<'_>) {
    offences
        .value(
            member.key,
            format!("required member `{meant}` is missing: it is here by its deprecated name"),
        )
        .label(format!("should be `{meant}`"))
        .help(format!("rename it to `{meant}`"))
        // The plan has not looked at its value yet.
        .fix(Safety::Unsafe, vec![(member.key.span(), format!("\"{meant}\""))]);
}

/// A member that is there under another name.
fn misnamed(call: &Call<'_>, near: &NearMiss<'_>, offences: &mut Offences<'_>) {
    let meant = near.meant;
    let edits = vec![(near.member.key.span(), format!("\"{meant}\""))];
    let (by, safety) = match near.by {
        Difference::Convention => {
            ("it is here in another spelling".to_owned(), call.safety(&edits, 1))
        }
        Difference::Spelling => ("it is here, misspelt".to_owned(), Safety::Unsafe),
        Difference::Dialect(foreign) => {
            (format!("`{}` is what {} calls it", foreign.name, foreign.platform), Safety::Unsafe)
        }
    };
    offences
        .value(near.member.key, format!("required member `{meant}` is missing: {by}"))
        .label(format!("should be `{meant}`"))
        .help(format!("rename it to `{meant}`"))
        .fix(safety, edits);
}
