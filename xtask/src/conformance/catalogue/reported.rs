//! What the command reports of an input, held against a row's verdict.

use std::path::Path;

use serde_json::Value;

use super::super::rows::Row;
use crate::{
    command::lint,
    error::{Error, Result},
};

/// What the command reports.
#[derive(Debug)]
pub(super) struct Reported {
    pub(super) status: u8,
    /// The rules of the findings in their order, each with the safety of its fix.
    pub(super) findings: Vec<String>,
    report: Value,
}

impl Reported {
    /// Of an input, by these arguments beside the usual ones.
    pub(super) fn of(folder: &Path, arguments: &[&str], input: impl std::io::Read) -> Result<Self> {
        // So that the time of day makes no difference.
        let usual =
            ["--no-config", "--level=note", "--output-format=json", "--now=2026-01-01T00:00:00Z"];
        let output = lint(folder, usual.iter().chain(arguments), input, 65_536);
        Self::read(output.status, &output.stdout, &output.stderr)
    }

    /// Of what a run printed.
    pub(super) fn read(status: u8, stdout: &[u8], stderr: &[u8]) -> Result<Self> {
        let report: Value = serde_json::from_slice(stdout).map_err(|error| {
            let said = String::from_utf8_lossy(stderr);
            Error::new(format!("exit status {status}, and no report: {error}: {said}"))
        })?;
        let findings = report.get("findings").and_then(Value::as_array);
        let findings = findings.into_iter().flatten().map(finding).collect();
        Ok(Self { status, findings, report })
    }

    /// A count of the summary.
    pub(super) fn count(&self, name: &str) -> u64 {
        let summary = self.report.get("summary").and_then(|summary| summary.get(name));
        summary.and_then(Value::as_u64).unwrap_or_default()
    }

    /// In what this differs from the verdict of a row.
    pub(super) fn against(&self, row: &Row) -> Vec<String> {
        let mut what = Vec::new();
        let worst = ["errors", "warnings", "notes"].into_iter().find(|level| self.count(level) > 0);
        let verdict = match worst {
            Some("errors") => "error",
            Some("warnings") => "warning",
            Some(_) => "note",
            None => "ok",
        };
        let wanted = row.text("verdict");
        if verdict != wanted {
            what.push(format!("{verdict}, expected {wanted}"));
        }
        let status = row.get("exit").as_u64();
        // What the verdict says already is not said twice.
        let says = u64::from(verdict == "error");
        if (verdict == wanted || u64::from(self.status) != says)
            && status != Some(u64::from(self.status))
        {
            what.push(format!("exit status {}", self.status));
        }
        what
    }
}

fn finding(finding: &Value) -> String {
    let rule = finding.get("rule").and_then(Value::as_str).unwrap_or_default();
    match finding.pointer("/fix/safety").and_then(Value::as_str) {
        Some(safety) => format!("{rule}: {safety} fix"),
        None => rule.to_owned(),
    }
}
