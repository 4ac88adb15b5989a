//! What several calls say together.

use serde_json::{Value, json};

use crate::report_score::{
    call::Call,
    kind::{Kind, personal},
    planted::Planted,
};

pub(super) const KINDS: &[Kind] = &[
    personal("shared-username", "shared-username", "one user name for two ids", |call, _| {
        let username = json!("ada1985");
        let (one, other) = (user(call, "user-a", &username)?, user(call, "user-b", &username)?);
        lines(&one, &other, "\"ada1985\"")
    }),
    personal(
        "two-creation-dates",
        "conflicting-timestamp",
        "one id with two creation dates",
        |call, _| {
            let other = call.with("/timestamp", json!("2016-06-07T08:09:10Z"));
            lines(&call.value(), &other, "\"2016-06-07T08:09:10Z\"")
        },
    ),
    personal("id-in-another-case", "variant-user-id", "an id in another letter case", |call, _| {
        lines(&named(call, "ada.l")?, &named(call, "Ada.L")?, "\"Ada.L\"")
    }),
    personal("id-in-another-form", "variant-user-id", "an id in another normal form", |call, _| {
        lines(&named(call, "zo\u{eb}")?, &named(call, "zoe\u{308}")?, "\"zoe\u{308}\"")
    }),
];

/// The call of another user, who has this user name.
fn user(call: &Call<'_>, id: &str, username: &Value) -> Option<Value> {
    let mut call = call.with("/user_id", json!(id));
    call.get_mut("user_traits")?.as_object_mut()?.insert("username".to_owned(), username.clone());
    Some(call)
}

/// The call with this id and no user name: two ids of one user name would be another fault.
fn named(call: &Call<'_>, id: &str) -> Option<Value> {
    let mut call = call.with("/user_id", json!(id));
    call.get_mut("user_traits")?.as_object_mut()?.remove("username");
    Some(call)
}

/// Two calls, a line each: the fault is this part of the second.
fn lines(one: &Value, other: &Value, part: &str) -> Option<Planted> {
    let text = format!("{other}\n");
    let planted = Planted::put_in(text.clone(), 0..text.len(), Value::Null).meaning_lost();
    Some(planted.inside(part)?.among_lines(&format!("{one}\n"), ""))
}
