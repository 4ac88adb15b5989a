//! One line a finding.

use super::visible::one_line;
use crate::report::Finding;

/// A finding in one line: `path:line:column: level[rule] message`.
pub fn concise(finding: &Finding) -> String {
    let start = finding.span.start;
    format!(
        "{}:{}:{}: {}[{}] {}",
        one_line(&finding.path),
        start.line,
        start.column,
        finding.level.name(),
        finding.rule,
        one_line(&finding.message),
    )
}
