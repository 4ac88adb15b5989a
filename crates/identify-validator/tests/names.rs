//! Findings about how members are called.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, Row, beside, check, span_text, traits};
use identify_validator::{Safety, Validator, apply_fixes, validate};

fn row<'r>(call: String, rule: &'r str, at: &'r str, message: &'r str, fix: Fix<'r>) -> Row<'r> {
    Row { call, rule, at, message, fix }
}

/// Whoever declares a name in a plan means it: it is no near miss, no unknown member and never
/// renamed, or what the plan says of it would hold no more.
#[test]
fn names_of_a_plan_are_meant() {
    let plan = serde_json::json!({
        "properties": { "user_traits": { "properties": {
            "firstName": { "maxLength": 3 }, "address_city": {},
        } } },
        "required": ["type"],
    });
    let validator = Validator::builder().plan(plan).build().unwrap();
    let told = |call: &str| -> Vec<(String, String)> {
        let findings = validator.validate(call.as_bytes()).findings;
        findings.into_iter().map(|it| (it.rule.into_owned(), it.message)).collect()
    };
    let rest = r#""timestamp": "2020-11-23T22:28:55Z""#;
    let call = format!(
        r#"{{"user_id": "u1", "type": "x", "user_traits": {{"firstName": "Ada", "address_city": "Oslo"}}, {rest}}}"#
    );
    assert_eq!(told(&call), []);
    let long = call.replace("Ada", "Alexander");
    let message = "`firstName` has 9 characters, expected at most 3".to_owned();
    assert_eq!(told(&long), [("too-long".to_owned(), message)]);
    // Of a required member it still explains why that is missing, but it is not renamed by itself.
    let plan = serde_json::json!({ "properties": { "userId": { "type": "string" } } });
    let validator = Validator::builder().plan(plan).build().unwrap();
    let call = format!(r#"{{"userId": "u1", "user_traits": {{}}, {rest}}}"#);
    let findings = validator.validate(call.as_bytes()).findings;
    let safeties: Vec<_> =
        findings.iter().map(|it| it.fix.as_ref().map(|fix| fix.safety)).collect();
    assert_eq!(safeties, [Some(Safety::Unsafe)]);
}

/// Of two members that may be meant for one name, none is renamed by itself, in whatever order
/// they stand.
#[test]
fn of_two_that_may_be_meant_a_person_chooses() {
    let rest = r#""timestamp": "2020-11-23T22:28:55Z""#;
    let pairs = [
        (r#""userId": "u1""#, r#""user-id": "u2""#),
        (r#""user_id\u200b": "u1""#, r#""userId": "u2""#),
        (r#""uid": "u1""#, r#""id": "u2""#),
    ];
    for (one, other) in pairs.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]) {
        let call = format!(r#"{{{one}, {other}, "user_traits": {{}}, {rest}}}"#);
        let findings = validate(call.as_bytes()).findings;
        let [finding] = findings.as_slice() else { panic!("{call}: {findings:#?}") };
        assert_eq!((finding.rule.as_ref(), &finding.fix), ("missing-member", &None), "{call}");
        assert_eq!((finding.suggestions.len(), finding.related.len()), (2, 1), "{call}");
    }
    // The nearest is the one, wherever it stands; and two of one value are no choice.
    for members in [
        r#""id": "x", "userId": "u1""#,
        r#""userId": "u1", "id": "x""#,
        r#""userId": "u1", "user-id": "u1""#,
    ] {
        let call = format!(r#"{{{members}, "user_traits": {{}}, {rest}}}"#);
        let findings = validate(call.as_bytes()).findings;
        let fixes: Vec<_> = findings.iter().filter_map(|it| it.fix.as_ref()).collect();
        let [fix] = fixes.as_slice() else { panic!("{call}: {findings:#?}") };
        assert_eq!(fix.safety, Safety::Safe, "{call}");
        assert!(members.contains("\"userId\": \"u1\""));
    }
}

#[test]
fn near_misses() {
    let rule = "near-miss-member";
    let rows = [
        row(
            traits(r#""firstName": "A""#),
            rule,
            r#""firstName""#,
            "`first_name` is spelled in another way here",
            Fix::Safe("\"first_name\""),
        ),
        row(
            traits(r#""First Name": "A""#),
            rule,
            r#""First Name""#,
            "",
            Fix::Safe("\"first_name\""),
        ),
        row(traits(r#""E-Mail": "a@b.example""#), rule, r#""E-Mail""#, "", Fix::Safe("\"email\"")),
        row(traits(r#""Email": "nobody""#), rule, r#""Email""#, "", Fix::None),
        row(traits(r#""Age": "old""#), rule, r#""Age""#, "", Fix::None),
        row(traits(r#""Age": "5""#), rule, r#""Age""#, "", Fix::Unsafe("\"age\"|5")),
        row(
            traits(r#""Birthday": "2 April 1990""#),
            rule,
            r#""Birthday""#,
            "",
            Fix::Unsafe(r#""birthday"|"1990-04-02""#),
        ),
        row(
            traits(r#""frist_name": "A""#),
            rule,
            r#""frist_name""#,
            "this name is nearly `first_name`, but misspelt",
            Fix::Unsafe("\"first_name\""),
        ),
        row(traits(r#""lastnam": "A""#), rule, r#""lastnam""#, "", Fix::Unsafe("\"last_name\"")),
        row(
            traits(r#""$email": "a@b.example""#),
            rule,
            r#""$email""#,
            "`$email` is what Mixpanel calls `email`",
            Fix::Unsafe("\"email\""),
        ),
        row(
            traits(r#""address": {"zip": "1"}"#),
            rule,
            r#""zip""#,
            "`zip` is what HubSpot calls `postal_code`",
            Fix::Unsafe("\"postal_code\""),
        ),
        row(
            traits(r#""company": {"employees": 5}"#),
            rule,
            r#""employees""#,
            "",
            Fix::Unsafe("\"employee_count\""),
        ),
        row(traits(r#""company": {"Plan": "x"}"#), rule, r#""Plan""#, "", Fix::Safe("\"plan\"")),
        row(
            traits(r#""\u0046irstName": "A""#),
            rule,
            r#""\u0046irstName""#,
            "",
            Fix::Safe("\"first_name\""),
        ),
        row(beside(r#""Context": {}"#), rule, r#""Context""#, "", Fix::Safe("\"context\"")),
        row(beside(r#""contxt": {}"#), rule, r#""contxt""#, "", Fix::Unsafe("\"context\"")),
    ];
    check(&Validator::new(), &rows);
}

#[test]
fn names_of_their_own() {
    for name in [
        "plan",
        "plans",
        "names",
        "page",
        "state",
        "stage",
        "emails",
        "phones",
        "email2",
        "address1",
        "titles",
        "tier",
        "list_name",
        "first_date",
        "first_page",
        "last_game",
        "last_seen",
        "lastLogin",
        "user_ip",
        "companyid",
        "country",
        "city",
        "nickname",
        "aged",
        "avatars",
        "gene",
        "website_url",
        "username_history",
        "birth_year",
        "description_de",
        "phone_verified",
        "id",
        "type",
        "total",
    ] {
        let call = traits(&format!(r#""{name}": "x""#));
        let findings = validate(call.as_bytes()).findings;
        assert!(findings.is_empty(), "{name}: {findings:#?}");
    }
    for name in ["county", "streets", "city2", "street2", "country_code"] {
        let call = traits(&format!(r#""address": {{"{name}": "x"}}"#));
        assert!(validate(call.as_bytes()).findings.is_empty(), "{name}");
    }
    // A trait of another type is a trait of its own, and a name that is taken is not meant.
    for members in [r#""ages": {}"#, r#""compny": [1]"#, r#""title": "A", "titel": "B""#] {
        assert!(validate(traits(members).as_bytes()).findings.is_empty(), "{members}");
    }
}

#[test]
fn required_members_by_another_name() {
    let rule = "missing-member";
    let call = |id: &str, traits: &str| {
        format!(r#"{{"{id}": "u1", "{traits}": {{}}, "timestamp": "2020-11-23T22:28:55Z"}}"#)
    };
    let rows = [
        row(
            call("userId", "user_traits"),
            rule,
            r#""userId""#,
            "required member `user_id` is missing: it is here in another spelling",
            Fix::Safe("\"user_id\""),
        ),
        row(
            call("distinct_id", "user_traits"),
            rule,
            r#""distinct_id""#,
            "required member `user_id` is missing: `distinct_id` is what PostHog calls it",
            Fix::Unsafe("\"user_id\""),
        ),
        row(call("user_id", "Traits"), rule, r#""Traits""#, "", Fix::Safe("\"user_traits\"")),
        row(call("user_id", "trait"), rule, r#""trait""#, "", Fix::Unsafe("\"user_traits\"")),
        row(
            call("user_id", "userTraits"),
            rule,
            r#""userTraits""#,
            "",
            Fix::Safe("\"user_traits\""),
        ),
        // What comes to light by the fix is for a person to see.
        row(
            call("userId", "user_traits").replace("u1", "null"),
            rule,
            r#""userId""#,
            "",
            Fix::Unsafe("\"user_id\""),
        ),
        row(
            call("uid", "user_traits"),
            rule,
            r#""uid""#,
            "required member `user_id` is missing: `uid` is what Firebase calls it",
            Fix::Unsafe("\"user_id\""),
        ),
    ];
    check(&Validator::new(), &rows);
}

/// What holds traits is what is missing, whatever it is called; but not what other things are called by.
#[test]
fn traits_under_any_name() {
    let call = |name: &str, members: &str| {
        format!(
            r#"{{"user_id": "u1", "{name}": {{{members}}}, "timestamp": "2020-11-23T22:28:55Z"}}"#
        )
    };
    let rule = "missing-member";
    let said = "required member `user_traits` is missing: this member holds what belongs there";
    let names =
        [r#""properties""#, r#""attributes""#, r#""data""#, r#""userProperties""#, r#""user""#];
    let under = |at: &'static str| {
        let name = at.trim_matches('"');
        let call = call(name, r#""email": "a@b.example""#);
        row(call, rule, at, said, Fix::Unsafe("\"user_traits\""))
    };
    let rows = names.map(under);
    check(&Validator::new(), &rows);
    for (name, members) in [("group", r#""name": "x""#), ("data", ""), ("context", r#""age": 3"#)] {
        let findings = validate(call(name, members).as_bytes()).findings;
        let missing = findings.iter().find(|it| it.rule == rule).unwrap();
        assert_eq!(missing.message, "required member `user_traits` is missing");
    }
}

#[test]
fn near_misses_inside_of_near_misses() {
    let call = r#"{"userId": "u1", "userTraits": {"firstName": "A"}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    let findings = validate(call.as_bytes()).findings;
    let at: Vec<&str> = findings.iter().map(|it| span_text(call, it)).collect();
    assert_eq!(at, [r#""userId""#, r#""userTraits""#, r#""firstName""#]);
}

#[test]
fn unknown_members() {
    let rule = "unknown-member";
    let rows = [
        row(
            beside(r#""type": "identify""#),
            rule,
            r#""type""#,
            "`type` is a field of Segment, not of this contract",
            Fix::None,
        ),
        row(
            beside(r#""userId": "u1""#),
            rule,
            r#""userId""#,
            "another spelling of `user_id`, which is here as well, with the same value",
            Fix::None,
        ),
        row(
            beside(r#""User_Id": "u2""#),
            rule,
            r#""User_Id""#,
            "another spelling of `user_id`, which is here as well, with another value",
            Fix::None,
        ),
        row(
            beside(r#""distinct_id": "u1""#),
            rule,
            r#""distinct_id""#,
            "`distinct_id` is a field of PostHog, not of this contract",
            Fix::None,
        ),
        row(
            beside(r#""email": "a@b.example""#),
            rule,
            r#""email""#,
            "`email` is a trait, but stands beside `user_traits`",
            Fix::Unsafe(r#""email": "a@b.example"|"#),
        ),
        row(
            beside(r#""firstName": "A""#),
            rule,
            r#""firstName""#,
            "`first_name` is a trait, but stands beside `user_traits`",
            Fix::Unsafe(r#""first_name": "A"|"#),
        ),
        row(
            beside(r#""tenant": "north""#),
            rule,
            r#""tenant""#,
            "this member is not one of the contract's",
            Fix::None,
        ),
        row(beside(r#""user_ip": "x""#), rule, r#""user_ip""#, "", Fix::None),
        row(beside(r#""content": {}"#), rule, r#""content""#, "", Fix::None),
    ];
    check(&Validator::new(), &rows);
}

#[test]
fn a_call_that_is_cut_off() {
    for call in [
        r#"{"userId": "u1", "user_traits": {"#,
        r#"{"user_id": "u1", "type": "identify""#,
        r#"{"user_id": "u1", "user_traits": {}}, "email": "a@b.example", "timestamp": "2020-11-23T22:28:55Z"}"#,
    ] {
        let findings = validate(call.as_bytes()).findings;
        let names = ["near-miss-member", "unknown-member"];
        assert!(findings.iter().all(|it| !names.contains(&it.rule.as_ref())), "{findings:#?}");
    }
}

#[test]
fn members_flattened_into_one_name() {
    let rule = "near-miss-member";
    let rows = [
        row(
            traits(r#""address_city": "Bath", "plan": "pro", "address.state": "BA""#),
            rule,
            r#""address_city""#,
            "this is `city` of `address`, but stands beside `address`",
            Fix::Unsafe(r#""address": {"city": "Bath", "state": "BA"}|"#),
        ),
        row(
            traits(r#""companyName": "Initech""#),
            rule,
            r#""companyName""#,
            "",
            Fix::Unsafe(r#""company": {"name"|}"#),
        ),
        row(
            traits(r#""company": {"id": 7}, "company_name": "Initech""#),
            rule,
            r#""company_name""#,
            "",
            Fix::Unsafe(r#""name": "Initech", |"#),
        ),
        // It stands in the object as well, and only a person knows which is right.
        row(
            traits(r#""company": {"name": "A"}, "company_name": "B""#),
            rule,
            r#""company_name""#,
            "",
            Fix::None,
        ),
    ];
    check(&Validator::new(), &rows);
    for members in [r#""company_size": 7"#, r#""addressee": "x""#, r#""company_name": 5"#] {
        assert!(validate(traits(members).as_bytes()).findings.is_empty(), "{members}");
    }
}

/// The value of a required member is looked at by whichever name it goes, and the fixes of both
/// findings can be made in either order.
#[test]
fn values_under_another_name() {
    let call =
        r#"{"userId": 7, "userTraits": {"age": " 36 "}, "created_at": "2020-11-23 22:28:55Z"}"#;
    let findings = validate(call.as_bytes()).findings;
    let found: Vec<(&str, &str)> =
        findings.iter().map(|it| (it.rule.as_ref(), span_text(call, it))).collect();
    assert_eq!(
        found,
        [
            ("missing-member", r#""userId""#),
            ("wrong-type", "7"),
            ("missing-member", r#""userTraits""#),
            ("wrong-type", r#"" 36 ""#),
            ("missing-member", r#""created_at""#),
            ("malformed-date-time", " "),
        ]
    );
    assert!(findings.iter().all(|it| it.fix.is_some()), "{findings:#?}");
    let fixed = apply_fixes(call.as_bytes(), &findings, Safety::Unsafe);
    assert!(validate(&fixed.bytes).findings.is_empty(), "{:?}", String::from_utf8(fixed.bytes));
    // An optional one is accepted as it is: that it would be refused is no error yet.
    let report = validate(traits(r#""Age": -5"#).as_bytes());
    assert!(report.is_valid() && report.findings[0].fix.is_none());
}
