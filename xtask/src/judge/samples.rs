//! The calls that are put before the judges.

use std::path::Path;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::repository::{files, read, stem, write};

/// The verdicts that the tests of `identify-codegen` ask of the `jsonschema` crate.
const VERDICTS: &str = "crates/identify-codegen/tests/verdicts.json";

/// Calls with the verdict that each of the two documents should give.
pub(super) struct Samples(Vec<Sample>);

pub(super) struct Sample {
    pub(super) name: String,
    /// The call as it is written: a judge reads it with its own parser.
    text: String,
    pub(super) call: Value,
    /// Whether `identify-accepted.schema.json` accepts it.
    accepted: bool,
    /// Whether `identify.schema.json` does; `None` where a sample does not say.
    plain: Option<bool>,
}

impl Samples {
    /// The examples of the document itself, the valid fixtures, and a table of verdicts.
    pub(super) fn collect(root: &Path, schemas: &Path) -> Result<Self> {
        let mut samples = Vec::new();
        let path = schemas.join("identify.schema.json");
        let schema: Value =
            serde_json::from_str(&read(&path)?).map_err(Error::file("parse", &path))?;
        for (index, call) in schema["examples"].as_array().into_iter().flatten().enumerate() {
            samples.push(Sample {
                name: format!("example {index}"),
                text: call.to_string(),
                call: call.clone(),
                accepted: true,
                plain: Some(true),
            });
        }
        for path in files(&root.join("fixtures/valid"), "json")? {
            let text = read(&path)?;
            // serde_json stops one level before the contract does.
            let Ok(call) = serde_json::from_str::<Value>(&text) else {
                println!("left out: {} is too deep for serde_json", path.display());
                continue;
            };
            let plain = if call.get("traits").is_some() {
                Some(false)
            } else if has_null(&call) {
                None
            } else {
                Some(true)
            };
            samples.push(Sample {
                name: stem(&path)?.to_owned(),
                text,
                call,
                accepted: true,
                plain,
            });
        }
        let table: Vec<Value> = serde_json::from_str(&read(&root.join(VERDICTS))?)
            .map_err(|error| Error::new(format!("{VERDICTS}: {error}")))?;
        for row in table {
            samples.push(Sample {
                name: row["why"].as_str().unwrap_or_default().to_owned(),
                text: row["call"].to_string(),
                call: row["call"].clone(),
                accepted: row["accepted"] == true,
                plain: Some(row["plain"] == true),
            });
        }
        Ok(Self(samples))
    }

    /// The calls that a client can hold in types made from the plain document.
    pub(super) fn plain(&self) -> impl Iterator<Item = &Sample> {
        self.0.iter().filter(|sample| sample.plain == Some(true))
    }

    /// Writes the samples for the judges that are scripts.
    pub(super) fn write(&self, path: &Path) -> Result {
        let rows = self.0.iter().map(|sample| {
            json!({
                "name": sample.name,
                "text": sample.text,
                "accepted": sample.accepted,
                "plain": sample.plain,
                // RFC 3339 has second 60; Python's datetime, on which its judges stand, has not.
                "leap_second": sample.call["timestamp"].as_str().is_some_and(|t| t.contains(":60")),
            })
        });
        write(path, &rows.collect::<Value>().to_string())
    }
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        _ => false,
    }
}
