//! Ids that are none.

use serde_json::json;

use crate::report_score::{
    call::Call,
    kind::{Kind, personal},
    planted::Planted,
    seed::Seed,
};

const PLACEHOLDER: &str = "placeholder-user-id";
const BLANK: &str = "blank-user-id";
const PADDED: &str = "padded-user-id";

pub(super) const KINDS: &[Kind] = &[
    personal("empty-id", "too-short", "an empty id", |call, _| call.spoil("/user_id", "\"\"")),
    personal("blank-id", BLANK, "an id of spaces", |call, seed| {
        id(call, seed, &[" ", "   ", "\t", "\u{3000}", "\u{a0}"])
    }),
    personal("invisible-id", BLANK, "an id of invisible characters", |call, seed| {
        id(call, seed, &["\u{200b}", "\u{2060}\u{feff}", "\u{3164}", "\u{200b} \u{200b}"])
    }),
    personal("id-null-as-text", PLACEHOLDER, "`null` or `undefined` as text", |call, seed| {
        id(call, seed, &["null", "undefined", "None", "nil", "<nil>", "NULL", "(null)"])
    }),
    personal("id-anonymous", PLACEHOLDER, "a word for an unknown user", |call, seed| {
        id(call, seed, &["anonymous", "guest", "unknown", "Anonymous", "not_authenticated"])
    }),
    personal("id-object-as-text", PLACEHOLDER, "an object turned into text", |call, seed| {
        id(call, seed, &["[object Object]", "{}", "[]"])
    }),
    personal("id-zero", PLACEHOLDER, "zero, or minus one", |call, seed| {
        id(call, seed, &["0", "-1", "000", "NaN"])
    }),
    personal("id-nil-uuid", PLACEHOLDER, "a UUID of zeros", |call, _| {
        call.spoil("/user_id", "\"00000000-0000-0000-0000-000000000000\"")
    }),
    personal("id-boolean-as-text", PLACEHOLDER, "a truth value as text", |call, seed| {
        id(call, seed, &["true", "false", "True"])
    }),
    personal("id-member-name", PLACEHOLDER, "the member's own name", |call, seed| {
        id(call, seed, &["user_id", "userId", "id", "email"])
    }),
    personal("id-quoted-null", PLACEHOLDER, "`null` in two pairs of quotes", |call, seed| {
        id(call, seed, &["\"null\"", "'undefined'"])
    }),
    personal("id-template", PLACEHOLDER, "a template that nobody filled in", |call, seed| {
        let templates = ["{{user_id}}", "{{ user.id }}", "${userId}", "%user_id%", "<user_id>"];
        id(call, seed, &[&templates[..], &["[[user_id]]", ":user_id", "<%= user.id %>"]].concat())
    }),
    // Trimmed in one call only, it would be another user's: identity is the sender's.
    personal("id-leading-space", PADDED, "a space before the id", |call, seed| {
        padded(call, seed, true)
    }),
    personal("id-trailing-space", PADDED, "white space behind the id", |call, seed| {
        padded(call, seed, false)
    }),
    personal("id-email", "email-as-user-id", "an e-mail address", |call, _| {
        call.spoil("/user_id", "\"ada@example.com\"")
    }),
];

fn id(call: &Call<'_>, seed: &mut Seed, ids: &[&'static str]) -> Option<Planted> {
    call.spoil("/user_id", &json!(seed.word(ids)).to_string())
}

/// White space at one end of the id: the fault is that.
fn padded(call: &Call<'_>, seed: &mut Seed, is_before: bool) -> Option<Planted> {
    let id = call.at("/user_id")?.as_str()?;
    let space = seed.word(if is_before { &[" ", "  "] } else { &[" ", "\\n", "\\t"] });
    let text = if is_before { format!("\"{space}{id}\"") } else { format!("\"{id}{space}\"") };
    let planted = call.mistake("/user_id", &text, json!(id))?;
    let start = planted.place.start.saturating_add(1);
    let at = if is_before { start } else { start.saturating_add(id.len()) };
    Some(planted.at(at..at.saturating_add(space.len())))
}
