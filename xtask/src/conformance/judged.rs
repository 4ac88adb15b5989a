//! What the validator says of an input, with the screen and without, and what the command says: always
//! the same.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use fixtures::property::packed::is_packed;
use identify_json::Arena;
use identify_validator::{
    Checked, CleanRun, Finding, InputFormat, Level, Report, Sink, Source, Summary, Validator,
};
use serde_json::Value;

use crate::{
    command::{format_name, lint},
    error::{Error, Result},
    repository::target,
};

/// For the library and the command alike.
const NOW: &str = "2026-11-23T12:00:00Z";

/// One validator with the screen and one without, each for all findings and for the usual ones:
/// a note is no clean call.
pub(super) struct Judges {
    all: [Validator; 2],
    usual: [Validator; 2],
    plan: Option<PlanFile>,
}

/// A plan as the command reads it.
struct PlanFile(PathBuf);

impl PlanFile {
    fn new(plan: &Value) -> Result<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let folder = target().join("conformance");
        fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("plan-{}-{number}.json", std::process::id()));
        fs::write(&path, plan.to_string()).map_err(Error::file("write", &path))?;
        Ok(Self(path))
    }
}

impl Drop for PlanFile {
    fn drop(&mut self) {
        // What is left lies in a folder for what is built.
        let _ = fs::remove_file(&self.0);
    }
}

/// What was said of an input.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Of all levels.
    pub(super) findings: Vec<Finding>,
    pub(super) summary: Summary,
    /// How many calls the screen proved to be without finding, at the usual level.
    pub(super) clean: u64,
}

impl Judges {
    /// Under a plan, if there is one; an error says what is wrong with it.
    pub(super) fn new(plan: Option<&Value>) -> Result<Self> {
        let wrong = |error| Error::new(format!("cannot build a validator: {error}"));
        let builder = Validator::builder().now(NOW.parse().unwrap_or_default());
        let builder = match plan {
            Some(plan) => builder.plan(plan.clone()),
            None => builder,
        };
        let usual = builder.build().map_err(wrong)?;
        let all = usual.to_builder().level(Level::Note).build().map_err(wrong)?;
        let bare = |it: &Validator| it.to_builder().screen(false).build().map_err(wrong);
        let plan = plan.map(PlanFile::new).transpose()?;
        Ok(Self { usual: [bare(&usual)?, usual], all: [bare(&all)?, all], plan })
    }

    /// What is said of one call. An error says in what the screen makes a difference.
    pub(super) fn call(&self, call: &[u8]) -> std::result::Result<Judged, String> {
        self.input(call, InputFormat::Json)
    }

    /// What is said of each of these calls, one a line of a log, and how many of them were clean. An
    /// error says in what the screen makes a difference.
    pub(super) fn log(&self, calls: &[Vec<u8>]) -> std::result::Result<(Vec<Judged>, u64), String> {
        let log = calls.join(&b'\n');
        let told = self.input(&log, InputFormat::Ndjson)?;
        if told.summary.records != u64::try_from(calls.len()).unwrap_or(u64::MAX) {
            return Err(format!("{} calls in a log of {}", told.summary.records, calls.len()));
        }
        let mut each: Vec<Judged> = calls.iter().map(|_| Judged::default()).collect();
        for finding in told.findings {
            let index = usize::try_from(finding.record.saturating_sub(1)).unwrap_or(usize::MAX);
            if let Some(call) = each.get_mut(index) {
                call.summary.invalid |= u64::from(finding.level == Level::Error);
                call.findings.push(finding);
            }
        }
        Ok((each, told.clean))
    }

    /// What is said of an input. An error says in what the screen makes a difference.
    pub(super) fn input(
        &self,
        input: &[u8],
        format: InputFormat,
    ) -> std::result::Result<Judged, String> {
        let both = |[bare, screened]: &[Validator; 2], level: &str| {
            let (bare, screened) = (told(bare, input, format), told(screened, input, format));
            if (&bare.findings, bare.summary) == (&screened.findings, screened.summary) {
                Ok(screened)
            } else {
                Err(format!("the screen makes a difference, {level}"))
            }
        };
        let all = both(&self.all, "with notes")?;
        let usual = both(&self.usual, "without notes")?;
        self.command(input, format, &all)?;
        Ok(Judged { clean: usual.clean, ..all })
    }

    /// Fails where the command says anything else of an input.
    fn command(
        &self,
        input: &[u8],
        format: InputFormat,
        expected: &Judged,
    ) -> std::result::Result<(), String> {
        // The command opens archives, and the library is given what is in them.
        if is_packed(input) {
            return Ok(());
        }
        let options = ["--no-config", "--level=note", "--output-format=json", "--now", NOW];
        let mut arguments: Vec<_> = options.map(Into::into).into();
        arguments.push(format!("--input-format={}", format_name(format)).into());
        if let Some(PlanFile(path)) = &self.plan {
            arguments.extend(["--plan".into(), path.clone().into_os_string()]);
        }
        let output = lint(Path::new("."), arguments, input, 65_536);
        let said = || String::from_utf8_lossy(&output.stderr).into_owned();
        let mut report: Report = serde_json::from_slice(&output.stdout).map_err(|error| {
            format!("the command ends with {}: {error} {}", output.status, said())
        })?;
        for fix in report.findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
            // It makes patches of fixes, and the library if it is asked to.
            fix.patch = None;
        }
        let is_same = report.findings == expected.findings
            && report.summary.invalid == expected.summary.invalid
            && report.summary.records == expected.summary.records
            && output.status == u8::from(expected.summary.invalid > 0);
        if is_same {
            return Ok(());
        }
        let first =
            report.findings.iter().zip(&expected.findings).find(|(one, other)| one != other);
        Err(format!(
            "the command ends with {}, {:?} in place of {:?}: {first:?}",
            output.status, report.summary, expected.summary
        ))
    }
}

impl Judged {
    /// Whether no call has a finding of level error.
    pub(super) fn is_valid(&self) -> bool {
        self.summary.invalid == 0
    }

    /// Whether this rule found something.
    pub(super) fn has(&self, rule: &str) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule)
    }
}

/// What is wrong with the grammar of a text, by the tree alone: whether there is a fault of any
/// kind, and whether one of them breaks the grammar of RFC 8259.
pub(super) fn grammar(text: &[u8]) -> (bool, bool) {
    let mut arena = Arena::new();
    let tree = arena.parse(text);
    let faults = tree.faults();
    (!faults.is_empty(), faults.iter().any(|fault| fault.kind.is_grammar()))
}

fn told(validator: &Validator, input: &[u8], format: InputFormat) -> Judged {
    let mut judged = Judged::default();
    // Reading from memory does not fail; if it did, no call would be counted.
    if let Ok(summary) = validator.check("-", input, format, &mut judged) {
        judged.summary = summary;
    }
    judged
}

impl Sink for Judged {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
        self.findings.push(finding);
        ControlFlow::Continue(())
    }

    fn clean(&mut self, run: &CleanRun<'_>) -> ControlFlow<()> {
        self.clean = self.clean.saturating_add(run.calls());
        ControlFlow::Continue(())
    }

    fn call(&mut self, _: &Checked<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
