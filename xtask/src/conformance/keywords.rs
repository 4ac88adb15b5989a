//! The official suite of JSON Schema 2020-12: each schema as what a plan wants of a custom trait.

use serde_json::{Value, json};

use super::{
    calls::with_value,
    judged::Judges,
    rows::rows,
    suite::{Run, Suite, Tally, expect},
};
use crate::error::Result;

pub(super) const SUITE: Suite = Suite { name: "jsonschema_2020-12_core", run };

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let (mut valid, mut clean, mut programs) = (0_u64, 0_u64, 0_u64);
    for (number, group) in rows(run, "jsonschema_2020-12_core.ndjson")?.into_iter().enumerate() {
        let name = format!("{}: {}", group.text("file"), group.text("description"));
        let tests = group.get("tests").as_array().map(Vec::as_slice).unwrap_or_default();
        let plan = plan(number, group.get("schema"));
        let Ok(judges) = Judges::new(Some(&plan)) else {
            for test in tests {
                tally.row(row(&name, test), vec!["the plan is refused".to_owned()]);
            }
            continue;
        };
        let before = clean;
        for test in tests {
            let data = test.get("data").unwrap_or(&Value::Null);
            let wants = test.get("valid") == Some(&Value::Bool(true));
            let call = with_value(&["user_traits", "x"], data.to_string().as_bytes());
            let mut what = Vec::new();
            match judges.call(&call) {
                Ok(told) => {
                    let word = if told.is_valid() { "valid" } else { "invalid" };
                    expect(&mut what, told.is_valid() == wants, || word.to_owned());
                    expect(&mut what, told.clean == 0 || wants, || "clean".to_owned());
                    valid = valid.saturating_add(u64::from(wants));
                    clean = clean.saturating_add(told.clean);
                }
                Err(differs) => what.push(differs),
            }
            tally.row(row(&name, test), what);
        }
        programs = programs.saturating_add(u64::from(clean > before));
    }
    tally.figure(format!(
        "of {valid} valid instances {clean} are proven clean by the screen, under {programs} schemas"
    ));
    Ok(tally)
}

fn row(group: &str, test: &Value) -> String {
    format!("{group}: {}", test.get("d").and_then(Value::as_str).unwrap_or_default())
}

/// The draft that a plan is of where it does not say so.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema as what a plan wants of a trait, as a person would write it: without the draft. Where it refers to itself, it needs an id of its own:
/// then `#` in it is still its root.
fn plan(number: usize, schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(keywords) = schema.as_object_mut()
        && keywords.get("$schema").is_some_and(|draft| draft == DRAFT)
    {
        keywords.remove("$schema");
    }
    let refers = ["\"$ref\"", "\"$dynamicRef\""].iter().any(|it| schema.to_string().contains(it));
    if let (Some(keywords), true) = (schema.as_object_mut(), refers) {
        let id = || Value::from(format!("https://example.com/suite/{number}"));
        keywords.entry("$id").or_insert_with(id);
    }
    json!({ "properties": { "user_traits": { "properties": { "x": schema } } } })
}
