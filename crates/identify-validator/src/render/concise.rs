//! One line a finding.

use super::{
    Render,
    ending::Ending,
    visible::{one_line, path_line},
};
use crate::{
    report::{Finding, Report},
    sink::Source,
};

/// Writes a finding in one line: `path:line:column: level[rule] message`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Concise;

impl Render for Concise {
    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        line(finding) + "\n"
    }

    fn end(&mut self, report: &Report) -> String {
        Ending::of(report).text()
    }
}

/// The line without its end.
pub(super) fn line(finding: &Finding) -> String {
    let start = finding.span.start;
    format!(
        "{}:{}:{}: {}[{}] {}",
        path_line(&finding.path),
        start.line,
        start.column,
        finding.level.name(),
        one_line(&finding.rule),
        one_line(&finding.message),
    )
}
