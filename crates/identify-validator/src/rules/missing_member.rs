//! `missing-member`

use identify_json::{Member, Node};

use crate::{
    advice,
    call::Call,
    draft::rename,
    judge::Mismatch,
    names::{Difference, NearMiss},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    subject::Subject,
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "missing-member",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a required member is missing",
    docs: "\
An object lacks a member that it must have. A call must have `user_id`, `user_traits` and \
`timestamp`.

Services tend to answer 200 to a call without them and drop it later, unseen: there is no profile \
that the traits could belong to, and no date at which they held.

Add the member; a call without anything to say of the user has `\"user_traits\": {}`. Where a \
member of nearly that name is there, such as `userId`, it is taken for the missing one: the \
finding points at it, and the fix renames it. The fix is safe where the names differ only in \
letter case, separators and characters that do not show, and nothing else comes to light by it.",
    failing: Example::json(br#"{ "userId": "user123", "user_traits": {} }"#),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let missing = call.mismatches(|mismatch| match mismatch {
        Mismatch::Missing(names) => Some(names),
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
        } else if let Some(alias) = alias_in(call, fault.node, name) {
            outdated(alias, name, offences);
        } else {
            missing_here(call, fault.node, names, offences);
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
    let place = match call.name_of(object) {
        Subject::Call => String::new(),
        Subject::Other => " here".to_owned(),
        name @ Subject::Member(_) => format!(" in {name}"),
    };
    let shape = call.shape_of(object);
    // A deprecated name is no alternative to offer.
    let is_alias = |name: &String| {
        let known = shape.and_then(|shape| shape.member(name));
        known.is_some_and(|known| known.alias_of.as_ref() == names.first())
    };
    let names: Vec<&String> = names.iter().filter(|name| !is_alias(name)).collect();
    let [name] = names.as_slice() else {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let listed = wording::listed(&names, "or");
        offences
            .opening(object, format!("one of {listed} is required, and none is there{place}"))
            .label("none of them in this object")
            .help(format!("add {listed}"));
        return;
    };
    offences
        .opening(object, format!("required member `{name}` is missing{place}"))
        .label(format!("no `{name}` in this object"))
        .help(match advice::of(shape.and_then(|shape| shape.member(name))).missing {
            Some(help) => help.to_owned(),
            None => format!("add `{name}`"),
        });
}

/// The member under its deprecated name, where a plan asks for the other.
fn alias_in<'a>(call: &Call<'a>, object: Node<'a>, name: &str) -> Option<Member<'a>> {
    let mut aliases = call.shape_of(object)?.aliases();
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
        .fix(Safety::Unsafe, rename(member, meant));
}

/// A member that is there under another name.
fn misnamed(call: &Call<'_>, near: &NearMiss<'_>, offences: &mut Offences<'_>) {
    let meant = near.meant;
    let edits = rename(near.member, meant);
    let (by, safety) = match near.by {
        Difference::Convention => {
            ("it is here in another spelling".to_owned(), call.safety(&edits, 1))
        }
        Difference::Spelling => ("it is here, misspelt".to_owned(), Safety::Unsafe),
        Difference::Hidden => (
            "it is here, with a character in its name that does not show".to_owned(),
            call.safety(&edits, 1),
        ),
        Difference::Lookalike => (
            "it is here, with a letter in its name that only looks right".to_owned(),
            Safety::Unsafe,
        ),
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
