//! `identify lint --diff`: what fixing would change.

use identify_validator::{Finding, Source, Validator};

use super::unfixed;
use crate::{
    args::{Colour, FixArgs, LintArgs},
    console::{Console, Look},
    error::Error,
    fix::{Diff, Failure, Fixed, Fixes, Wanted},
    input::Input,
    io::Io,
    job::{self, HeldBack, Task},
    outputs::OwnFiles,
    settings::Settings,
    status::Status,
    totals::Totals,
};

pub(super) fn preview(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let directory = io.directory.clone();
    let settings = Settings::new(&args.checks, directory.as_deref());
    let diff = Diff { colour: Look::of_output(&io.terminal, colour).colour };
    let limit = settings.head_limit();
    let mut task = Preview { fix: args.fix, diff, limit, fixes: Fixes::default() };
    job::run(&args.inputs, &settings, &OwnFiles::default(), &mut task, io)
}

/// Shows what fixing would change.
struct Preview {
    fix: FixArgs,
    diff: Diff,
    limit: u64,
    fixes: Fixes,
}

impl Task for Preview {
    fn open(
        &mut self,
        input: &mut Input<'_>,
        validator: &Validator,
        totals: &mut Totals,
        console: &mut Console<'_>,
    ) -> Result<bool, Error> {
        if let Some(packing) = input.packing {
            return unfixed(&input.name, Failure::Write(packing.unfixable())).and_then(Err);
        }
        let wanted = Wanted { validator, most: self.fix.most() };
        let printed = self.diff.print(wanted, input, self.limit, console);
        let Fixed { applied, rest } = printed
            .map_err(|failure| unfixed(&input.name, failure).unwrap_or_else(|error| error))?;
        self.fixes.add(applied, input.is_standard());
        totals.add(&rest, &HeldBack::default(), input.is_standard());
        Ok(false)
    }

    fn looks_ahead(&self) -> bool {
        // Each file is opened here, to be fixed.
        false
    }

    fn finding(&mut self, _: &Finding, _: &Source<'_>, _: &mut Console<'_>) {}

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) -> Status {
        let would = match self.fixes.applied {
            0 => "nothing to fix".to_owned(),
            _ => format!("would fix {}", self.fixes.sentence()),
        };
        let rest = if self.fixes.applied == 0 { "" } else { "then " };
        console.print_error(&format!("{would}; {rest}{}\n", totals.sentence()));
        let would_change = if self.fixes.applied > 0 { Status::Findings } else { Status::Clean };
        totals.status().max(would_change)
    }
}
