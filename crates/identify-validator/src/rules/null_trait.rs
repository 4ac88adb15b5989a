//! `null-trait`

use identify_json::Kind;

use crate::{
    call::Call,
    draft::remove,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "null-trait",
    group: Group::Traits,
    level: Level::Note,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "a member is null, which says nothing",
    docs: "\
A member that the contract names, such as `phone`, is there and null. Custom traits are not looked \
at: their null is kept, and may mean something to the sender.

Null is accepted and means the same as leaving the member out; it does not erase what an earlier \
call said. That is easily mistaken: some services take null as the order to forget a value, and some \
templates write the word null. A member that is not there is read alike by all.

Leave the member out. The fix does; it is safe unless another finding would come to light by it.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "email": "ada@example.com", "phone": null },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "email": "ada@example.com" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Null
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let is_null = |value: identify_json::Node<'_>| value.kind() == Kind::Null;
    for sound in call.sound_members().iter().filter(|sound| is_null(sound.member.value)) {
        let value = sound.member.value;
        // Of a name that can be made from its parts `missing-full-name` speaks.
        let is_made = |name: &str| {
            call.traits().any(|traits| {
                traits.object == sound.object
                    && traits.get(name).is_some_and(|trait_| trait_.value == value)
                    && traits.full_name(call).is_some()
            })
        };
        if is_made("name") {
            continue;
        }
        let message = format!("{} is null, which says nothing", call.name_of(value));
        let draft = offences.value(value, message);
        draft.label("null").help("leave the member out: that means the same to every reader");
        if !sound.object.is_damaged() {
            let edits = remove(sound.object, sound.member);
            draft.fix(call.safety(&edits, 0), edits);
        }
    }
}
