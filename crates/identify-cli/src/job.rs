//! Checking the inputs that are named: what `lint` and `normalize` have in common.

mod ahead;
mod held_back;

use std::{io::BufRead, ops::ControlFlow, path::Path};

use identify_validator::{
    Checked, CleanRun, Examined, Finding, Session, Sink, Source, Summary, Validator,
    render::visible,
};

use crate::{
    args::{InputArgs, Progressing},
    console::Console,
    error::Error,
    input::{Input, Inputs, Named},
    io::Io,
    meter::Meter,
    outputs::OwnFiles,
    progress::{self, Progress},
    settings::Settings,
    status::Status,
    stop::Stop,
    totals::{Last, Totals},
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

    /// Whether findings show, and their fixes with them.
    fn shows_findings(&self) -> bool {
        true
    }

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

    /// Whether as little as possible is to be told.
    fn is_quiet(&self) -> bool {
        false
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
    let (stop, meter) = (io.stop.clone(), Meter::default());
    let is_terminal = io.terminal.reads;
    let when = inputs.progress;
    // What is typed in is not waited for.
    let when = if is_terminal && inputs.reads_standard() { Progressing::Never } else { when };
    let total = progress::total(&inputs.paths, directory);
    let progress = Progress::new(when, &io.terminal, task.is_quiet(), meter.clone(), total);
    let (stop, meter) = (&stop, &meter);
    let inputs = Inputs { args: inputs, directory, settings, own, is_terminal, stop, meter };
    task.begin(&mut console);
    // What one input says is compared with what another does.
    let session = settings.session(&validator);
    console.begin_progress(progress);
    let job = Job { task, console, totals: Totals::default(), stop: stop.clone() };
    let mut run = Run { job, inputs, standard: io.input, session };
    run.all();
    let Run { job, session, .. } = run;
    let Job { task, mut console, mut totals, .. } = job;
    totals.remarks = session.notices();
    let progress = console.end_progress();
    if let Some(interruption) = totals.interruption() {
        console.complain(&interruption);
    }
    let status = task.end(&totals, &mut console);
    let Summary { bytes, records, .. } = totals.summary;
    if let Some(closing) = progress.and_then(|progress| progress.closing(bytes, records)) {
        console.print_error(&format!("checked {closing}\n"));
    }
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
            match error.stopped() {
                Some(name) => self.job.interrupt(name, None),
                None => self.job.fail(&error),
            }
        }
        if let Some(signal) = self.job.stop.signal() {
            self.job.totals.interrupt_between(signal);
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
    stop: Stop,
}

impl Job<'_> {
    fn check(
        &mut self,
        validator: &Validator,
        session: &mut Session<'_>,
        mut input: Input<'_>,
    ) -> Result<(), Error> {
        if self.stop.signal().is_some() {
            self.interrupt(&Input::shown(&input.name), None);
            return Ok(());
        }
        if !self.task.open(&mut input, validator, &mut self.totals, &mut self.console)? {
            return Ok(());
        }
        let is_standard = input.is_standard();
        self.task.begin_input(&input.name);
        let (counts, held_back) = (Summary::default(), HeldBack::default());
        let mut sink = InputSink { job: self, name: &input.name, counts, held_back, last: None };
        let (name, reader, format) = (&input.name, input.reader, input.format);
        let checked = session.check_with(validator, name, reader, format, &mut sink);
        let InputSink { counts, held_back, last, .. } = sink;
        self.interrupt(&Input::shown(name), last);
        match checked {
            Ok(summary) => {
                self.totals.add(&summary, &held_back, is_standard);
                if self.flow().is_continue() {
                    self.task.end_input(validator);
                }
                Ok(())
            }
            Err(error) if Stop::is_cause(&error) => {
                let mut counts = counts;
                counts.files = 1;
                self.totals.add(&counts, &held_back, is_standard);
                Ok(())
            }
            Err(error) => {
                self.totals.add_torn(&counts, &held_back);
                Err(Input::error(&input.name, error))
            }
        }
    }

    /// Takes what was found in a file before it was its turn.
    fn merge(&mut self, session: &mut Session<'_>, examined: Examined) -> ControlFlow<()> {
        let (name, validator) = (examined.path().to_owned(), examined.validator().clone());
        self.task.begin_input(&name);
        let (counts, held_back) = (Summary::default(), HeldBack::default());
        let mut sink = InputSink { job: self, name: &name, counts, held_back, last: None };
        let summary = session.merge(examined, &mut sink);
        let InputSink { held_back, last, .. } = sink;
        self.interrupt(&Input::shown(&name), last);
        self.totals.add(&summary, &held_back, false);
        self.flow()?;
        self.task.end_input(&validator);
        ControlFlow::Continue(())
    }

    /// Says in which input, and behind which call of it, a signal ended the run, if one did.
    fn interrupt(&mut self, name: &str, last: Option<Last>) {
        if let Some(signal) = self.stop.signal() {
            self.totals.interrupt(signal, name, last);
        }
    }

    fn fail(&mut self, error: &Error) {
        self.totals.fail(visible(error.to_string()));
        self.console.complain_of(error);
    }

    /// Whether to go on: not when nobody takes what is written, nor when a signal came.
    fn flow(&self) -> ControlFlow<()> {
        if self.task.is_open(&self.console) && self.stop.signal().is_none() {
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
    /// The last call that was checked.
    last: Option<Last>,
}

impl InputSink<'_, '_> {
    fn show_progress(&mut self) {
        let Self { job, counts, .. } = self;
        let Job { console, totals, .. } = &mut **job;
        console.show_progress(|| {
            let mut sum = totals.summary;
            sum.add(counts);
            let findings = sum.errors.saturating_add(sum.warnings).saturating_add(sum.notes);
            (sum.records, findings)
        });
    }
}

impl Sink for InputSink<'_, '_> {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        let Job { task, console, totals, .. } = &mut *self.job;
        self.counts.count(finding.level);
        let is_known = task.is_known(&finding);
        self.held_back.finding(finding.level, is_known);
        if !is_known {
            if task.shows_findings() {
                totals.fix(&finding);
            }
            task.finding(&finding, source, console);
        }
        // A signal waits for the end of the call.
        if task.is_open(console) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        self.held_back.end_call(call.is_valid);
        self.counts.count_call(call.is_valid);
        self.last = Some(call.into());
        self.counts.bytes = call.end;
        self.show_progress();
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
        self.counts.count_clean(run.calls());
        self.counts.bytes = run.end();
        self.last = Some(run.into());
        self.show_progress();
        self.job.flow()
    }
}
