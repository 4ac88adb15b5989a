//! The reports of a run: the one on standard output, and those that go to files.

mod file;
mod output;
mod own;

use identify_validator::{
    Checked, Finding, Limit, Report, Source, Statistics,
    render::{Format, Render},
};

use crate::{
    args::{Colour, ReportArgs},
    console::{Console, Look},
    io::Terminal,
    status::Status,
    totals::Totals,
};
use file::ReportFile;
use output::{Output, Target};
pub(crate) use own::{OwnFiles, real};

/// The reports of a run.
pub(crate) struct Outputs {
    reports: Vec<Output>,
    statistics: Option<Statistics>,
    /// What shows on standard error looks so.
    look: Look,
    quiet: u8,
}

impl Outputs {
    /// The reports that the options ask for.
    pub(crate) fn new(
        args: &ReportArgs,
        own: &OwnFiles,
        terminal: &Terminal,
        colour: Colour,
    ) -> Self {
        let redact = args.redacts(terminal.redacts);
        let format = args.output_format.unwrap_or_default();
        let mut reports: Vec<Output> = Vec::new();
        if args.output_files.iter().all(|file| file.format.is_some()) {
            let look = Look { redact, ..Look::of_output(terminal, colour) };
            let limit = if args.quiet > 0 { Limit::new(0) } else { args.limit(format) };
            let target = if args.quiet > 1 { Target::Nowhere } else { Target::Console };
            reports.push(Output::new(format, renderer(format, look, args), limit, target));
        }
        for (file, place) in args.output_files.iter().zip(&own.outputs) {
            let format = file.format.unwrap_or(format);
            let renderer = renderer(format, Look { redact, ..Look::PLAIN }, args);
            let target = Target::File(Box::new(ReportFile::new(&file.path, place)));
            reports.push(Output::new(format, renderer, args.limit(format), target));
        }
        let statistics = args.statistics.then(Statistics::new);
        let look = Look { redact, ..Look::of_errors(terminal, colour) };
        Self { reports, statistics, look, quiet: args.quiet }
    }

    pub(crate) fn begin(&mut self, console: &mut Console<'_>) {
        for report in &mut self.reports {
            report.begin(console);
        }
    }

    pub(crate) fn finding(
        &mut self,
        finding: &Finding,
        source: &Source<'_>,
        console: &mut Console<'_>,
    ) {
        if let Some(statistics) = &mut self.statistics {
            statistics.count(finding);
        }
        for report in &mut self.reports {
            report.finding(finding, source, console);
        }
    }

    /// Takes the verdict on a call of the input that has this name.
    pub(crate) fn call(&mut self, name: &str, call: &Checked<'_>, console: &mut Console<'_>) {
        for report in &mut self.reports {
            report.call(name, call, console);
        }
    }

    /// Whether one of them lists calls, also those without a finding.
    pub(crate) fn lists_calls(&self) -> bool {
        self.reports.iter().any(Output::lists_calls)
    }

    pub(crate) fn end_file(&mut self) {
        if let Some(statistics) = &mut self.statistics {
            statistics.end_file();
        }
    }

    /// Whether anybody takes what is written, or only the exit status is wanted.
    pub(crate) fn is_open(&self, console: &Console<'_>) -> bool {
        let is_lost = |report: &Output| report.is_lost(console);
        self.reports.is_empty() || !self.reports.iter().all(is_lost)
    }

    /// Whether no findings are listed.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet > 0
    }

    /// Whether nothing but failures is told.
    pub(crate) fn is_silent(&self) -> bool {
        self.quiet > 1
    }

    /// Ends the reports. `notices` are those that nobody was told before.
    pub(crate) fn end(
        &mut self,
        totals: &Totals,
        notices: &[String],
        console: &mut Console<'_>,
    ) -> Status {
        let mut report = Report::default();
        report.summary = totals.summary;
        report.partial = !totals.is_whole();
        report.statistics =
            self.statistics.take().map(|counted| counted.rules()).unwrap_or_default();
        let mut status = Status::Clean;
        let mut has_console = false;
        for mut output in std::mem::take(&mut self.reports) {
            report.hidden = output.hidden();
            report.notices = notices.to_vec();
            if output.is_console() {
                has_console = true;
                self.end_console(&mut output, &mut report, totals, console);
            } else {
                report.notices.extend(totals.notices());
                status = status.max(output.end_file(&report, totals, console));
            }
        }
        if !has_console && !self.is_silent() {
            console.print_totals("", totals);
        }
        status
    }

    /// Ends the report on standard output. Of those for people, the one that programs read line by
    /// line has findings only: the rest goes to standard error.
    fn end_console(
        &self,
        output: &mut Output,
        report: &mut Report,
        totals: &Totals,
        console: &mut Console<'_>,
    ) {
        let is_for_people = matches!(output.format, Format::Human | Format::Concise);
        if !is_for_people {
            report.notices.extend(totals.notices());
        } else if self.quiet > 0 {
            report.hidden.clear();
        } else if !report.hidden.is_empty() {
            report.notices.push("to list all findings: --max-findings all".to_owned());
        }
        if output.format == Format::Concise {
            let ending = self.look.renderer(Format::Human).end(report);
            console.print_totals(&ending, totals);
        } else {
            console.print(&output.ending(report, totals));
        }
    }
}

/// What writes a report of this look.
fn renderer(format: Format, look: Look, args: &ReportArgs) -> Box<dyn Render> {
    let mut style = look.style();
    // Only what shows the report to people may not know what to do with a link.
    let has_links = look.links || format != Format::Human;
    style.links = args.rules_url.clone().filter(|_| has_links);
    format.renderer(style)
}
