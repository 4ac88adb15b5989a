//! The builders: what they take, and what they say when they cannot.

#![expect(clippy::unwrap_used, reason = "tests state what must hold")]

use identify_types::chrono::{NaiveDate, TimeZone, Utc};
use identify_types::serde_json::{self, json};
use identify_types::{
    Address, Birthday, BuildError, BuildProblem, Company, Identify, IdentifyBuilder, Timestamp,
    UserId, UserTraits, UserTraitsBuilder,
};

fn complete() -> IdentifyBuilder {
    Identify::builder()
        .user_id("user123")
        .timestamp("2020-11-23T22:28:55.111Z")
        .user_traits(UserTraits::builder())
}

fn message<T: std::fmt::Debug>(result: Result<T, BuildError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn builds_a_call_that_reads_well() {
    let call = Identify::builder()
        .user_id("user123")
        .timestamp("2020-11-23T22:28:55.111Z")
        .user_traits(
            UserTraits::builder()
                .first_name("Ada")
                .last_name(String::from("Lovelace"))
                .age(36)
                .birthday("1984-02-10")
                .address(Address::builder().city("London").other("floor", 3))
                .company(Company::builder().id(42).employee_count(12.5).name("Engines"))
                .custom("plan", "pro")
                .custom("seats", 5),
        )
        .context("ip", "203.0.113.7")
        .context("screen", json!({"width": 800}))
        .other("anonymous_id", "a1")
        .build()
        .unwrap();
    assert_eq!(
        serde_json::to_value(&call).unwrap(),
        json!({
            "user_id": "user123",
            "timestamp": "2020-11-23T22:28:55.111Z",
            "user_traits": {
                "first_name": "Ada", "last_name": "Lovelace", "age": 36, "birthday": "1984-02-10",
                "address": {"city": "London", "floor": 3},
                "company": {"id": 42, "employee_count": 12.5, "name": "Engines"},
                "plan": "pro", "seats": 5,
            },
            "context": {"ip": "203.0.113.7", "screen": {"width": 800}},
            "anonymous_id": "a1",
        })
    );
}

#[test]
fn takes_values_that_are_already_typed() {
    let traits = UserTraits::builder()
        .birthday(NaiveDate::from_ymd_opt(1984, 2, 10).unwrap())
        .age(36_u64)
        .address(Address::default())
        .company(Company::builder().id("acme"))
        .build()
        .unwrap();
    assert_eq!(traits.birthday, Some(Birthday::try_from("1984-02-10").unwrap()));
    let call = complete()
        .user_id(UserId::try_from("typed").unwrap())
        .timestamp(Utc.with_ymd_and_hms(2020, 11, 23, 22, 28, 55).unwrap())
        .user_traits(traits.clone())
        .build()
        .unwrap();
    assert_eq!(call.user_id, "typed");
    assert_eq!(call.timestamp, Timestamp::try_from("2020-11-23T22:28:55Z").unwrap());
    assert_eq!(call.user_traits, traits);
    assert_eq!(call.context, None);
}

#[test]
fn setting_again_replaces() {
    let traits = UserTraits::builder()
        .name("a")
        .name("b")
        .custom("plan", "free")
        .custom("plan", "pro")
        .build()
        .unwrap();
    assert_eq!(traits.name.as_deref(), Some("b"));
    assert_eq!(traits.custom["plan"], "pro");
}

#[test]
fn says_which_required_member_is_missing() {
    assert_eq!(message(Identify::builder().build()), "user_id: required, but missing");
    let no_traits = Identify::builder().user_id("u").timestamp("2020-11-23T22:28:55Z");
    assert_eq!(message(no_traits.build()), "user_traits: required, but missing");
    let no_timestamp = Identify::builder().user_id("u").user_traits(UserTraits::default());
    let error = no_timestamp.build().unwrap_err();
    assert_eq!(error.to_string(), "timestamp: required, but missing");
    assert_eq!((error.path(), error.problem()), ("timestamp", &BuildProblem::Missing));
}

#[test]
fn says_what_did_not_convert_and_where() {
    for (builder, expected) in [
        (complete().user_id(""), "user_id: the user id is empty, expected at least one character"),
        (
            complete().timestamp("20-11-23T22:28:55.111Z"),
            "timestamp: not an RFC 3339 date-time: the year has two digits, expected four (bytes 0..2)",
        ),
        (
            complete().user_traits(UserTraits::builder().birthday("1815-13-10")),
            "user_traits.birthday: not an RFC 3339 date: the month is out of range, \
             expected 01 to 12 (bytes 5..7)",
        ),
        (
            complete()
                .user_traits(UserTraits::builder().company(Company::builder().employee_count(-1))),
            "user_traits.company.employee_count: the number is negative, expected 0 or more",
        ),
        (
            complete().user_traits(UserTraits::builder().age(f64::NAN)),
            "user_traits.age: the number is not finite, expected a JSON number",
        ),
        (
            complete().other("traits", 1),
            "traits: a declared member, expected a name that is not declared",
        ),
        (
            complete().user_traits(UserTraits::builder().custom("email", "a@b.example")),
            "user_traits.email: a declared member, expected a name that is not declared",
        ),
    ] {
        assert_eq!(message(builder.build()), expected);
    }
}

#[test]
fn keeps_the_first_error() {
    let builder = complete().user_id("").timestamp("never").user_id("fine now");
    assert_eq!(
        message(builder.build()),
        "user_id: the user id is empty, expected at least one character"
    );
    let traits: UserTraitsBuilder =
        UserTraits::builder().age(-1).birthday("never").custom("age", 1);
    assert_eq!(message(traits.build()), "age: the number is negative, expected 0 or more");
}
