//! What a program in Rust says of the same input that parses with `serde_json` and judges with the
//! `jsonschema` crate by our published document, formats asserted.

use identify_codegen::accepted_schema;
use identify_validator::InputFormat;
use jsonschema::Validator;
use serde_json::Value;

use crate::error::{Error, Result};

/// The judge, compiled once.
pub(super) struct Others(Validator);

impl Others {
    pub(super) fn new() -> Result<Self> {
        let options = jsonschema::options().should_validate_formats(true);
        let validator = options.build(&accepted_schema());
        validator.map(Self).map_err(|error| Error::new(error.to_string()))
    }

    /// Its messages, in their own words, each with its place.
    pub(super) fn messages(&self, input: &[u8], format: InputFormat) -> Vec<String> {
        if format != InputFormat::Ndjson {
            return self.call(input);
        }
        let mut messages = Vec::new();
        for (line, number) in input.split(|byte| *byte == b'\n').zip(1_u64..) {
            if !line.trim_ascii().is_empty() {
                let said = self.call(line);
                messages
                    .extend(said.into_iter().map(|message| format!("line {number}: {message}")));
            }
        }
        messages
    }

    fn call(&self, input: &[u8]) -> Vec<String> {
        let call: Value = match serde_json::from_slice(input) {
            Ok(call) => call,
            Err(error) => return vec![error.to_string()],
        };
        let errors = self.0.iter_errors(&call);
        let told = errors.map(|error| match error.instance_path().as_str() {
            "" => error.to_string(),
            place => format!("{place}: {error}"),
        });
        told.collect()
    }
}
