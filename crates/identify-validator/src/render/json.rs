//! The machine report, written as the findings come.

use std::fmt::Write;

use serde::Serialize;

use super::visible::visible;
use crate::report::{Finding, ReportVersion, Summary};

/// Writes a [`Report`](crate::Report) piece by piece, so that none of it has to be kept: the
/// totals, which are known last, stand last. What controls, reorders or hides text is escaped.
///
/// ```
/// use identify_validator::{Finding, InputFormat, Report, Source, Validator, render::Json};
///
/// let mut json = Json::new();
/// let mut text = json.begin();
/// let mut sink = |finding: Finding, _: &Source<'_>| text += &json.finding(&finding);
/// let validator = Validator::new();
/// let summary = validator.check("log", &b"{}\n{}\n"[..], InputFormat::Ndjson, &mut sink)?;
/// text += &json.end(&summary);
///
/// let report: Report = serde_json::from_str(&text)?;
/// assert_eq!((report.findings.len(), report.summary.records), (6, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Json {
    has_findings: bool,
}

impl Json {
    /// A report without findings so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// What stands before the findings.
    #[must_use]
    pub fn begin(&self) -> String {
        format!("{{\n  \"version\": {},\n  \"findings\": [", to_json(&ReportVersion))
    }

    /// One finding, on a line of its own.
    #[must_use]
    pub fn finding(&mut self, finding: &Finding) -> String {
        let before = if self.has_findings { "," } else { "" };
        self.has_findings = true;
        format!("{before}\n    {}", to_json(finding))
    }

    /// What stands behind the findings, with a line break at its end.
    #[must_use]
    pub fn end(&self, summary: &Summary) -> String {
        let before = if self.has_findings { "\n  " } else { "" };
        format!("{before}],\n  \"summary\": {}\n}}\n", to_json(summary))
    }
}

fn to_json(part: &impl Serialize) -> String {
    match serde_json::to_string(part) {
        Ok(json) => visible_json(json),
        Err(error) => unreachable!("reports have string keys only, written to memory: {error}"),
    }
}

/// Escapes in serialised JSON what controls, reorders or hides text, which stands in strings only:
/// a terminal or a log gets no orders from a payload, and readers of JSON get the same text.
///
/// ```
/// use identify_validator::render::visible_json;
///
/// assert_eq!(visible_json("[\"é\u{202e}\"]".to_owned()), "[\"é\\u202e\"]");
/// ```
#[must_use]
pub fn visible_json(json: String) -> String {
    if json.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return json;
    }
    let mut tamed = String::with_capacity(json.len());
    let mut buffer = [0; 4];
    for character in json.chars() {
        let text = character.encode_utf8(&mut buffer);
        if visible(&*text) == *text {
            tamed.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string never fails.
                let _ = write!(tamed, "\\u{unit:04x}");
            }
        }
    }
    tamed
}

#[cfg(test)]
mod tests {
    use super::{Json, visible_json};
    use crate::{Report, Summary, validate};

    #[test]
    fn escaped_json_reads_the_same() {
        let text = "é a\u{9b}31m\u{202e}\u{e0041}\u{2028}";
        let json = visible_json(serde_json::to_string(text).unwrap());
        assert_eq!(json, r#""é a\u009b31m\u202e\udb40\udc41\u2028""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn pieces_are_the_report() {
        for call in [&b"{}"[..], br#"{"user_id": 1}"#, b"["] {
            let report = validate(call);
            let mut json = Json::new();
            let mut text = json.begin();
            for finding in &report.findings {
                text += &json.finding(finding);
            }
            text += &json.end(&report.summary);
            assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
            assert_eq!(text.lines().count(), report.findings.len() + 6);
        }
        let json = Json::new();
        let text = json.begin() + &json.end(&Summary::default());
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), Report::default());
    }
}
