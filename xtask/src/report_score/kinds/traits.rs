//! Traits that are hardly true.

use serde_json::{Value, json};

use crate::report_score::{
    call::Call,
    kind::{Kind, fixable, personal},
    planted::Planted,
};

pub(super) const KINDS: &[Kind] = &[
    fixable("null-trait", "null-trait", "a trait that is null", |call, seed| {
        let name = seed.word(&["gender", "title", "description", "email"]);
        if call.at(&format!("/user_traits/{name}")).is_some() {
            return None;
        }
        let planted = call.add_trait(&format!("\"{name}\": null"))?;
        Some(planted.meaning(vec![call.value()]))
    }),
    fixable(
        "no-full-name",
        "missing-full-name",
        "first and last name without the full one",
        |call, _| {
            if call.at("/user_traits/name").is_some() {
                return None;
            }
            let planted = call.add_trait(r#""first_name": "Ada", "last_name": "Lovelace""#)?;
            let place = call.at("/user_traits")?.span().start as usize..planted.place.end;
            let mut meant = call.value();
            let traits = meant.get_mut("user_traits")?.as_object_mut()?;
            for (name, value) in
                [("first_name", "Ada"), ("last_name", "Lovelace"), ("name", "Ada Lovelace")]
            {
                traits.insert(name.to_owned(), json!(value));
            }
            Some(planted.at(place).meaning(vec![meant]))
        },
    ),
    personal(
        "names-that-differ",
        "contradictory-name",
        "a full name of somebody else",
        |call, _| {
            whole_traits(
                call,
                r#"{"first_name": "Ada", "last_name": "Lovelace", "name": "Grace Hopper"}"#,
            )
        },
    ),
    personal(
        "age-and-birthday",
        "age-contradicts-birthday",
        "an age that is not the birthday's",
        |call, _| {
            whole_traits(call, r#"{"name": "Ada Lovelace", "birthday": "1985-12-10", "age": 9}"#)
        },
    ),
    personal(
        "local-phone",
        "unverifiable-phone",
        "a telephone number without its country",
        |call, seed| {
            let phone = seed.word(&["(555) 555-0123", "0555 550123", "555-0123"]);
            call.wrong_trait("phone", &json!(phone).to_string(), None)
        },
    ),
    personal("spaced-username", "spaced-username", "a user name with a space", |call, _| {
        call.wrong_trait("username", "\"ada lovelace\"", None)
    }),
    personal("age-over-150", "implausible-age", "an age over 150", |call, seed| {
        // A birthday would contradict it, which is another fault.
        if call.at("/user_traits/birthday").is_some() {
            return None;
        }
        call.wrong_trait("age", seed.word(&["151", "1985", "999"]), None)
    }),
    personal(
        "birthday-in-the-future",
        "implausible-birthday",
        "a birthday in the future",
        |call, _| call.wrong_trait("birthday", "\"2031-05-17\"", None),
    ),
    personal(
        "birthday-long-ago",
        "implausible-birthday",
        "a birthday before 1900",
        |call, seed| {
            let day = seed.word(&["\"1815-12-10\"", "\"1899-12-31\"", "\"0001-01-01\""]);
            call.wrong_trait("birthday", day, None)
        },
    ),
    personal(
        "timestamp-in-the-future",
        "implausible-timestamp",
        "a timestamp in the future",
        |call, _| call.spoil("/timestamp", "\"2031-05-17T00:00:00Z\""),
    ),
    personal("timestamp-zero", "implausible-timestamp", "a timestamp of zero", |call, seed| {
        let zero = seed.word(&["\"1970-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00Z\""]);
        call.spoil("/timestamp", zero)
    }),
    personal("script-url", "unsafe-url", "an address that runs a script", |call, seed| {
        let url = seed.word(&["javascript:alert(1)", "data:text/html,hello", "file:///etc/passwd"]);
        call.wrong_trait("avatar", &json!(url).to_string(), None)
    }),
    personal("url-with-password", "unsafe-url", "a password in an address", |call, _| {
        call.wrong_trait("avatar", "\"https://ada:secret@example.com/a.png\"", None)
    }),
    personal("private-url", "unsafe-url", "an address in a private network", |call, seed| {
        let url = seed.word(&[
            "http://localhost:8080/a.png",
            "http://127.0.0.1/a.png",
            "http://169.254.169.254/latest/meta-data",
            "http://192.168.1.20/a.png",
            "http://[::1]/a.png",
        ]);
        call.wrong_trait("avatar", &json!(url).to_string(), None)
    }),
    fixable(
        "website-without-scheme",
        "schemeless-website",
        "a website without `https://`",
        |call, _| {
            call.wrong_trait("website", "\"example.com\"", Some(json!("https://example.com")))
        },
    ),
    personal(
        "inexact-number",
        "inexact-number",
        "an integer beyond what 64-bit floats hold",
        |call, seed| {
            let number =
                seed.word(&["9007199254740993", "18446744073709551617", "-9007199254740993"]);
            call.wrong_trait("account_number", number, None)
        },
    ),
    personal("oversized-call", "oversized-call", "a call over 32 KiB", |call, _| {
        let planted = call.wrong_trait("bio", &json!("long ".repeat(7000)).to_string(), None)?;
        // It is all of the call that is too large.
        Some(Planted::put_in(planted.input, 0..0, Value::Null).everywhere().meaning_lost())
    }),
];

/// These traits in place of the call's.
fn whole_traits(call: &Call<'_>, text: &str) -> Option<Planted> {
    call.spoil("/user_traits", text)
}
