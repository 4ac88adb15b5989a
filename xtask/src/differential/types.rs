//! The verdict against the types of `identify-types`: what is accepted they read, and what they
//! write is accepted and read as the same.

use identify_types::Identify;
use identify_validator::{InputFormat, Validator};

use super::{
    calls::{Call, calls},
    log::Log,
    part::{Compared, Comparison, Part},
    schema,
};
use crate::error::Result;

/// What the schema says and no type does.
const ONLY_IN_THE_SCHEMA: &[&str] = &["malformed-email", "malformed-uri"];

pub(super) struct Types {
    validator: Validator,
    read: fn(&[u8]) -> Option<Identify>,
    write: fn(&Identify) -> Vec<u8>,
}

impl Types {
    pub(super) fn new() -> Result<Self> {
        let read = |json: &[u8]| Identify::from_json(json).ok();
        let write = |call: &Identify| serde_json::to_vec(call).unwrap_or_default();
        Ok(Self { validator: schema::validator()?, read, write })
    }

    /// What is written for a call, nothing where the types refuse it too; or what is not as it must
    /// be.
    fn written(&self, call: &Call) -> std::result::Result<Option<Vec<u8>>, String> {
        let is_for_the_schema = |rule: &str| ONLY_IN_THE_SCHEMA.contains(&rule);
        let Some(read) = (self.read)(&call.bytes) else {
            let is_refused = call.refused_by.iter().any(|rule| !is_for_the_schema(rule));
            return if is_refused { Ok(None) } else { Err("the types refuse it".to_owned()) };
        };
        if call.refused_by.iter().any(|rule| !is_for_the_schema(rule)) {
            return Err("the types read it".to_owned());
        }
        let text = (self.write)(&read);
        let again = (self.read)(&text);
        if again.as_ref() != Some(&read) {
            return Err(format!(
                "what the types write is read as another: {}",
                text.escape_ascii()
            ));
        }
        if again.map(|call| (self.write)(&call)).as_ref() != Some(&text) {
            return Err(format!("the types write it in two ways: {}", text.escape_ascii()));
        }
        Ok(Some(text))
    }
}

impl Comparison for Types {
    fn part(&self) -> Part {
        Part::Types
    }

    fn compare(&self, log: &Log) -> Result<Compared> {
        let calls = calls(&self.validator, log)?;
        let mut tally = calls.tally(log);
        let (mut text, mut written) = (Vec::new(), Vec::new());
        for call in &calls.all {
            match self.written(call) {
                Err(how) => return Ok(Err(call.differs(&how))),
                Ok(None) => tally.count("refused by both", 1),
                // Then they are written with what the schema refuses.
                Ok(Some(_)) if call.is_refused() => tally.count("refused by the schema alone", 1),
                Ok(Some(line)) => {
                    text.extend_from_slice(&line);
                    text.push(b'\n');
                    written.push(call);
                }
            }
        }
        tally.count("accepted by both", written.len() as u64);
        let lines = Log { bytes: text, format: InputFormat::Ndjson, ..log.clone() };
        let again = super::calls::calls(&self.validator, &lines)?.all;
        if again.len() != written.len() {
            let (calls, lines) = (written.len(), again.len());
            return Ok(Err(format!("of {calls} accepted calls the types write {lines} lines")));
        }
        for (again, call) in again.iter().zip(written) {
            if again.is_refused() {
                return Ok(Err(again.differs(&format!(
                    "it is what the types write of {}",
                    call.bytes.escape_ascii()
                ))));
            }
        }
        Ok(Ok(tally))
    }
}

#[cfg(test)]
impl Types {
    /// Types that make a mistake.
    pub(super) fn mistaken() -> Vec<(&'static str, Self)> {
        let new = || Self::new().unwrap();
        vec![
            (
                "refuse the alias",
                Self {
                    read: |json| {
                        let call = Identify::from_json(json).ok()?;
                        (!String::from_utf8_lossy(json).contains("\"traits\"")).then_some(call)
                    },
                    ..new()
                },
            ),
            (
                "read what has no timestamp",
                Self {
                    read: |json| {
                        let mut value: serde_json::Value = serde_json::from_slice(json).ok()?;
                        let call = value.as_object_mut()?;
                        call.entry("timestamp").or_insert("2020-11-23T22:28:55Z".into());
                        serde_json::from_value(value).ok()
                    },
                    ..new()
                },
            ),
            (
                "lose custom traits",
                Self {
                    write: |call| {
                        let mut call = call.clone();
                        call.user_traits.custom.clear();
                        serde_json::to_vec(&call).unwrap()
                    },
                    ..new()
                },
            ),
            (
                "write two lines",
                Self { write: |call| serde_json::to_vec_pretty(call).unwrap(), ..new() },
            ),
        ]
    }
}
