//! `oversized-call`

use identify_json::{Kind, Member, Node};

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    subject::Subject,
};

pub(super) static RULE: Rule = Rule {
    id: "oversized-call",
    group: Group::Traits,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "a call is larger than the common services take",
    docs: "\
A call has more than 32 KiB = 32,768 bytes, from its opening brace to its closing one, white space \
included.

The limit is not of this contract but of those who pass calls on: Segment's HTTP API answers a call \
of more than 32 KB with an error, and does not take it inside of a batch either; most of \
RudderStack's SDKs drop one without an error. The call is valid, and is lost on the way.

The largest member is named: mostly a picture or a document in base64, a history that grows with \
every call, or the same facts about a company in the call of each of its users. Send the address of \
a picture rather than the picture, and what happened as events. What is sent compact saves the \
white space. If your readers take more, turn the rule off.",
    failing: Example::json(&TOO_LARGE),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[
        Trigger::Bytes(LIMIT)
    ],
    check,
};

/// The most bytes of a call.
const LIMIT: usize = 32 * 1024;

/// A call with a picture in it.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static TOO_LARGE: [u8; LIMIT + 200] = {
    let head = br#"{
  "user_id": "user123",
  "user_traits": {
    "name": "Ada Lovelace",
    "picture": "iVBORw0KGgo"#;
    let tail = br#""
  },
  "timestamp": "2020-11-23T22:28:55Z"
}"#;
    let mut call = [b'A'; LIMIT + 200];
    let mut at = 0;
    while at < head.len() {
        call[at] = head[at];
        at += 1;
    }
    let mut left = tail.len();
    while left > 0 {
        call[call.len() - (tail.len() - left) - 1] = tail[left - 1];
        left -= 1;
    }
    call
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(object) = call.object().filter(|object| object.raw().len() > LIMIT) else { return };
    let size = object.raw().len();
    let message =
        format!("the call has {} bytes, more than the usual limit of 32,768", grouped(size));
    let draft = offences.opening(object, message);
    draft.label("begins here");
    draft.help("make it smaller: Segment refuses such a call, and RudderStack's SDKs drop it");
    let Some((member, position)) = largest(call, object) else { return };
    let bytes = grouped(member.value.raw().len());
    let what = match call.name_of(member.value) {
        Subject::Member(name) => format!("`{name}`"),
        _ => format!("member {position} of its object"),
    };
    draft.related(member.key.span(), format!("the largest member: {what}, with {bytes} bytes"));
}

/// The member to look at first, and where it stands among the others: the largest, or inside of
/// that, where it is an object that the contract describes, the largest that has half of its bytes.
fn largest<'a>(call: &Call<'a>, object: Node<'a>) -> Option<(Member<'a>, usize)> {
    let size = |member: &Member<'_>| member.value.raw().len();
    let mut object = object;
    let mut found = None;
    loop {
        let members = object.members().zip(1_usize..);
        let Some(next) = members.max_by_key(|(member, _)| size(member)) else { return found };
        let is_enough = found.is_some() && size(&next.0).saturating_mul(2) < object.raw().len();
        if is_enough {
            return found;
        }
        found = Some(next);
        let value = next.0.value;
        if value.kind() != Kind::Object || call.shape_of(value).is_none() {
            return found;
        }
        object = value;
    }
}

/// A number with a comma between every three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
