//! What the rules find is the same, whether or not those are left out that see nothing of theirs.

use crate::{Finding, InputFormat, Level, Report, Validator, rules::RULES};

/// Reports of the same input, with and without rules left out.
fn reports(input: &[u8], format: InputFormat, validator: &Validator) -> [Report; 2] {
    [false, true].map(|is_spared| {
        let builder = validator.to_builder().screen(is_spared);
        let validator = builder.build().expect("the settings of a validator");
        validator.validate_as(input, format)
    })
}

/// The examples of the rules, and the same with a name, a text or a number changed in each place
/// where that can be done.
fn inputs(example: &str) -> Vec<String> {
    let mut inputs = vec![example.to_owned()];
    for (old, new) in [
        ("\"user_id\"", "\"userId\""),
        ("\"user_traits\"", "\"traits\""),
        ("\"user_traits\": {", "\"user_traits\": {\"firstName\": \"A\", \"first_name\": \"B\", "),
        ("\"user_traits\": {", "\"user_traits\": {\"__proto__\": 1, \"n\": 12345678901234567890, "),
        (
            "\"user_traits\": {",
            "\"user_traits\": {\"b\u{200b}c\": \"\u{202e}\", \"a\": {\"userName\": \"\u{7f}\", \"user_name\": 1}, ",
        ),
        (
            "\"user_traits\": {",
            "\"user_traits\": {\"age\": 1984, \"website\": \"example.com\", \"birthday\": \"1900-01-01\", ",
        ),
        (
            "\"user_traits\": {",
            "\"user_traits\": {\"avatar\": \"http://localhost/\", \"address_city\": \"Oslo\", \"email\": null, ",
        ),
        ("\"timestamp\":", "\"event\": \"Signed Up\", \"timestamp\":"),
        ("\"timestamp\": \"2", "\"timestamp\": \"0"),
        ("\"timestamp\"", "\"email\""),
        ("\"user_id\": \"", "\"user_id\": \" null"),
        ("\"user_id\": \"", "\"user_id\": \"a@\u{430}b"),
    ] {
        let places = example.match_indices(old);
        inputs.extend(
            places.map(|(at, _)| [&example[..at], new, &example[at + old.len()..]].concat()),
        );
    }
    inputs
}

#[test]
fn nothing_is_lost_by_rules_that_are_left_out() {
    let mut found: Vec<Finding> = Vec::new();
    for rule in RULES {
        for example in [&rule.failing, &rule.passing] {
            let Ok(input) = std::str::from_utf8(example.input) else { continue };
            if input.len() > 1 << 16 {
                continue;
            }
            let own = rule.validator(example).expect("an example's settings");
            let noting = own.to_builder().level(Level::Note).build().expect("the same");
            for input in inputs(input) {
                for validator in [&own, &noting] {
                    let [all, spared] = reports(input.as_bytes(), example.format, validator);
                    assert_eq!(all, spared, "{input}");
                    found.extend(spared.findings);
                }
            }
        }
    }
    let finds = |rule: &str| found.iter().any(|finding| finding.rule == rule);
    for rule in RULES.iter().filter(|rule| !rule.triggers.is_empty()) {
        assert!(finds(rule.id), "{} is put to the test", rule.id);
    }
}
