//! Checking the inputs that are named: what `lint` and `normalize` have in common.

mod held_back;

use std::{ops::ControlFlow, path::Path};

use identify_validator::{
    Checked, Finding, Session, Sink, Source, Summary, Validator, render::visible,
};

use crate::{
    args::InputArgs,
    console::Console,
    error::Error,
    input::{Input, Inputs},
    io::Io,
    outputs::OwnFiles,
    settings::Settings,
    status::Status,
    totals::Totals,
};
pub(crate) use held_back::HeldBack;

/// What is written of what checking gives.
pub(crate) trait Task {
    /// Comes before all others, once it is clear that there is a job.
    fn begin(&mut self, console: &mut Console<'_>) {
        let _ = console;
    }

    /// An input is going to be checked.
    fn begin_input(&mut self, name: &str) {
        let _ = name;
    }

    /// Whether a finding was known before, so that it neither shows nor counts.
    fn is_known(&mut self, finding: &Finding) -> bool {
        let _ = finding;
        false
    }

    /// Has an input before it is checked, and says whether it still is to be.
    fn open(
        &mut self,
        input: &mut Input<'_>,
        validator: &Validator,
        totals: &mut Totals,
        console: &mut Console<'_>,
    ) -> Result<bool, Error> {
        let _ = (input, validator, totals, console);
        Ok(true)
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

    /// An input was read to its end.
    fn end_input(&mut self, validator: &Validator) {
        let _ = validator;
    }

    /// Whether anybody takes what is written.
    fn is_open(&self, console: &Console<'_>) -> bool {
        console.flow().is_continue()
    }

    /// Says how it went.
    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) -> Status;
}

/// Checks all inputs, as long as somebody takes what is written.
pub(crate) fn run(
    inputs: &InputArgs,
    settings: &Settings<'_>,
    own: &OwnFiles,
    task: &mut dyn Task,
    io: &mut Io<'_>,
) -> Status {
    let mut console = Console::new(io.output, io.errors, io.terminal);
    let directory = io.directory.as_deref();
    // What is wrong with the options themselves keeps everything from being read.
    let validator = match settings.validator(None) {
        Ok(validator) => validator,
        Err(error) => {
            let status = console.complain_of(&error);
            return console.finish(status);
        }
    };
    let inputs = Inputs {
        args: inputs,
        directory,
        settings,
        own,
        standard: io.input,
        is_terminal: io.terminal.reads,
    };
    task.begin(&mut console);
    // What one input says is compared with what another does.
    let mut session = validator.session();
    let mut job = Job { task, console, totals: Totals::default() };
    // Whether all inputs were visited is known from the outputs.
    let _ = inputs.visit(&mut |input| job.input(settings, &mut session, input));
    let Job { task, mut console, mut totals } = job;
    totals.remarks = session.notices();
    let status = task.end(&totals, &mut console);
    console.finish(status)
}

struct Job<'j> {
    task: &'j mut dyn Task,
    console: Console<'j>,
    totals: Totals,
}

impl Job<'_> {
    fn input(
        &mut self,
        settings: &Settings<'_>,
        session: &mut Session<'_>,
        input: Result<Input<'_>, Error>,
    ) -> ControlFlow<()> {
        if let Err(error) = input.and_then(|input| self.check(settings, session, input)) {
            self.fail(&error);
        }
        self.flow()
    }

    fn check(
        &mut self,
        settings: &Settings<'_>,
        session: &mut Session<'_>,
        mut input: Input<'_>,
    ) -> Result<(), Error> {
        let name = input.name.clone();
        let validator = settings.validator((!input.is_standard()).then(|| Path::new(&name)))?;
        if !self.task.open(&mut input, &validator, &mut self.totals, &mut self.console)? {
            return Ok(());
        }
        let is_standard = input.is_standard();
        self.task.begin_input(&input.name);
        let (counts, held_back) = (Summary::default(), HeldBack::default());
        let mut sink = InputSink { job: self, name: &input.name, counts, held_back };
        let (name, reader, format) = (&input.name, input.reader, input.format);
        let checked = session.check_with(&validator, name, reader, format, &mut sink);
        let InputSink { counts, held_back, .. } = sink;
        match checked {
            Ok(summary) => {
                self.totals.add(&summary, &held_back, is_standard);
                if self.flow().is_continue() {
                    self.task.end_input(&validator);
                }
                Ok(())
            }
            Err(error) => {
                self.totals.add_part(&counts, &held_back);
                Err(Input::error(&input.name, error))
            }
        }
    }

    fn fail(&mut self, error: &Error) {
        self.totals.fail(visible(error.to_string()));
        self.console.complain_of(error);
    }

    /// Whether to go on: not when nobody takes what is written.
    fn flow(&self) -> ControlFlow<()> {
        if self.task.is_open(&self.console) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// Hands on what one input gives.
struct InputSink<'s, 'j> {
    job: &'s mut Job<'j>,
    name: &'s str,
    /// What was found, for an input that cannot be read to its end.
    counts: Summary,
    held_back: HeldBack,
}

impl Sink for InputSink<'_, '_> {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        let Job { task, console, totals } = &mut *self.job;
        self.counts.count(finding.level);
        let is_known = task.is_known(&finding);
        self.held_back.finding(finding.level, is_known);
        if !is_known {
            totals.fix(&finding);
            task.finding(&finding, source, console);
        }
        self.job.flow()
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        self.held_back.end_call(call.is_valid);
        let Job { task, console, .. } = &mut *self.job;
        if let Err(error) = task.call(self.name, call, console) {
            self.job.fail(&error);
        }
        self.job.flow()
    }
}
