//! XML as `JUnit` writes it, for the test reports of CI systems.

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::{
    Render, concise,
    ending::{Ending, grouped},
    visible::{one_line, path_line},
};
use crate::{
    report::{Finding, Level, Report},
    sink::{Checked, Source},
};

/// Most findings that are held, and so listed.
const MOST_FINDINGS: usize = 10_000;

/// Most calls without a finding that are listed.
const MOST_CLEAN: u64 = 10_000;

/// What is said of a call that fails although no finding of it was handed over.
const UNSAID: &str = "nothing is listed for this call: the cause was told at an earlier call of \
    the file, or its findings are not among those that are listed";

/// Writes each file as a test suite and each call as a test case, which fails where the call is not
/// valid. The totals of a suite stand before its cases, so everything is held until the end: up to
/// 10,000 findings and 10,000 calls without any. What is beyond is counted, and the suite
/// `not listed` says so.
#[derive(Debug, Clone, Default)]
pub struct Junit {
    suites: Vec<Suite>,
    /// The call whose findings are coming in.
    open: Option<Case>,
    findings: usize,
    clean: u64,
    left_out: LeftOut,
}

#[derive(Debug, Clone)]
struct Suite {
    path: String,
    cases: Vec<TestCase>,
}

/// A call and its findings.
#[derive(Debug, Clone)]
struct Case {
    path: String,
    record: u64,
    line: Option<u64>,
    /// The first finding of level error: its rule and its message.
    failure: Option<(String, String)>,
    errors: u64,
    lines: Vec<String>,
    /// Findings of it that are not held.
    left_out: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct LeftOut {
    findings: u64,
    calls: u64,
    failed: u64,
}

impl Junit {
    /// A report without test cases so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// The call whose findings are coming in, which may be a new one.
    fn case(&mut self, path: &str, record: u64) -> &mut Case {
        if self.open.as_ref().is_some_and(|case| case.record != record || case.path != path) {
            self.close(None);
        }
        self.open.get_or_insert_with(|| Case {
            path: path.to_owned(),
            record,
            line: None,
            failure: None,
            errors: 0,
            lines: Vec::new(),
            left_out: 0,
        })
    }

    /// Ends a call, with its verdict where that is known.
    fn close(&mut self, verdict: Option<bool>) {
        let Some(case) = self.open.take() else { return };
        let is_valid = verdict.unwrap_or(case.errors == 0);
        let is_listed = if !case.lines.is_empty() {
            true
        } else if case.left_out > 0 || !is_valid {
            // A call that fails although nothing of it is listed.
            self.findings < MOST_FINDINGS
        } else {
            self.clean = self.clean.saturating_add(1);
            self.clean <= MOST_CLEAN
        };
        self.left_out.findings = self.left_out.findings.saturating_add(case.left_out);
        if !is_listed {
            self.left_out.calls = self.left_out.calls.saturating_add(1);
            self.left_out.failed = self.left_out.failed.saturating_add(u64::from(!is_valid));
            return;
        }
        if self.suites.last().is_none_or(|suite| suite.path != case.path) {
            self.suites.push(Suite { path: case.path.clone(), cases: Vec::new() });
        }
        if let Some(suite) = self.suites.last_mut() {
            suite.cases.push(case.finish(is_valid));
        }
    }

    /// What is not in the other suites.
    fn ending(&self, report: &Report) -> Option<TestSuite> {
        let mut ending = Ending::of(report);
        let LeftOut { findings, calls, failed } = self.left_out;
        if findings > 0 || calls > 0 {
            ending.notices.push(format!(
                "{} more findings and {} more calls are not listed; of these calls {} are not \
                 valid",
                grouped(findings),
                grouped(calls),
                grouped(failed)
            ));
        }
        let text = ending.text();
        if text.is_empty() && !report.partial {
            return None;
        }
        let mut suite = TestSuite::new("not listed");
        if report.partial {
            // All the tests may have passed, and still the run has not.
            let mut error = TestCaseStatus::non_success(NonSuccessKind::Error);
            error.set_type("partial").set_message("not all was checked: see the output");
            suite.add_test_case(TestCase::new("all inputs are checked to their end", error));
        }
        suite.set_system_out(text);
        Some(suite)
    }
}

impl Case {
    fn finish(self, is_valid: bool) -> TestCase {
        let mut text = self.lines.join("\n");
        if self.left_out > 0 {
            text = format!("{text}\nand {} more findings", grouped(self.left_out));
        }
        if !is_valid && text.is_empty() {
            text.push_str(UNSAID);
        }
        let status = if is_valid {
            TestCaseStatus::success()
        } else {
            let (rule, message) = self
                .failure
                .unwrap_or_else(|| ("not-listed".to_owned(), "the call is not valid".to_owned()));
            let message = match self.errors {
                0 | 1 => message,
                errors => format!("{message} (and {} more)", grouped(errors.saturating_sub(1))),
            };
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(message).set_type(rule).set_description(text.as_str());
            status
        };
        let mut case = TestCase::new(format!("call {}", self.record), status);
        let path = path_line(&self.path);
        case.set_classname(path.as_str());
        case.extra.insert("file".into(), path.into());
        if let Some(line) = self.line {
            case.extra.insert("line".into(), line.to_string().into());
        }
        if is_valid && !text.is_empty() {
            case.set_system_out(text);
        }
        case
    }
}

impl Render for Junit {
    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        let is_held = self.findings < MOST_FINDINGS;
        self.findings = self.findings.saturating_add(usize::from(is_held));
        let case = self.case(&finding.path, finding.record);
        if finding.level == Level::Error {
            case.errors = case.errors.saturating_add(1);
        }
        if !is_held {
            case.left_out = case.left_out.saturating_add(1);
            return String::new();
        }
        case.line = case.line.or(Some(finding.span.start.line));
        if finding.level == Level::Error && case.failure.is_none() {
            case.failure = Some((one_line(&finding.rule), one_line(&finding.message)));
        }
        case.lines.push(concise::line(finding));
        if let Some(help) = &finding.help {
            case.lines.push(format!("    help: {}", one_line(help)));
        }
        String::new()
    }

    fn call(&mut self, path: &str, call: &Checked<'_>) -> String {
        self.case(path, call.record);
        self.close(Some(call.is_valid));
        String::new()
    }

    fn end(&mut self, report: &Report) -> String {
        self.close(None);
        let ending = self.ending(report);
        let mut document = Document::new("identify");
        for suite in std::mem::take(&mut self.suites) {
            let mut tests = TestSuite::new(path_line(&suite.path));
            tests.add_test_cases(suite.cases);
            document.add_test_suite(tests);
        }
        document.add_test_suites(ending);
        match document.to_string() {
            Ok(text) => text,
            Err(error) => unreachable!("written to memory, and no dates to go wrong: {error}"),
        }
    }
}
