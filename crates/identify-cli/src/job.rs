//! Checking the inputs that are named: what `lint` and `normalize` have in common.

mod ahead;
mod held_back;

use std::{io::BufRead, ops::ControlFlow, path::Path};

use identify_validator::{
    Checked, CleanRun, Examined, Finding, Session, Sink, Source, Summary, Validator,
    render::visible,
};

use crate::{
    args::InputArgs,
    console::Console,
    error::Error,
    input::{Input, Inputs, Named},
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

    /// Whether calls without a finding are wanted one by one.
    fn takes_clean_calls(&self) -> bool {
        true
    }

    /// Whether files may be read before it is their turn.
    fn looks_ahead(&self) -> bool {
        true
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
    let is_terminal = io.terminal.reads;
    let inputs = Inputs { args: inputs, directory, settings, own, is_terminal };
    task.begin(&mut console);
    let job = Job { task, console, totals: Totals::default() };
    // What one input says is compared with what another does.
    let session = settings.session(&validator);
    let mut run = Run { job, inputs, standard: io.input, session };
    run.all();
    let Run { job, session, .. } = run;
    let Job { task, mut console, mut totals } = job;
    totals.remarks = session.notices();
    let status = task.end(&totals, &mut console);
    console.finish(status)
}

/// All inputs, and what they are checked with.
struct Run<'r, 'v> {
    job: Job<'r>,
    inputs: Inputs<'r>,
    standard: &'r mut dyn BufRead,
    session: Session<'v>,
}

impl Run<'_, '_> {
    /// Checks all inputs.
    fn all(&mut self) {
        let inputs = self.inputs;
        let threads = inputs.settings.threads();
        // Whether all were visited is known from the outputs.
        let _ = if threads > 1 && self.job.task.looks_ahead() {
            ahead::all(self, threads)
        } else {
            inputs.visit(&mut |input| self.input(input))
        };
    }

    fn input(&mut self, input: Result<Named, Error>) -> ControlFlow<()> {
        if let Err(error) = input.and_then(|input| self.check(&input)) {
            self.job.fail(&error);
        }
        self.job.flow()
    }

    fn check(&mut self, named: &Named) -> Result<(), Error> {
        let input = self.inputs.open(named, &mut *self.standard)?;
        let path = (!input.is_standard()).then(|| Path::new(&input.name));
        let validator = self.inputs.settings.validator(path)?;
        self.job.check(&validator, &mut self.session, input)
    }
}

struct Job<'j> {
    task: &'j mut dyn Task,
    console: Console<'j>,
    totals: Totals,
}

impl Job<'_> {
    fn check(
        &mut self,
        validator: &Validator,
        session: &mut Session<'_>,
        mut input: Input<'_>,
    ) -> Result<(), Error> {
        if !self.task.open(&mut input, validator, &mut self.totals, &mut self.console)? {
            return Ok(());
        }
        let is_standard = input.is_standard();
        self.task.begin_input(&input.name);
        let (counts, held_back) = (Summary::default(), HeldBack::default());
        let mut sink = InputSink { job: self, name: &input.name, counts, held_back };
        let (name, reader, format) = (&input.name, input.reader, input.format);
        let checked = session.check_with(validator, name, reader, format, &mut sink);
        let InputSink { counts, held_back, .. } = sink;
        match checked {
            Ok(summary) => {
                self.totals.add(&summary, &held_back, is_standard);
                if self.flow().is_continue() {
                    self.task.end_input(validator);
                }
                Ok(())
            }
            Err(error) => {
                self.totals.add_part(&counts, &held_back);
                Err(Input::error(&input.name, error))
            }
        }
    }

    /// Takes what was found in a file before it was its turn.
    fn merge(&mut self, session: &mut Session<'_>, examined: Examined) -> ControlFlow<()> {
        let (name, validator) = (examined.path().to_owned(), examined.validator().clone());
        self.task.begin_input(&name);
        let (counts, held_back) = (Summary::default(), HeldBack::default());
        let mut sink = InputSink { job: self, name: &name, counts, held_back };
        let summary = session.merge(examined, &mut sink);
        let held_back = sink.held_back;
        self.totals.add(&summary, &held_back, false);
        self.flow()?;
        self.task.end_input(&validator);
        ControlFlow::Continue(())
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

    fn clean(&mut self, run: &CleanRun<'_>) -> ControlFlow<()> {
        if self.job.task.takes_clean_calls() {
            return run.each(&mut |call| self.call(call));
        }
        self.held_back.end_call(true);
        self.job.flow()
    }
}
