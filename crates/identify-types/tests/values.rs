//! The newtypes: what each accepts, refuses and gives back.

use identify_types::chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Timelike, Utc};
use identify_types::rfc3339::{Field, Problem};
use identify_types::serde_json::{self, Number, json};
use identify_types::{
    Birthday, CompanyId, Context, Members, NonNegativeNumber, NumberError, ReservedMember,
    Timestamp, UserId, UserIdError, UserTraits,
};

#[test]
fn a_user_id_is_kept_as_it_is() {
    for text in ["u", " u\t", "User", "0", "null", "\u{200b}", "\0"] {
        let id: UserId = text.parse().unwrap();
        assert_eq!(id.as_str(), text);
        assert_eq!(serde_json::from_value::<UserId>(json!(text)).unwrap(), id);
        assert_eq!(serde_json::to_value(&id).unwrap(), json!(text));
        assert_eq!(id, text);
        assert_eq!(id.to_string(), text);
        assert_eq!(String::from(id), text);
    }
    assert_eq!(UserId::try_from(""), Err(UserIdError::Empty));
    let error = serde_json::from_str::<UserId>(r#""""#).unwrap_err().to_string();
    assert!(error.starts_with("the user id is empty, expected at least one character"), "{error}");
    for other in ["1", "null", "[\"u\"]", "{}", "true"] {
        assert!(serde_json::from_str::<UserId>(other).is_err(), "{other}");
    }
}

#[test]
fn a_timestamp_keeps_its_text_and_knows_its_instant() {
    let text = "2020-11-23t22:28:55.1234567899+05:30";
    let timestamp = Timestamp::try_from(text).unwrap();
    assert_eq!(timestamp.as_str(), text);
    assert_eq!(timestamp.to_string(), text);
    assert_eq!(format!("{timestamp:?}"), format!("Timestamp({text:?})"));
    assert_eq!(timestamp.as_ref(), text);
    let instant = timestamp.instant();
    assert_eq!(instant.nanosecond(), 123_456_789);
    assert_eq!(instant.offset().local_minus_utc(), 5 * 3600 + 30 * 60);
    assert_eq!(instant.to_utc().to_string(), "2020-11-23 16:58:55.123456789 UTC");
    assert_eq!(DateTime::<FixedOffset>::from(timestamp.clone()), instant);
    assert_eq!(String::from(timestamp), text);

    // Fewer than nine digits are not nanoseconds.
    let short: Timestamp = "2020-11-23T22:28:55.05-00:01".parse().unwrap();
    assert_eq!(short.instant().nanosecond(), 50_000_000);
    assert_eq!(short.instant().offset().local_minus_utc(), -60);
}

#[test]
fn equal_timestamps_have_equal_text() {
    let zulu: Timestamp = "2020-11-23T22:28:55Z".parse().unwrap();
    let zero: Timestamp = "2020-11-23T22:28:55+00:00".parse().unwrap();
    assert_ne!(zulu, zero);
    assert_eq!(zulu.instant(), zero.instant());
}

#[test]
fn a_leap_second_is_chronos_second_59_and_a_second() {
    let leap: Timestamp = "1998-12-31T15:59:60.25-08:00".parse().unwrap();
    assert_eq!((leap.instant().second(), leap.instant().nanosecond()), (59, 1_250_000_000));
    let again = Timestamp::try_from(leap.instant()).unwrap();
    assert_eq!(again.as_str(), "1998-12-31T15:59:60.250-08:00");
}

#[test]
fn a_timestamp_comes_from_chrono() {
    let utc = Utc.with_ymd_and_hms(2020, 11, 23, 22, 28, 55).unwrap();
    assert_eq!(Timestamp::try_from(utc).unwrap().as_str(), "2020-11-23T22:28:55Z");
    // Amsterdam before 1937 was 19 minutes and 32 seconds ahead: not for RFC 3339.
    let local = utc.with_timezone(&FixedOffset::east_opt(19 * 60 + 32).unwrap());
    assert_eq!(Timestamp::try_from(local).unwrap().as_str(), "2020-11-23T22:28:55Z");
    let east = utc.with_timezone(&FixedOffset::east_opt(3600).unwrap());
    assert_eq!(Timestamp::try_from(east).unwrap().as_str(), "2020-11-23T23:28:55+01:00");

    let late = Utc.with_ymd_and_hms(10_000, 1, 1, 0, 0, 0).unwrap();
    let error = Timestamp::try_from(late).unwrap_err();
    assert_eq!(error.problem(), Problem::Malformed { field: Field::Year });
    let early = Utc.with_ymd_and_hms(-1, 1, 1, 0, 0, 0).unwrap();
    assert!(Timestamp::try_from(early).is_err());
    assert!(Timestamp::try_from(DateTime::<Utc>::MIN_UTC).is_err());
    assert!(Timestamp::try_from(DateTime::<Utc>::MAX_UTC).is_err());
}

#[test]
fn a_birthday_is_a_calendar_day() {
    for text in ["0000-01-01", "0099-12-31", "1984-02-10", "2024-02-29", "9999-12-31"] {
        let birthday: Birthday = text.parse().unwrap();
        assert_eq!(birthday.to_string(), text);
        assert_eq!(serde_json::to_value(birthday).unwrap(), json!(text));
        assert_eq!(serde_json::from_value::<Birthday>(json!(text)).unwrap(), birthday);
        assert_eq!(Birthday::try_from(birthday.date()), Ok(birthday));
        assert_eq!(NaiveDate::from(birthday), birthday.date());
    }
    let date = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    assert!(Birthday::try_from(date(10_000)).is_err());
    assert!(Birthday::try_from(date(-1)).is_err());
    assert!(Birthday::try_from("1984-02-10T00:00:00Z").is_err());
    assert!(serde_json::from_value::<Birthday>(json!(18_151_210)).is_err());
}

#[test]
fn a_number_is_zero_or_more() {
    for json in ["0", "-0", "-0.0", "0.0", "36", "36.5", "1e3", "18446744073709551615", "5e-324"] {
        let number: NonNegativeNumber = serde_json::from_str(json).unwrap();
        let plain: Number = serde_json::from_str(json).unwrap();
        assert_eq!(number.as_number(), &plain, "{json}");
        assert_eq!(serde_json::to_string(&number).unwrap(), plain.to_string());
        assert_eq!(number.to_string(), plain.to_string());
    }
    for json in ["-1", "-5e-324", "-9223372036854775808", "1e400", "null", "\"1\"", "[1]"] {
        assert!(serde_json::from_str::<NonNegativeNumber>(json).is_err(), "{json}");
    }
    assert_eq!(NonNegativeNumber::from(u64::MAX).as_u64(), Some(u64::MAX));
    assert_eq!(NonNegativeNumber::from(7_u8), NonNegativeNumber::from(7_u32));
    assert_eq!(NonNegativeNumber::from(7_u16), NonNegativeNumber::try_from(7_i64).unwrap());
    assert_eq!(NonNegativeNumber::try_from(1.5).unwrap().as_f64().to_bits(), 1.5_f64.to_bits());
    assert_eq!(Number::from(NonNegativeNumber::from(7_u8)), Number::from(7));
    assert_eq!(NonNegativeNumber::try_from(-1), Err(NumberError::Negative));
    assert_eq!(NonNegativeNumber::try_from(i64::MIN), Err(NumberError::Negative));
    assert_eq!(NonNegativeNumber::try_from(-0.1), Err(NumberError::Negative));
    assert_eq!(NonNegativeNumber::try_from(f64::NAN), Err(NumberError::NotFinite));
    assert_eq!(NonNegativeNumber::try_from(f64::INFINITY), Err(NumberError::NotFinite));
}

#[test]
fn a_company_id_is_text_or_a_number() {
    for (json, id) in [
        (json!("42"), CompanyId::from("42")),
        (json!(""), CompanyId::from(String::new())),
        (json!(42), CompanyId::from(42)),
        (json!(-1), CompanyId::from(-1_i64)),
        (json!(u64::MAX), CompanyId::from(u64::MAX)),
        (json!(i64::MIN), CompanyId::from(i64::MIN)),
        (json!(1.5), CompanyId::try_from(1.5).unwrap()),
    ] {
        assert_eq!(serde_json::from_value::<CompanyId>(json.clone()).unwrap(), id);
        assert_eq!(serde_json::from_str::<CompanyId>(&json.to_string()).unwrap(), id);
        assert_eq!(serde_json::to_value(&id).unwrap(), json);
    }
    assert_eq!(CompanyId::from("acme").to_string(), "acme");
    assert_eq!(CompanyId::from(42).to_string(), "42");
    assert_eq!(CompanyId::try_from(f64::NAN), Err(NumberError::NotFinite));
    for json in ["null", "true", "[]", "[\"42\"]", "{}"] {
        let error = serde_json::from_str::<CompanyId>(json).unwrap_err().to_string();
        assert!(error.contains("expected a string or a number"), "{error}");
    }
}

#[test]
fn members_refuse_declared_names() {
    let mut members = Members::<UserTraits>::new();
    assert_eq!(members.insert("plan", "pro"), Ok(None));
    assert_eq!(members.insert("plan", json!(null)), Ok(Some(json!("pro"))));
    let reserved: ReservedMember = members.insert("email", "a@b.example").unwrap_err();
    assert_eq!(reserved.to_string(), "a declared member, expected a name that is not declared");
    assert_eq!(members.len(), 1);
    *members.get_mut("plan").unwrap() = json!(1);
    assert_eq!((&members).into_iter().collect::<Vec<_>>(), [(&"plan".to_owned(), &json!(1))]);
    assert_eq!(members.remove("plan"), Some(json!(1)));
    assert!(members.is_empty());

    let map = |value: serde_json::Value| value.as_object().unwrap().clone();
    let mut members = Members::<UserTraits>::try_from(map(json!({"a": 1}))).unwrap();
    assert_eq!(members.clone().into_inner(), map(json!({"a": 1})));
    assert_eq!(members.clone().into_iter().count(), 1);
    assert_eq!(format!("{members:?}"), format!("{:?}", map(json!({"a": 1}))));
    let other = Members::try_from(map(json!({"a": 2}))).unwrap();
    assert!(members != other && members == members.clone());
    members.clear();
    assert_eq!(members, Members::default());
    assert!(Members::<UserTraits>::try_from(map(json!({"a": 1, "age": 2}))).is_err());
    assert!(serde_json::from_value::<Members<UserTraits>>(json!({"age": 2})).is_err());
}

#[test]
fn a_context_is_a_free_dictionary() {
    let mut context: Context = [("ip", "203.0.113.7")].into_iter().collect();
    context.insert("user_id".to_owned(), json!({"deep": [1, null]}));
    let json = json!({"ip": "203.0.113.7", "user_id": {"deep": [1, null]}});
    assert_eq!(serde_json::to_value(&context).unwrap(), json);
    assert_eq!(serde_json::from_value::<Context>(json.clone()).unwrap(), context);
    assert_eq!(Context::from(context.clone().into_inner()), context);
    assert!(Context::new().is_empty());
}

#[test]
fn ids_are_compared_with_text() {
    let id: UserId = "u1".parse().unwrap();
    let (same, other): (&str, &str) = ("u1", "U1");
    assert!(id == *same && id != *other && id == same && id != other);
    assert_eq!(AsRef::<str>::as_ref(&id), same);
}
