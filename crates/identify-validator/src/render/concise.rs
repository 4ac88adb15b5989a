//! One line a finding.

use super::{Render, visible::one_line};
use crate::{check::Source, report::Finding};

/// Writes a finding in one line: `path:line:column: level[rule] message`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Concise;

impl Render for Concise {
    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        let start = finding.span.start;
        format!(
            "{}:{}:{}: {}[{}] {}\n",
            one_line(&finding.path),
            start.line,
            start.column,
            finding.level.name(),
            finding.rule,
            one_line(&finding.message),
        )
    }
}
