//! `identify lint`: checks inputs and reports what is found.

use identify_validator::{Checked, Finding, Source, Validator, render::Format};

use crate::{
    args::{Colour, LintArgs},
    baseline::Baseline,
    console::Console,
    error::Error,
    io::Io,
    job::{self, Task},
    outputs::{Outputs, OwnFiles},
    settings::Settings,
    status::Status,
    totals::Totals,
};

pub(crate) fn lint(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let directory = io.directory.clone();
    let mut settings = Settings::new(&args.checks, directory.as_deref());
    match prepare(args, &mut settings, colour, io) {
        Ok((own, mut task)) => job::run(&args.inputs, &settings, &own, &mut task, io),
        Err(error) => {
            let mut console = Console::of(io);
            let status = console.complain_of(&error);
            console.finish(status)
        }
    }
}

/// What is written, and where to.
fn prepare(
    args: &LintArgs,
    settings: &mut Settings<'_>,
    colour: Colour,
    io: &Io<'_>,
) -> Result<(OwnFiles, Lint), Error> {
    let directory = io.directory.as_deref();
    let report = args.report.clone().behind(settings.of(None)?.as_deref());
    settings.patches = report.formats().any(Format::has_patches);
    let own = OwnFiles::new(&report, &args.inputs, directory)?;
    let baseline = Baseline::of(&report, &own, directory)?;
    let outputs = Outputs::new(&report, &own, &io.terminal, colour);
    Ok((own, Lint { outputs, baseline }))
}

struct Lint {
    outputs: Outputs,
    baseline: Baseline,
}

impl Task for Lint {
    fn begin(&mut self, console: &mut Console<'_>) {
        self.outputs.begin(console);
    }

    fn begin_input(&mut self, name: &str) {
        self.baseline.begin_input(name);
    }

    fn is_known(&mut self, finding: &Finding) -> bool {
        self.baseline.is_known(finding)
    }

    fn finding(&mut self, finding: &Finding, source: &Source<'_>, console: &mut Console<'_>) {
        self.outputs.finding(finding, source, console);
    }

    fn call(
        &mut self,
        name: &str,
        call: &Checked<'_>,
        console: &mut Console<'_>,
    ) -> Result<(), Error> {
        self.outputs.call(name, call, console);
        Ok(())
    }

    fn end_input(&mut self, validator: &Validator) {
        self.outputs.end_file();
        self.baseline.end_input(validator);
    }

    fn is_open(&self, console: &Console<'_>) -> bool {
        self.outputs.is_open(console)
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) -> Status {
        let reported = self.outputs.end(totals, &self.baseline.notices(), console);
        let written = self.baseline.write(totals, self.outputs.is_silent(), console);
        totals.status().max(reported).max(written)
    }
}
