//! `identify lint`: checks inputs and reports what is found.

mod format;
mod totals;

use std::{cell::Cell, ops::ControlFlow};

use identify_validator::{Finding, Source, Summary, Validator};

use crate::{
    args::{Colour, LintArgs},
    console::Console,
    error::Error,
    input::{Input, Inputs},
    io::Io,
    settings,
    status::Status,
};

use format::Format;
pub(crate) use format::human;
pub(crate) use totals::Totals;

pub(crate) fn lint(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let mut console = Console::new(io.output, io.errors, io.terminal);
    let directory = io.directory.as_deref();
    let validator = match settings::validator(&args.checks, directory) {
        Ok(validator) => validator,
        Err(error) => {
            let status = console.complain(&error);
            return console.finish(status);
        }
    };
    let look = console.look(colour);
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
        format: format::of(args.output_format, look),
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
    format: Box<dyn Format>,
    console: Console<'r>,
    totals: Totals,
    stopped: &'r Cell<bool>,
}

impl Run<'_> {
    fn input(&mut self, input: Result<Input<'_>, Error>) -> ControlFlow<()> {
        match input {
            Ok(input) => self.check(input),
            Err(error) => self.fail(&error),
        }
        if self.console.is_broken() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn check(&mut self, input: Input<'_>) {
        let is_standard = input.is_standard();
        let mut counts = Summary::default();
        let mut sink = |finding: Finding, source: &Source<'_>| {
            counts.count(finding.level);
            self.totals.fixable(&finding);
            self.console.print(&self.format.finding(finding, source));
            self.stopped.set(self.console.is_broken());
        };
        let checked = self.validator.check(&input.name, input.reader, input.format, &mut sink);
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

    fn end(mut self) -> Status {
        let end = self.format.end(&self.totals);
        self.console.print(&end.output);
        if !end.errors.is_empty() && !self.console.is_broken() {
            self.console.print_error(&end.errors);
        }
        self.console.finish(self.totals.status())
    }
}
