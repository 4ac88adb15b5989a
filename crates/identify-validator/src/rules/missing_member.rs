//! `missing-member`

mod inside;

use identify_json::{Member, Node};

use crate::{
    advice,
    call::Call,
    causes::{Instead, LEAVE_OUT, Misplaced, Place},
    dates::{self, Want},
    draft::{DraftEdit, json_string, rename},
    edits,
    judge::Mismatch,
    names::{Difference, NearMiss},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    subject::Subject,
    validator::InputFormat,
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
finding points at it, and the fix renames it; so is what holds traits, such as an e-mail address, under \
any name. The fix is safe where the names differ only in \
letter case, separators and characters that do not show, and nothing else comes to light by it.

Where all of it is explained by one cause, one finding says so: the call stands inside an envelope \
such as `batch` or `data`, or it is no identify call but a track call, the profile of another platform, \
or something that has nothing of a call, such as the settings of a program: no fix of that is safe. A part that stands in the wrong place, as traits do inside `context` or beside \
`user_id`, is pointed at, with a fix that moves it; it is never applied without being asked for.",
    failing: Example::json(br#"{ "userId": "user123", "user_traits": {} }"#),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let missing = call.mismatches(|mismatch| match mismatch {
        Mismatch::Missing(names) => Some(names),
        _ => None,
    });
    if let (Some(instead), Some((fault, _))) = (&call.causes().instead, missing.first()) {
        instead_of(call, instead, fault.node, offences);
        return;
    }
    for (fault, names) in missing {
        let Some(name) = names.first() else { continue };
        let near = call
            .near_misses()
            .iter()
            .find(|near| near.object == fault.node && near.meant == name.as_str());
        let misplaced = call
            .causes()
            .misplaced
            .iter()
            .find(|part| call.root == Some(fault.node) && part.name == *name);
        if let Some(near) = near {
            misnamed(call, near, offences);
        } else if let Some(alias) = alias_in(call, fault.node, name) {
            outdated(alias, name, offences);
        } else if let Some(part) = misplaced {
            elsewhere(call, fault.node, part, offences);
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
        let listed = wording::named(&names, "or");
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
fn misnamed<'a>(call: &Call<'a>, near: &NearMiss<'a>, offences: &mut Offences<'_>) {
    let meant = near.meant;
    let by = match near.by {
        Difference::Convention => "it is here in another spelling",
        Difference::Spelling => "it is here, misspelt",
        Difference::Hidden => "it is here, with a character in its name that does not show",
        Difference::Lookalike => "it is here, with a letter in its name that only looks right",
        Difference::Dialect(foreign) => {
            &format!("`{}` is what {} calls it", foreign.name, foreign.platform)
        }
        Difference::Members => "this member holds what belongs there",
    };
    let draft = offences
        .value(near.member.key, format!("required member `{meant}` is missing: {by}"))
        .label(format!("should be `{meant}`"))
        .help(format!("rename it to `{meant}`"));
    call.offer_rename(near, 1, draft);
}

/// Something else than a call: one finding for all that is missing.
fn instead_of<'a>(
    call: &Call<'a>,
    instead: &Instead<'a>,
    root: Node<'a>,
    offences: &mut Offences<'_>,
) {
    match instead {
        Instead::Event(event) => {
            let message = format!("this is {}, not an identify call", event.noun);
            offences.at(event.at.clone(), message).label(event.noun).help(event.help);
        }
        Instead::Envelope(envelope) => inside::explain(call, envelope, root, offences),
        Instead::Schema => {
            offences
                .opening(root, "this is a JSON Schema, not an identify call")
                .label("a JSON Schema")
                .help(LEAVE_OUT);
        }
        Instead::Stranger => {
            let missing = wording::named(&call.missing_of(root), "and");
            let is_file = call.format == InputFormat::Json;
            offences
                .opening(root, format!("this is no identify call: it lacks {missing}, and has nothing of one"))
                .label("something else")
                .help(if is_file {
                    format!("if it is none, {LEAVE_OUT}")
                } else {
                    "if it is none, send it elsewhere; if it is one, write its members as the contract names them".to_owned()
                });
        }
    }
}

/// A part that is there, in another place.
fn elsewhere<'a>(
    call: &Call<'a>,
    root: Node<'a>,
    part: &Misplaced<'a>,
    offences: &mut Offences<'_>,
) {
    let name = &part.name;
    match &part.place {
        Place::Inside { holder, member } => {
            let draft = offences
                .value(
                    member.key,
                    format!("required member `{name}` is missing: it is inside `{holder}`"),
                )
                .label(format!("belongs beside `{holder}`"))
                .help(format!("move it out of `{holder}` into the call itself, as `{name}`"));
            if let Some(edits) = moved_out(call, root, name, *member) {
                draft.fix(Safety::Unsafe, edits);
            }
        }
        Place::Beside(members) => {
            let Some(first) = members.first() else { return };
            let message = match members.len() {
                1 => "a trait stands in the call itself".to_owned(),
                count => format!("{count} traits stand in the call itself"),
            };
            let draft = offences
                .value(first.key, format!("required member `{name}` is missing: {message}"))
                .label(format!("belongs in `{name}`"))
                .help(if members.len() == 1 {
                    format!("put it in an object `{name}`")
                } else {
                    format!("put them in an object `{name}`")
                });
            for member in members.get(1..).unwrap_or_default().iter().take(SHOWN) {
                draft.related(member.key.span(), "and this");
            }
            let members: Vec<_> = members.iter().map(|member| (*member, None)).collect();
            if let Some(edits) = edits::wrap(name, &members) {
                draft.fix(Safety::Unsafe, edits);
            }
        }
    }
}

/// Most other places that are shown of one finding.
const SHOWN: usize = 7;

/// Moves a member up into the call, and writes a date right on the way.
fn moved_out<'a>(
    call: &Call<'a>,
    root: Node<'a>,
    name: &str,
    member: Member<'a>,
) -> Option<Vec<DraftEdit>> {
    let to = |value: &str| Some(vec![edits::remove(member)?, edits::insert(root, name, value)]);
    let raw = std::str::from_utf8(member.value.raw()).ok()?;
    let edits = to(raw)?;
    if !call.trades(&edits) {
        return Some(edits);
    }
    let known = call.contract.shape.member(name)?;
    let written = member.value.as_str().or_else(|| member.value.number_text())?;
    let value = (known.format.as_deref() == Some("date-time"))
        .then(|| dates::read(written, Want::DateTime))??;
    to(&json_string(&value)).filter(|edits| !call.trades(edits))
}
