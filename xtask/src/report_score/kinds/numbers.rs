//! Numbers as other languages and people write them.

use serde_json::json;

use crate::report_score::kind::{Kind, choosable, fixable, personal};

const RULE: &str = "malformed-json";

pub(super) const KINDS: &[Kind] = &[
    fixable("hexadecimal-number", RULE, "a hexadecimal number", |call, _| {
        call.wrong_trait("logins", "0x1F", Some(json!(31)))
    }),
    // A number, or the text of a code.
    choosable("leading-zero", RULE, "a number with a zero in front", |call, _| {
        call.wrong_trait("logins", "007", Some(json!(7)))
    }),
    fixable("leading-plus", RULE, "a number with a plus sign", |call, _| {
        call.wrong_trait("logins", "+7", Some(json!(7)))
    }),
    fixable("no-digit-before-point", RULE, "a number that begins with its point", |call, _| {
        call.wrong_trait("score", ".5", Some(json!(0.5)))
    }),
    fixable("no-digit-behind-point", RULE, "a number that ends with its point", |call, _| {
        call.wrong_trait("score", "5.", Some(json!(5)))
    }),
    fixable("decimal-comma", RULE, "a comma for the point of a number", |call, _| {
        call.wrong_trait("score", "1,5", Some(json!(1.5)))
    }),
    fixable("digits-with-underscore", RULE, "an underscore between digits", |call, _| {
        call.wrong_trait("logins", "1_000", Some(json!(1000)))
    }),
    fixable("digits-with-space", RULE, "a space between digits", |call, _| {
        call.wrong_trait("logins", "1 000", Some(json!(1000)))
    }),
    fixable("number-with-unit", RULE, "a number with a unit behind it", |call, _| {
        call.wrong_trait("height", "172cm", Some(json!("172cm")))
    }),
    personal(
        "number-too-large",
        "number-out-of-range",
        "a number beyond what 64 bits hold",
        |call, seed| call.wrong_trait("score", seed.word(&["1e400", "-2.5E+309"]), None),
    ),
];
