//! `colliding-members`

use std::cell::LazyCell;

use identify_json::{Kind, Node};

use crate::{
    call::Call,
    columns::{collisions, column},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "colliding-members",
    group: Group::Names,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "two members of an object become one column in a warehouse",
    docs: "\
Two members of one object have names that differ only in letter case, in what stands between the \
words, or in the form in which Unicode writes the same letter: `plan` and `Plan`, `userName` and \
`user_name`, `caf\u{e9}` in one character and in two.

To JSON they are two members. What loads calls into a warehouse (Segment, RudderStack and others) \
turns names into columns, and there they are one: `user_name`. One value is lost, which one may \
change from call to call, and where the two are of different types the column is filled by neither. \
Names that differ only in the form of their letters cannot even be told apart on a screen.

Keep one of the two, and look for the second place in the code that writes the member. Nothing is \
fixed automatically, since one of the values would be lost.

Looked at are the traits, the context and the objects in them. Objects in arrays do not become \
columns, and what stands beside `user_traits` is `unknown-member`'s.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "plan": "free", "Plan": "pro" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "plan": "pro" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::SameName(column)
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(root) = call.object() else { return };
    let mut objects: Vec<Node<'_>> = inner_objects(root).collect();
    let mut next = 0_usize;
    while let Some(&object) = objects.get(next) {
        next = next.saturating_add(1);
        objects.extend(inner_objects(object));
        in_object(call, object, offences);
    }
}

fn inner_objects(object: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let values = object.members().map(|member| member.value);
    values.filter(|value| value.kind() == Kind::Object)
}

fn in_object<'a>(call: &Call<'a>, object: Node<'a>, offences: &mut Offences<'_>) {
    let shape = LazyCell::new(|| call.shape_of(object));
    let known = |name: &str| shape.and_then(|shape| shape.member(name));
    for collision in collisions(object, |name| known(name).is_some()) {
        let (kept, other) = (collision.kept, collision.other);
        if other.key.is_damaged()
            || kept.key.is_damaged()
            || call.is_forbidden(other.value)
            || call.near_miss_of(other.value).is_some()
        {
            continue;
        }
        // The contract's own word, whether or not a member has it as it is.
        let word = shape
            .and_then(|shape| shape.members.iter().find(|it| column(&it.name) == collision.column));
        let message = match word {
            Some(known) => {
                format!(
                    "this member and another become one column of a warehouse, `{}`",
                    known.name
                )
            }
            None => "this member and another become one column of a warehouse".to_owned(),
        };
        let looks_same = kept.name().to_lowercase() == other.name().to_lowercase();
        let label = if kept.name().is_ascii() && other.name().is_ascii() {
            if looks_same { "differs in letter case only" } else { "the same words" }
        } else {
            "the same name, written in another way"
        };
        offences
            .value(other.key, message)
            .label(label)
            .help("keep one of the two: in a warehouse, one value is lost")
            .related(kept.key.span(), "the other is here");
    }
}
