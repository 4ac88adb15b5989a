//! The formats of JSON Schema: those of the contract in its own members, and all through a plan.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    calls::with_value,
    judged::Judges,
    rows::{Row, rows},
    suite::{Run, Suite, Tally, expect},
};
use crate::error::{Error, Result};

pub(super) const SUITE: Suite = Suite { name: "jsonschema_formats", run };

/// The formats that the contract uses, where, and the rules that say what is no such text.
const OF_THE_CONTRACT: &[(&str, &[&str], &str)] = &[
    ("date-time", &["timestamp"], "malformed-date-time"),
    ("date", &["user_traits", "birthday"], "malformed-date"),
    ("email", &["user_traits", "email"], "malformed-email"),
    ("uri", &["user_traits", "avatar"], "malformed-uri"),
];

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut plans = Plans::default();
    let (mut contract, mut clean) = (0_u64, 0_u64);
    for row in rows(run, "jsonschema_formats.ndjson")? {
        let mut what = Vec::new();
        let format = row.text("format");
        let told = plans.judged(format, row.get("value"))?;
        match told {
            Ok((valid, is_clean)) => {
                clean = clean.saturating_add(is_clean);
                what.extend(verdict(&row, valid));
            }
            Err(differs) => what.push(differs),
        }
        let member = OF_THE_CONTRACT.iter().find(|(name, ..)| *name == format);
        if let (Some((_, path, rule)), true) = (member, row.is("is_string")) {
            contract = contract.saturating_add(1);
            let call = with_value(path, row.get("value").to_string().as_bytes());
            match run.judges.call(&call) {
                Ok(judged) => what.extend(verdict(&row, !judged.has(rule))),
                Err(differs) => what.push(differs),
            }
            // Empty text has its own rule nowhere but here.
            let accepted = run.judges.call(&call).is_ok_and(|judged| judged.is_valid());
            expect(&mut what, row.is("valid") || !accepted, || "accepted in a call".to_owned());
        }
        tally.row(format!("{format}: {}", row.text("description")), what);
    }
    tally.figure(format!(
        "{contract} in the members of the contract as well; {clean} proven clean by the screen \
         under a plan"
    ));
    Ok(tally)
}

fn verdict(row: &Row, valid: bool) -> Option<String> {
    let word = if valid { "valid" } else { "invalid" };
    (row.is("valid") != valid).then(|| word.to_owned())
}

/// Validators with a plan that wants a format of a custom trait.
#[derive(Default)]
pub(super) struct Plans(BTreeMap<String, Judges>);

impl Plans {
    /// Whether a value is valid where a format is wanted, and how many calls were clean.
    pub(super) fn judged(
        &mut self,
        format: &str,
        value: &Value,
    ) -> Result<std::result::Result<(bool, u64), String>> {
        self.judged_by(format, &json!({ "format": format }), value)
    }

    /// The same under a schema; `name` stands for it.
    pub(super) fn judged_by(
        &mut self,
        name: &str,
        schema: &Value,
        value: &Value,
    ) -> Result<std::result::Result<(bool, u64), String>> {
        if !self.0.contains_key(name) {
            let plan =
                json!({ "properties": { "user_traits": { "properties": { "x": schema } } } });
            self.0.insert(name.to_owned(), Judges::new(Some(&plan))?);
        }
        let judges = self.0.get(name).ok_or_else(|| Error::new("there is no plan"))?;
        let told = judges.call(&with_value(&["user_traits", "x"], value.to_string().as_bytes()));
        Ok(told.map(|it| (it.is_valid(), it.clean)))
    }
}
