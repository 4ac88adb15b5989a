//! One line a finding.

use super::visible;
use crate::report::Finding;

/// A finding in one line: `path:line:column: level[rule] message`.
pub fn concise(finding: &Finding) -> String {
    let start = finding.span.start;
    format!(
        "{}:{}:{}: {}[{}] {}",
        visible(&finding.path).replace('\n', "<U+000A>"),
        start.line,
        start.column,
        finding.level.name(),
        finding.rule,
        visible(&finding.message).replace('\n', " "),
    )
}
