//! Addresses and ranges.

use serde_json::json;

use crate::report_score::{
    call::Call,
    kind::{Kind, fixable, personal},
    planted::Planted,
};

const EMAIL: &str = "malformed-email";
const URI: &str = "malformed-uri";
const RANGE: &str = "out-of-range";

pub(super) const KINDS: &[Kind] = &[
    personal("email-no-at", EMAIL, "no `@`", |call, _| email(call, "ada.example.com", None)),
    personal("email-two-ats", EMAIL, "two `@`", |call, _| email(call, "ada@@example.com", None)),
    personal("email-no-domain", EMAIL, "nothing behind the `@`", |call, _| {
        email(call, "ada@", None)
    }),
    personal("email-no-user", EMAIL, "nothing before the `@`", |call, _| {
        email(call, "@example.com", None)
    }),
    fixable("email-with-name", EMAIL, "a name around the address", |call, _| {
        email(call, "Ada Lovelace <ada@example.com>", Some("ada@example.com"))
    }),
    fixable("email-mailto", EMAIL, "`mailto:` in front", |call, _| {
        email(call, "mailto:ada@example.com", Some("ada@example.com"))
    }),
    fixable("email-padded", EMAIL, "a space at the end", |call, _| {
        email(call, "ada@example.com ", Some("ada@example.com"))
    }),
    fixable("email-line-break", EMAIL, "a line break at the end", |call, _| {
        email(call, "ada@example.com\n", Some("ada@example.com"))
    }),
    personal("email-space-inside", EMAIL, "a space inside", |call, _| {
        email(call, "ada lovelace@example.com", None)
    }),
    personal("email-double-dot", EMAIL, "two dots in a row", |call, _| {
        email(call, "ada@example..com", None)
    }),
    personal("two-emails", EMAIL, "two addresses", |call, _| {
        email(call, "ada@example.com, grace@example.com", None)
    }),
    fixable("email-comma", EMAIL, "a comma for a dot", |call, _| {
        email(call, "ada@example,com", Some("ada@example.com"))
    }),
    personal("email-empty", EMAIL, "an empty text", |call, _| email(call, "", None)),
    fixable("uri-no-scheme", URI, "no scheme", |call, _| {
        uri(call, "cdn.example.com/ada.png", Some("https://cdn.example.com/ada.png"))
    }),
    fixable("uri-two-slashes", URI, "nothing before the two slashes", |call, _| {
        uri(call, "//cdn.example.com/ada.png", Some("https://cdn.example.com/ada.png"))
    }),
    personal("uri-path-only", URI, "a path alone", |call, _| uri(call, "/img/ada.png", None)),
    fixable("uri-space", URI, "a space in the path", |call, _| {
        uri(call, "https://example.com/ada l.png", Some("https://example.com/ada%20l.png"))
    }),
    fixable("uri-backslashes", URI, "backslashes", |call, _| {
        uri(call, r"https:\\example.com\ada.png", Some("https://example.com/ada.png"))
    }),
    fixable("uri-letters", URI, "letters beyond ASCII", |call, _| {
        uri(call, "https://example.com/zoë.png", Some("https://example.com/zo%C3%AB.png"))
    }),
    fixable("uri-percent", URI, "a percent sign without digits", |call, _| {
        uri(call, "https://example.com/100%.png", Some("https://example.com/100%25.png"))
    }),
    fixable("uri-in-angle-brackets", URI, "angle brackets around", |call, _| {
        uri(call, "<https://example.com/ada.png>", Some("https://example.com/ada.png"))
    }),
    fixable("uri-padded", URI, "a space in front", |call, _| {
        uri(call, " https://example.com/ada.png", Some("https://example.com/ada.png"))
    }),
    personal("uri-empty", URI, "an empty text", |call, _| uri(call, "", None)),
    personal("uri-words", URI, "words", |call, _| uri(call, "none", None)),
    personal("negative-age", RANGE, "`age` below 0", |call, seed| {
        call.wrong_trait("age", seed.word(&["-1", "-33", "-0.5"]), None)
    }),
    personal("negative-employee-count", RANGE, "`employee_count` below 0", |call, _| {
        let text = r#"{"name": "Example Mills", "employee_count": -5}"#;
        call.wrong_trait("company", text, None)?.inside("-5")
    }),
];

fn email(call: &Call<'_>, text: &str, meant: Option<&str>) -> Option<Planted> {
    call.wrong_trait("email", &json!(text).to_string(), meant.map(|meant| json!(meant)))
}

fn uri(call: &Call<'_>, text: &str, meant: Option<&str>) -> Option<Planted> {
    call.wrong_trait("avatar", &json!(text).to_string(), meant.map(|meant| json!(meant)))
}
