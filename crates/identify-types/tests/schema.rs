//! The raw JSON Schema that the documents are made from.

use identify_types::serde_json::{Value, json};
use identify_types::{Address, Company, Declared, Identify, Members, UserTraits};
use serde::de::DeserializeOwned;

fn schema() -> Value {
    schemars::schema_for!(Identify).to_value()
}

fn objects(schema: &Value) -> [(&'static str, &'static [&'static str], &Value); 4] {
    let definitions = &schema["$defs"];
    [
        ("Identify", Identify::NAMES, schema),
        ("UserTraits", UserTraits::NAMES, &definitions["UserTraits"]),
        ("Address", Address::NAMES, &definitions["Address"]),
        ("Company", Company::NAMES, &definitions["Company"]),
    ]
}

/// `Members` are an object like any other: there is nothing in them that a name would tell of.
#[test]
fn free_members_are_no_definition() {
    #[derive(schemars::JsonSchema)]
    struct Own {
        #[expect(dead_code, reason = "only its schema is wanted")]
        more: Members<UserTraits>,
    }
    let schema = schemars::schema_for!(Own).to_value();
    assert_eq!(schema["properties"]["more"]["type"], "object");
    assert_eq!(schema.get("$defs"), None);
}

#[test]
fn every_member_has_prose_and_an_example_and_nothing_is_closed() {
    let schema = schema();
    for (name, names, object) in objects(&schema) {
        assert_eq!(object["type"], "object", "{name}");
        assert_eq!(object["additionalProperties"], true, "{name}");
        assert!(object["description"].is_string(), "{name}");
        assert!(object["examples"][0].is_object(), "{name}");
        let mut declared: Vec<_> = names.iter().filter(|name| **name != "traits").collect();
        declared.sort_unstable();
        let properties = object["properties"].as_object().unwrap();
        assert!(properties.keys().eq(declared), "{name}");
        for (member, property) in properties {
            let prose = property["description"].as_str().unwrap();
            assert!(prose.ends_with('.') && !prose.contains("[`"), "{name}.{member}: {prose}");
            assert!(!property["examples"][0].is_null(), "{name}.{member}");
        }
    }
}

#[test]
fn constraints_and_formats_are_those_of_the_contract() {
    let schema = schema();
    assert_eq!(schema["required"], json!(["user_id", "user_traits", "timestamp"]));
    assert_eq!(schema["properties"]["user_traits"]["x-deprecated-aliases"], json!(["traits"]));

    let definitions = &schema["$defs"];
    for (name, pointer, expected) in [
        ("UserId", "/type", json!("string")),
        ("UserId", "/minLength", json!(1)),
        ("Timestamp", "/type", json!("string")),
        ("Timestamp", "/format", json!("date-time")),
        ("Birthday", "/type", json!("string")),
        ("Birthday", "/format", json!("date")),
        ("Context", "/type", json!("object")),
        ("Context", "/additionalProperties", json!(true)),
        ("CompanyId", "/anyOf/0/type", json!("string")),
        ("CompanyId", "/anyOf/1/type", json!("number")),
        ("UserTraits", "/properties/age/type", json!(["number", "null"])),
        ("UserTraits", "/properties/age/minimum", json!(0)),
        ("UserTraits", "/properties/avatar/format", json!("uri")),
        ("UserTraits", "/properties/email/format", json!("email")),
        ("Company", "/properties/employee_count/type", json!(["number", "null"])),
        ("Company", "/properties/employee_count/minimum", json!(0)),
    ] {
        assert_eq!(definitions[name].pointer(pointer), Some(&expected), "{name}{pointer}");
    }
    for name in ["UserId", "Timestamp", "Birthday", "Context", "CompanyId"] {
        assert!(definitions[name]["description"].is_string(), "{name}");
        assert!(!definitions[name]["examples"][0].is_null(), "{name}");
    }
}

fn walk(value: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                visit(name, value);
                walk(value, visit);
            }
        }
        Value::Array(array) => array.iter().for_each(|value| walk(value, visit)),
        _ => {}
    }
}

#[test]
fn no_format_of_a_vendor() {
    let mut formats = Vec::new();
    walk(&schema(), &mut |name, value| {
        if name == "format" {
            formats.push(value.as_str().unwrap().to_owned());
        }
    });
    formats.sort_unstable();
    assert_eq!(formats, ["date", "date-time", "email", "uri"]);
}

#[test]
fn examples_are_read_by_the_types() {
    fn read<T: DeserializeOwned>(name: &str, object: &Value) {
        let parse = |json: &Value| {
            identify_types::serde_json::from_value::<T>(json.clone())
                .unwrap_or_else(|error| panic!("{name}: {json}: {error}"))
        };
        let mut full = object["examples"][0].clone();
        for (member, property) in object["properties"].as_object().unwrap() {
            full[member] = property["examples"][0].clone();
        }
        parse(&full);
        for example in object["examples"].as_array().unwrap() {
            parse(example);
        }
    }
    let schema = schema();
    read::<Identify>("Identify", &schema);
    read::<UserTraits>("UserTraits", &schema["$defs"]["UserTraits"]);
    read::<Address>("Address", &schema["$defs"]["Address"]);
    read::<Company>("Company", &schema["$defs"]["Company"]);
}
