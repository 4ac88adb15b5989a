//! Findings about characters that hide, reorder or pass for others, and about names that collide.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, Row, beside, check, rows, traits, user_id};
use identify_validator::{Level, Safety, Validator, apply_fixes, validate};
use serde_json::json;

type Case<'c> = (&'c str, &'c str, &'c str, Fix<'c>);

fn named(name: &str) -> String {
    traits(&format!(r#""{name}": "x""#))
}

fn nothing(calls: impl IntoIterator<Item = String>) {
    for call in calls {
        let findings = validate(call.as_bytes()).findings;
        assert!(findings.is_empty(), "{call}: {findings:#?}");
    }
}

#[test]
fn padded_ids() {
    let cases: &[Case<'_>] = &[
        (r#"" u1""#, " ", "`user_id` has 1 space in front, expected none", Fix::None),
        (r#""u1  ""#, "  ", "`user_id` has 2 spaces at its end, expected none", Fix::None),
        (r#""  u1 ""#, "  ", "`user_id` has 3 spaces at both ends, expected none", Fix::None),
        (
            r#""u1\n""#,
            r"\n",
            "`user_id` has 1 white-space character at its end, expected none",
            Fix::None,
        ),
        (r#""u1\r\n""#, r"\r\n", "", Fix::None),
        (
            "\"\u{feff}u1\"",
            "\u{feff}",
            "`user_id` has 1 invisible character in front, expected none",
            Fix::None,
        ),
        (r#""\ufeffu1""#, r"\ufeff", "", Fix::None),
        ("\"u1\u{200b}\"", "\u{200b}", "", Fix::None),
        (r#""u1\u0000""#, r"\u0000", "", Fix::None),
        ("\"\u{3000}u1\"", "\u{3000}", "", Fix::None),
        (r#""u1\u200e ""#, r"\u200e ", "", Fix::None),
        (r#"" a b""#, " ", "", Fix::None),
    ];
    check(&Validator::new(), &rows("padded-user-id", user_id, cases));
}

#[test]
fn ids_that_are_whole() {
    let ids = ["u1", "a b", "محمد", "אבג", "ผู้ใช้", "उपयोगकर्ता", "👩‍🚀", "山田　太郎", "Ünï-1"];
    nothing(ids.iter().map(|id| user_id(&json!(id).to_string())));
    // The plan says it already, and so does the rule about blank ids.
    let plan = json!({ "properties": { "user_id": { "pattern": "^u[0-9]+$" } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    for id in [" u1", "u1\\u202e", "u\\u200b1", "\u{443}1"] {
        let findings = validator.validate(user_id(&format!("\"{id}\"")).as_bytes()).findings;
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert_eq!(findings[0].rule, "pattern-mismatch");
    }
}

#[test]
fn control_characters() {
    let rule = "control-character";
    let name = |value: &str| traits(&format!(r#""name": "{value}""#));
    let cases: &[Case<'_>] = &[
        (r"a\u0000b", r"\u0000", "`name` has 1 control character, expected none", Fix::Unsafe("")),
        (
            r"\u001b[1ma\u001b[0m",
            r"\u001b",
            "`name` has 2 control characters, expected none",
            Fix::Unsafe("|"),
        ),
        (r"a\u0000\u0001", r"\u0000", "", Fix::Unsafe("")),
        (r"a\bb", r"\b", "", Fix::Unsafe("")),
        (r"a\fb", r"\f", "", Fix::Unsafe(" ")),
        ("a\u{7f}b", "\u{7f}", "", Fix::Unsafe("")),
        (r"it\u0092s", r"\u0092", "", Fix::Unsafe("’")),
        ("5 \u{80}", "\u{80}", "", Fix::Unsafe("€")),
        (r"a\u0093b\u0000", r"\u0093", "", Fix::Unsafe("|")),
        (r"\u0081", r"\u0081", "", Fix::Unsafe("")),
    ];
    check(&Validator::new(), &rows(rule, name, cases));
    let ids: &[Case<'_>] = &[
        (r#""a\nb""#, r"\n", "`user_id` has 1 control character, expected none", Fix::None),
        (r#""a\tb""#, r"\t", "", Fix::None),
        (r#""a\u0007b""#, r"\u0007", "", Fix::None),
    ];
    check(&Validator::new(), &rows(rule, user_id, ids));
    let names: &[Case<'_>] = &[
        (r"tier\t", r"\t", "this name has a control character, expected none", Fix::Unsafe(" ")),
        (r"my\ntier", r"\n", "", Fix::Unsafe(" ")),
        (r"tier\u0000", r"\u0000", "", Fix::Unsafe("")),
        (
            r"name\u0000",
            r"\u0000",
            "`name` is written here with a control character in it",
            Fix::Safe("\"name\""),
        ),
        (r"na\u200bme\u0000", r"\u0000", "", Fix::Safe("\"name\"")),
        (r"\u0000", r"\u0000", "", Fix::None),
    ];
    check(&Validator::new(), &rows(rule, named, names));
    nothing([
        name(r"first line\r\nsecond\tcolumn"),
        traits(r#""list": ["a\nb"]"#),
        beside(r#""context": {"text": "a\tb"}"#),
    ]);
    // Raw, they are a fault of the syntax.
    let raw = validate(name("a\u{1}b").as_bytes()).findings;
    assert!(raw.iter().all(|finding| finding.rule == "malformed-json"), "{raw:#?}");
}

#[test]
fn text_in_another_order() {
    let rule = "bidirectional-text";
    let one =
        "this value has 1 character that changes the order in which text shows, expected none";
    let value = |value: &str| traits(&format!(r#""note": ["{value}"]"#));
    let cases: &[Case<'_>] = &[
        (r"a\u202eb", r"\u202e", one, Fix::Unsafe("")),
        ("a\u{202e}b", "\u{202e}", one, Fix::Unsafe("")),
        ("\u{202a}+34\u{202c}", "\u{202a}", "", Fix::Unsafe("|")),
        (r"\u2066a\u2069\u2069", r"\u2066", "", Fix::Unsafe("|")),
        (r"\u2067", r"\u2067", "", Fix::Unsafe("")),
        (r"é\u2068a", r"\u2068", "", Fix::Unsafe("")),
        (r"\u202b", r"\u202b", "", Fix::Unsafe("")),
        (r"\u202d", r"\u202d", "", Fix::Unsafe("")),
        (r"שלום\u202e", r"\u202e", "", Fix::Unsafe("")),
    ];
    check(&Validator::new(), &rows(rule, value, cases));
    let ids: &[Case<'_>] = &[
        (r#""a\u202eb""#, r"\u202e", "", Fix::None),
        (r#""\u202eab""#, r"\u202e", "", Fix::None),
        (r#""a\u200fb""#, r"\u200f", "", Fix::None),
    ];
    check(&Validator::new(), &rows(rule, user_id, ids));
    let names: &[Case<'_>] = &[
        (r"tier\u202e", r"\u202e", "", Fix::Unsafe("")),
        (r"tier\u200f", r"\u200f", "", Fix::Unsafe("")),
        (
            r"e\u202email",
            r"\u202e",
            "`email` is written here with a character that sets the direction of text",
            Fix::Unsafe("\"email\""),
        ),
        (r"ti\u200ber\u202e", r"\u202e", "", Fix::Unsafe("|")),
    ];
    check(&Validator::new(), &rows(rule, named, names));
    nothing([
        value("שלום \u{200f}(עולם)"),
        value("\u{61c}مرحبا"),
        named("مرحبا"),
        named("שלום"),
        value("ABC\u{200e}!"),
    ]);
}

#[test]
fn addresses_as_ids() {
    let notes = Validator::builder().level(Level::Note).build().unwrap();
    let message = "`user_id` is an e-mail address, expected an id that never changes";
    for id in [
        "ada@example.com",
        "Ada.Lovelace@Example.co.uk",
        "a+b@x.io",
        "o'neil@example.ie",
        "x@mail.example",
        "用户@例子.公司",
        "a_b@ex-ample.org",
    ] {
        let text = json!(id).to_string();
        let row = Row {
            call: user_id(&text),
            rule: "email-as-user-id",
            at: &text,
            message,
            fix: Fix::None,
        };
        check(&notes, &[row]);
    }
    for id in [
        "ada",
        "@ada",
        "ada@",
        "ada@home",
        "a@b@c.de",
        "ada@1.2",
        "ada@-x.de",
        "ada@x..de",
        "a b@x.de",
        "acct:ada@x.de",
        ".ada@x.de",
        "https://x.de/@ada",
    ] {
        let findings = notes.validate(user_id(&json!(id).to_string()).as_bytes()).findings;
        assert!(findings.is_empty(), "{id}: {findings:#?}");
    }
    nothing([user_id(r#""ada@example.com""#)]);
}

#[test]
fn invisible_characters_in_names() {
    let rule = "invisible-character";
    let one = "this name has a character that does not show";
    let cases: &[Case<'_>] = &[
        ("favou\u{200b}rite", "\u{200b}", one, Fix::Unsafe("")),
        (r"favou\u200brite", r"\u200b", one, Fix::Unsafe("")),
        (r"\ufefftier", r"\ufeff", one, Fix::Unsafe("")),
        ("ti\u{ad}er", "\u{ad}", "", Fix::Unsafe("")),
        ("shoe\u{a0}size", "\u{a0}", "", Fix::Unsafe(" ")),
        (
            r"a\u2060b\u2060",
            r"\u2060",
            "this name has 2 characters that do not show",
            Fix::Unsafe("|"),
        ),
        ("a\u{200d}b", "\u{200d}", "", Fix::Unsafe("")),
        ("ti\u{3164}er", "\u{3164}", "", Fix::Unsafe("")),
        ("กา\u{200b}แฟ", "\u{200b}", "", Fix::Unsafe("")),
        ("a\u{fe0f}", "\u{fe0f}", "", Fix::Unsafe("")),
        (r"ab\udb40\udc41", r"\udb40\udc41", "", Fix::Unsafe("")),
        (
            "first\u{200b}_name",
            "\u{200b}",
            "`first_name` is written here with a character that does not show",
            Fix::Safe("\"first_name\""),
        ),
        (r"first\u200bName", r"\u200b", "", Fix::Safe("\"first_name\"")),
        ("first\u{a0}name", "\u{a0}", "", Fix::Safe("\"first_name\"")),
        ("\u{200b}", "\u{200b}", "", Fix::None),
    ];
    check(&Validator::new(), &rows(rule, named, cases));
    let ids: &[Case<'_>] = &[
        (r#""a\u200bb""#, r"\u200b", "`user_id` has 1 character that does not show", Fix::None),
        ("\"a\u{ad}b\u{ad}c\"", "\u{ad}", "`user_id` has 2 characters that do not show", Fix::None),
    ];
    check(&Validator::new(), &rows(rule, user_id, ids));
    nothing(
        ["می‌خواهم", "क्‍ष", "👩🏽‍🚀", "🏳️‍🌈", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "お客様　名", "葛󠄀", "first line"]
            .iter()
            .map(|name| named(name)),
    );
    // Values are not names.
    nothing([traits("\"note\": \"a\u{200b}b\u{a0}c\"")]);
}

#[test]
fn a_fix_takes_no_name_that_is_there() {
    for (members, rules) in [
        ("\"tier\": 1, \"ti\u{200b}er\": 2", vec!["invisible-character"]),
        ("\"t\u{200b}ier\": 1, \"ti\u{200b}er\": 2", vec!["invisible-character"; 2]),
        ("\"t\u{0}ier\": 1, \"ti\u{200b}er\": 2", vec!["control-character", "invisible-character"]),
        ("\"tier\": 1, \"ti\u{435}r\": 2", vec!["confusable-character"]),
        ("\"shoe size\": 1, \"shoe\u{a0}size\": 2", vec!["invisible-character"]),
        ("\"name\": \"a\", \"na\u{200b}me\": \"b\"", vec!["invisible-character"]),
    ] {
        let call = traits(&members.replace('\0', "\\u0000"));
        let findings = validate(call.as_bytes()).findings;
        let found: Vec<&str> = findings.iter().map(|finding| finding.rule.as_ref()).collect();
        assert_eq!(found, rules, "{call}");
        assert!(findings.iter().all(|finding| finding.fix.is_none()), "{findings:#?}");
    }
}

#[test]
fn a_required_member_that_seems_to_be_there() {
    let hidden = "it is here, with a character in its name that does not show";
    let lookalike = "it is here, with a letter in its name that only looks right";
    for (name, meant, why, safety) in [
        ("user\u{200b}_id", "user_id", hidden, Safety::Safe),
        (r"user\u200b_id", "user_id", hidden, Safety::Safe),
        (r"user_id\u0000", "user_id", hidden, Safety::Safe),
        (r"user_id\u202e", "user_id", hidden, Safety::Safe),
        ("user\u{a0}id", "user_id", hidden, Safety::Safe),
        ("us\u{435}r_id", "user_id", lookalike, Safety::Unsafe),
        ("timest\u{430}mp", "timestamp", lookalike, Safety::Unsafe),
        (r"timest\u0430mp", "timestamp", lookalike, Safety::Unsafe),
        ("user_tr\u{430}its", "user_traits", lookalike, Safety::Unsafe),
    ] {
        let call = traits("").replace(&format!("\"{meant}\""), &format!("\"{name}\""));
        let findings = validate(call.as_bytes()).findings;
        let [finding] = findings.as_slice() else { panic!("{call}: {findings:#?}") };
        assert_eq!(finding.message, format!("required member `{meant}` is missing: {why}"));
        assert_eq!(expect::span_text(&call, finding), format!("\"{name}\""));
        assert_eq!(finding.fix.as_ref().unwrap().safety, safety);
        let fixed = apply_fixes(call.as_bytes(), &findings, Safety::Unsafe);
        assert!(validate(&fixed.bytes).findings.is_empty());
    }
}

#[test]
fn letters_that_pass_for_others() {
    let rule = "confusable-character";
    let own = "this name has a letter that only looks like a Latin one";
    let cases: &[Case<'_>] = &[
        ("pl\u{430}n", "\u{430}", own, Fix::Unsafe("\"plan\"")),
        (r"pl\u0430n", r"\u0430", own, Fix::Unsafe("\"plan\"")),
        ("my_\u{440}lan", "\u{440}", own, Fix::Unsafe("\"my_plan\"")),
        ("sc\u{3bf}re", "\u{3bf}", own, Fix::Unsafe("\"score\"")),
        ("\u{421}ode", "\u{421}", own, Fix::Unsafe("\"Code\"")),
        (
            "\u{435}mail",
            "\u{435}",
            "`email` is written here with a letter that only looks right",
            Fix::Unsafe("\"email\""),
        ),
        ("first_n\u{430}me", "\u{430}", "", Fix::Unsafe("\"first_name\"")),
        ("firstN\u{430}me", "\u{430}", "", Fix::Unsafe("\"first_name\"")),
        ("\u{ff4e}ame", "\u{ff4e}", "", Fix::Unsafe("\"name\"")),
        ("n\u{430}m\u{200b}e", "\u{430}", "", Fix::Unsafe("\"name\"")),
        ("\u{430}ddress", "\u{430}", "", Fix::Unsafe("\"address\"")),
    ];
    let named = |name: &str| {
        let value = match name {
            "\u{430}ddress" => "{}",
            "\u{435}mail" => "\"a@b.example\"",
            _ => "\"x\"",
        };
        traits(&format!(r#""{name}": {value}"#))
    };
    check(&Validator::new(), &rows(rule, named, cases));
    let message = "`user_id` has a letter that only looks like a Latin one";
    let ids: &[Case<'_>] = &[("\"p\u{430}ypal\"", "\u{430}", message, Fix::None)];
    check(&Validator::new(), &rows(rule, user_id, ids));
    nothing(
        [
            "имя",
            "сосо",
            "город",
            "όνομα",
            "α_rate",
            "naïve",
            "user名",
            "µs",
            "plan",
            "ｐｏｉｎｔｓ",
            "日本語",
            "тест_plan",
        ]
        .iter()
        .map(|name| named(name)),
    );
    nothing([traits("\"note\": \"p\u{430}ypal\""), user_id("\"иван\"")]);
}

#[test]
fn members_of_one_column() {
    let rule = "colliding-members";
    let own = "this member and another become one column of a warehouse";
    let cases: &[Case<'_>] = &[
        (r#""plan": 1, "Plan": 2"#, r#""Plan""#, own, Fix::None),
        (r#""Plan": 1, "PLAN": 2"#, r#""PLAN""#, own, Fix::None),
        (r#""shoeSize": 1, "shoe_size": 2"#, r#""shoe_size""#, "", Fix::None),
        (r#""a b": 1, "a-b": 2"#, r#""a-b""#, "", Fix::None),
        (
            r#""first_name": "a", "firstName": "b""#,
            r#""firstName""#,
            "this member and another become one column of a warehouse, `first_name`",
            Fix::None,
        ),
        (r#""firstName": "a", "first_name": "b""#, r#""firstName""#, "", Fix::None),
        (r#""$tier": 1, "tier": 2"#, r#""tier""#, "", Fix::None),
        (r#""HTMLBody": 1, "html_body": 2"#, r#""html_body""#, "", Fix::None),
        ("\"caf\u{e9}\": 1, \"cafe\u{301}\": 2", "\"cafe\u{301}\"", "", Fix::None),
        (r#""\u0070lan": 1, "Plan": 2"#, r#""Plan""#, "", Fix::None),
        (
            r#""company": {"plan": "a", "Plan": "b"}"#,
            r#""Plan""#,
            "this member and another become one column of a warehouse, `plan`",
            Fix::None,
        ),
        (r#""x": {"y": {"Z": 1, "z": 2}}"#, r#""z""#, own, Fix::None),
    ];
    check(&Validator::new(), &rows(rule, traits, cases));
    let context: &[Case<'_>] =
        &[(r#""context": {"utmSource": 1, "utm_source": 2}"#, r#""utm_source""#, own, Fix::None)];
    check(&Validator::new(), &rows(rule, beside, context));
    nothing([
        traits(r#""username": "a", "user-name-2": 1"#),
        traits(r#""_id": 1, "id": 2"#),
        traits(r#""address1": 1, "address_1": 2"#),
        traits(r#""list": [{"a": 1, "A": 2}]"#),
        traits(r#""a": {"x": 1}, "b": {"X": 2}"#),
        traits(r#""👍": 1, "👎": 2"#),
        traits(r#""क्षेत्र": 1, "कषेतर": 2"#),
        traits(r#""имя": 1, "отчество": 2"#),
    ]);
    let rules = |call: String| -> Vec<String> {
        validate(call.as_bytes()).findings.into_iter().map(|it| it.rule.into_owned()).collect()
    };
    // What is said of a member once is not said twice.
    assert_eq!(rules(traits(r#""tier": 1, "tier": 2"#)), ["duplicate-member"]);
    assert_eq!(rules(beside(r#""userId": "u1""#)), ["unknown-member"]);
    let both = beside(r#""traits": {}"#);
    assert_eq!(rules(both), ["conflicting-alias"]);
    // Of two that are meant for a third, one is said to be, and the other to collide.
    for names in [r#""firstName": "a", "FirstName": "b""#, r#""userName": "a", "user_name": "b""#] {
        assert_eq!(rules(traits(names)), ["near-miss-member", rule]);
    }
}

#[test]
fn ways_to_the_prototype() {
    let rule = "prototype-member";
    let message =
        "`__proto__` is not a name for data: in JavaScript it changes what all objects share";
    let cases: &[Case<'_>] = &[
        (r#""__proto__": {}"#, r#""__proto__""#, message, Fix::None),
        (r#""__proto__": null"#, r#""__proto__""#, message, Fix::None),
        (r#""__pr\u006fto__": 1"#, r#""__pr\u006fto__""#, message, Fix::None),
        (r#""a": [{"__proto__": 1}]"#, r#""__proto__""#, message, Fix::None),
        (r#""constructor": {"prototype": {}}"#, r#""constructor""#, "", Fix::None),
        (r#""address": {"__proto__": {}}"#, r#""__proto__""#, "", Fix::None),
        (r#""company": {"name": "x", "__proto__": []}"#, r#""__proto__""#, "", Fix::None),
        (
            r#""a": [[{"constructor": {"x": 1, "prototype": null}}]]"#,
            r#""constructor""#,
            "`constructor` with a `prototype` in it is not a name for data: in JavaScript it changes what all objects share",
            Fix::None,
        ),
    ];
    check(&Validator::new(), &rows(rule, traits, cases));
    let outside: &[Case<'_>] = &[
        (r#""__proto__": {}"#, r#""__proto__""#, message, Fix::None),
        (r#""context": {"__proto__": {}}"#, r#""__proto__""#, message, Fix::None),
    ];
    check(&Validator::new(), &rows(rule, beside, outside));
    nothing([
        traits(r#""constructor": "Ferrari""#),
        traits(r#""prototype": {"x": 1}"#),
        traits(r#""constructor": {"name": "x"}"#),
        traits(r#""proto": 1, "_proto_": 2"#),
    ]);
}

#[test]
fn much_of_it_takes_no_longer_than_it_is() {
    let many = 20_000;
    let names: Vec<String> = (0..many).map(|n| format!("\"t\\u200b{n}\": \"a\\u202eb\"")).collect();
    let values = vec!["\"\\u0000\""; many].join(",");
    let long = "a\\u202e\\u0000é".repeat(many);
    let members = [names.join(","), format!("\"l\": [{values}]"), format!("\"s\": \"{long}\"")];
    let call = traits(&members.join(","));
    let begin = std::time::Instant::now();
    let mut findings = validate(call.as_bytes()).findings;
    findings.retain(|finding| finding.rule != "oversized-call");
    assert_eq!(findings.len(), 3 * many + 2);
    let fixed = apply_fixes(call.as_bytes(), &findings, Safety::Unsafe);
    assert!(fixed.applied > 3 * many, "{}", fixed.applied);
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}
