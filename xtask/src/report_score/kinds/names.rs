//! Names that are nearly right.

use identify_json::Node;
use serde_json::{Value, json};

use crate::report_score::{
    call::Call,
    kind::{Kind, fixable},
    planted::Planted,
    seed::Seed,
};

const MISSING: &str = "missing-member";
const NEAR: &str = "near-miss-member";

pub(super) const KINDS: &[Kind] = &[
    fixable("camel-case-required", MISSING, "`userId`, `userTraits`", |call, seed| {
        required(call, seed, camel)
    }),
    fixable("pascal-case-required", MISSING, "`UserId`, `Timestamp`", |call, seed| {
        required(call, seed, pascal)
    }),
    fixable("kebab-case-required", MISSING, "`user-id`, `user-traits`", |call, seed| {
        required(call, seed, |name| name.replace('_', "-"))
    }),
    fixable("upper-case-required", MISSING, "`USER_ID`, `TIMESTAMP`", |call, seed| {
        required(call, seed, str::to_uppercase)
    }),
    fixable("dotted-required", MISSING, "`user.id`, `user.traits`", |call, seed| {
        required(call, seed, |name| name.replace('_', "."))
    }),
    fixable("spaced-required", MISSING, "`user id`, `User Traits`", |call, seed| {
        required(call, seed, |name| name.replace('_', " "))
    }),
    fixable("run-together-required", MISSING, "`userid`, `usertraits`", |call, seed| {
        required(call, seed, |name| name.replace('_', ""))
    }),
    fixable("misspelt-required", MISSING, "`timestmap`, `usre_id`", |call, seed| {
        let (pointer, name) = seed.one_of(MISSPELT_REQUIRED)?;
        call.rename(pointer, name)
    }),
    fixable("required-of-another-platform", MISSING, "`distinct_id`, `createdAt`", |call, seed| {
        let (pointer, name) = seed.one_of(FOREIGN_REQUIRED)?;
        call.rename(pointer, name)
    }),
    fixable("camel-case", NEAR, "`firstName`, `postalCode`", |call, seed| near(call, seed, camel)),
    fixable("pascal-case", NEAR, "`FirstName`, `Email`", |call, seed| near(call, seed, pascal)),
    fixable("kebab-case", NEAR, "`first-name`, `postal-code`", |call, seed| {
        near(call, seed, |name| name.replace('_', "-"))
    }),
    fixable("upper-case", NEAR, "`FIRST_NAME`, `EMAIL`", |call, seed| {
        near(call, seed, str::to_uppercase)
    }),
    fixable("dotted", NEAR, "`first.name`, `postal.code`", |call, seed| {
        near(call, seed, |name| name.replace('_', "."))
    }),
    fixable("spaced", NEAR, "`first name`, `postal code`", |call, seed| {
        near(call, seed, |name| name.replace('_', " "))
    }),
    fixable("misspelt", NEAR, "`frist_name`, `emial`", |call, seed| {
        let (wrong, right, value) = seed.one_of(MISSPELT)?;
        let pointer = format!("/user_traits/{right}");
        match call.at(&pointer) {
            Some(_) => call.rename(&pointer, wrong),
            None => named(call, wrong, right, value),
        }
    }),
    fixable("trait-of-another-platform", NEAR, "`zip`, `$email`", |call, seed| {
        let (wrong, right) = seed.one_of(&[("$email", "email"), ("$phone", "phone")])?;
        let pointer = format!("/user_traits/{right}");
        match (call.at(&pointer), right) {
            (Some(_), _) => call.rename(&pointer, wrong),
            (None, "email") => named(call, wrong, right, "\"ada@example.com\""),
            (None, _) => named(call, wrong, right, "\"+15555550123\""),
        }
    }),
    fixable("zip", NEAR, "`zip` for `postal_code`", |call, _| {
        let text = r#"{"city": "Springfield", "zip": "02139"}"#;
        let meant = json!({"city": "Springfield", "postal_code": "02139"});
        call.wrong_trait("address", text, Some(meant))?.inside("\"zip\"")
    }),
    fixable("camel-case-in-company", NEAR, "`employeeCount` in the company", |call, _| {
        let text = r#"{"name": "Example Mills", "employeeCount": 250}"#;
        let meant = json!({"name": "Example Mills", "employee_count": 250});
        call.wrong_trait("company", text, Some(meant))?.inside("\"employeeCount\"")
    }),
];

