//! Values of another type than they must be.

use serde_json::{Value, json};

use crate::report_score::kind::{Kind, fixable, personal};

const RULE: &str = "wrong-type";

pub(super) const KINDS: &[Kind] = &[
    fixable("user-id-number", RULE, "`user_id` is a number", |call, seed| {
        let id = seed.number(1000, 99_999).to_string();
        call.mistake("/user_id", &id, json!(id))
    }),
    personal("user-id-null", RULE, "`user_id` is null", |call, _| call.spoil("/user_id", "null")),
    personal("user-id-boolean", RULE, "`user_id` is a truth value", |call, seed| {
        call.spoil("/user_id", seed.word(&["true", "false"]))
    }),
    fixable("user-id-in-an-array", RULE, "`user_id` stands in an array", |call, _| {
        let id = call.at("/user_id")?;
        Some(call.replace(id, &format!("[{}]", call.text_at("/user_id")?)))
    }),
    personal("user-id-object", RULE, "`user_id` is an object", |call, _| {
        call.spoil("/user_id", r#"{"shop": "u1", "app": "u2"}"#)
    }),
    fixable("traits-empty-array", RULE, "PHP's `[]` for no traits", |call, _| {
        call.mistake("/user_traits", "[]", json!({}))
    }),
    fixable("traits-null", RULE, "`user_traits` is null", |call, _| {
        call.mistake("/user_traits", "null", json!({}))
    }),
    fixable("traits-as-text", RULE, "the traits are JSON inside a text", |call, _| {
        let text = json!(call.text_at("/user_traits")?).to_string();
        Some(call.replace(call.at("/user_traits")?, &text))
    }),
    fixable("traits-in-an-array", RULE, "the traits stand in an array", |call, _| {
        let text = format!("[{}]", call.text_at("/user_traits")?);
        Some(call.replace(call.at("/user_traits")?, &text))
    }),
    personal("traits-as-pairs", RULE, "the traits are an array of pairs", |call, _| {
        call.spoil("/user_traits", r#"[["name", "Ada"], ["age", 36]]"#)
    }),
    personal("traits-as-words", RULE, "the traits are words", |call, _| {
        call.spoil("/user_traits", r#""gold member""#)
    }),
    personal("timestamp-null", RULE, "`timestamp` is null", |call, _| {
        call.spoil("/timestamp", "null")
    }),
    fixable("timestamp-seconds", RULE, "`timestamp` is Unix time in seconds", |call, seed| {
        let at = seed.moment();
        call.mistake("/timestamp", &at.epoch().to_string(), json!(at.date_time()))
    }),
    fixable(
        "timestamp-milliseconds",
        RULE,
        "`timestamp` is Unix time in milliseconds",
        |call, seed| {
            let at = seed.moment();
            call.mistake("/timestamp", &format!("{}000", at.epoch()), json!(at.date_time()))
        },
    ),
    fixable(
        "timestamp-microseconds",
        RULE,
        "`timestamp` is Unix time in microseconds",
        |call, seed| {
            let at = seed.moment();
            call.mistake("/timestamp", &format!("{}000000", at.epoch()), json!(at.date_time()))
        },
    ),
    fixable("timestamp-of-mongodb", RULE, "`timestamp` is `{\"$date\": …}`", |call, _| {
        let text = format!("{{\"$date\": {}}}", call.text_at("/timestamp")?);
        Some(call.replace(call.at("/timestamp")?, &text))
    }),
    personal("context-text", RULE, "`context` is a text", |call, _| {
        if call.at("/context").is_some() {
            return call.spoil("/context", r#""web""#);
        }
        let planted = call.add("", r#""context": "web""#)?.meaning_lost();
        let from = planted.place.start.saturating_add(r#""context": "#.len());
        let place = from..planted.place.end;
        Some(planted.at(place))
    }),
    fixable("context-empty-array", RULE, "PHP's `[]` for no context", |call, _| {
        if call.at("/context").is_some() {
            return call.mistake("/context", "[]", json!({}));
        }
        let planted = call.add("", r#""context": []"#)?;
        let place = planted.place.end.saturating_sub(2)..planted.place.end;
        let mut meant = call.value();
        meant.as_object_mut()?.insert("context".to_owned(), json!({}));
        Some(planted.at(place).meaning(vec![meant]))
    }),
    fixable("age-in-quotes", RULE, "`age` is a number in quotation marks", |call, seed| {
        let age = seed.number(18, 90);
        call.wrong_trait("age", &format!("\"{age}\""), Some(json!(age)))
    }),
    fixable(
        "age-in-quotes-padded",
        RULE,
        "`age` is a number in quotation marks, with a space",
        |call, seed| {
            let age = seed.number(18, 90);
            call.wrong_trait("age", &format!("\" {age}\""), Some(json!(age)))
        },
    ),
    personal("age-in-words", RULE, "`age` is in words", |call, seed| {
        call.wrong_trait("age", seed.word(&[r#""thirty""#, r#""30-39""#, r#""n/a""#]), None)
    }),
    personal("age-boolean", RULE, "`age` is a truth value", |call, _| {
        call.wrong_trait("age", "true", None)
    }),
    fixable(
        "employee-count-in-quotes",
        RULE,
        "`employee_count` is in quotation marks",
        |call, _| {
            let text = r#"{"name": "Example Mills", "employee_count": "250"}"#;
            let meant = json!({"name": "Example Mills", "employee_count": 250});
            call.wrong_trait("company", text, Some(meant))?.inside(r#""250""#)
        },
    ),
    personal("employee-count-range", RULE, "`employee_count` is a range", |call, _| {
        let text = r#"{"name": "Example Mills", "employee_count": "50-100"}"#;
        call.wrong_trait("company", text, None)?.inside(r#""50-100""#)
    }),
    fixable("postal-code-number", RULE, "`postal_code` is a number", |call, seed| {
        let code = seed.number(10_000, 99_999);
        let meant = json!({"city": "Springfield", "postal_code": code.to_string()});
        let text = format!(r#"{{"city": "Springfield", "postal_code": {code}}}"#);
        call.wrong_trait("address", &text, Some(meant))?.inside(&code.to_string())
    }),
    fixable("phone-number", RULE, "`phone` is a number", |call, _| {
        call.wrong_trait("phone", "15555550123", Some(json!("15555550123")))
    }),
    fixable("gender-number", RULE, "`gender` is a number", |call, _| {
        call.wrong_trait("gender", "1", Some(json!("1")))
    }),
    personal("name-object", RULE, "`name` is an object", |call, _| {
        call.wrong_trait("name", r#"{"first": "Ada", "last": "Lovelace"}"#, None)
    }),
    fixable("email-in-an-array", RULE, "`email` stands in an array", |call, _| {
        let text = r#"["ada@example.com"]"#;
        call.wrong_trait("email", text, Some(json!("ada@example.com")))
    }),
    fixable("company-as-text", RULE, "`company` is the name alone", |call, _| {
        let meant = json!({"name": "Example Mills"});
        call.wrong_trait("company", r#""Example Mills""#, Some(meant))
    }),
    personal("address-as-text", RULE, "`address` is one line", |call, _| {
        call.wrong_trait("address", r#""1 Main Street, Springfield""#, None)
    }),
    fixable("company-empty-array", RULE, "PHP's `[]` for no company", |call, _| {
        call.wrong_trait("company", "[]", Some(json!({})))
    }),
    personal("company-id-boolean", RULE, "the company's `id` is a truth value", |call, _| {
        let text = r#"{"name": "Example Mills", "id": false}"#;
        call.wrong_trait("company", text, None)?.inside("false")
    }),
    fixable("birthday-number", RULE, "`birthday` is a compact number", |call, seed| {
        let day = seed.birthday();
        let digits = day.date().replace('-', "");
        call.wrong_trait("birthday", &digits, Some(Value::from(day.date())))
    }),
    personal("birthday-year", RULE, "`birthday` is a year", |call, _| {
        call.wrong_trait("birthday", "1985", None)
    }),
];
