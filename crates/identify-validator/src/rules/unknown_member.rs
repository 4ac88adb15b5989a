//! `unknown-member`

use std::{
    cell::LazyCell,
    collections::{HashMap, HashSet},
    iter,
    ops::Deref,
};

use identify_json::{Kind, Member, Node};

use crate::{
    call::Call,
    causes::Misplaced,
    contract::KnownMember,
    dialects,
    draft::DraftEdit,
    edits,
    judge::are_equal,
    names::stands_for,
    prototype,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    trial::Trial,
};

pub(super) static RULE: Rule = Rule {
    id: "unknown-member",
    group: Group::Names,
    level: Level::Warning,
    fixes: &[Safety::Unsafe],
    formats: &[],
    summary: "a member of the call is not one of the contract's",
    docs: "\
The call has a member beside `user_id`, `user_traits`, `timestamp` and `context` that the contract \
does not know. Inside `user_traits` and `context` any name is fine and nothing is reported.

Unknown members are accepted and kept, but no reader is bound to look at them. Mostly they are a \
trait that stands one level too high, such as `email`, a common field of another platform, such as \
`messageId`, a field of the sender's own queue, or another spelling of a member that is there as well.

Move traits into `user_traits` and circumstances into `context`; leave out what is meant for \
another platform. For a trait that the contract knows the fix does, and is never applied without \
being asked for: it is a guess. A call that says itself that it is of another kind, as with \
`\"type\": \"track\"`, gets one finding that says so. If the member is there on purpose, \
declare it in a plan or turn the rule off.",
    failing: Example::json(
        br#"{
  "type": "identify",
  "user_id": "user123",
  "user_traits": {},
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[Trigger::UnknownName(|name| name.is_call)],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    // Behind a bracket that is missing or too many, a trait may seem to stand in the call itself.
    let Some(object) = call.object().filter(|object| !object.is_damaged()) else { return };
    // What may be meant for a member is told there.
    let meant: HashSet<u32> = call
        .near_misses()
        .iter()
        .flat_map(|near| iter::once(near.member).chain(near.rival))
        .map(|member| member.key.index())
        .collect();
    let causes = call.causes();
    if causes.instead.is_some() {
        return;
    }
    if let Some(event) = &causes.other {
        // That says why the rest is there.
        offences
            .at(
                event.at.clone(),
                format!("this says that it is {}, not an identify call", event.noun),
            )
            .label(event.noun)
            .help(event.help);
        return;
    }
    let misplaced: HashSet<u32> = causes.misplaced.iter().flat_map(Misplaced::beside).collect();
    let forbidden: HashSet<u32> = call.forbidden().map(|value| value.index()).collect();
    let mut seen = HashSet::new();
    // Looked up once, if at all: there may be many members.
    let traits = LazyCell::new(|| traits_of(call, object));
    let first = LazyCell::new(|| by_meaning(call, object));
    for member in object.members() {
        let name = member.name();
        if call.contract.shape.member(name).is_some()
            || member.key.is_damaged()
            || meant.contains(&member.key.index())
            || misplaced.contains(&member.key.index())
            || forbidden.contains(&member.value.index())
            || prototype::way_of(member).is_some()
            || call.is_planned(name)
            // That it stands there twice is another rule's to say.
            || !seen.insert(name)
        {
            continue;
        }
        let (message, label, help) = if let Some((known, other)) =
            spelled_twice(call, &first, member)
        {
            let same = if are_equal(other.value, member.value) { "the same" } else { "another" };
            (
                format!(
                    "another spelling of `{}`, which is here as well, with {same} value",
                    known.preferred()
                ),
                "unknown here",
                format!("leave one of the two out: readers know `{}`", known.preferred()),
            )
        } else if let Some(known) = trait_named(call, name) {
            let is_taken = traits.contains(known.name.as_str());
            (
                format!("`{}` is a trait, but stands beside `user_traits`", known.name),
                "a trait",
                if is_taken {
                    format!("leave it out: `user_traits` has its own `{}`", known.name)
                } else {
                    "move it into `user_traits`".to_owned()
                },
            )
        } else if let Some(foreign) = dialects::lookup(name) {
            let (name, platform) = (foreign.name, foreign.platform);
            let help = match foreign.meant {
                Some(meant) => format!("leave it out: `{meant}` says it here"),
                None if platform == "JSON Schema" => {
                    "leave it out of what is sent: it is for editors".to_owned()
                }
                None => "leave it out, or move it into `context`".to_owned(),
            };
            (
                format!("`{name}` is a field of {platform}, not of this contract"),
                "unknown here",
                help,
            )
        } else {
            (
                "this member is not one of the contract's".to_owned(),
                "unknown here",
                "move it into `user_traits` or `context`, or leave it out".to_owned(),
            )
        };
        let draft = offences.value(member.key, message);
        draft.label(label).help(help);
        if let Some(known) = trait_named(call, name)
            && !traits.contains(known.name.as_str())
            && let Some(edits) = moved(call, object, member, &known.name)
        {
            draft.fix(Safety::Unsafe, edits);
        }
    }
}

/// The first members that the contract knows, or that are meant to be such, by their preferred names.
fn by_meaning<'a>(call: &Call<'a>, object: Node<'a>) -> HashMap<&'a str, Member<'a>> {
    let mut first = HashMap::new();
    for member in object.members() {
        if let Some(known) = call.contract.shape.member(member.name()) {
            first.entry(known.preferred()).or_insert(member);
        }
    }
    for near in call.near_misses().iter().filter(|near| near.object == object) {
        first.entry(near.meant).or_insert(near.member);
    }
    first
}

/// The traits that a call has, by the contract's names.
fn traits_of(call: &Call<'_>, object: Node<'_>) -> HashSet<&'static str> {
    let shape = &call.contract.shape;
    let is_meant = |name: &str| {
        stands_for(name, shape).is_some_and(|known| known.preferred() == "user_traits")
    };
    let holders = object.members().filter(|member| is_meant(member.name()));
    let inner = holders.flat_map(|holder| holder.value.members());
    inner.filter_map(|it| Some(trait_named(call, it.name())?.name.as_str())).collect()
}

/// The member of the contract of which this one is another spelling, where the call has it too.
fn spelled_twice<'a>(
    call: &Call<'a>,
    first: &impl Deref<Target = HashMap<&'a str, Member<'a>>>,
    member: Member<'a>,
) -> Option<(&'static KnownMember, Member<'a>)> {
    let known = call.contract.shape.spelled(member.name())?;
    let other = first.get(known.preferred()).copied()?;
    (other.name() != member.name()).then_some((known, other))
}

/// Moves a trait to the others, where it may have its value.
fn moved<'a>(
    call: &Call<'a>,
    object: Node<'a>,
    member: Member<'a>,
    name: &str,
) -> Option<Vec<DraftEdit>> {
    let traits = object.get("user_traits").filter(|it| it.kind() == Kind::Object)?;
    if traits.is_damaged() {
        return None;
    }
    let value = std::str::from_utf8(member.value.raw()).ok()?;
    let edits = vec![edits::remove(member)?, edits::insert(traits, name, value)];
    (call.trial(&edits) != Trial::Adds).then_some(edits)
}

/// The trait that goes by this name.
fn trait_named(call: &Call<'_>, name: &str) -> Option<&'static KnownMember> {
    call.contract.shape.traits()?.spelled(name)
}
