//! Checking the inputs that are named: what `lint` and `normalize` have in common.

use std::ops::ControlFlow;

use identify_validator::{Checked, Finding, Session, Sink, Source, Summary};

use crate::{
    args::{CheckArgs, InputArgs},
    console::Console,
    error::Error,
    input::{Input, Inputs},
    io::Io,
    settings,
    status::Status,
    totals::Totals,
};

/// What is written of what checking gives.
pub(crate) trait Task {
    /// Comes before all others, once it is clear that there is a job.
    fn begin(&mut self, console: &mut Console<'_>) {
        let _ = console;
    }

    /// Takes a finding.
    fn finding(&mut self, finding: &Finding, source: &Source<'_>, console: &mut Console<'_>);

    /// Takes the verdict on a call of the input that has this name.
    fn call(
        &mut self,
        name: &str,
        call: &Checked<'_>,
        console: &mut Console<'_>,
    ) -> Result<(), Error> {
        let _ = (name, call, console);
        Ok(())
    }

    /// Says how it went.
    fn end(&mut self, totals: &Totals, console: &mut Console<'_>);
}

/// Checks all inputs, as long as somebody takes what is written.
pub(crate) fn run(
    inputs: &InputArgs,
    checks: &CheckArgs,
    task: &mut dyn Task,
    io: &mut Io<'_>,
) -> Status {
    let mut console = Console::new(io.output, io.errors, io.terminal);
    let directory = io.directory.as_deref();
    let validator = match settings::validator(checks, directory) {
        Ok(validator) => validator,
        Err(error) => {
            let status = console.complain(&error);
            return console.finish(status);
        }
    };
    let inputs = Inputs {
        args: inputs,
        directory,
        plan: checks.plan.as_deref(),
        standard: io.input,
        is_terminal: io.terminal.reads,
        limit: checks.max_record_bytes.0,
    };
    task.begin(&mut console);
    // What one input says is compared with what another does.
    let mut session = validator.session();
    let mut job = Job { task, console, totals: Totals::default() };
    // Whether all inputs were visited is known from the console.
    let _ = inputs.visit(&mut |input| job.input(&mut session, input));
    let Job { task, mut console, mut totals } = job;
    totals.notices = session.notices();
    task.end(&totals, &mut console);
    console.finish(totals.status())
}

struct Job<'j> {
    task: &'j mut dyn Task,
    console: Console<'j>,
    totals: Totals,
}

impl Job<'_> {
    fn input(
        &mut self,
        session: &mut Session<'_>,
        input: Result<Input<'_>, Error>,
    ) -> ControlFlow<()> {
        if let Err(error) = input.and_then(|input| self.check(session, input)) {
            self.fail(&error);
        }
        self.console.flow()
    }

    fn check(&mut self, session: &mut Session<'_>, input: Input<'_>) -> Result<(), Error> {
        let is_standard = input.is_standard();
        let mut sink = InputSink { job: self, name: &input.name, counts: Summary::default() };
        match session.check(&input.name, input.reader, input.format, &mut sink) {
            Ok(summary) => {
                self.totals.add(&summary, is_standard);
                Ok(())
            }
            Err(error) => {
                let counts = sink.counts;
                self.totals.summary.add(&counts);
                Err(Input::error(&input.name, error))
            }
        }
    }

    fn fail(&mut self, error: &Error) {
        self.totals.failures = self.totals.failures.saturating_add(1);
        self.console.complain(error);
    }
}

/// Hands on what one input gives.
struct InputSink<'s, 'j> {
    job: &'s mut Job<'j>,
    name: &'s str,
    /// What was found, for an input that cannot be read to its end.
    counts: Summary,
}

impl Sink for InputSink<'_, '_> {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        let Job { task, console, totals } = &mut *self.job;
        self.counts.count(finding.level);
        totals.fix(&finding);
        task.finding(&finding, source, console);
        console.flow()
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        let Job { task, console, .. } = &mut *self.job;
        if let Err(error) = task.call(self.name, call, console) {
            self.job.fail(&error);
        }
        self.job.console.flow()
    }
}
