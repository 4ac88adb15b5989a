//! The verdict against that of the published schema: `serde_json` reads the call, and the
//! `jsonschema` crate holds what it read against the document.

use fixtures::property::verdict::judge;
use identify_validator::{Level, Validator};
use serde_json::Value;

use super::{
    calls::calls,
    log::Log,
    part::{Compared, Comparison, Part},
    read::{Read, read},
};
use crate::{
    error::{Error, Result},
    repository,
};

/// The document that is published for calls as they are accepted.
pub(super) const DOCUMENT: &str = "schemas/identify-accepted.schema.json";

pub(super) struct Schema {
    validator: Validator,
    judge: jsonschema::Validator,
}

impl Schema {
    pub(super) fn published() -> Result<Self> {
        Self::of(&document()?)
    }

    fn of(document: &Value) -> Result<Self> {
        let judge = judge(document).map_err(|error| Error::new(format!("{DOCUMENT}: {error}")))?;
        Ok(Self { validator: validator()?, judge })
    }
}

/// The published document, as it stands in the repository.
pub(super) fn document() -> Result<Value> {
    let path = repository::root().join(DOCUMENT);
    serde_json::from_str(&repository::read(&path)?).map_err(Error::file("parse", &path))
}

/// Looks at errors alone: the contract has no others.
pub(super) fn validator() -> Result<Validator> {
    let built = Validator::builder().level(Level::Error).build();
    built.map_err(|error| Error::new(error.to_string()))
}

impl Comparison for Schema {
    fn part(&self) -> Part {
        Part::Schema
    }

    fn compare(&self, log: &Log) -> Result<Compared> {
        let calls = calls(&self.validator, log)?;
        let mut tally = calls.tally(log);
        for call in &calls.all {
            let (what, is_refused) = match read(&call.bytes) {
                Read::Value(value) if self.judge.is_valid(&value) => ("accepted", false),
                Read::Value(_) => ("refused by the schema", true),
                Read::Refused => ("refused by serde_json", true),
                Read::TooDeep => ("nested too deep", true),
                Read::Repeats => ("with a name twice", true),
            };
            if call.is_refused() != is_refused {
                return Ok(Err(call.differs(&format!("by the published schema it is: {what}"))));
            }
            tally.count(what, 1);
        }
        Ok(Ok(tally))
    }
}

/// Makes a document another.
#[cfg(test)]
pub(super) type Spoil = fn(&mut Value);

#[cfg(test)]
impl Schema {
    /// Documents that are not the one that is published, and by what.
    pub(super) const MISTAKES: &[(&str, Spoil)] = &[
        ("without the members that must be there", |it| it["required"] = Value::Array(Vec::new())),
        ("without either or of an alias", |it| it["oneOf"] = Value::Array(vec![true.into()])),
        ("an empty user id", |it| it["properties"]["user_id"]["minLength"] = 0.into()),
        ("another format", |it| {
            it["properties"]["timestamp"]["format"] = "date".into();
        }),
        ("an age without a bound", |it| {
            drop(
                it["$defs"]["UserTraits"]["properties"]["age"]
                    .as_object_mut()
                    .unwrap()
                    .remove("minimum"),
            );
        }),
    ];

    pub(super) fn mistaken(spoil: Spoil) -> Result<Self> {
        let mut document = document()?;
        spoil(&mut document);
        Self::of(&document)
    }
}
