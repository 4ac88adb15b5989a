//! `schema-mismatch`

use identify_json::Node;

use crate::{
    call::Call,
    judge::{Keyword, Mismatch, SchemaFault, repeated},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    rules::RULES,
    subject::Subject,
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "schema-mismatch",
    group: Group::Schema,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a value differs from what a plan asks for",
    docs: "\
A plan asks for something that has no rule of its own here: a fixed value (`const`), a multiple of \
a number, a number of elements or members, elements that differ, a member that another one needs, \
one of several alternatives, a format other than those of the contract.

The plan is part of what a call must satisfy: what differs from it is refused or dropped by the \
readers that the plan was written for.

The message says which keyword of the plan it is and what it asks for. Send what it asks for, or \
change the plan.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "interests": ["opera", "jazz", "opera"] },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "interests": ["opera", "jazz"] },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    )
    .with_plan(PLAN),
    triggers: &[],
    check,
};

const PLAN: &str = r#"{
  "properties": {
    "user_traits": { "properties": { "interests": { "uniqueItems": true } } }
  }
}"#;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for fault in &call.mismatches {
        match &fault.mismatch {
            Mismatch::Other(keyword) => other(call, fault, keyword, offences),
            Mismatch::Format(format) if !has_rule(format) => {
                let name = call.subject(fault);
                let format = wording::cut(format, 60);
                offences
                    .value(fault.node, format!("{name} is not of the format `{format}`"))
                    .label(format!("not a valid `{format}`"))
                    .help("write it in that format");
            }
            _ => {}
        }
    }
}

/// Whether a rule of its own is about a format.
fn has_rule(format: &str) -> bool {
    RULES.iter().any(|rule| rule.formats.contains(&format))
}

fn other<'a>(
    call: &Call<'a>,
    fault: &SchemaFault<'a>,
    keyword: &Keyword,
    offences: &mut Offences<'_>,
) {
    let node = fault.node;
    let name = call.subject(fault);
    let elements = || wording::count(u64::try_from(node.len()).unwrap_or(u64::MAX), "element");
    let members = || wording::count(u64::try_from(node.len()).unwrap_or(u64::MAX), "member");
    match keyword {
        Keyword::Const(value) => {
            let want = wording::shown(value);
            offences
                .value(node, format!("{name} must be {want}, found another value"))
                .label("another value")
                .help(format!("send {want}"))
        }
        Keyword::MultipleOf(step) => offences
            .value(
                node,
                format!("{name} must be a multiple of {step}, found a number that is none"),
            )
            .label(format!("not a multiple of {step}"))
            .help(format!("send a multiple of {step}")),
        Keyword::MinItems(least) => offences
            .opening(node, format!("{name} has {}, expected at least {least}", elements()))
            .label(elements())
            .help("send more elements, or leave the member out"),
        Keyword::MaxItems(most) => {
            let first = usize::try_from(*most).ok().and_then(|most| node.elements().nth(most));
            let end = node.span().end.saturating_sub(1);
            let span = first.map_or_else(|| node.span(), |first| first.span().start..end);
            offences
                .at(span, format!("{name} has {}, expected at most {most}", elements()))
                .label("too many from here")
                .help(format!("send at most {}", wording::count(*most, "element")))
        }
        Keyword::UniqueItems => match repeated(node) {
            Some((first, second)) => offences
                .value(second, format!("{name} holds the same element twice"))
                .label("the same again")
                .related(first.span(), "it is here already")
                .help("send each element once"),
            None => offences
                .value(node, format!("{name} holds the same element twice"))
                .help("send each element once"),
        },
        Keyword::MinProperties(least) => offences
            .opening(node, format!("{name} has {}, expected at least {least}", members()))
            .label(members())
            .help("send more members"),
        Keyword::MaxProperties(most) => offences
            .opening(node, format!("{name} has {}, expected at most {most}", members()))
            .label(members())
            .help(format!("send at most {}", wording::count(*most, "member"))),
        Keyword::DependentRequired { missing, because } => {
            let beside = because
                .as_ref()
                .map_or_else(|| "another member".to_owned(), |name| format!("`{name}`"));
            let draft = offences
                .opening(node, format!("`{missing}` is missing, which must stand beside {beside}"))
                .label(format!("no `{missing}` in this object"));
            if let Some(member) = because.as_ref().and_then(|name| node.member(name)) {
                draft.related(member.key.span(), "this one needs it");
            }
            draft.help(format!("add `{missing}`, or leave {beside} out"))
        }
        Keyword::Contains { is_counted } => {
            let (got, label) = if *is_counted {
                ("too few or too many elements", "too few or too many")
            } else {
                ("no element", "no such element")
            };
            offences
                .value(
                    node,
                    format!("{name} has {got} of the kind that the plan asks for (`contains`)"),
                )
                .label(label)
                .help("see under `contains` in the plan which elements are asked for")
        }
        Keyword::NoneOf(number) => offences
            .value(node, format!("{name} fits none of the plan's {number} alternatives"))
            .label("fits none of them")
            .help("compare it with each alternative under `anyOf` or `oneOf` in the plan"),
        Keyword::Named(keyword) => named(node, &name, keyword, offences),
    };
}

fn named<'o>(
    node: Node<'_>,
    name: &Subject,
    keyword: &str,
    offences: &'o mut Offences<'_>,
) -> &'o mut crate::draft::Draft {
    let (message, label, help) = match keyword {
        "not" => (
            format!("{name} is what the plan excludes (`not`)"),
            "excluded",
            "send another value, or leave the member out",
        ),
        "propertyNames" => (
            format!("a member of {name} has a name that the plan does not allow (`propertyNames`)"),
            "a name in here",
            "see under `propertyNames` in the plan how names must be written",
        ),
        "oneOf" => (
            format!(
                "{name} fits several of the plan's alternatives, expected exactly one (`oneOf`)"
            ),
            "fits more than one",
            "remove what belongs to the other alternatives",
        ),
        "unevaluatedItems" | "additionalItems" => (
            format!("{name} has elements beyond those that the plan describes (`{keyword}`)"),
            "too many elements",
            "remove the elements that the plan does not describe",
        ),
        "contentEncoding" | "contentMediaType" => (
            format!("{name} is not encoded as the plan asks (`{keyword}`)"),
            "another encoding",
            "encode it as the plan asks",
        ),
        keyword => (
            format!(
                "{name} differs from what the plan asks for under `{}`",
                wording::cut(keyword, 60)
            ),
            "differs from the plan",
            "see what the plan asks for under that keyword",
        ),
    };
    let is_about_members = keyword == "propertyNames";
    let draft = if is_about_members {
        offences.opening(node, message)
    } else {
        offences.value(node, message)
    };
    draft.label(label).help(help)
}
