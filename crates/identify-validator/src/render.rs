//! Reports for people and programs.

mod concise;
mod edits;
mod ending;
mod format;
mod github;
mod human;
mod json;
mod jsonl;
mod junit;
mod labels;
mod markdown;
mod redact;
mod sarif;
mod view;
mod visible;
mod wrap;

use crate::{
    report::{Finding, Report},
    sink::{Checked, Source},
};

pub use concise::Concise;
pub use ending::grouped;
pub use format::{Format, FormatError, Style};
pub use github::Github;
pub use human::Human;
pub use json::{Json, visible_json};
pub use jsonl::Jsonl;
pub use junit::Junit;
pub use markdown::Markdown;
pub use sarif::Sarif;
pub use visible::{one_line, path_line, visible};

/// Writes a report piece by piece, so that no finding has to be kept.
///
/// ```
/// use identify_validator::{
///     Finding, InputFormat, Report, Source, Validator,
///     render::{Format, Render, Style},
/// };
///
/// let mut renderer = Format::Json.renderer(Style::default());
/// let mut text = renderer.begin();
/// let mut sink = |finding: Finding, source: &Source<'_>| text += &renderer.finding(&finding, source);
/// let log = &b"{}\n{}\n"[..];
/// let summary = Validator::new().check("log", log, InputFormat::Ndjson, &mut sink)?;
/// let mut report = Report::default();
/// report.summary = summary;
/// text += &renderer.end(&report);
///
/// let report: Report = serde_json::from_str(&text)?;
/// assert_eq!((report.findings.len(), report.summary.records), (6, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Render {
    /// What stands before the findings.
    fn begin(&mut self) -> String {
        String::new()
    }

    /// One finding, with the source of its record.
    fn finding(&mut self, finding: &Finding, source: &Source<'_>) -> String;

    /// The verdict on a call of the input that has this name, behind its findings. Only reports
    /// that list calls need it.
    fn call(&mut self, path: &str, call: &Checked<'_>) -> String {
        let _ = (path, call);
        String::new()
    }

    /// What stands behind the findings. The report's own findings are those that were handed over
    /// already, and are not looked at.
    fn end(&mut self, report: &Report) -> String {
        let _ = report;
        String::new()
    }
}
