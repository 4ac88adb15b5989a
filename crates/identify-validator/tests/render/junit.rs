//! XML as `JUnit` writes it, as a reader of XML sees it.

use std::ops::ControlFlow;

use identify_validator::{
    Checked, Finding, InputFormat, Report, Sink, Source, Validator,
    render::{Format, Render, Style},
    validate,
};

use crate::report::{ALIAS, VALID, WRONG, of_log};

/// Fails where the text is no XML 1.0: tags in pairs, attributes in quotation marks, known
/// references only, and no character that XML forbids.
pub(crate) fn assert_xml(text: &str) {
    let forbidden = |character: &char| {
        (character.is_control() && !matches!(character, '\n' | '\t' | '\r'))
            || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    assert_eq!(text.chars().find(forbidden), None, "{text:?}");
    for reference in text.split('&').skip(1) {
        let name = reference.split(';').next().unwrap();
        assert!(
            matches!(name, "lt" | "gt" | "amp" | "quot" | "apos") || name.starts_with('#'),
            "&{name} in {text}"
        );
    }
    let mut open = Vec::new();
    for part in text.split('<').skip(1) {
        let (tag, behind) = part.split_once('>').unwrap();
        assert!(!behind.contains("]]>"), "{text}");
        let name: String = tag.chars().take_while(|it| !it.is_whitespace()).collect();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{text}");
        } else if !tag.starts_with('?') && !tag.ends_with('/') {
            open.push(name.trim_end_matches('/').to_owned());
        }
        let known = ["testsuites", "testsuite", "testcase", "failure", "system-out", "?xml"];
        let name = name.trim_start_matches('/').trim_end_matches('/');
        assert!(known.contains(&name), "<{name}> in {text}");
        assert!(tag.matches('"').count().is_multiple_of(2), "{tag}");
    }
    assert_eq!(open, [""; 0], "{text}");
}

#[test]
fn calls_are_cases() {
    let log = format!("{VALID}\n{ALIAS}\n{WRONG}\n");
    let text = of_log(Format::Junit, &Style::default(), &log);
    assert_xml(&text);
    for part in [
        r#"<testsuites name="identify" tests="3" skipped="0" failures="1" errors="0">"#,
        r#"<testcase name="call 1" classname="log.ndjson" file="log.ndjson"/>"#,
        r#"<testcase name="call 2" classname="log.ndjson" file="log.ndjson" line="2">"#,
        "<system-out>log.ndjson:2:19: warning[deprecated-alias]",
        r#"<failure message="`user_id` must be a string, found a number (and 1 more)" type="wrong-type">"#,
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

/// Tells a renderer of one call many times, each with so many of its findings.
struct Often {
    renderer: Box<dyn Render>,
    times: usize,
    findings: usize,
    finding: Finding,
}

impl Sink for Often {
    fn finding(&mut self, _: Finding, _: &Source<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        for _ in 0..self.times {
            for _ in 0..self.findings {
                self.renderer.finding(&self.finding, &Source::whole(b"{}"));
            }
            assert_eq!(self.renderer.call("a.json", call), "");
        }
        ControlFlow::Continue(())
    }
}

impl Often {
    fn new() -> Self {
        let mut finding = validate(b"{}").findings.remove(0);
        "a.json".clone_into(&mut finding.path);
        let renderer = Format::Junit.renderer(Style::default());
        Self { renderer, times: 0, findings: 0, finding }
    }

    fn tell(&mut self, call: &str, times: usize, findings: usize) {
        (self.times, self.findings) = (times, findings);
        let format = InputFormat::Json;
        Validator::new().check("a.json", call.as_bytes(), format, self).unwrap();
    }
}

#[test]
fn what_is_held_is_bounded() {
    let mut often = Often::new();
    often.tell(VALID, 10_050, 0);
    often.tell("{}", 5_020, 2);
    let text = often.renderer.end(&Report::default());
    assert_xml(&text);
    assert_eq!(text.matches("<testcase ").count(), 15_000);
    assert_eq!(text.matches("<failure ").count(), 5_000);
    let end = "40 more findings and 70 more calls are not listed; of these calls 20 are not valid";
    assert!(text.contains(end), "{}", &text[text.len() - 400..]);
}

/// A call that fails fails here too when none of its findings is handed over.
#[test]
fn calls_without_listed_findings_fail() {
    let mut often = Often::new();
    often.tell("{}", 1, 0);
    let text = often.renderer.end(&Report::default());
    assert!(text.contains(r#"<failure message="the call is not valid""#), "{text}");
    // And without verdicts, what was found decides.
    let mut renderer = Format::Junit.renderer(Style::default());
    for finding in validate(b"{}").findings {
        renderer.finding(&finding, &Source::whole(b"{}"));
    }
    assert_eq!(renderer.end(&Report::default()).matches("<failure ").count(), 1);
}
