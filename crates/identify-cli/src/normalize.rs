//! `identify normalize`: calls in, their plain form out.

use std::{cell::Cell, ops::ControlFlow};

use identify_types::Identify;
use identify_validator::{
    Checked, Finding, Sink, Source, Summary, Validator,
    render::{Human, visible},
};

use crate::{
    args::{Colour, NormalizeArgs},
    console::Console,
    error::{Error, shown},
    input::{Input, Inputs},
    io::Io,
    lint::{self, Totals},
    settings,
    status::Status,
    text,
};

pub(crate) fn normalize(args: &NormalizeArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let mut console = Console::new(io.output, io.errors, io.terminal);
    let directory = io.directory.as_deref();
    let validator = match settings::validator(&args.checks, directory) {
        Ok(validator) => validator,
        Err(error) => {
            let status = console.complain(&error);
            return console.finish(status);
        }
    };
    let renderer = lint::human(console.look_of_errors(colour));
    let stopped = Cell::new(false);
    let inputs = Inputs {
        args: &args.inputs,
        directory,
        plan: args.checks.plan.as_deref(),
        standard: io.input,
        is_terminal: io.terminal.reads,
        limit: args.checks.max_record_bytes,
        stopped: &stopped,
    };
    let mut run = Run {
        validator: &validator,
        renderer,
        console,
        totals: Totals::default(),
        stopped: &stopped,
    };
    // Whether all inputs were visited is known from the console.
    let _ = inputs.visit(&mut |input| run.input(input));
    run.end()
}

struct Run<'r> {
    validator: &'r Validator,
    renderer: Human,
    console: Console<'r>,
    totals: Totals,
    stopped: &'r Cell<bool>,
}

impl Run<'_> {
    fn input(&mut self, input: Result<Input<'_>, Error>) -> ControlFlow<()> {
        match input {
            Ok(input) => self.read(input),
            Err(error) => self.fail(&error),
        }
        if self.console.is_broken() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn read(&mut self, input: Input<'_>) {
        let is_standard = input.is_standard();
        let mut writer = Writer { run: self, name: &input.name, counts: Summary::default() };
        let checked =
            writer.run.validator.check(&input.name, input.reader, input.format, &mut writer);
        let counts = writer.counts;
        match checked {
            Ok(summary) => self.totals.add(&summary, is_standard),
            Err(error) => {
                self.totals.summary.add(&counts);
                if !self.console.is_broken() {
                    self.fail(&Input::error(&input.name, error));
                }
            }
        }
    }

    fn fail(&mut self, error: &Error) {
        self.totals.failures = self.totals.failures.saturating_add(1);
        self.console.complain(error);
    }

    /// Says how it went, unless nothing was found.
    fn end(mut self) -> Status {
        let Summary { errors, warnings, notes, .. } = self.totals.summary;
        if errors > 0 || warnings > 0 || notes > 0 {
            self.console.print_error(&(self.totals.sentence() + "\n"));
        }
        self.console.finish(self.totals.status())
    }
}

/// Writes the valid calls of one input, and what is wrong with the others to standard error.
struct Writer<'w, 'r> {
    run: &'w mut Run<'r>,
    name: &'w str,
    counts: Summary,
}

impl Sink for Writer<'_, '_> {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) {
        self.counts.count(finding.level);
        self.run.totals.fixable(&finding);
        self.run.console.print_error(&(self.run.renderer.finding(&finding, source) + "\n"));
    }

    fn call(&mut self, call: &Checked<'_>) {
        let console = &mut self.run.console;
        if call.is_valid {
            match plain(call.bytes) {
                Ok(mut line) => {
                    if console.is_terminal() {
                        line = text::tame(line);
                    }
                    line.push('\n');
                    console.print(&line);
                }
                Err(error) => {
                    let path = shown(self.name.as_ref());
                    let reason = visible(&error.to_string());
                    self.run.fail(&Error::Disagreement { path, record: call.record, reason });
                }
            }
        }
        self.run.stopped.set(self.run.console.is_broken());
    }
}

/// The plain form of a call that was found valid.
fn plain(call: &[u8]) -> serde_json::Result<String> {
    let mut call = Identify::from_json(call)?;
    call.normalize();
    serde_json::to_string(&call)
}
