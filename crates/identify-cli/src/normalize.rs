//! `identify normalize`: calls in, their plain form out.

use identify_types::Identify;
use identify_validator::{
    Checked, Finding, Source, Summary,
    render::{Format, Render, visible, visible_json},
};

use crate::{
    args::{Colour, NormalizeArgs},
    console::{Console, Look},
    error::{Error, shown},
    io::Io,
    job::{self, Task},
    outputs::OwnFiles,
    settings::Settings,
    status::Status,
    totals::Totals,
};

pub(crate) fn normalize(args: &NormalizeArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let renderer = Look::of_errors(&io.terminal, colour).renderer(Format::Human);
    let directory = io.directory.clone();
    let settings = Settings::new(&args.checks, directory.as_deref());
    job::run(&args.inputs, &settings, &OwnFiles::default(), &mut Normalize { renderer }, io)
}

/// Writes valid calls, and what is wrong with the others to standard error.
struct Normalize {
    renderer: Box<dyn Render>,
}

impl Task for Normalize {
    fn finding(&mut self, finding: &Finding, source: &Source<'_>, console: &mut Console<'_>) {
        console.print_error(&self.renderer.finding(finding, source));
    }

    fn call(
        &mut self,
        name: &str,
        call: &Checked<'_>,
        console: &mut Console<'_>,
    ) -> Result<(), Error> {
        if !call.is_valid {
            return Ok(());
        }
        let mut line = plain(call.bytes).map_err(|error| Error::Disagreement {
            path: shown(name.as_ref()),
            record: call.record,
            reason: visible(error.to_string()),
        })?;
        if console.is_terminal() {
            line = visible_json(line);
        }
        line.push('\n');
        console.print(&line);
        Ok(())
    }

    /// Says nothing if nothing was found.
    fn end(&mut self, totals: &Totals, console: &mut Console<'_>) -> Status {
        let Summary { errors, warnings, notes, .. } = totals.summary;
        if errors > 0 || warnings > 0 || notes > 0 {
            console.print_totals("", totals);
        }
        console.print_notices(totals);
        totals.status()
    }
}

/// The plain form of a call that was found valid.
fn plain(call: &[u8]) -> serde_json::Result<String> {
    let mut call = Identify::from_json(call)?;
    call.normalize();
    serde_json::to_string(&call)
}
