//! From the options to a validator.

use std::{fs, path::Path};

use identify_validator::{BuildError, Validator};

use crate::{
    args::CheckArgs,
    error::{Error, shown},
    io::resolve,
};

/// The validator that the options ask for.
pub(crate) fn validator(checks: &CheckArgs, directory: Option<&Path>) -> Result<Validator, Error> {
    let mut builder = Validator::builder()
        .max_record_bytes(checks.max_record_bytes.0)
        .level(checks.level)
        .across_records(checks.across_records)
        .memory_bytes(checks.max_memory_bytes.0);
    if let Some(now) = &checks.now {
        builder = builder.now(now.instant().to_utc());
    }
    for setting in &checks.rules {
        builder = builder.rule(&setting.id, setting.level);
    }
    let Some(plan) = &checks.plan else { return Ok(builder.build()?) };
    let path = shown(plan);
    let text = fs::read(resolve(directory, plan)).map_err(|source| Error::read(&path, source))?;
    // Editors on Windows put a byte-order mark there.
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text);
    let schema = serde_json::from_slice(text)
        .map_err(|source| Error::PlanSyntax { path: path.clone(), source })?;
    builder.plan(schema).build().map_err(|source| match source {
        BuildError::Plan { .. } => Error::Plan { path, source },
        other => Error::Settings(other),
    })
}
