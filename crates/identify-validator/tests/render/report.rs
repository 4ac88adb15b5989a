//! Reports as the tests of this folder make them.

use identify_validator::{
    Checked, Finding, InputFormat, Report, Sink, Source, Validator,
    render::{Format, Render, Style},
};
use std::ops::ControlFlow;

/// Hands everything to a renderer.
pub(crate) struct Into<'r> {
    pub(crate) renderer: Box<dyn Render>,
    pub(crate) text: String,
    pub(crate) path: &'r str,
    pub(crate) findings: Vec<Finding>,
}

impl Sink for Into<'_> {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self.text += &self.renderer.finding(&finding, source);
        self.findings.push(finding);
        ControlFlow::Continue(())
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        self.text += &self.renderer.call(self.path, call);
        ControlFlow::Continue(())
    }
}

/// The report on one input, and its findings.
pub(crate) fn report_of(
    validator: &Validator,
    format: Format,
    style: &Style,
    path: &str,
    input: (&[u8], InputFormat),
) -> (String, Vec<Finding>) {
    let mut renderer = format.renderer(style.clone());
    let text = renderer.begin();
    let mut sink = Into { renderer, text, path, findings: Vec::new() };
    let mut report = Report::default();
    report.summary = validator.check(path, input.0, input.1, &mut sink).unwrap();
    let end = sink.renderer.end(&report);
    (sink.text + &end, sink.findings)
}

/// The same of a log with the usual settings.
pub(crate) fn of_log(format: Format, style: &Style, log: &str) -> String {
    let input = (log.as_bytes(), InputFormat::Ndjson);
    report_of(&Validator::new(), format, style, "log.ndjson", input).0
}

/// The default style, changed.
pub(crate) fn style(change: impl FnOnce(&mut Style)) -> Style {
    let mut style = Style::default();
    change(&mut style);
    style
}

pub(crate) const VALID: &str =
    r#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
pub(crate) const ALIAS: &str =
    r#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
pub(crate) const WRONG: &str =
    r#"{"user_id": 7, "user_traits": {"age": "36"}, "timestamp": "2020-11-23T22:28:55Z"}"#;
