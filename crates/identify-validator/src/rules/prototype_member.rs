//! `prototype-member`

use crate::{
    call::Call,
    prototype::{may_reach, ways},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "prototype-member",
    group: Group::Names,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "a member reaches for the prototype of JavaScript objects",
    docs: "\
A member is called `__proto__`, or is a `constructor` that holds a `prototype`, anywhere in the \
call.

To JSON these are names like any other. To JavaScript they are the way to what all objects share: \
code that merges such a call into an object of its own, as most helpers for merging once did, \
gives every object of the program the members in there (prototype pollution, CWE-1321). Libraries \
that are careful drop the member or refuse the call, so even where it is harmless the data is \
lost.

Leave the member out, and find out who sent it. There is no fix, since the call may be an attack.

`constructor` with another value and `prototype` by itself are ordinary words, and nothing is found \
for them: without the other they lead nowhere. The same line is drawn by the parser of the Fastify \
server (`secure-json-parse`).",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "__proto__": { "is_admin": true } },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "constructor": "Ferrari", "prototype": false },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Name(may_reach)
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(root) = call.object() else { return };
    for (member, way) in ways(root) {
        if member.key.is_damaged() || call.is_forbidden(member.value) {
            continue;
        }
        offences
            .value(
                member.key,
                format!(
                    "{way} is not a name for data: in JavaScript it changes what all objects share"
                ),
            )
            .label("reaches the prototype of all objects")
            .help("leave it out, and find out who sends it");
    }
}
