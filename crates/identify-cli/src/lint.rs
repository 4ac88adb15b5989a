//! `identify lint`: checks inputs and reports what is found.

mod preview;

use identify_validator::{Checked, Finding, Source, Validator, render::Format};

use crate::{
    args::{Colour, FixArgs, LintArgs, ReportArgs},
    baseline::Baseline,
    console::Console,
    error::{Error, shown},
    fix::{self, Failure, Wanted},
    input::{Input, STANDARD_INPUT},
    io::Io,
    job::{self, Task},
    outputs::{Outputs, OwnFiles},
    settings::Settings,
    status::Status,
    text::count,
    totals::Totals,
    watch,
};

pub(crate) fn lint(args: &LintArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    if args.fix.watch {
        return watch::watch(args, io, |io| run(args, colour, 0, io));
    }
    if args.fix.diff {
        return preview::preview(args, colour, io);
    }
    let paths = &args.inputs.paths;
    let is_piped = match paths.as_slice() {
        [] => !io.terminal.reads,
        paths => paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT),
    };
    if !args.fix.fix || !is_piped {
        return run(args, colour, 0, io);
    }
    let directory = io.directory.clone();
    let mut settings = Settings::new(&args.checks, directory.as_deref());
    let validator = settings.validator(None);
    let (Ok(validator), Ok(_)) = (validator, prepare(args, &mut settings, colour, io)) else {
        // What is wrong is said there, before anything is written.
        return run(args, colour, 0, io);
    };
    let wanted = Wanted { validator: &validator, most: args.fix.most() };
    fix::fix_standard(wanted, &args.inputs, settings.head_limit(), io, |fixed, io| {
        run(args, colour, fixed.applied, io)
    })
}

/// Checks all inputs once; so many fixes were applied to standard input before.
fn run(args: &LintArgs, colour: Colour, applied: u64, io: &mut Io<'_>) -> Status {
    let directory = io.directory.clone();
    let mut settings = Settings::new(&args.checks, directory.as_deref());
    match prepare(args, &mut settings, colour, io) {
        Ok((own, outputs, baseline)) => {
            let limit = settings.head_limit();
            let mut task = Lint { outputs, baseline, fix: args.fix, limit, applied };
            job::run(&args.inputs, &settings, &own, &mut task, io)
        }
        Err(error) => {
            let mut console = Console::of(io);
            let status = console.complain_of(&error);
            console.finish(status)
        }
    }
}

/// What is written, and where to.
fn prepare(
    args: &LintArgs,
    settings: &mut Settings<'_>,
    colour: Colour,
    io: &Io<'_>,
) -> Result<(OwnFiles, Outputs, Baseline), Error> {
    let directory = io.directory.as_deref();
    let report: ReportArgs = args.report.clone().behind(settings.of(None)?.as_deref());
    settings.patches = report.formats().any(Format::has_patches);
    let own = OwnFiles::new(&report, &args.inputs, settings, directory)?;
    let baseline = Baseline::of(&report, &own, directory)?;
    let outputs = Outputs::new(&report, &own, &io.terminal, colour);
    Ok((own, outputs, baseline))
}

struct Lint {
    outputs: Outputs,
    baseline: Baseline,
    fix: FixArgs,
    /// How long the first line may be that tells the format of an input.
    limit: u64,
    /// Fixes that were applied to standard input.
    applied: u64,
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

    fn takes_clean_calls(&self) -> bool {
        self.outputs.lists_calls()
    }

    /// Fixes change files before they are checked, one after the other.
    fn looks_ahead(&self) -> bool {
        !self.fix.fix
    }

    fn end_input(&mut self, validator: &Validator) {
        self.outputs.end_file();
        self.baseline.end_input(validator);
    }

    fn is_quiet(&self) -> bool {
        self.outputs.is_quiet()
    }

    fn is_open(&self, console: &Console<'_>) -> bool {
        self.outputs.is_open(console)
    }

    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) -> Status {
        let notices = [self.baseline.notices(), totals.remarks.clone()].concat();
        let reported = self.outputs.end(totals, &notices, console);
        let written = self.baseline.write(totals, self.outputs.is_silent(), console);
        totals.status().max(reported).max(written)
    }
}

/// Why an input is not fixed, or why it cannot even be read.
fn unfixed(name: &str, failure: Failure) -> Result<Error, Error> {
    match failure {
        Failure::Read(error) => Err(Input::error(name, error)),
        Failure::Write(source) => Ok(Error::Fix { path: shown(name.as_ref()), source }),
    }
}
