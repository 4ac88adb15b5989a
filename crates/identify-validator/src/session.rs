//! One run over several inputs.

use std::io::{self, BufRead};

use crate::{
    check::{Check, Sink},
    memory::Memory,
    report::Summary,
    validator::{InputFormat, Validator},
};

/// One run over several inputs: what rules across records
/// ([`Group::Records`](crate::Group::Records)) remember is kept from input to input.
///
/// Without such rules it does what [`Validator::check`] does, input by input.
///
/// ```
/// use identify_validator::{Finding, InputFormat, Source, Validator};
///
/// let validator = Validator::builder().across_records(true).build()?;
/// let mut session = validator.session();
/// let mut messages = Vec::new();
/// let mut sink = |finding: Finding, _: &Source<'_>| messages.push(finding.message);
/// for (path, date) in [("monday.json", "2020-11-23"), ("tuesday.json", "2021-01-01")] {
///     let call = format!(
///         r#"{{"user_id": "u1", "user_traits": {{}}, "timestamp": "{date}T22:28:55Z"}}"#
///     );
///     session.check(path, call.as_bytes(), InputFormat::Json, &mut sink)?;
/// }
/// assert_eq!(messages.len(), 1);
/// assert!(messages[0].ends_with("record 1 of monday.json (line 1)"), "{messages:?}");
/// assert!(session.notices().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Session<'v> {
    validator: &'v Validator,
    memory: Memory,
}

impl<'v> Session<'v> {
    pub(crate) fn new(validator: &'v Validator) -> Self {
        Self { validator, memory: Memory::new(validator.memory_bytes()) }
    }

    /// Checks all calls of one more input, as [`Validator::check`] does.
    ///
    /// # Errors
    /// Those of the input. What is wrong with a call is a finding. What was read of the input is
    /// remembered.
    pub fn check(
        &mut self,
        path: &str,
        input: impl BufRead,
        format: InputFormat,
        sink: &mut dyn Sink,
    ) -> io::Result<Summary> {
        self.check_with(self.validator, path, input, format, sink)
    }

    /// The same by another validator, where an input has settings of its own, such as levels of
    /// rules.
    ///
    /// # Errors
    /// As for [`check`](Self::check).
    pub fn check_with(
        &mut self,
        validator: &Validator,
        path: &str,
        input: impl BufRead,
        format: InputFormat,
        sink: &mut dyn Sink,
    ) -> io::Result<Summary> {
        self.memory.begin(path);
        Check::new(validator, path, format, sink, &mut self.memory).run(input)
    }

    /// What else there is to know of the run so far, for
    /// [`Report::notices`](crate::Report::notices): that the bound on what is remembered was
    /// reached ([`ValidatorBuilder::memory_bytes`](crate::ValidatorBuilder::memory_bytes)).
    pub fn notices(&self) -> Vec<String> {
        self.memory.notice().into_iter().collect()
    }
}
