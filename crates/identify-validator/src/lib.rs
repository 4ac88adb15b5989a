#![doc = include_str!("../README.md")]
// Beside what the workspace denies; each exception has its reason.
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::string_slice)
)]
#![forbid(unsafe_code)]

mod advice;
mod call;
mod causes;
mod characters;
mod check;
mod columns;
mod contract;
mod dates;
mod dialects;
mod draft;
mod edits;
mod example;
mod fingerprint;
mod fixes;
mod foreign;
mod found;
mod identity;
mod judge;
mod kind;
mod lanes;
mod level;
mod limit;
mod lookalikes;
mod malformed;
mod memory;
mod merge;
mod names;
mod ordered;
mod patch;
mod place;
mod placeholders;
mod prototype;
pub mod render;
mod report;
mod rule;
mod rules;
mod screen;
mod session;
mod sink;
mod statistics;
mod subject;
mod texts;
mod torn;
mod traits;
mod trial;
mod urls;
mod validator;
mod watch;
mod wording;

pub use example::example_findings;
pub use fixes::{Change, Fixed, Mended, apply_fixes};
pub use level::{LevelError, RuleLevel};
pub use limit::Limit;
pub use memory::DEFAULT_MEMORY_BYTES;
pub use ordered::Workers;
pub use report::{
    Alike, Edit, Finding, Fix, Hidden, Level, PatchOperation, Position, Related, Report,
    ReportLine, ReportVersion, ReportVersionError, Safety, Span, Statistic, Suggestion, Summary,
};
pub use rule::{Example, Group, Rule};
pub use session::{Examined, Examiner, Session};
pub use sink::{Checked, CleanRun, Sink, Source};
pub use statistics::Statistics;
pub use validator::{BuildError, InputFormat, Validator, ValidatorBuilder};

/// Every rule, in the order of its id.
///
/// ```
/// let rule = identify_validator::rules().iter().find(|rule| rule.id == "wrong-type").unwrap();
/// assert_eq!(rule.summary, "a value has the wrong JSON type");
/// ```
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}

/// Checks one call with the default settings.
///
/// ```
/// let call = br#"{"user_id": 7, "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
/// let report = identify_validator::validate(call);
/// assert_eq!(report.findings[0].message, "`user_id` must be a string, found a number");
/// assert_eq!(report.findings[0].pointer, "/user_id");
/// ```
pub fn validate(call: &[u8]) -> Report {
    Validator::new().validate(call)
}

/// Whether one call is valid: no finding of level error.
///
/// ```
/// let call = br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
/// assert!(identify_validator::is_valid(call));
/// assert!(!identify_validator::is_valid(b"{}"));
/// ```
pub fn is_valid(call: &[u8]) -> bool {
    Validator::new().is_valid(call)
}
