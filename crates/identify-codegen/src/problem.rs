//! The bodies of the responses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a call was not taken: a problem document (RFC 9457) that carries the findings.
///
/// ```
/// use identify_codegen::{OPERATION, Problem};
///
/// let too_large = OPERATION.outcome(413).unwrap();
/// let problem = Problem::<()>::new(too_large, Vec::new());
/// assert_eq!(problem.status, 413);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Problem")]
#[non_exhaustive]
pub struct Problem<F> {
    /// Which kind of problem it is: a URI that stays the same from one occurrence to the next.
    #[serde(rename = "type")]
    #[schemars(extend("format" = "uri-reference", "examples" = ["urn:identify:problem:v1:invalid-call"]))]
    pub kind: String,
    /// The kind of problem in words.
    #[schemars(extend("examples" = ["The call is not valid"]))]
    pub title: String,
    /// The HTTP status code.
    #[schemars(range(min = 400, max = 599), extend("examples" = [422]))]
    pub status: u16,
    /// What is wrong with this one request. It never holds a value of the payload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["1 error, 1 warning"]))]
    pub detail: Option<String>,
    /// Which occurrence of the problem it is, for a question to the operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri-reference", "examples" = ["urn:uuid:7c0dd2b6-5d1f-4c8b-9f0a-3a5f1f3a9c11"]))]
    pub instance: Option<String>,
    /// Every fault that was found in the call, in the order of its bytes; empty where the call
    /// was not looked at.
    pub findings: Vec<F>,
}

impl<F> Problem<F> {
    /// The problem document of an outcome of the operation.
    pub fn new(outcome: &crate::Outcome, findings: Vec<F>) -> Self {
        Self {
            kind: format!("urn:identify:problem:v1:{}", outcome.name),
            title: outcome.title.to_owned(),
            status: outcome.status,
            detail: None,
            instance: None,
            findings,
        }
    }
}

/// The answer to a call that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Verdict")]
#[non_exhaustive]
pub struct Verdict<F> {
    /// Whether the call has no finding of level error: always true here.
    #[schemars(extend("const" = true))]
    pub valid: bool,
    /// What is worth a look all the same: findings of level warning and note.
    pub findings: Vec<F>,
}

impl<F> Verdict<F> {
    /// The answer to a valid call.
    pub fn new(findings: Vec<F>) -> Self {
        Self { valid: true, findings }
    }
}
