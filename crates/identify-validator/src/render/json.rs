//! The machine report, written as the findings come.

use std::fmt::Write;

use serde::Serialize;

use super::{
    Render, Style,
    redact::redacted,
    visible::{is_hidden, is_runner_command, is_visible},
};
use crate::{
    report::{Finding, Report, ReportVersion},
    sink::Source,
};

/// Writes a [`Report`] piece by piece, so that none of it has to be kept: the totals, which are
/// known last, stand last. What controls, reorders or hides text is escaped.
#[derive(Debug, Clone, Default)]
pub struct Json {
    has_findings: bool,
    redact: bool,
}

impl Json {
    /// A report without findings so far.
    pub fn new(style: &Style) -> Self {
        Self { has_findings: false, redact: style.redact }
    }
}

impl Render for Json {
    fn begin(&mut self) -> String {
        format!("{{\n  \"version\": {},\n  \"findings\": [", to_json(&ReportVersion))
    }

    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        let before = if self.has_findings { "," } else { "" };
        self.has_findings = true;
        format!("{before}\n    {}", to_json(&*redacted(finding, self.redact)))
    }

    fn end(&mut self, report: &Report) -> String {
        let before = if self.has_findings { "\n  " } else { "" };
        let mut text = format!("{before}],\n  \"summary\": {}", to_json(&report.summary));
        if !report.hidden.is_empty() {
            text = text + ",\n  \"hidden\": " + &to_json(&report.hidden);
        }
        if !report.statistics.is_empty() {
            text = text + ",\n  \"statistics\": " + &to_json(&report.statistics);
        }
        if report.partial {
            text += ",\n  \"partial\": true";
        }
        if !report.notices.is_empty() {
            text = text + ",\n  \"notices\": " + &to_json(&report.notices);
        }
        text + "\n}\n"
    }
}

pub(super) fn to_json(part: &impl Serialize) -> String {
    // Nearly all findings fit in this.
    let mut json = Vec::with_capacity(1024);
    match serde_json::to_writer(&mut json, part).map(|()| String::from_utf8(json)) {
        Ok(Ok(json)) => visible_json(json),
        Ok(Err(error)) => unreachable!("JSON is UTF-8: {error}"),
        Err(error) => unreachable!("reports have string keys only, written to memory: {error}"),
    }
}

/// Escapes in serialised JSON what controls, reorders or hides text, which stands in strings only:
/// a terminal, a log or what reads it gets no orders from a payload, and readers of JSON get the
/// same text.
///
/// ```
/// use identify_validator::render::visible_json;
///
/// assert_eq!(visible_json("[\"é\u{202e}\"]".to_owned()), "[\"é\\u202e\"]");
/// ```
#[must_use]
pub fn visible_json(json: String) -> String {
    if is_visible(&json) {
        return json;
    }
    let mut tamed = String::with_capacity(json.len());
    // Where what is not copied yet begins.
    let mut from = 0_usize;
    // What is printable ASCII is passed over in its bytes.
    let is_odd = |byte: &u8| matches!(byte, b'#' | 0..b' ' | 0x7f..);
    let mut at = 0_usize;
    while let Some(next) = json.as_bytes().get(at..).and_then(|rest| rest.iter().position(is_odd)) {
        at = at.saturating_add(next);
        let rest = json.get(at..).unwrap_or_default();
        let Some(character) = rest.chars().next() else { break };
        let end = at.saturating_add(character.len_utf8());
        if is_hidden(character) || (character == '#' && is_runner_command(rest)) {
            tamed += json.get(from..at).unwrap_or_default();
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string never fails.
                let _ = write!(tamed, "\\u{unit:04x}");
            }
            from = end;
        }
        at = end;
    }
    tamed += json.get(from..).unwrap_or_default();
    tamed
}

#[cfg(test)]
mod tests {
    use super::{Json, visible_json};
    use crate::{Report, Source, render::Render, validate};

    #[test]
    fn escaped_json_reads_the_same() {
        let text = "é a\u{9b}31m\u{202e}\u{e0041}\u{2028}##[error]";
        let json = visible_json(serde_json::to_string(text).unwrap());
        assert_eq!(json, r#""é a\u009b31m\u202e\udb40\udc41\u2028\u0023#[error]""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn pieces_are_the_report() {
        for call in [&b"{}"[..], br#"{"user_id": 1}"#, b"["] {
            let report = validate(call);
            let mut json = Json::default();
            let mut text = json.begin();
            for finding in &report.findings {
                text += &json.finding(finding, &Source::whole(call));
            }
            text += &json.end(&report);
            assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
            assert_eq!(text.lines().count(), report.findings.len() + 6);
        }
        let mut json = Json::default();
        let text = json.begin() + &json.end(&Report::default());
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), Report::default());
    }
}
