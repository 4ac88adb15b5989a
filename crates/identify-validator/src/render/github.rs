//! Workflow commands of GitHub Actions: the runner makes annotations of them.

use std::fmt::Write;

use super::{
    Render,
    ending::Ending,
    visible::{one_line, path_line, visible},
};
use crate::{
    report::{Finding, Level, Report},
    sink::Source,
};

/// Writes a finding as a workflow command: `::error file=…,line=…::message`. GitHub shows ten
/// errors and ten warnings of a step as annotations, and all of them in the log.
#[derive(Debug, Clone, Copy, Default)]
pub struct Github;

impl Render for Github {
    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let (start, end) = (finding.span.start, finding.span.end);
        let mut properties = format!("line={},col={}", start.line, start.column);
        // Writing to a string never fails. Columns of an annotation are shown only within one line.
        if start.line == end.line && end.column > start.column {
            // The last column, where a span ends behind it.
            let last = end.column.saturating_sub(1);
            let _ = write!(properties, ",endLine={},endColumn={last}", end.line);
        } else if end.line > start.line {
            let _ = write!(properties, ",endLine={}", end.line);
        }
        let mut message = one_line(&finding.message);
        if let Some(help) = &finding.help {
            let _ = write!(message, "\nhelp: {}", one_line(help));
        }
        format!(
            "::{command} file={},{properties},title={}::{}\n",
            property(&path_line(&finding.path)),
            property(&finding.rule),
            data(&message),
        )
    }

    fn end(&mut self, report: &Report) -> String {
        let ending = Ending::of(report);
        let notice = |title: &str, text: &str| {
            format!("::notice title={}::{}\n", property(title), data(&visible(text)))
        };
        let mut text = String::new();
        for line in &ending.hidden {
            text += &notice("not listed", line);
        }
        for line in &ending.notices {
            let _ = writeln!(text, "::warning title=identify::{}", data(line));
        }
        if !report.statistics.is_empty() {
            text += &notice("statistics", &ending.statistics.join("\n"));
        }
        text
    }
}

/// What stands behind the second `::` (`escapeData` of `@actions/core`).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property (`escapeProperty` of `@actions/core`).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
