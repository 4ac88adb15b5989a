//! The machine report as JSON Lines, for what reads it while it is written.

use std::borrow::Cow;

use serde::Serialize;

use super::{Render, Style, json::to_json, redact::redacted};
use crate::{
    report::{Finding, Report},
    sink::Source,
};

/// Writes each finding in a line of its own, and in the last line all that is known at the end: each
/// is a [`ReportLine`](crate::ReportLine).
///
/// ```
/// use identify_validator::{
///     ReportLine, Source,
///     render::{Jsonl, Render, Style},
///     validate,
/// };
///
/// let report = validate(b"{}");
/// let mut jsonl = Jsonl::new(&Style::default());
/// let line = jsonl.finding(&report.findings[0], &Source::whole(b"{}"));
/// assert_eq!(serde_json::from_str::<ReportLine>(&line)?, report.findings[0].clone().into());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Jsonl {
    redact: bool,
}

impl Jsonl {
    /// A report without findings so far.
    pub fn new(style: &Style) -> Self {
        Self { redact: style.redact }
    }
}

/// [`ReportLine`](crate::ReportLine), of what is not owned.
#[derive(Serialize)]
#[expect(clippy::large_enum_variant, reason = "lives as long as it takes to write it")]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'l> {
    Finding(Cow<'l, Finding>),
    Summary(&'l Report),
}

impl Render for Jsonl {
    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        to_json(&Line::Finding(redacted(finding, self.redact))) + "\n"
    }

    fn end(&mut self, report: &Report) -> String {
        if report.findings.is_empty() {
            return to_json(&Line::Summary(report)) + "\n";
        }
        let report = Report { findings: Vec::new(), ..report.clone() };
        to_json(&Line::Summary(&report)) + "\n"
    }
}
