//! One report, and where it goes.

use identify_validator::{
    Checked, Finding, Hidden, Limit, Report, Source,
    render::{Format, Render},
};

use super::file::ReportFile;
use crate::{console::Console, error::Error, status::Status, totals::Totals};

/// One report.
pub(super) struct Output {
    pub(super) format: Format,
    renderer: Box<dyn Render>,
    limit: Limit,
    target: Target,
    /// Whether a file could not be written.
    has_failed: bool,
}

/// Where a report goes.
pub(super) enum Target {
    Console,
    File(Box<ReportFile>),
    /// Nobody wants it, or the file takes no more.
    Nowhere,
}

impl Output {
    pub(super) fn new(
        format: Format,
        renderer: Box<dyn Render>,
        limit: Limit,
        target: Target,
    ) -> Self {
        Self { format, renderer, limit, target, has_failed: false }
    }

    pub(super) fn is_console(&self) -> bool {
        matches!(self.target, Target::Console)
    }

    /// Whether nobody takes what is written.
    pub(super) fn is_lost(&self, console: &Console<'_>) -> bool {
        self.has_failed || (self.is_console() && console.flow().is_break())
    }

    pub(super) fn begin(&mut self, console: &mut Console<'_>) {
        if let Target::File(file) = &mut self.target
            && let Err(error) = file.create()
        {
            return self.give_up(&error, console);
        }
        let text = self.renderer.begin();
        self.print(&text, console);
    }

    pub(super) fn finding(
        &mut self,
        finding: &Finding,
        source: &Source<'_>,
        console: &mut Console<'_>,
    ) {
        if !matches!(self.target, Target::Nowhere) && self.limit.lists(finding) {
            let text = self.renderer.finding(finding, source);
            self.print(&text, console);
        }
    }

    pub(super) fn call(&mut self, name: &str, call: &Checked<'_>, console: &mut Console<'_>) {
        self.limit.end_call();
        let text = self.renderer.call(name, call);
        if !text.is_empty() {
            self.print(&text, console);
        }
    }

    /// Whether it lists calls, also those without a finding.
    pub(super) fn lists_calls(&self) -> bool {
        self.format.lists_calls() && !matches!(self.target, Target::Nowhere)
    }

    /// What is not listed.
    pub(super) fn hidden(&self) -> Vec<Hidden> {
        self.limit.hidden()
    }

    /// What stands behind the findings.
    pub(super) fn ending(&mut self, report: &Report, totals: &Totals) -> String {
        let mut text = self.renderer.end(report);
        if self.format == Format::Human {
            text += &totals.sentence();
            text.push('\n');
        }
        text
    }

    /// Puts the report in its file, and tells whether that could be done.
    pub(super) fn end_file(
        &mut self,
        report: &Report,
        totals: &Totals,
        console: &mut Console<'_>,
    ) -> Status {
        let text = self.ending(report, totals);
        self.print(&text, console);
        if let Target::File(file) = std::mem::replace(&mut self.target, Target::Nowhere)
            && let Err(error) = file.commit()
        {
            self.give_up(&error, console);
        }
        if self.has_failed { Status::Failed } else { Status::Clean }
    }

    fn print(&mut self, text: &str, console: &mut Console<'_>) {
        match &mut self.target {
            Target::Console => console.print(text),
            Target::Nowhere => {}
            Target::File(file) => {
                if let Err(error) = file.write(text) {
                    self.give_up(&error, console);
                }
            }
        }
    }

    /// Says why this report cannot be written. The others go on.
    fn give_up(&mut self, error: &Error, console: &mut Console<'_>) {
        self.target = Target::Nowhere;
        self.has_failed = true;
        console.complain(error);
    }
}
