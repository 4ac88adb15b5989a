//! Findings about names, telephone numbers and what is null.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, beside, check, rows, traits};
use identify_validator::{Level, Safety, Validator, apply_fixes};
use proptest::prelude::*;

fn validator() -> Validator {
    Validator::builder().level(Level::Note).build().unwrap()
}

/// These traits give no finding, also where notes are asked for.
fn nothing(members: &[&str]) {
    for members in members {
        let findings = validator().validate(traits(members).as_bytes()).findings;
        assert!(findings.is_empty(), "{members}: {findings:#?}");
    }
}

#[test]
fn null_traits() {
    let rule = "null-trait";
    let empty = || Fix::Safe("{}");
    let table = [
        (r#""age": null"#, "null", "`age` is null, which says nothing", empty()),
        (r#""phone":null,"plan":"pro""#, "null", "", Fix::Safe("")),
        (r#""plan":"pro", "email": null"#, "null", "", Fix::Safe("")),
        (r#""plan":1, "email": null, "x": 2"#, "null", "", Fix::Safe("")),
        (
            r#""address": {"city": null}"#,
            "null",
            "`address.city` is null, which says nothing",
            empty(),
        ),
        (r#""company": {"name": "A", "plan": null}"#, "null", "", Fix::Safe("")),
        (r#""company": null"#, "null", "`company` is null, which says nothing", empty()),
        (r#""\u0061ge": null"#, "null", "", empty()),
        (r#""name": null"#, "null", "`name` is null, which says nothing", empty()),
        (r#""name": null, "first_name": "Ada""#, "null", "", Fix::Safe("")),
        (r#""name": null, "first_name": "Ada", "last_name": " ""#, "null", "", Fix::Safe("")),
    ];
    check(&validator(), &rows(rule, traits, &table));
    let context = [(r#""context": null"#, "null", "", Fix::Safe(""))];
    check(&validator(), &rows(rule, beside, &context));
    nothing(&[
        r#""vip": null"#,
        r#""list": [null], "nested": {"age": null}"#,
        r#""address": {"floor": null}"#,
        r#""age": 0"#,
        r#""email": "null@example.com""#,
        r#""company": {"tags": [null]}"#,
    ]);
}

#[test]
fn null_beside_what_was_meant() {
    // The name that is taken by null was in the way of finding the near miss.
    let call = traits(r#""email": null, "Email": "ada@example.com""#);
    let findings = validator().validate(call.as_bytes()).findings;
    let [null, collision] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!((&*null.rule, &*collision.rule), ("null-trait", "colliding-members"));
    assert_eq!(null.fix.as_ref().map(|fix| fix.safety), Some(Safety::Unsafe));
    // A plan may want the member to be there.
    let plan = serde_json::json!({ "properties": { "user_traits": { "required": ["email"] } } });
    let validator = Validator::builder().level(Level::Note).plan(plan).build().unwrap();
    let findings = validator.validate(traits(r#""email": null"#).as_bytes()).findings;
    assert_eq!(findings[0].rule, "null-trait");
    assert_eq!(findings[0].fix.as_ref().map(|fix| fix.safety), Some(Safety::Unsafe));
    // Of a member that stands twice only that is said, and nothing of what is refused or cut off.
    for (members, rules) in [
        (r#""email": null, "email": "a@b.example""#, &["duplicate-member"][..]),
        (r#""address": [null]"#, &["wrong-type"]),
    ] {
        let findings = validator_rules(&traits(members));
        assert_eq!(findings, rules, "{members}");
    }
    assert_eq!(
        validator_rules(
            r#"{"user_id": "u1", "user_traits": null, "timestamp": "2020-11-23T22:28:55Z"}"#
        ),
        ["wrong-type"]
    );
}

fn validator_rules(call: &str) -> Vec<String> {
    let findings = validator().validate(call.as_bytes()).findings;
    findings.iter().map(|finding| finding.rule.to_string()).collect()
}

/// What the safe fixes make of a call, in as many passes as it takes.
fn mended(call: &str) -> String {
    let validator = validator();
    let mut bytes = call.as_bytes().to_vec();
    loop {
        let fixed = apply_fixes(&bytes, &validator.validate(&bytes).findings, Safety::Safe);
        bytes = fixed.bytes;
        if fixed.applied == 0 {
            return String::from_utf8(bytes).unwrap();
        }
    }
}

#[test]
fn what_is_dropped_leaves_no_mark() {
    let call = |traits: &str| {
        format!(
            "{{\n  \"user_id\": \"u1\",\n  \"user_traits\": {traits},\n  \"timestamp\": \"2020-11-23T22:28:55Z\"\n}}\n"
        )
    };
    for (before, after) in [
        ("{\n    \"age\": null\n  }", "{}"),
        ("{ \"age\": null }", "{}"),
        ("{\n    \"age\": null,\n    \"x\": 1\n  }", "{\n    \"x\": 1\n  }"),
        ("{\n    \"x\": 1,\n    \"age\": null\n  }", "{\n    \"x\": 1\n  }"),
        ("{\r\n    \"x\": 1,\r\n    \"age\": null\r\n  }", "{\r\n    \"x\": 1\r\n  }"),
        (
            "{\n    \"x\": 1,\n    \"age\": null,\n    \"y\": 2\n  }",
            "{\n    \"x\": 1,\n    \"y\": 2\n  }",
        ),
        (
            "{\n    \"x\": 1\n  , \"age\": null\n  , \"y\": 2\n  }",
            "{\n    \"x\": 1\n  , \"y\": 2\n  }",
        ),
        ("{\"age\":null,\"email\":null,\"phone\":null}", "{}"),
        ("{\"age\":null,\"x\":1,\"email\":null,\"phone\":null}", "{\"x\":1}"),
        ("{ \"address\": { \"city\": null, \"state\": null } }", "{ \"address\": {} }"),
        // The full name takes the place of null, or a line of its own.
        (
            "{\"name\":null,\"first_name\":\"Ada\",\"last_name\":\"Byron\"}",
            "{\"name\":\"Ada Byron\",\"first_name\":\"Ada\",\"last_name\":\"Byron\"}",
        ),
        (
            "{\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"age\":null}",
            "{\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"name\":\"Ada Byron\"}",
        ),
    ] {
        assert_eq!(mended(&call(before)), call(after), "{before}");
    }
}

#[test]
fn traits_under_their_deprecated_name() {
    let call =
        traits(r#""age": null, "first_name": "Ada", "last_name": "Byron", "website": "a.example""#);
    let call = call.replace("user_traits", "traits");
    let found = ["deprecated-alias", "missing-full-name", "null-trait", "schemeless-website"];
    assert_eq!(validator_rules(&call), found);
}

#[test]
fn missing_full_names() {
    let rule = "missing-full-name";
    let missing = "`name` is missing, though `first_name` and `last_name` are here";
    let table = [
        (
            r#""first_name": "Ada", "last_name": "Byron""#,
            "{",
            missing,
            Fix::Safe(r#", "name": "Ada Byron""#),
        ),
        (r#""first_name":"Ada","last_name":"Byron""#, "{", "", Fix::Safe(r#","name":"Ada Byron""#)),
        (
            "\n  \"last_name\": \"Byron\",\n  \"first_name\": \"Ada\",\n  \"x\": 1\n",
            "{",
            "",
            Fix::Safe(",\n  \"name\": \"Ada Byron\""),
        ),
        (
            "\n  \"x\" : 1\n, \"first_name\" : \" Ada\\t\"\n, \"last_name\" : \"Byron \"\n",
            "{",
            "",
            Fix::Safe("\n, \"name\" : \"Ada Byron\""),
        ),
        (
            r#""first_name": "山田", "last_name": "太\"郎""#,
            "{",
            "",
            Fix::Safe(r#", "name": "山田 太\"郎""#),
        ),
        (
            r#""name": null, "first_name": "Ada", "last_name": "Byron""#,
            "null",
            "`name` is null, though `first_name` and `last_name` are here",
            Fix::Safe(r#""Ada Byron""#),
        ),
        (
            r#""first_name": "Ada", "last_name": "Byron", "company": {"name": "A"}"#,
            "{",
            "",
            Fix::Safe(r#", "name": "Ada Byron""#),
        ),
        // What is invisible in a part would be in the whole.
        (
            r#""first_name": "A\u0007da", "last_name": "Byron""#,
            "{",
            "",
            Fix::Unsafe(r#", "name": "A\u0007da Byron""#),
        ),
    ];
    // Other rules may have their word on a control character.
    let (last, plain) = table.split_last().unwrap();
    check(&validator(), &rows(rule, traits, plain));
    let findings = validator().validate(traits(last.0).as_bytes()).findings;
    let ours = findings.iter().find(|finding| finding.rule == rule).unwrap();
    assert_eq!(ours.fix.as_ref().map(|fix| fix.safety), Some(Safety::Unsafe));
    nothing(&[
        r#""first_name": "Ada""#,
        r#""first_name": "Ada", "last_name": "  ""#,
        r#""first_name": "Ada", "last_name": "Byron", "name": """#,
        r#""first_name": "Ada", "last_name": "Byron", "name": "Ada Byron""#,
        r#""friend": {"first_name": "Ada", "last_name": "Byron"}"#,
    ]);
    // The near miss is what is meant.
    let call = traits(r#""first_name": "Ada", "last_name": "Byron", "Name": "A""#);
    assert_eq!(validator_rules(&call), ["near-miss-member"]);
}

#[test]
fn contradictory_names() {
    let call = |names: &str| {
        let mut parts = names.split('|');
        let mut part = || parts.next().unwrap();
        let (name, first, last) = (part(), part(), part());
        traits(&format!(r#""name": "{name}", "first_name": "{first}", "last_name": "{last}""#))
    };
    let message = "`name` has nothing in common with `first_name` and `last_name`";
    let table = [
        ("Grace Hopper|Ada|Lovelace", r#""Grace Hopper""#, message, Fix::None),
        ("HOPPER, G.|Ada|Lovelace", r#""HOPPER, G.""#, "", Fix::None),
        ("Иван Петров|Анна|Смирнова", r#""Иван Петров""#, "", Fix::None),
        ("佐藤花子|太郎|山田", r#""佐藤花子""#, "", Fix::None),
        ("محمد علي|زينب|الحسيني", r#""محمد علي""#, "", Fix::None),
        ("coder4242|Ada|Lovelace", r#""coder4242""#, "", Fix::None),
    ];
    check(&validator(), &rows("contradictory-name", call, &table));
    for names in [
        "Ada Lovelace|Ada|Lovelace",
        "LOVELACE Ada|ada|lovelace",
        "Lovelace, Ada|Ada|Lovelace",
        "Ada King, Countess of Lovelace|Ada|Lovelace",
        "A. Lovelace|Ada|Lovelace",
        "A. L.|Ada|Lovelace",
        "AL|Ada|Lovelace",
        "Ada Byron|Ada|Lovelace",
        "Bob Smith|Robert|Smith",
        "Dr. Ada M. Lovelace PhD|Ada|Lovelace",
        "José García|Jose|Garcia",
        "JOSE\u{301} NUN\u{303}EZ|Josefa|Núñez",
        "Müller|Jürgen|Mueller",
        "Kathrine|Catherine|Smith",
        "Szabó Magda|Magda|Szabó",
        "山田太郎|太郎|山田",
        "山田太郎|たろう|やまだ",
        "Taro Yamada|太郎|山田",
        "Ivan Petrov|Иван|Петров",
        "O’Brien, Pat|Patrick|O'Brien",
        "Jean-Luc Picard|Jean Luc|Picard",
        "van der Berg|Anna|Vanderberg",
        "adalovelace|Ada|Lovelace",
        "Ｇｒａｃｅ|Grace|Hopper",
        "Ada|Ada Augusta|King-Noel",
        "|Ada|Lovelace",
        "Grace Hopper||Lovelace",
        "42|Ada|Lovelace",
    ] {
        let findings = validator().validate(call(names).as_bytes()).findings;
        assert!(findings.is_empty(), "{names}: {findings:#?}");
    }
}

#[test]
fn unverifiable_phones() {
    let call = |phone: &str| traits(&format!(r#""phone": "{phone}""#));
    let missing = "`phone` is not in the form of E.164: `+` and the country code are missing";
    let table = [
        ("020 7946 0958", "020 7946 0958", missing, Fix::None),
        ("442079460958", "442079460958", missing, Fix::None),
        ("(555) 010-0199", "(555) 010-0199", "", Fix::None),
        (
            "0044 20 7946 0958",
            "00",
            "`phone` is not in the form of E.164: it begins with `00`, which is dialled in some \
             countries only",
            Fix::None,
        ),
        (
            "+44 20 7946 0958",
            " ",
            "`phone` is not in the form of E.164: it has characters other than digits",
            Fix::Unsafe(r#""+442079460958""#),
        ),
        ("+44 (0)20 7946-0958", " (", "", Fix::Unsafe(r#""+442079460958""#)),
        ("+1.202.555.0143", ".", "", Fix::Unsafe(r#""+12025550143""#)),
        (" +12025550143", " ", "", Fix::Unsafe(r#""+12025550143""#)),
        ("+1\\u00202025550143", "\\u0020", "", Fix::Unsafe(r#""+12025550143""#)),
        (
            "+1 800 FLOWERS",
            "FLOWERS",
            "`phone` is not in the form of E.164: it has letters",
            Fix::None,
        ),
        ("+12025550143 ext. 5", "ext", "", Fix::None),
        ("+12025550143x5", "x", "", Fix::None),
        ("tel:+12025550143", "tel", "", Fix::None),
        ("n/a", "n", "", Fix::None),
        ("+1202", r#""+1202""#, "`phone` is not in the form of E.164: it is too short", Fix::None),
        (
            "+1234567890123456",
            r#""+1234567890123456""#,
            "`phone` is not in the form of E.164: it is too long",
            Fix::None,
        ),
        (
            "+02079460958",
            r#""+02079460958""#,
            "`phone` is not in the form of E.164: no code of a country begins with 0",
            Fix::None,
        ),
        ("+1202555*43", "*", "", Fix::None),
        ("+1202٥٥٥0143", "٥٥٥", "", Fix::None),
    ];
    check(&validator(), &rows("unverifiable-phone", call, &table));
    for phone in ["+442079460958", "+6834002", "+123456789012345", "", "  "] {
        let findings = validator().validate(call(phone).as_bytes()).findings;
        assert!(
            findings.iter().all(|it| it.rule != "unverifiable-phone"),
            "{phone}: {findings:#?}"
        );
    }
    nothing(&[r#""company": {"phone": "none"}"#, r#""phone_kind": "home""#]);
}

#[test]
fn spaced_usernames() {
    let call = |name: &str| traits(&format!(r#""username": "{name}""#));
    let inside = "`username` has a space in it";
    let table = [
        ("Ada Lovelace", " ", inside, Fix::None),
        ("ada  l", "  ", inside, Fix::None),
        (" ada", " ", "`username` begins with a space", Fix::None),
        ("ada ", " ", "`username` ends with a space", Fix::None),
        ("ada\\u00a0l", "\\u00a0", inside, Fix::None),
        ("ada\u{3000}l", "\u{3000}", inside, Fix::None),
        ("ada\u{2009}l", "\u{2009}", inside, Fix::None),
        ("\\u0061da l", " ", inside, Fix::None),
        ("   ", "   ", "`username` is blank: it holds only white space", Fix::None),
    ];
    check(&validator(), &rows("spaced-username", call, &table));
    nothing(&[
        r#""username": "ada.lovelace""#,
        r#""username": """#,
        r#""username": "ada_l-42""#,
        r#""username": "山田""#,
        r#""nickname": "the countess""#,
        r#""name": "Ada Lovelace""#,
    ]);
}

#[test]
fn oversized_calls() {
    let rule = "oversized-call";
    let call = |members: &str| {
        let size = 33_000_usize.saturating_sub(traits(members).len());
        traits(&members.replace('~', &"x".repeat(size.saturating_add(1))))
    };
    let largest = |members: &str| {
        let mut findings = Validator::new().validate(call(members).as_bytes()).findings;
        // Some of the names are those of other platforms.
        findings.retain(|finding| finding.rule == rule);
        let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
        assert_eq!(
            finding.message,
            "the call has 33,000 bytes, more than the usual limit of 32,768"
        );
        assert_eq!((finding.span.start.byte, finding.span.end.byte), (0, 1));
        finding.related[0].message.clone()
    };
    for (members, what) in [
        (r#""description": "~""#, "`description`, with 32,9"),
        (r#""x": 1, "portrait": "~""#, "member 2 of its object, with 32,"),
        (r#""company": {"name": "A", "plan": "~"}"#, "`company.plan`, with 32,"),
        (r#""company": {"name": "A", "logo": "~"}"#, "member 2 of its object, with 32,"),
        (r#""history": {"a": "~"}"#, "member 1 of its object, with 32,"),
    ] {
        let message = largest(members);
        let expected = format!("the largest member: {what}");
        assert!(message.starts_with(&expected), "{message}");
    }
    let many: Vec<String> = (0..3_000).map(|n| format!(r#""t{n}": {n}"#)).collect();
    let findings = Validator::new().validate(traits(&many.join(", ")).as_bytes()).findings;
    assert!(findings[0].related[0].message.starts_with("the largest member: `user_traits`, "));
    // To the byte, and without what stands around the call.
    for (length, is_found) in [(32_768, false), (32_769, true)] {
        let empty = traits(r#""x": """#).len();
        let call = traits(&format!(r#""x": "{}""#, "x".repeat(length - empty)));
        assert_eq!(call.len(), length);
        let padded = format!("  \n{call}\n\n\n");
        let findings = Validator::new().validate(padded.as_bytes()).findings;
        assert_eq!(!findings.is_empty(), is_found, "{length}");
    }
}

/// Traits of any kind, in any form that is JSON.
fn any_traits() -> impl Strategy<Value = String> {
    let names = prop::sample::subsequence(
        vec![
            "name",
            "first_name",
            "last_name",
            "email",
            "age",
            "phone",
            "username",
            "website",
            "avatar",
            "birthday",
            "address",
            "company",
            "Email",
            "x",
        ],
        0..10,
    );
    let values = prop::collection::vec(
        prop::sample::select(vec![
            "null",
            "null",
            r#""Ada""#,
            r#"" Byron ""#,
            r#""""#,
            "36",
            r#"{"city": null}"#,
            r#"{"name":null,"plan":null}"#,
            r#""a@b.example""#,
            r#""A\u200bda""#,
        ]),
        10,
    );
    let spaces =
        prop::sample::select(vec![("", ":"), (" ", ": "), ("\n    ", ": "), ("\r\n\t", " : ")]);
    (names.prop_shuffle(), values, spaces).prop_map(|(names, values, (space, colon))| {
        let members = names.iter().zip(&values);
        let members: Vec<String> =
            members.map(|(name, value)| format!("{space}\"{name}\"{colon}{value}")).collect();
        traits(&members.join(","))
    })
}

proptest! {
    #[test]
    fn safe_fixes_of_traits_remove_their_findings_and_add_none(call in any_traits()) {
        let validator = validator();
        let before = validator.validate(call.as_bytes()).findings;
        let ours = ["null-trait", "missing-full-name"];
        for finding in before.iter().filter(|finding| ours.contains(&finding.rule.as_ref())) {
            let fix = finding.fix.as_ref().unwrap();
            if fix.safety != Safety::Safe {
                continue;
            }
            let fixed = apply_fixes(call.as_bytes(), std::slice::from_ref(finding), Safety::Safe);
            prop_assert_eq!(fixed.applied, 1);
            let after = validator.validate(&fixed.bytes).findings;
            let rules = |findings: &[identify_validator::Finding]| {
                let mut rules: Vec<_> =
                    findings.iter().map(|it| (it.rule.to_string(), it.message.clone())).collect();
                rules.sort();
                rules
            };
            let mut expected = rules(&before);
            let own = (finding.rule.to_string(), finding.message.clone());
            let at = expected.iter().position(|it| *it == own).unwrap();
            expected.remove(at);
            prop_assert_eq!(rules(&after), expected, "{}", String::from_utf8_lossy(&fixed.bytes));
        }
    }

    #[test]
    fn nothing_panics_on_any_text(text in any::<String>()) {
        let text = serde_json::Value::from(text).to_string();
        let members = ["name", "first_name", "last_name", "phone", "username", "website", "avatar"];
        let members: Vec<String> =
            members.iter().map(|name| format!("\"{name}\": {text}")).collect();
        let call = traits(&members.join(", "));
        for finding in validator().validate(call.as_bytes()).findings {
            // A span that is no text would panic.
            expect::span_text(&call, &finding);
        }
    }
}
