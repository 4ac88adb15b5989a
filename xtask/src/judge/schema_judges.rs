//! Judges of the documents as such: validators and linters.

use std::process::Command;

use super::Bench;
use super::toolbox::version;
use crate::error::Result;
use crate::programs::output;

/// The documents in JSON Schema, by file name.
const SCHEMAS: [&str; 4] = [
    "identify.schema.json",
    "identify-accepted.schema.json",
    "report.schema.json",
    "report-line.schema.json",
];

/// Ajv for draft 2020-12 with everything strict.
pub(super) fn ajv(bench: &Bench) -> Result<String> {
    let mut command = bench.tools.node("ajv.mjs", include_str!("scripts/ajv.mjs"))?;
    let said = output(with_schemas(bench, &mut command))?;
    Ok(format!("{} strict: {said}", version("ajv")))
}

/// Python's jsonschema: the metaschema, and verdicts on the samples.
pub(super) fn python_jsonschema(bench: &Bench) -> Result<String> {
    let script = include_str!("scripts/check_jsonschema.py");
    let mut command = bench.tools.python("check_jsonschema.py", script)?;
    let said = output(with_schemas(bench, &mut command))?;
    Ok(format!("{}: {said}", version("jsonschema")))
}

fn with_schemas<'a>(bench: &Bench, command: &'a mut Command) -> &'a mut Command {
    command.arg(bench.tools.work().join("samples.json"));
    command.args(SCHEMAS.map(|schema| bench.schemas.join(schema)))
}

/// The specification's own schema of OpenAPI documents, and what it cannot say.
pub(super) fn openapi_spec_validator(bench: &Bench) -> Result<String> {
    let mut command = bench.tools.pip("openapi-spec-validator");
    output(command.args(["--schema", "3.1"]).arg(bench.schemas.join("openapi.json")))?;
    Ok(format!("{}: a valid OpenAPI 3.1 document", version("openapi-spec-validator")))
}

/// Redocly's recommended rules, with warnings counting as errors.
pub(super) fn redocly(bench: &Bench) -> Result<String> {
    let mut command = bench.tools.npm("redocly");
    command.args(["lint", "--extends", "recommended-strict", "--format", "stylish"]);
    output(command.arg(bench.schemas.join("openapi.json")))?;
    Ok(format!("{}: no error or warning of its recommended rules", version("@redocly/cli")))
}