const MISSPELT_REQUIRED: &[(&str, &str)] = &[
    ("/timestamp", "timestmap"),
    ("/timestamp", "timstamp"),
    ("/timestamp", "time_stamp"),
    ("/user_traits", "user_trait"),
    ("/user_traits", "user_triats"),
    ("/user_id", "usre_id"),
    ("/user_id", "user_idd"),
];

const FOREIGN_REQUIRED: &[(&str, &str)] = &[
    ("/user_id", "distinct_id"),
    ("/user_id", "external_id"),
    ("/user_id", "customer_id"),
    ("/user_traits", "user_properties"),
    ("/user_traits", "user_attributes"),
    ("/user_traits", "$set"),
    ("/timestamp", "createdAt"),
    ("/timestamp", "created_at"),
];

/// A name, what it is meant to be, and a value for calls that do not have it.
const MISSPELT: &[(&str, &str, &str)] = &[
    ("emial", "email", "\"ada@example.com\""),
    ("frist_name", "first_name", "\"Ada\""),
    ("last_nmae", "last_name", "\"Lovelace\""),
    ("brithday", "birthday", "\"1985-12-10\""),
    ("compnay", "company", "{\"name\": \"Example Mills\"}"),
    ("adress", "address", "{\"city\": \"Springfield\"}"),
    ("usrename", "username", "\"ada1985\""),
    ("descripton", "description", "\"likes tea\""),
];

/// Traits with a value that each call may have.
const TRAITS: &[(&str, &str)] = &[
    ("first_name", "\"Ada\""),
    ("last_name", "\"Lovelace\""),
    ("email", "\"ada@example.com\""),
    ("birthday", "\"1985-12-10\""),
    ("phone", "\"+15555550123\""),
];

/// A required member in another spelling.
fn required(call: &Call<'_>, seed: &mut Seed, spell: fn(&str) -> String) -> Option<Planted> {
    let names = ["user_id", "user_traits", "timestamp"];
    let others: Vec<_> = names.into_iter().filter(|name| spell(name) != *name).collect();
    let name = seed.one_of(&others)?;
    call.rename(&format!("/{name}"), &spell(name))
}

/// Another member in another spelling.
fn near(call: &Call<'_>, seed: &mut Seed, spell: fn(&str) -> String) -> Option<Planted> {
    let is_other = |node: Node<'_>| {
        let name = node.as_member().map(|member| member.name()).unwrap_or_default();
        NESTED.contains(&name)
            && spell(name) != name
            && node.pointer_from(call.root()).starts_with("/user_traits/")
    };
    if let Some(node) = call.any_where(seed, is_other) {
        let name = node.as_member()?.name();
        return call.rename(&node.pointer_from(call.root()), &spell(name));
    }
    let others: Vec<_> = TRAITS.iter().copied().filter(|(name, _)| spell(name) != *name).collect();
    let (name, value) = seed.one_of(&others)?;
    named(call, &spell(name), name, value)
}

/// Names that the contract has for traits, and for what stands in them.
const NESTED: &[&str] = &[
    "first_name",
    "last_name",
    "email",
    "birthday",
    "phone",
    "postal_code",
    "employee_count",
    "industry",
    "username",
    "website",
];

/// A new trait under a wrong name: the fault is the name.
fn named(call: &Call<'_>, wrong: &str, right: &str, value: &str) -> Option<Planted> {
    let planted = call.add_trait(&format!("\"{wrong}\": {value}"))?;
    let start = planted.place.start;
    let mut meant = call.value();
    let value: Value = serde_json::from_str(value).ok()?;
    meant.get_mut("user_traits")?.as_object_mut()?.insert(right.to_owned(), value);
    let end = start.saturating_add(wrong.len()).saturating_add(2);
    Some(planted.at(start..end).meaning(vec![meant]))
}

/// `user_id` as `userId`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &capital(word))
}

/// `user_id` as `UserId`.
fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
