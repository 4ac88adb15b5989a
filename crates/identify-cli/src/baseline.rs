//! The baseline: findings that are known, and neither show nor fail a run.

mod document;
mod known;
mod places;
mod present;

use std::path::Path;

use identify_validator::{Finding, Validator};

use crate::{
    args::ReportArgs,
    console::Console,
    error::{Error, shown},
    outputs::OwnFiles,
    status::Status,
    text::count,
    totals::Totals,
};
use known::Known;
use places::Places;
use present::Present;

/// What is known of the findings of a run before it.
pub(crate) enum Baseline {
    /// Nothing.
    None,
    /// Those that a file lists.
    Read(Known),
    /// All of them, since they are written to a file.
    Write(Present),
}

impl Baseline {
    /// The baseline that the options ask for. One that is written counts, and not one that is read.
    pub(crate) fn of(
        args: &ReportArgs,
        own: &OwnFiles,
        directory: Option<&Path>,
    ) -> Result<Self, Error> {
        if let (Some(named), Some(place)) = (&args.write_baseline, &own.written_baseline) {
            return Ok(Self::Write(Present::new(named, place, Places::new(place, directory))));
        }
        let (Some(named), Some(place)) = (&args.baseline, &own.baseline) else {
            return Ok(Self::None);
        };
        let document = document::read(place, &shown(named))?;
        Ok(Self::Read(Known::new(document, Places::new(place, directory))))
    }

    /// The findings that come are of the input of this name.
    pub(crate) fn begin_input(&mut self, name: &str) {
        match self {
            Self::None => {}
            Self::Read(known) => known.begin_input(name),
            Self::Write(present) => present.begin_input(name),
        }
    }

    /// Whether a finding, the next in the order of the input, is known.
    pub(crate) fn is_known(&mut self, finding: &Finding) -> bool {
        match self {
            Self::None => false,
            Self::Read(known) => known.is_known(finding),
            Self::Write(present) => {
                present.add(finding);
                true
            }
        }
    }

    /// The input was read to its end.
    pub(crate) fn end_input(&mut self, validator: &Validator) {
        if let Self::Read(known) = self {
            known.end_input(validator);
        }
    }

    /// What there is to tell of it at the end.
    pub(crate) fn notices(&self) -> Vec<String> {
        let Self::Read(known) = self else { return Vec::new() };
        let gone = known.gone();
        let verb = if gone == 1 { "is" } else { "are" };
        let notice = format!(
            "{} of the baseline {verb} gone: write it anew with --write-baseline to forget them",
            count(gone, "finding")
        );
        (gone > 0).then_some(notice).into_iter().collect()
    }

    /// Writes the file, if one was asked for.
    pub(crate) fn write(
        &self,
        totals: &Totals,
        is_silent: bool,
        console: &mut Console<'_>,
    ) -> Status {
        let Self::Write(present) = self else { return Status::Clean };
        let written = if totals.is_whole() { present.write() } else { Err(present.torn()) };
        match written {
            Ok(note) if !is_silent => {
                console.print_error(&(note + "\n"));
                Status::Clean
            }
            Ok(_) => Status::Clean,
            Err(error) => console.complain(&error),
        }
    }
}
