//! The structs on the wire: what is read, what is refused, what is written.

#![expect(clippy::unwrap_used, reason = "tests state what must hold")]

use identify_types::rfc3339::{Problem, check_date_time};
use identify_types::serde_json::{self, Value, json};
use identify_types::{Address, Company, Context, Declared, Identify, Members, UserTraits};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{
        DeserializeOwned, IntoDeserializer, Visitor,
        value::{self, MapDeserializer},
    },
    forward_to_deserialize_any,
};

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn write<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

fn call(members: &Value) -> String {
    let mut call = json!({"user_id": "u", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"});
    for (name, value) in members.as_object().unwrap() {
        call[name] = value.clone();
    }
    call.to_string()
}

#[test]
fn a_full_call_comes_back_whole() {
    let json = json!({
        "user_id": "user123",
        "user_traits": {
            "address": {
                "city": "London", "country": "GB", "postal_code": "W1U 6QR", "state": "Greater London",
                "street": "12 Dorset Street", "floor": 3,
            },
            "age": 36, "avatar": "https://example.com/a.png", "birthday": "1984-02-10",
            "company": {
                "employee_count": 12, "id": 7, "industry": "Computing", "name": "Engines",
                "plan": "pro", "founded": "1833",
            },
            "description": "d", "email": "ada@example.com", "first_name": "Ada", "gender": "female",
            "last_name": "Lovelace", "name": "Ada Lovelace", "phone": "+442079460958",
            "title": "Countess", "username": "ada", "website": "example.com",
            "plan": "pro", "nothing": null, "list": [1, "two", {"three": false}],
        },
        "timestamp": "2020-11-23t22:28:55.1234567890123+01:00",
        "context": {"ip": "203.0.113.7", "nothing": null, "user_id": 1},
        "anonymous_id": {"kept": true},
    });
    let call: Identify = read(&json.to_string()).unwrap();
    assert_eq!(write(&call), json);
    assert_eq!(serde_json::from_value::<Identify>(json).unwrap(), call);

    let traits = &call.user_traits;
    assert_eq!(traits.company.as_ref().unwrap().other["founded"], "1833");
    assert_eq!(traits.address.as_ref().unwrap().other["floor"], 3);
    assert_eq!(traits.custom.keys().collect::<Vec<_>>(), ["list", "nothing", "plan"]);
    assert_eq!(call.other["anonymous_id"]["kept"], true);
    assert_eq!(call.context.unwrap()["user_id"], 1);
}

#[test]
fn every_declared_trait_has_its_field() {
    // A member that were declared and not read would end up in `custom`.
    let schema = serde_json::to_value(schemars::schema_for!(UserTraits)).unwrap();
    for name in UserTraits::NAMES {
        let value = &schema["properties"][*name]["examples"][0];
        let traits: UserTraits = serde_json::from_value(json!({ *name: value })).unwrap();
        assert!(traits.custom.is_empty(), "{name}");
        assert_eq!(write(&traits), json!({ *name: value }));
    }
    let of_the_specification = [
        "address",
        "age",
        "avatar",
        "birthday",
        "company",
        "description",
        "email",
        "first_name",
        "gender",
        "last_name",
        "name",
        "phone",
        "title",
        "username",
        "website",
    ];
    assert!(of_the_specification.iter().all(|name| UserTraits::NAMES.contains(name)));
    assert_eq!(Address::NAMES, ["city", "country", "postal_code", "state", "street"]);
    assert_eq!(Company::NAMES, ["employee_count", "id", "industry", "name", "plan"]);
}

#[test]
fn the_specifications_sample_has_a_two_digit_year() {
    let sample = r#"{
        "user_id": "user123",
        "traits": {"name": "FirstName LastName", "email": "firstname.lastname@example.com"},
        "timestamp": "20-11-23T22:28:55.111Z"
    }"#;
    assert_eq!(
        read::<Identify>(sample).unwrap_err(),
        "not an RFC 3339 date-time: the year has two digits, expected four (bytes 0..2) \
         at line 4 column 45"
    );
    let error = check_date_time("20-11-23T22:28:55.111Z").unwrap_err();
    assert_eq!((error.problem(), error.span()), (Problem::TwoDigitYear, 0..2));

    let call: Identify = read(&sample.replace("\"20-", "\"2020-")).unwrap();
    assert_eq!(call.user_traits.email.as_deref(), Some("firstname.lastname@example.com"));
}

#[test]
fn the_alias_is_read_and_never_written() {
    let alias = r#"{"user_id":"u","traits":{"age":1},"timestamp":"2020-11-23T22:28:55Z"}"#;
    let call: Identify = read(alias).unwrap();
    assert_eq!(
        write(&call),
        json!({"user_id": "u", "user_traits": {"age": 1}, "timestamp": "2020-11-23T22:28:55Z"})
    );
    for second in ["traits", "user_traits"] {
        let both = alias.replacen('{', &format!(r#"{{"{second}":{{}},"#), 1);
        let error = read::<Identify>(&both).unwrap_err();
        assert!(error.contains("duplicate field `user_traits`"), "{error}");
    }
}

#[test]
fn required_members_are_required_and_not_null() {
    for name in ["user_id", "user_traits", "timestamp"] {
        let mut json: Value = read(&call(&json!({}))).unwrap();
        json[name] = Value::Null;
        assert!(read::<Identify>(&json.to_string()).is_err(), "{name}: null");
        json.as_object_mut().unwrap().remove(name);
        let error = read::<Identify>(&json.to_string()).unwrap_err();
        assert!(error.contains(&format!("missing field `{name}`")), "{error}");
    }
    for bad in [json!({"user_id": ""}), json!({"user_id": 1}), json!({"user_traits": "x"})] {
        assert!(read::<Identify>(&call(&bad)).is_err(), "{bad}");
    }
}

fn drops_nulls<
    T: Declared + Default + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
>() {
    let mut json = json!({"custom": null});
    for name in T::NAMES {
        json[*name] = Value::Null;
    }
    assert_eq!(write(&read::<T>(&json.to_string()).unwrap()), json!({"custom": null}));
    assert_eq!(read::<T>("{}").unwrap(), T::default());
    assert_eq!(write(&T::default()), json!({}));
}

#[test]
fn null_is_nothing_for_declared_members_and_kept_for_others() {
    let read_call: Identify = read(&call(&json!({"context": null, "extra": null}))).unwrap();
    assert_eq!(read_call.context, None);
    assert_eq!(write(&read_call), read::<Value>(&call(&json!({"extra": null}))).unwrap());

    drops_nulls::<UserTraits>();
    drops_nulls::<Address>();
    drops_nulls::<Company>();
}

#[test]
fn an_array_is_never_an_object() {
    fn refuse<T: DeserializeOwned + std::fmt::Debug>(arrays: &[&str]) {
        for array in arrays {
            let error = read::<T>(array).unwrap_err();
            assert!(error.contains("invalid type: sequence"), "{array}: {error}");
            let value: Value = read(array).unwrap();
            assert!(serde_json::from_value::<T>(value).is_err(), "{array}");
        }
    }
    refuse::<Identify>(&["[]", r#"["u",{},"2020-11-23T22:28:55Z",null]"#]);
    refuse::<UserTraits>(&["[]", "[null]", "[{}]", "[[\"a\",1]]"]);
    refuse::<Address>(&["[]", r#"["London"]"#]);
    refuse::<Company>(&["[]", "[12]"]);
    refuse::<Context>(&["[]", r#"[["ip","203.0.113.7"]]"#]);
    refuse::<Members<UserTraits>>(&["[]", r#"[["a",1]]"#]);
    for nested in [
        json!({"user_traits": []}),
        json!({"user_traits": {"address": []}}),
        json!({"user_traits": {"company": []}}),
        json!({"context": []}),
    ] {
        let error = read::<Identify>(&call(&nested)).unwrap_err();
        assert!(error.contains("invalid type: sequence"), "{nested}: {error}");
    }
}

#[test]
fn a_member_that_stands_twice_is_an_error_at_every_depth() {
    for (json, message) in [
        (r#"{"age":1,"age":1}"#, "duplicate field `age`"),
        (r#"{"age":null,"age":1}"#, "duplicate field `age`"),
        (r#"{"age":1,"\u0061ge":1}"#, "duplicate field `age`"),
        (r#"{"plan":1,"plan":1}"#, r#"duplicate member "plan""#),
        (r#"{"plan":1,"pl\u0061n":null}"#, r#"duplicate member "plan""#),
        (r#"{"a":{"b":[{"c":1,"c":2}]}}"#, r#"duplicate member "c""#),
        (r#"{"address":{"floor":1,"floor":2}}"#, r#"duplicate member "floor""#),
        (r#"{"company":{"name":"a","name":"a"}}"#, "duplicate field `name`"),
    ] {
        let error = read::<UserTraits>(json).unwrap_err();
        assert!(error.contains(message), "{json}: {error}");
    }
    let error = read::<Context>(r#"{"a":1,"a":2}"#).unwrap_err();
    assert!(error.contains(r#"duplicate member "a""#), "{error}");
    let twice = call(&json!({})).replacen('{', r#"{"x":1,"x":1,"#, 1);
    assert!(read::<Identify>(&twice).unwrap_err().contains(r#"duplicate member "x""#));
    let twice = call(&json!({})).replacen('{', r#"{"user_id":"v","#, 1);
    assert!(read::<Identify>(&twice).unwrap_err().contains("duplicate field `user_id`"));
}

#[test]
fn numbers_survive_the_buffer_of_flatten() {
    for number in [
        "18446744073709551615",
        "-9223372036854775808",
        "9007199254740993",
        "0.1",
        "-0.0",
        "5e-324",
        "1.7976931348623157e308",
        // One that serde_json misses without `float_roundtrip`.
        "31.245270191439438",
        "121.48791951161945",
    ] {
        let traits: UserTraits =
            read(&format!(r#"{{"custom":{number},"deep":[{{"er":{number}}}]}}"#)).unwrap();
        let plain: Value = read(number).unwrap();
        assert_eq!(traits.custom["custom"], plain, "{number}");
        assert_eq!(traits.custom["deep"][0]["er"], plain, "{number}");
        if let Ok(float) = number.parse::<f64>() {
            let held = traits.custom["custom"].as_f64().unwrap();
            assert_eq!(held.to_bits(), float.to_bits(), "{number}");
        }
        let written = serde_json::to_string(&traits).unwrap();
        assert_eq!(read::<UserTraits>(&written).unwrap(), traits);
    }
    // What no integer holds is the nearest float, the same as everywhere else.
    let traits: UserTraits = read(r#"{"custom":18446744073709551616}"#).unwrap();
    assert_eq!(traits.custom["custom"], json!(18_446_744_073_709_551_616.0));
    assert!(read::<UserTraits>(r#"{"custom":1e400}"#).is_err());
}

#[test]
fn a_member_with_serde_jsons_private_name_is_only_a_member() {
    let json = r#"{"$serde_json::private::Number":"1"}"#;
    let traits: UserTraits = read(json).unwrap();
    assert_eq!(serde_json::to_string(&traits).unwrap(), json);
    let traits: UserTraits = read(&format!(r#"{{"a":{json}}}"#)).unwrap();
    assert!(traits.custom["a"].is_object());
}

#[test]
fn wrong_types_are_refused() {
    for json in [
        r#"{"age":"36"}"#,
        r#"{"age":-1}"#,
        r#"{"name":1}"#,
        r#"{"birthday":"1984-02-10T00:00:00Z"}"#,
        r#"{"birthday":18151210}"#,
        r#"{"address":"London"}"#,
        r#"{"address":{"postal_code":90210}}"#,
        r#"{"company":{"id":true}}"#,
        r#"{"company":{"id":[]}}"#,
        r#"{"company":{"employee_count":-0.5}}"#,
    ] {
        assert!(read::<UserTraits>(json).is_err(), "{json}");
    }
    // Their form is the validator's business.
    let traits: UserTraits = read(r#"{"avatar":"not a uri","email":"not an address"}"#).unwrap();
    assert_eq!(traits.avatar.as_deref(), Some("not a uri"));
}

#[test]
fn nothing_can_be_written_twice() {
    let mut call: Identify = read(&call(&json!({}))).unwrap();
    for name in Identify::NAMES {
        assert!(call.other.insert(*name, 1).is_err(), "{name}");
    }
    for name in UserTraits::NAMES {
        assert!(call.user_traits.custom.insert(*name, 1).is_err(), "{name}");
    }
    call.other.insert("age", 1).unwrap();
    call.user_traits.custom.insert("user_id", 1).unwrap();
    let written = serde_json::to_string(&call).unwrap();
    assert_eq!(read::<Identify>(&written).unwrap(), call);
}

#[test]
fn from_json_reads_128_levels_and_no_more() {
    let nested = |levels: usize| {
        // The call and its traits are two levels.
        let (open, close) = ("[".repeat(levels - 2), "]".repeat(levels - 2));
        format!(
            r#"{{"user_id":"u1","user_traits":{{"[":{open}"]"{close}}},"timestamp":"2020-11-23T22:28:55Z"}}"#
        )
    };
    let call = Identify::from_json(nested(128).as_bytes()).unwrap();
    assert!(serde_json::from_str::<Identify>(&nested(128)).is_err());
    assert_eq!(Identify::from_json(&serde_json::to_vec(&call).unwrap()).unwrap(), call);
    let error = Identify::from_json(nested(129).as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "arrays and objects are nested more than 128 deep");
    let deep = "[".repeat(1_000_000);
    assert!(Identify::from_json(deep.as_bytes()).is_err());
    assert!(Identify::from_json(br#"{"user_id":"u1"} x"#).is_err());
}

#[test]
fn what_stands_side_by_side_is_no_depth() {
    let wide = call(&json!({"a": vec![json!({"b": []}); 200]}));
    assert_eq!(Identify::from_json(wide.as_bytes()).unwrap(), read(&wide).unwrap());
}

#[test]
fn brackets_in_strings_are_not_counted_for_the_depth() {
    let brackets = "[".repeat(200);
    for text in [brackets.clone(), format!(r#"\"{brackets}"#), format!(r"\\{brackets}")] {
        let json = call(&json!({})).replace("\"u\"", &format!("\"{text}\""));
        assert!(Identify::from_json(json.as_bytes()).is_ok(), "{json}");
    }
    // Behind a string that ends in an escaped backslash they are.
    let json = format!(r#"{{"user_id": "u\\", "user_traits": {{"a": {brackets}"#);
    let error = Identify::from_json(json.as_bytes()).unwrap_err().to_string();
    assert_eq!(error, "arrays and objects are nested more than 128 deep");
}

#[test]
fn what_is_wanted_is_said() {
    let error = read::<Context>("[]").unwrap_err();
    assert!(error.contains("expected an object"), "{error}");
    let error = read::<UserTraits>(r#"{"age":"36"}"#).unwrap_err();
    assert!(error.contains("expected a number"), "{error}");
}

/// A value of a format other than JSON, in which what is optional and bytes are values too.
enum Other {
    Nothing,
    Something(i64),
    Bytes(&'static [u8]),
}

impl IntoDeserializer<'_> for Other {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Other {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, value::Error> {
        match self {
            Self::Nothing => visitor.visit_none(),
            Self::Something(number) => visitor.visit_some(number.into_deserializer()),
            Self::Bytes(bytes) => visitor.visit_bytes(bytes),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

#[test]
fn other_formats_are_read_as_well() {
    let read = |a, b| Context::deserialize(MapDeserializer::new([("a", a), ("b", b)].into_iter()));
    let context = read(Other::Nothing, Other::Something(7)).unwrap();
    assert_eq!(write(&context), json!({"a": null, "b": 7}));
    let error = read(Other::Something(7), Other::Bytes(b"x")).unwrap_err().to_string();
    assert!(error.contains("byte array") && error.contains("expected a JSON value"), "{error}");
}
