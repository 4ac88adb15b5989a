//! SARIF 2.1.0, as code scanning takes it.

mod document;
mod metadata;

use std::{collections::BTreeMap, fmt::Write};

use super::{
    Render, Style,
    ending::{Ending, grouped},
    json::to_json,
    redact::redacted,
    visible::one_line,
};
use crate::{
    report::{Edit, Finding, Report, Safety},
    rules::RULES,
    sink::Source,
};
use document::{
    ArtifactChange, ArtifactContent, Fix, FixProperties, Invocation, Level, Location, Message,
    Notification, PhysicalLocation, Region, Replacement, Result, ResultProperties,
};

/// Most results of a run: GitHub refuses a file with more, and shows 5,000 of them ("SARIF results
/// exceed one or more limits", docs.github.com, as it stood in 2026).
const MOST_RESULTS: u64 = 25_000;

/// Most related places of a result. GitHub takes 1,000 locations and shows 100.
const MOST_RELATED: usize = 99;

/// Writes SARIF 2.1.0 as the findings come: one run, with the metadata of all rules. Results beyond
/// GitHub's limit are counted, and a notification says how many there are.
#[derive(Debug, Clone)]
pub struct Sarif {
    style: Style,
    results: u64,
    left_out: u64,
}

impl Sarif {
    /// A report without results so far.
    pub fn new(style: &Style) -> Self {
        Self { style: style.clone(), results: 0, left_out: 0 }
    }
}

impl Render for Sarif {
    fn begin(&mut self) -> String {
        let tool = to_json(&metadata::tool(&self.style));
        format!(
            "{{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \
             \"version\": \"2.1.0\",\n  \"runs\": [{{\n    \"tool\": {tool},\n    \
             \"columnKind\": \"unicodeCodePoints\",\n    \"results\": ["
        )
    }

    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        if self.results >= MOST_RESULTS {
            self.left_out = self.left_out.saturating_add(1);
            return String::new();
        }
        let before = if self.results > 0 { "," } else { "" };
        self.results = self.results.saturating_add(1);
        let finding = redacted(finding, self.style.redact);
        format!("{before}\n      {}", to_json(&result(&finding)))
    }

    fn end(&mut self, report: &Report) -> String {
        let ending = Ending::of(report);
        let mut notifications: Vec<String> = ending.hidden;
        notifications.extend(ending.notices);
        if self.left_out > 0 {
            let (left_out, most) = (grouped(self.left_out), grouped(MOST_RESULTS));
            notifications.push(format!(
                "{left_out} more findings are not listed: code scanning takes {most} of a run"
            ));
        }
        let notification =
            |text: String| Notification { level: "warning", message: Message::new(&text) };
        let invocation = Invocation {
            execution_successful: !report.partial,
            tool_execution_notifications: notifications.into_iter().map(notification).collect(),
        };
        let before = if self.results > 0 { "\n    " } else { "" };
        let summary = to_json(&report.summary);
        let statistics = match report.statistics.as_slice() {
            [] => String::new(),
            statistics => format!(",\"statistics\":{}", to_json(&statistics)),
        };
        format!(
            "{before}],\n    \"invocations\": [{}],\n    \
             \"properties\": {{\"summary\":{summary}{statistics}}}\n  }}]\n}}\n",
            to_json(&invocation)
        )
    }
}

fn result(finding: &Finding) -> Result<'_> {
    let uri = uri(&finding.path);
    let location = |region, message, pointer: Option<&str>| {
        Location::new(PhysicalLocation::new(uri.clone(), region), message, pointer)
    };
    let related = finding.related.iter().take(MOST_RELATED).map(|related| {
        location(Region::of(&related.span), Some(Message::new(&related.message)), None)
    });
    let mut fixes = Vec::new();
    if let Some(fix) = &finding.fix {
        let text = finding.help.as_deref().unwrap_or("the fix");
        let safety = match fix.safety {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        };
        fixes.push(as_fix(text, safety, &fix.edits, &uri));
    }
    for suggestion in &finding.suggestions {
        fixes.push(as_fix(&suggestion.message, "a choice", &suggestion.edits, &uri));
    }
    let text = match &finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    };
    Result {
        rule_id: &finding.rule,
        rule_index: RULES.iter().position(|rule| rule.id == finding.rule),
        level: Level(finding.level),
        message: Message::new(&text),
        locations: [location(Region::of(&finding.span), None, Some(&finding.pointer))],
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([("identify/v1", finding.fingerprint())]),
        fixes,
        properties: ResultProperties { record: finding.record },
    }
}

fn as_fix(text: &str, safety: &'static str, edits: &[Edit], uri: &str) -> Fix {
    let replacement = |edit: &Edit| Replacement {
        deleted_region: Region::bytes(edit.start, edit.end),
        inserted_content: (!edit.text.is_empty())
            .then(|| ArtifactContent { text: edit.text.clone() }),
    };
    let replacements = edits.iter().map(replacement).collect();
    Fix {
        description: Message::new(text),
        artifact_changes: [ArtifactChange::new(uri.to_owned(), replacements)],
        properties: FixProperties { safety },
    }
}

/// The path as a reference (RFC 3986): relative to where the run began, as code scanning wants it,
/// or an address of a file where the path is absolute. All but what needs no escape is escaped.
fn uri(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let is_drive = |text: &str| {
        let mut bytes = text.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic()) && bytes.next() == Some(b':')
    };
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if cfg!(windows) && is_drive(path) {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            uri.push(char::from(byte));
        } else {
            // Writing to a string never fails.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// A text as SARIF reads it: `[words](place)` would be a link there (section 3.11.6).
fn plain(text: &str) -> String {
    one_line(text).replace("](", "] (")
}
