//! Members that are missing or stand elsewhere, and envelopes.

use serde_json::{Value, json};

use crate::report_score::{
    call::{Call, span},
    kind::{Kind, fixable, personal},
    planted::Planted,
};

const RULE: &str = "missing-member";

pub(super) const KINDS: &[Kind] = &[
    personal("no-user-id", RULE, "no `user_id`", |call, _| call.remove("/user_id")),
    personal("no-user-traits", RULE, "no `user_traits`", |call, _| call.remove("/user_traits")),
    personal("no-timestamp", RULE, "no `timestamp`", |call, _| call.remove("/timestamp")),
    fixable("traits-in-context", RULE, "the traits stand in the context", |call, _| {
        let (id, time) = (call.text_at("/user_id")?, call.text_at("/timestamp")?);
        let traits = format!("\"traits\": {}", call.text_at("/user_traits")?);
        let head = format!("{{\"user_id\": {id}, \"context\": {{");
        let text = format!("{head}{traits}}}, \"timestamp\": {time}}}\n");
        let place = head.len()..head.len().saturating_add(traits.len());
        let mut meant = call.value();
        meant.as_object_mut()?.insert("context".to_owned(), json!({}));
        Some(Planted::put_in(text, place, meant))
    }),
    fixable("traits-beside-the-id", RULE, "the traits stand beside `user_id`", |call, _| {
        let (id, time) = (call.text_at("/user_id")?, call.text_at("/timestamp")?);
        let traits = call.text_at("/user_traits")?.strip_prefix('{')?.strip_suffix('}')?.trim();
        if traits.is_empty() {
            return None;
        }
        let text = format!("{{\"user_id\": {id}, {traits}, \"timestamp\": {time}}}\n");
        let mut meant = call.value();
        meant.as_object_mut()?.remove("context");
        Some(Planted::put_in(text, 0..0, meant).everywhere())
    }),
    fixable("user-id-in-the-traits", RULE, "`user_id` stands in the traits", |call, _| {
        let member = format!("\"user_id\": {}", call.text_at("/user_id")?);
        moved(call, "/user_id", &member)
    }),
    fixable("timestamp-in-the-traits", RULE, "`timestamp` stands in the traits", |call, _| {
        let member = format!("\"timestamp\": {}", call.text_at("/timestamp")?);
        moved(call, "/timestamp", &member)
    }),
    personal("batch-envelope", RULE, "calls in `batch`", |call, _| {
        let calls = format!("[{}, {}]", call.text().trim_end(), call.line_of("second"));
        Some(envelope(&format!("{{\"batch\": {calls}}}\n"), "batch", Value::Null)?.meaning_lost())
    }),
    fixable("data-envelope", RULE, "the call in `data` or the like", |call, seed| {
        let name = seed.word(&["data", "payload", "message", "identify", "body", "event"]);
        envelope(&format!("{{\"{name}\": {}}}\n", call.text().trim_end()), name, call.value())
    }),
    fixable("text-envelope", RULE, "the call as a text in `body` or the like", |call, seed| {
        let name = seed.word(&["body", "data", "Message"]);
        let text = json!(call.text().trim_end());
        envelope(&format!("{{\"{name}\": {text}}}\n"), name, call.value())
    }),
    personal("track-call", RULE, "a track call", |call, _| {
        let text = format!(
            "{{\"type\": \"track\", \"userId\": {}, \"event\": \"Order Completed\", \
             \"properties\": {{\"total\": 27.5}}, \"timestamp\": {}}}\n",
            call.text_at("/user_id")?,
            call.text_at("/timestamp")?,
        );
        Some(Planted::put_in(text, 0..0, Value::Null).everywhere().meaning_lost())
    }),
    personal("page-call", RULE, "a page call", |call, _| {
        let text = format!(
            "{{\"type\": \"page\", \"userId\": {}, \"name\": \"Home\", \"timestamp\": {}}}\n",
            call.text_at("/user_id")?,
            call.text_at("/timestamp")?,
        );
        Some(Planted::put_in(text, 0..0, Value::Null).everywhere().meaning_lost())
    }),
    fixable("deprecated-alias", "deprecated-alias", "`traits` for `user_traits`", |call, _| {
        call.rename("/user_traits", "traits")
    }),
    fixable(
        "both-names-alike",
        "conflicting-alias",
        "`traits` beside `user_traits`, the same",
        |call, _| {
            let member = call.member("/user_traits")?;
            let text = format!(", \"traits\": {}", call.text_at("/user_traits")?);
            let end = span(member.value).end;
            let planted = call.edit(end..end, &text);
            // Either of the two may be pointed at.
            let place = span(member.key).start..planted.place.end;
            Some(planted.at(place))
        },
    ),
    personal(
        "both-names",
        "conflicting-alias",
        "`traits` beside `user_traits`, another value",
        |call, _| {
            let member = call.member("/user_traits")?;
            let end = span(member.value).end;
            let planted = call.edit(end..end, ", \"traits\": {\"plan\": \"gold\"}").meaning_lost();
            let place = span(member.key).start..planted.place.end;
            Some(planted.at(place))
        },
    ),
    personal("type-track", "unknown-member", "`type` of another platform", |call, seed| {
        let member = seed.word(&[r#""type": "track""#, r#""type": "identify""#]);
        call.add("", member)
    }),
    personal(
        "field-of-another-platform",
        "unknown-member",
        "a field of another platform",
        |call, seed| {
            let member = seed.word(&[
                r#""messageId": "a1""#,
                r#""anonymousId": "b2""#,
                r#""sentAt": "2020-11-23T22:28:55Z""#,
                r#""integrations": {"All": true}"#,
                r#""writeKey": "k3""#,
            ]);
            call.add("", member)
        },
    ),
    personal("unknown-member", "unknown-member", "a member that nobody knows", |call, _| {
        call.add("", r#""colour": "green""#)
    }),
    fixable(
        "trait-beside-the-traits",
        "unknown-member",
        "a trait beside `user_traits`",
        |call, _| {
            // Where the traits have it, it says nothing where it belongs.
            if call.at("/user_traits/title").is_some() {
                return None;
            }
            let planted = call.add("", r#""title": "VP of Engineering""#)?;
            let mut meant = call.value();
            let traits = meant.get_mut("user_traits")?.as_object_mut()?;
            traits.insert("title".to_owned(), json!("VP of Engineering"));
            Some(planted.meaning(vec![meant]))
        },
    ),
];

/// The call in a member of an object.
fn envelope(text: &str, name: &str, meant: Value) -> Option<Planted> {
    // Either the brace that lacks the call's members, or the member that has them.
    let end = text.find(name)?.saturating_add(name.len()).saturating_add(1);
    Some(Planted::put_in(text, 0..end, meant))
}

/// A member of the call among the traits.
fn moved(call: &Call<'_>, pointer: &str, member: &str) -> Option<Planted> {
    let from = call.with_comma(call.member(pointer)?)?;
    let into = span(call.at("/user_traits")?).start.saturating_add(1);
    let is_empty = call.at("/user_traits")?.is_empty();
    let member_text = if is_empty { member.to_owned() } else { format!("{member}, ") };
    let (text, at) = if from.start < into {
        let mut text = call.text().to_owned();
        text.insert_str(into, &member_text);
        text.replace_range(from.clone(), "");
        (text, into.saturating_sub(from.len()))
    } else {
        let mut text = call.text().to_owned();
        text.replace_range(from, "");
        text.insert_str(into, &member_text);
        (text, into)
    };
    Some(Planted::put_in(text, at..at.saturating_add(member.len()), call.value()))
}
