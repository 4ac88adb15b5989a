//! `identify lint`: checks inputs and reports what is found.

use identify_validator::{
    Finding, Report, Source,
    render::{Format, Render},
};

use crate::{
    args::{Colour, LintArgs},
    console::{Console, Look},
    io::Io,
    job::{self, Task},
    status::Status,
    totals::Totals,
};

pub(crate) fn lint(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let renderer = Look::of_output(&io.terminal, colour).renderer(args.output_format);
    let mut task = Lint { format: args.output_format, renderer };
    job::run(&args.inputs, &args.checks, &mut task, io)
}

struct Lint {
    format: Format,
    renderer: Box<dyn Render>,
}

impl Task for Lint {
    fn begin(&mut self, console: &mut Console<'_>) {
        console.print(&self.renderer.begin());
    }

    fn finding(&mut self, finding: &Finding, source: &Source<'_>, console: &mut Console<'_>) {
        console.print(&self.renderer.finding(finding, source));
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) {
        let mut report = Report::default();
        report.summary = totals.summary;
        report.notices.clone_from(&totals.notices);
        console.print(&self.renderer.end(&report));
        match self.format {
            Format::Human => console.print(&(totals.sentence() + "\n")),
            Format::Concise => console.print_totals(totals),
            _ => {}
        }
        console.print_notices(totals);
    }
}
