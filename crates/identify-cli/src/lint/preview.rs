//! `identify lint --diff`: what fixing would change.

use std::io::BufReader;

use identify_validator::{Finding, Source, Validator};

use super::unfixed;
use crate::{
    args::{Colour, FixArgs, LintArgs},
    console::{Console, Look},
    error::Error,
    fix::{Diff, Failure, Fixed, Fixes, Spool, Wanted},
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
    // What is wrong with the settings is said by the job.
    let is_across = settings.across_records().unwrap_or_default();
    let mut task = Preview { fix: args.fix, diff, limit, is_across, fixes: Fixes::default() };
    job::run(&args.inputs, &settings, &OwnFiles::default(), &mut task, io)
}

/// Shows what fixing would change.
struct Preview {
    fix: FixArgs,
    diff: Diff,
    limit: u64,
    /// Whether calls are compared with each other.
    is_across: bool,
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
        let mut spool = self.is_across.then(Spool::new);
        let printed = self.diff.print(wanted, input, self.limit, spool.as_mut(), console);
        let Fixed { applied, rest } = printed.map_err(|failure| failure.of_spool(&input.name))?;
        self.fixes.add(applied, input.is_standard());
        let Some(spool) = spool else {
            totals.add(&rest, &HeldBack::default(), input.is_standard());
            return Ok(false);
        };
        // Fixing looks at each call for itself; what they say together shows when they are checked.
        input.reader = Box::new(BufReader::new(spool.text()?));
        Ok(true)
    }

    fn looks_ahead(&self) -> bool {
        // Each file is opened here, to be fixed.
        false
    }

    fn finding(&mut self, _: &Finding, _: &Source<'_>, _: &mut Console<'_>) {}

    fn shows_findings(&self) -> bool {
        false
    }

    fn takes_clean_calls(&self) -> bool {
        false
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) -> Status {
        let would = match self.fixes.applied {
            0 => "nothing to fix".to_owned(),
            _ => format!("would fix {}", self.fixes.sentence()),
        };
        let rest = if self.fixes.applied == 0 { "" } else { "then " };
        console.print_error(&format!("{would}; {rest}{}\n", totals.sentence()));
        console.print_notices(totals);
        let would_change = if self.fixes.applied > 0 { Status::Findings } else { Status::Clean };
        totals.status().max(would_change)
    }
}
