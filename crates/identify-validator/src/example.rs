//! The example of what the validator says, for documents.

use crate::{report::Finding, validate};

/// A call with three common faults: a name in another spelling, a number as text, and a year of
/// two digits.
const CALL: &[u8] =
    br#"{"userId":"user123","user_traits":{"age":"36"},"timestamp":"20-11-23T22:28:55Z"}"#;

/// What the OpenAPI document (`identify openapi`, `schemas/openapi.json`) shows as the answer to an
/// invalid call: the findings of an example.
///
/// ```
/// let findings = identify_validator::example_findings();
/// let rules: Vec<_> = findings.iter().map(|finding| finding.rule.as_ref()).collect();
/// assert_eq!(rules, ["missing-member", "wrong-type", "malformed-date-time"]);
/// ```
pub fn example_findings() -> Vec<Finding> {
    validate(CALL).findings
}
