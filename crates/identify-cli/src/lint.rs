//! `identify lint`: checks inputs and reports what is found.

use identify_validator::{Finding, Source, render};

use crate::{
    args::{Colour, LintArgs, OutputFormat},
    console::{Console, Look},
    io::Io,
    job::{self, Task},
    status::Status,
    totals::Totals,
};

pub(crate) fn lint(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let task: &mut dyn Task = match args.output_format {
        OutputFormat::Human => {
            &mut Human { renderer: Look::of_output(&io.terminal, colour).renderer() }
        }
        OutputFormat::Concise => &mut Concise,
        OutputFormat::Json => &mut Json::default(),
    };
    job::run(&args.inputs, &args.checks, task, io)
}

struct Human {
    renderer: render::Human,
}

impl Task for Human {
    fn finding(&mut self, finding: &Finding, source: &Source<'_>, console: &mut Console<'_>) {
        console.print(&(self.renderer.finding(finding, source) + "\n"));
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) {
        console.print(&(totals.sentence() + "\n"));
    }
}

struct Concise;

impl Task for Concise {
    fn finding(&mut self, finding: &Finding, _: &Source<'_>, console: &mut Console<'_>) {
        console.print(&(render::concise(finding) + "\n"));
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) {
        console.print_totals(totals);
    }
}

#[derive(Default)]
struct Json {
    writer: render::Json,
}

impl Task for Json {
    fn begin(&mut self, console: &mut Console<'_>) {
        console.print(&self.writer.begin());
    }

    fn finding(&mut self, finding: &Finding, _: &Source<'_>, console: &mut Console<'_>) {
        console.print(&self.writer.finding(finding));
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) {
        console.print(&self.writer.end(&totals.summary));
    }
}
