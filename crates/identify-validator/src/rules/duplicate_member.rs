//! `duplicate-member`

use identify_json::{FaultKind, Node};

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    subject::Subject,
};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-member",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "an object has two members of the same name",
    docs: "\
An object has the same name twice. Names are compared after unescaping, so `user_id` and \
`user\\u005fid` are the same.

RFC 8259 (section 4) leaves open what that means, and readers differ: most keep the last value, some \
the first, some refuse the call, some keep both. A gateway that checks one `user_id` and a service \
that stores the other are an open door.

Remove one of the two. Only the sender knows which is right, so there is no fix, not even where both \
have the same value: the code that writes the name twice will write different values some day.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "plan": "free", "plan": "pro" },
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
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for fault in call.faults {
        let FaultKind::DuplicateMember { first } = &fault.kind else { continue };
        let value = |at: u32| call.root.and_then(|root| root.tree().at(at));
        let (earlier, later) = (value(first.start), value(fault.span.start));
        let raw = |span: &std::ops::Range<u32>| {
            call.record.bytes.get(span.start as usize..span.end as usize).unwrap_or_default()
        };
        let name = match later.map(|later| call.name_of(later)) {
            Some(name @ Subject::Member(_)) => format!("member {name}"),
            _ => "a member".to_owned(),
        };
        let mut message = format!("{name} appears twice in its object, expected once");
        let is_respelled = raw(first) != raw(&fault.span);
        if is_respelled {
            message += ": the two are spelled differently, but mean the same name";
        }
        let same = earlier.map(|node| node.raw()) == later.map(|node| node.raw());
        let is_whole = |node: Option<Node<'_>>| node.is_some_and(|node| !node.is_damaged());
        let label = match same {
            true if is_whole(earlier) && is_whole(later) => "again here, with the same value",
            false if is_whole(earlier) && is_whole(later) => "again here, with another value",
            _ => "again here",
        };
        offences
            .at(fault.span.clone(), message)
            .label(label)
            .help("remove one of the two: readers differ in which one they take")
            .related(first.clone(), "first here");
    }
}
