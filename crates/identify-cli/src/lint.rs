//! `identify lint`: checks inputs and reports what is found.

use identify_validator::{Checked, Finding, Source, Validator};

use crate::{
    args::{Colour, LintArgs},
    baseline::Baseline,
    console::Console,
    error::Error,
    io::Io,
    job::{self, Task},
    outputs::{Outputs, OwnFiles},
    status::Status,
    totals::Totals,
};

pub(crate) fn lint(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let directory = io.directory.clone();
    let prepared = OwnFiles::new(&args.report, &args.inputs, directory.as_deref())
        .and_then(|own| Ok((Baseline::of(&args.report, &own, directory.as_deref())?, own)));
    let (baseline, own) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            let mut console = Console::of(io);
            let status = console.complain(&error);
            return console.finish(status);
        }
    };
    let outputs = Outputs::new(&args.report, &own, &io.terminal, colour);
    let mut task = Lint { outputs, baseline };
    job::run(&args.inputs, &args.checks, &own, &mut task, io)
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
