//! `identify lint`: checks inputs and reports what is found.

use identify_validator::{
    Finding, Report, Source, Validator,
    render::{Format, Render},
};

use crate::{
    args::{Colour, FixArgs, LintArgs},
    console::{Console, Look},
    error::{Error, shown},
    fix::{self, Diff, Failure, Fixed, Fixes, Wanted},
    input::{Input, STANDARD_INPUT},
    io::Io,
    job::{self, Task},
    settings,
    status::Status,
    text::count,
    totals::Totals,
    watch,
};

pub(crate) fn lint(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    if args.fix.watch {
        return watch::watch(args, io, |io| once(args, colour, io));
    }
    if args.fix.diff {
        let diff = Diff { colour: Look::of_output(&io.terminal, colour).colour };
        let limit = args.checks.max_record_bytes.0;
        let mut task = Preview { fix: args.fix, diff, limit, fixes: Fixes::default() };
        let status = job::run(&args.inputs, &args.checks, &mut task, io);
        let would_change = task.fixes.applied > 0;
        return if would_change { status.max(Status::Findings) } else { status };
    }
    let paths = &args.inputs.paths;
    let is_piped = match paths.as_slice() {
        [] => !io.terminal.reads,
        paths => paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT),
    };
    if !args.fix.fix || !is_piped {
        return once(args, colour, io);
    }
    let Ok(validator) = settings::validator(&args.checks, io.directory.as_deref()) else {
        // What is wrong is said there.
        return once(args, colour, io);
    };
    let wanted = Wanted { validator: &validator, most: args.fix.most() };
    let limit = args.checks.max_record_bytes.0;
    fix::fix_standard(wanted, &args.inputs, limit, io, |fixed, io| {
        run(args, colour, fixed.applied, io)
    })
}

/// Checks all inputs once.
fn once(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    run(args, colour, 0, io)
}

/// Checks all inputs; so many fixes were applied to standard input before.
fn run(args: &LintArgs, colour: Colour, applied: u64, io: &mut Io<'_>) -> Status {
    let renderer = Look::of_output(&io.terminal, colour).renderer(args.output_format);
    let mut task = Lint {
        format: args.output_format,
        renderer,
        fix: args.fix,
        limit: args.checks.max_record_bytes.0,
        applied,
    };
    job::run(&args.inputs, &args.checks, &mut task, io)
}

struct Lint {
    format: Format,
    renderer: Box<dyn Render>,
    fix: FixArgs,
    limit: u64,
    /// Fixes that were applied to standard input.
    applied: u64,
}

impl Task for Lint {
    fn begin(&mut self, console: &mut Console<'_>) {
        console.print(&self.renderer.begin());
    }

    fn open(
        &mut self,
        input: &mut Input<'_>,
        validator: &Validator,
        totals: &mut Totals,
        console: &mut Console<'_>,
    ) -> Result<bool, Error> {
        if !self.fix.fix {
            return Ok(true);
        }
        let Some(origin) = input.origin.take() else {
            totals.fixed.add(self.applied, true);
            return Ok(true);
        };
        let wanted = Wanted { validator, most: self.fix.most() };
        let fixed = fix::fix_file(wanted, input, &origin, self.limit);
        input.origin = Some(origin);
        match fixed {
            Ok((fixed, links)) => {
                totals.fixed.add(fixed.applied, false);
                if links > 0 {
                    let (name, names) = (shown(input.name.as_ref()), count(links, "other name"));
                    let rest = "left with the old content (hard links)";
                    console.print_error(&format!("identify: {name} is fixed; {names} {rest}\n"));
                }
            }
            // What is found in it is told all the same.
            Err(failure) => {
                let error = unfixed(&input.name, failure)?;
                totals.unwritten = totals.unwritten.saturating_add(1);
                console.complain(&error);
            }
        }
        input.reopen()?;
        Ok(true)
    }

    fn finding(&mut self, finding: &Finding, source: &Source<'_>, console: &mut Console<'_>) {
        console.print(&self.renderer.finding(finding, source));
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) {
        let mut report = Report::default();
        report.summary = totals.summary;
        console.print(&self.renderer.end(&report));
        match self.format {
            Format::Human => console.print(&(totals.sentence() + "\n")),
            Format::Concise => console.print_totals(totals),
            _ if totals.fixed != Fixes::default() => console.print_totals(totals),
            _ => {}
        }
    }
}

/// Why an input is not fixed, or why it cannot even be read.
fn unfixed(name: &str, failure: Failure) -> Result<Error, Error> {
    match failure {
        Failure::Read(error) => Err(Input::error(name, error)),
        Failure::Write(source) => Ok(Error::Fix { path: shown(name.as_ref()), source }),
    }
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
        let wanted = Wanted { validator, most: self.fix.most() };
        let printed = self.diff.print(wanted, input, self.limit, console);
        let Fixed { applied, rest } = printed
            .map_err(|failure| unfixed(&input.name, failure).unwrap_or_else(|error| error))?;
        self.fixes.add(applied, input.is_standard());
        totals.add(&rest, input.is_standard());
        Ok(false)
    }

    fn finding(&mut self, _: &Finding, _: &Source<'_>, _: &mut Console<'_>) {}

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) {
        let would = match self.fixes.applied {
            0 => "nothing to fix".to_owned(),
            _ => format!("would fix {}", self.fixes.sentence()),
        };
        let rest = if self.fixes.applied == 0 { "" } else { "then " };
        console.print_error(&format!("{would}; {rest}{}\n", totals.sentence()));
    }
}
