//! `near-miss-member`

use identify_json::{Kind, Member, Node};
use jsonschema::JsonType;

use crate::{
    call::Call,
    contract::KnownMember,
    dates::{self, Want},
    draft::{DraftEdit, json_string, rename, replace},
    edits,
    kind::is_number,
    names::{Difference, Flattened, NearMiss, flattened, is_flattened, is_near_miss},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    trial::Trial,
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
stands between the words, the right name is free, and the value is one that the member may have; \
where it is not, there is no fix, since the call would be refused. Members of an object that are \
flattened into one name with it, such as `address_city`, are told to move into the object. \
Where a required member is meant, `missing-member` reports it instead. If the name is right as it \
is, declare it in a plan, turn the rule off or choose a name that is less alike. Where two members with \
different values may be meant, none is renamed: which is right is for you to choose.",
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
    triggers: &[Trigger::UnknownName(|name| is_near_miss(name) || is_flattened(name))],
    check,
};

fn check<'a>(call: &Call<'a>, offences: &mut Offences<'_>) {
    if call.causes().instead.is_some() {
        return;
    }
    for near in call.near_misses() {
        // `invisible-character`, its like and `confusable-character` have these.
        let is_disguised = matches!(near.by, Difference::Hidden | Difference::Lookalike);
        let is_said = is_disguised
            || call.lacks(near.object, near.meant)
            || call.is_planned(near.member.name())
            || call.is_forbidden(near.member.value);
        if !is_said {
            misnamed(call, near, offences);
        }
    }
    let is_damaged = call.object().is_none_or(|root| root.is_damaged());
    if is_damaged || !call.seen.has_flattened() {
        return;
    }
    for &(object, shape) in &call.described().objects {
        for flat in flattened(object, shape) {
            let is_said = |(member, _): &(Member<'a>, _)| {
                call.is_forbidden(member.value) || call.is_planned(member.name())
            };
            if !flat.members.iter().any(is_said) {
                beside(call, &flat, offences);
            }
        }
    }
}

/// A member under another name.
fn misnamed<'a>(call: &Call<'a>, near: &NearMiss<'a>, offences: &mut Offences<'_>) {
    let (member, meant) = (near.member, near.meant);
    let edits = rename(member, meant);
    let trial = call.trial(&edits);
    let message = match near.by {
        Difference::Convention => format!("`{meant}` is spelled in another way here"),
        Difference::Members => format!("this member holds what belongs in `{meant}`"),
        Difference::Spelling | Difference::Hidden | Difference::Lookalike => {
            format!("this name is nearly `{meant}`, but misspelt")
        }
        Difference::Dialect(foreign) => {
            format!("`{}` is what {} calls `{meant}`", foreign.name, foreign.platform)
        }
    };
    let draft = offences.value(member.key, message);
    draft.label(format!("should be `{meant}`")).help(format!("rename it to `{meant}`"));
    match trial {
        // What is accepted under this name would be refused under the other.
        Trial::Adds => {
            draft
                .help(format!("rename it to `{meant}`, and send what `{meant}` must be"))
                .related(member.value.span(), format!("this cannot be the value of `{meant}`"));
            let known = call.known(member.value);
            if let Some(value) = known.and_then(|known| mended(known, member.value)) {
                let mut edits = edits;
                edits.extend(replace(member.value, value));
                if call.trial(&edits) != Trial::Adds {
                    draft.fix(Safety::Unsafe, edits);
                }
            }
        }
        Trial::Mends(_) | Trial::Untried => call.offer_rename(near, 0, draft),
    }
}

/// The value as it should be under its right name, where that is plain: a date in another form, a
/// number in quotation marks.
fn mended(known: &KnownMember, value: Node<'_>) -> Option<String> {
    let want = match known.format.as_deref() {
        Some("date-time") => Some(Want::DateTime),
        Some("date") => Some(Want::Date),
        _ => None,
    };
    if let Some(want) = want {
        let written = value.as_str().or_else(|| value.number_text())?;
        return dates::read(written, want).map(|date| json_string(&date));
    }
    let text = value.as_str().filter(|_| known.types.contains(&JsonType::Number))?;
    is_number(text).then(|| text.to_owned())
}

/// Members of an object that stand beside it.
fn beside<'a>(call: &Call<'a>, flat: &Flattened<'a>, offences: &mut Offences<'_>) {
    let Some((first, inner)) = flat.members.first() else { return };
    let outer = &flat.outer.name;
    let message = format!("this is `{inner}` of `{outer}`, but stands beside `{outer}`");
    let draft = offences.value(first.key, message);
    draft
        .label(format!("belongs in `{outer}`"))
        .help(format!("move it into the object `{outer}`, as `{inner}`"));
    for (member, inner) in flat.members.get(1..).unwrap_or_default() {
        draft.related(member.key.span(), format!("and this is `{inner}`"));
    }
    if let Some(edits) = moved_in(flat).filter(|edits| call.trial(edits) != Trial::Adds) {
        draft.fix(Safety::Unsafe, edits);
    }
}

/// Moves the members into the object, which is made if it is not there.
fn moved_in(flat: &Flattened<'_>) -> Option<Vec<DraftEdit>> {
    let named: Vec<_> = flat.members.iter().map(|(member, name)| (*member, Some(*name))).collect();
    let Some(target) = flat.object.get(&flat.outer.name) else {
        return edits::wrap(&flat.outer.name, &named);
    };
    let is_free = target.kind() == Kind::Object
        && flat.members.iter().all(|(_, name)| target.get(name).is_none());
    if !is_free || flat.members.len() > 1 {
        return None;
    }
    let (member, name) = flat.members.first()?;
    let value = std::str::from_utf8(member.value.raw()).ok()?;
    Some(vec![edits::remove(*member)?, edits::insert(target, name, value)])
}
