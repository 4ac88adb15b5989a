//! Findings of the schema group: one for each fault, on its bytes, with its fix.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "tests state what must hold"
)]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, Row, beside, check, rows, timestamp, traits, user_id};
use identify_validator::{InputFormat, RuleLevel, Validator};
use serde_json::{Value, json};

fn plan(schema: &Value) -> Validator {
    Validator::builder().plan(schema.clone()).build().unwrap()
}

fn plan_of_traits(properties: &Value) -> Validator {
    plan(&json!({ "properties": { "user_traits": { "properties": properties } } }))
}

#[test]
fn wrong_type() {
    let cases = [
        (r#""age": "33""#, r#""33""#, "`age` must be a number, found a string", Fix::Safe("33")),
        (r#""age": "-33""#, r#""-33""#, "", Fix::None),
        (r#""age": " 33""#, r#"" 33""#, "", Fix::Unsafe("33")),
        (r#""age": "33 years""#, r#""33 years""#, "", Fix::Unsafe("33")),
        (r#""age": "1,033""#, r#""1,033""#, "", Fix::Unsafe("1033")),
        (r#""age": "33,5""#, r#""33,5""#, "", Fix::Unsafe("33.5")),
        (r#""age": "20-30""#, r#""20-30""#, "", Fix::None),
        (r#""age": "thirty""#, r#""thirty""#, "", Fix::None),
        (r#""age": "N/A""#, r#""N/A""#, "", Fix::Unsafe("")),
        (r#""age": {"$numberInt": "33"}"#, r#"{"$numberInt": "33"}"#, "", Fix::Unsafe("33")),
        (r#""age": "033""#, r#""033""#, "", Fix::Unsafe("33")),
        (r#""age": "1e999""#, r#""1e999""#, "", Fix::None),
        (
            r#""age": "12345678901234567""#,
            r#""12345678901234567""#,
            "",
            Fix::Unsafe("12345678901234567"),
        ),
        (r#""age": """#, r#""""#, "`age` must be a number, found an empty string", Fix::Unsafe("")),
        (r#""age": true"#, "true", "`age` must be a number, found a boolean", Fix::None),
        (r#""age": [3]"#, "[3]", "`age` must be a number, found an array", Fix::Unsafe("|")),
        (r#""name": 5"#, "5", "`name` must be a string, found a number", Fix::Unsafe(r#""5""#)),
        (r#""phone": 1.50e3"#, "1.50e3", "", Fix::Unsafe(r#""1.50e3""#)),
        (r#""email": 5"#, "5", "`email` must be a string, found a number", Fix::None),
        (r#""birthday": 1984"#, "1984", "`birthday` must be a string, found a number", Fix::None),
        (r#""birthday": 19840402"#, "19840402", "", Fix::Unsafe(r#""1984-04-02""#)),
        (r#""birthday": 1606170535"#, "1606170535", "", Fix::None),
        (
            r#""address": []"#,
            "[]",
            "`address` must be an object, found an empty array",
            Fix::Safe("{}"),
        ),
        (r#""address": [{"city": "x"}]"#, r#"[{"city": "x"}]"#, "", Fix::Unsafe("|")),
        (
            r#""address": "Bath""#,
            r#""Bath""#,
            "`address` must be an object, found a string",
            Fix::None,
        ),
        (
            r#""address": "12 High St, Bath""#,
            r#""12 High St, Bath""#,
            "",
            Fix::Unsafe(r#"{ "street": "12 High St, Bath" }"#),
        ),
        (r#""company": 7"#, "7", "", Fix::Unsafe(r#"{ "id": 7 }"#)),
        (r#""company": ["A"]"#, r#"["A"]"#, "", Fix::Unsafe(r#"{ "name": "A" }"#)),
        (
            r#""birthday": {"year": 1984, "month": 4, "day": 2}"#,
            r#"{"year": 1984, "month": 4, "day": 2}"#,
            "",
            Fix::Unsafe(r#""1984-04-02""#),
        ),
        (r#""birthday": 30774"#, "30774", "", Fix::Unsafe(r#""1984-04-02""#)),
        (r#""company": "A \"B\"""#, r#""A \"B\"""#, "", Fix::Unsafe(r#"{ "name": "A \"B\"" }"#)),
        (r#""company": "{\"id\":\n1}""#, r#""{\"id\":\n1}""#, "", Fix::Unsafe(r#"{"id": 1}"#)),
        (
            r#""company": {"id": []}"#,
            "[]",
            "`company.id` must be a string or a number, found an empty array",
            Fix::None,
        ),
        (
            r#""company": {"id": {}}"#,
            "{}",
            "`company.id` must be a string or a number, found an object",
            Fix::None,
        ),
    ];
    check(&Validator::new(), &rows("wrong-type", traits, &cases));
    let cases = [
        ("null", "null", "`user_id` must be a string, found null", Fix::None),
        ("20418", "20418", "`user_id` must be a string, found a number", Fix::Unsafe(r#""20418""#)),
        (
            "12345678901234567890123",
            "12345678901234567890123",
            "",
            Fix::Unsafe(r#""12345678901234567890123""#),
        ),
        (r#"["u1"]"#, r#"["u1"]"#, "", Fix::Unsafe("|")),
        (r#"{"$oid": "5f"}"#, r#"{"$oid": "5f"}"#, "", Fix::Unsafe("|")),
        (r#"{"id": "a", "b": 1}"#, r#"{"id": "a", "b": 1}"#, "", Fix::None),
        ("true", "true", "", Fix::None),
    ];
    check(&Validator::new(), &rows("wrong-type", user_id, &cases));
    let cases = [
        (
            "1442484000000",
            "1442484000000",
            "`timestamp` must be a string, found a number",
            Fix::Unsafe(r#""2015-09-17T10:00:00Z""#),
        ),
        ("1606170535", "1606170535", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        ("1606170535.111", "1606170535.111", "", Fix::Unsafe(r#""2020-11-23T22:28:55.111Z""#)),
        ("-5", "-5", "", Fix::None),
        ("1.606170535e9", "1.606170535e9", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        ("44158.5", "44158.5", "", Fix::Unsafe(r#""2020-11-23T12:00:00Z""#)),
        (
            r#"{"$date": 1606170535123}"#,
            r#"{"$date": 1606170535123}"#,
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55.123Z""#),
        ),
        (
            r#"{"seconds": 1606170535, "nanoseconds": 5000000}"#,
            r#"{"seconds": 1606170535, "nanoseconds": 5000000}"#,
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55.005000000Z""#),
        ),
        (
            "[2020, 11, 23, 22, 28, 55]",
            "[2020, 11, 23, 22, 28, 55]",
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55Z""#),
        ),
        ("null", "null", "`timestamp` must be a string, found null", Fix::None),
    ];
    check(&Validator::new(), &rows("wrong-type", timestamp, &cases));
    let cases = [
        (r#""context": []"#, "[]", "", Fix::Safe("{}")),
        (r#""context": "x""#, r#""x""#, "", Fix::None),
        (r#""context": """#, r#""""#, "", Fix::Unsafe("")),
    ];
    check(&Validator::new(), &rows("wrong-type", beside, &cases));
}

#[test]
fn types_of_a_plan() {
    let plan = plan_of_traits(&json!({
        "seats": { "type": "integer" },
        "active": { "type": "boolean" },
        "tags": { "type": ["array", "string"] },
        "name": { "type": "string" },
    }));
    let cases = [
        (
            r#""seats": 1.5"#,
            "1.5",
            "`seats` must be a whole number, found a number with a fraction",
            Fix::None,
        ),
        (r#""seats": "5""#, r#""5""#, "", Fix::Safe("5")),
        (
            r#""active": "true""#,
            r#""true""#,
            "`active` must be a boolean, found a string",
            Fix::Unsafe("true"),
        ),
        (r#""tags": 1"#, "1", "", Fix::Unsafe(r#""1""#)),
        // Both the contract and the plan object, and it is one fault.
        (r#""name": 5"#, "5", "`name` must be a string, found a number", Fix::Unsafe(r#""5""#)),
        (r#""name": null"#, "null", "`name` must be a string, found null", Fix::None),
    ];
    check(&plan, &rows("wrong-type", traits, &cases));
    let strict = plan_of_traits(&json!({ "seats": { "type": "integer", "maximum": 4 } }));
    let cases = [(r#""seats": "5""#, r#""5""#, "", Fix::None)];
    check(&strict, &rows("wrong-type", traits, &cases));
}

#[test]
fn lengths_ranges_and_lists() {
    let validator = plan_of_traits(&json!({
        "username": { "minLength": 3, "maxLength": 5, "pattern": "^[a-z]*$" },
        "age": { "minimum": 18, "exclusiveMaximum": 130 },
        "plan": { "enum": ["free", "pro", "enterprise"] },
        "seats": { "enum": [1, 5, 25] },
        "stage": { "anyOf": [{ "const": "lead" }, { "const": "won" }] },
        "email": { "minLength": 1 },
    }));
    let one = |rule, cases: &[(&str, &'static str, &'static str, Fix<'static>)]| {
        check(&validator, &rows(rule, traits, cases));
    };
    one(
        "too-short",
        &[
            (
                r#""username": "ab""#,
                r#""ab""#,
                "`username` has 2 characters, expected at least 3 characters",
                Fix::None,
            ),
            (
                r#""username": """#,
                r#""""#,
                "`username` is empty, expected at least 3 characters",
                Fix::None,
            ),
            (
                r#""email": """#,
                r#""""#,
                "`email` is empty, expected at least 1 character",
                Fix::None,
            ),
        ],
    );
    one(
        "too-long",
        &[(
            r#""username": "abcdef""#,
            r#""abcdef""#,
            "`username` has 6 characters, expected at most 5",
            Fix::None,
        )],
    );
    one(
        "pattern-mismatch",
        &[(
            r#""username": "ABC""#,
            r#""ABC""#,
            "`username` does not match the pattern `^[a-z]*$`",
            Fix::None,
        )],
    );
    one(
        "out-of-range",
        &[
            (
                r#""age": -1"#,
                "-1",
                "`age` must be at least 18, found a number that is smaller",
                Fix::None,
            ),
            (
                r#""age": 130"#,
                "130",
                "`age` must be less than 130, found a number that is not smaller",
                Fix::None,
            ),
            (
                r#""company": {"employee_count": -1e2}"#,
                "-1e2",
                "`company.employee_count` must be at least 0, found a negative number",
                Fix::None,
            ),
        ],
    );
    one(
        "unlisted-value",
        &[
            (
                r#""plan": "PRO""#,
                r#""PRO""#,
                "`plan` must be `\"free\"`, `\"pro\"` or `\"enterprise\"`, found another string",
                Fix::Unsafe("\"pro\""),
            ),
            (r#""plan": "entreprise""#, r#""entreprise""#, "", Fix::Unsafe("\"enterprise\"")),
            (r#""plan": "gold""#, r#""gold""#, "", Fix::None),
            (
                r#""plan": 5"#,
                "5",
                "`plan` must be `\"free\"`, `\"pro\"` or `\"enterprise\"`, found a number",
                Fix::None,
            ),
            (
                r#""seats": "5""#,
                r#""5""#,
                "`seats` must be `1`, `5` or `25`, found a string",
                Fix::Unsafe("5"),
            ),
            (r#""seats": 6"#, "6", "", Fix::None),
            (
                r#""stage": "lost""#,
                r#""lost""#,
                "`stage` must be `\"lead\"` or `\"won\"`, found another string",
                Fix::None,
            ),
        ],
    );
}

#[test]
fn forbidden_and_required() {
    let validator = plan(&json!({
        "anyOf": [{ "required": ["context"] }, { "required": ["channel_id"] }],
        "properties": { "user_traits": {
            "required": ["first_name"],
            "properties": { "ssn": false, "empty": { "additionalProperties": false }, "address": { "additionalProperties": false, "properties": { "postal_code": true } } },
        } },
    }));
    let call = |members: &str| {
        traits(&format!(r#""first_name": "Ada", {members}"#)).replacen(
            '{',
            r#"{"context": {}, "#,
            1,
        )
    };
    let cases = [
        (r#""ssn": 1"#, r#""ssn""#, "`ssn` is not allowed here", Fix::None),
        (r#""address": {"floor": 1}"#, r#""floor""#, "this member is not allowed here", Fix::None),
        (r#""empty": {"floor": 1}"#, r#""floor""#, "this member is not allowed here", Fix::None),
        (
            r#""address": {"postalCode": "1"}"#,
            r#""postalCode""#,
            "this member is not allowed: most likely it is `postal_code`",
            Fix::Safe("\"postal_code\""),
        ),
    ];
    check(&validator, &rows("forbidden-member", call, &cases));
    let open = |traits: &str| {
        format!(
            r#"{{"context": {{}}, "user_id": "u1", "timestamp": "2020-11-23T22:28:55Z", {traits}}}"#
        )
    };
    let cases = [
        (
            r#""user_traits": {}"#,
            "{",
            "required member `first_name` is missing in `user_traits`",
            Fix::None,
        ),
        (
            r#""user_traits": {"firstName": "A"}"#,
            r#""firstName""#,
            "required member `first_name` is missing: it is here in another spelling",
            Fix::Safe("\"first_name\""),
        ),
    ];
    check(&validator, &rows("missing-member", open, &cases));
    let call = traits(r#""first_name": "Ada""#);
    let row = Row {
        call,
        rule: "missing-member",
        at: "{",
        message: "one of `context` or `channel_id` is required, and none is there",
        fix: Fix::None,
    };
    check(&validator, &[row]);
    let call = r#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#.to_owned();
    let row = Row {
        call,
        rule: "missing-member",
        at: "\"traits\"",
        message: "required member `user_traits` is missing: it is here by its deprecated name",
        fix: Fix::Unsafe("\"user_traits\""),
    };
    let known = json!({ "user_id": {}, "timestamp": {}, "user_traits": {} });
    for strict in [
        json!({ "required": ["user_traits"] }),
        json!({ "required": ["user_traits"], "properties": known, "additionalProperties": false }),
    ] {
        check(&plan(&strict), std::slice::from_ref(&row));
    }
}

/// Whoever writes `traits` does not get around a plan for `user_traits`.
#[test]
fn a_plan_holds_for_the_former_name_of_a_member() {
    let schema = json!({
        "$defs": { "adult": { "minimum": 18 } },
        "properties": { "user_traits": {
            "$anchor": "traits",
            "required": ["email"],
            "properties": { "ssn": false, "age": { "$ref": "#/$defs/adult" } },
        } },
        "allOf": [{ "properties": { "user_traits": { "properties": { "plan": { "enum": ["pro"] } } } } }],
    });
    let traits = r#"{"ssn": 1, "age": 3, "plan": "free"}"#;
    let of = |name: &str| {
        format!(r#"{{"user_id": "u1", "{name}": {traits}, "timestamp": "2020-11-23T22:28:55Z"}}"#)
    };
    for screen in [true, false] {
        let builder = Validator::builder().plan(schema.clone()).screen(screen);
        let validator = builder.rule("deprecated-alias", RuleLevel::Off).build().unwrap();
        let told = |name: &str| -> Vec<(String, String)> {
            let report = validator.validate_as(of(name).as_bytes(), InputFormat::Ndjson);
            let told = report.findings.into_iter();
            told.map(|it| (it.rule.into_owned(), it.pointer.replace(name, "TRAITS"))).collect()
        };
        let expected = told("user_traits");
        assert_eq!(expected.len(), 4, "{expected:?}");
        assert_eq!(told("traits"), expected);
    }
}

#[test]
fn other_keywords_of_a_plan() {
    let validator = plan_of_traits(&json!({
        "ip": { "format": "ipv4" },
        "deposit": { "multipleOf": 5 },
        "tags": { "minItems": 1, "maxItems": 2, "uniqueItems": true },
        "source": { "not": { "const": "x" } },
        "meta": { "maxProperties": 1, "dependentRequired": { "a": ["b"] } },
        "langs": { "contains": { "const": "en" } },
        "names": { "propertyNames": { "pattern": "^[a-z]+$" } },
        "pair": { "prefixItems": [true], "items": false },
        "either": { "anyOf": [{ "type": "object", "required": ["x", "y"] }, { "type": "object", "required": ["z", "w"] }] },
        "tagged": { "oneOf": [
            { "properties": { "kind": { "const": "a" }, "n": { "type": "number" } } },
            { "properties": { "kind": { "const": "b" }, "n": { "type": "boolean" } } },
        ] },
    }));
    let cases = [
        (r#""ip": "1.2.3""#, r#""1.2.3""#, "`ip` is not of the format `ipv4`", Fix::None),
        (
            r#""deposit": 12"#,
            "12",
            "`deposit` must be a multiple of 5, found a number that is none",
            Fix::None,
        ),
        (r#""tags": []"#, "[", "`tags` has 0 elements, expected at least 1", Fix::None),
        (r#""tags": [1, 2, 3]"#, "3", "`tags` has 3 elements, expected at most 2", Fix::None),
        (r#""tags": [1, 1.0]"#, "1.0", "`tags` holds the same element twice", Fix::None),
        (r#""source": "x""#, r#""x""#, "`source` is what the plan excludes (`not`)", Fix::None),
        (r#""meta": {"c": 1, "d": 2}"#, "{", "`meta` has 2 members, expected at most 1", Fix::None),
        (r#""meta": {"a": 1}"#, "{", "`b` is missing, which must stand beside `a`", Fix::None),
        (
            r#""langs": ["cy"]"#,
            r#"["cy"]"#,
            "`langs` has no element of the kind that the plan asks for (`contains`)",
            Fix::None,
        ),
        (
            r#""names": {"A": 1}"#,
            "{",
            "a member of `names` has a name that the plan does not allow (`propertyNames`)",
            Fix::None,
        ),
        (r#""either": {}"#, "{}", "`either` fits none of the plan's 2 alternatives", Fix::None),
    ];
    check(&validator, &rows("schema-mismatch", traits, &cases));
    let cases = [(r#""pair": [1, 2]"#, "2", "this element is not allowed", Fix::None)];
    check(&validator, &rows("forbidden-member", traits, &cases));
    // The branch with the right tag is the one that was meant.
    let cases = [(
        r#""tagged": {"kind": "b", "n": 1}"#,
        "1",
        "`n` must be a boolean, found a number",
        Fix::None,
    )];
    check(&validator, &rows("wrong-type", traits, &cases));
}

#[test]
fn conflicting_alias() {
    let cases = [
        (
            r#""traits": {"a": 1}"#,
            r#""traits""#,
            "`user_traits` and its deprecated name `traits` are both here: their values differ",
            Fix::None,
        ),
        (
            r#""traits": {}"#,
            r#""traits""#,
            "`user_traits` and its deprecated name `traits` are both here: their values are equal",
            Fix::Safe(""),
        ),
    ];
    check(&Validator::new(), &rows("conflicting-alias", beside, &cases));
}

/// A guess that would trade the fault for another one is not offered.
#[test]
fn no_fix_leads_to_another_fault() {
    for (member, value) in [("user_id", "0"), ("user_id", r#"["null"]"#)] {
        let call = format!(
            r#"{{"{member}": {value}, "user_traits": {{}}, "timestamp": "2020-11-23T22:28:55Z"}}"#
        );
        let report = identify_validator::validate(call.as_bytes());
        assert_eq!(report.findings[0].rule, "wrong-type");
        assert_eq!(report.findings[0].fix, None, "{call}");
    }
    let call =
        br#"{"user_id": "u1", "user_traits": {"age": "-5"}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    assert_eq!(identify_validator::validate(call).findings[0].fix, None);
    let call = br#"{"user_id": 7, "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    assert!(identify_validator::validate(call).findings[0].fix.is_some());
}
