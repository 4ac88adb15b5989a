#![doc = include_str!("../README.md")]

mod call;
mod check;
mod contract;
mod dates;
mod dialects;
mod draft;
mod fixes;
mod foreign;
mod identity;
mod judge;
mod names;
mod placeholders;
pub mod render;
mod report;
mod rule;
mod rules;
mod text;
mod validator;

pub use check::{Checked, Sink, Source};
pub use fixes::{Fixed, apply_fixes};
pub use report::{
    Edit, Finding, Fix, Level, Position, Related, Report, ReportVersion, Safety, Span, Suggestion,
    Summary,
};
pub use rule::{Example, Group, Rule};
pub use validator::{BuildError, InputFormat, RuleLevel, Validator, ValidatorBuilder};

/// Every rule, in the order of its id.
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}

/// Checks one call with the default settings.
pub fn validate(call: &[u8]) -> Report {
    Validator::new().validate(call)
}

/// Whether one call is valid: no finding of level error.
pub fn is_valid(call: &[u8]) -> bool {
    validate(call).is_valid()
}
