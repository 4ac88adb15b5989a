//! What every part of the search has: a comparison of logs.

use clap::ValueEnum;

use super::{
    Search, fixes::Fixes, judge::Judge, log::Log, schema::Schema, screen::Screen, tally::Tally,
    threads::Threads, types::Types,
};
use crate::error::Result;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Part {
    /// The fast lane with the inspect lane
    Screen,
    /// The verdict with that of the published schema
    Schema,
    /// The verdict with that of Ajv, a judge in another language
    Judge,
    /// The verdict with what the types read, and what they write
    Types,
    /// Fixes applied with what they promise, on one log in ten
    Fixes,
    /// One thread with several, and blocks of one size with those of others
    Threads,
}

/// What was counted where all was as it must be, or else what was not.
pub(super) type Compared = std::result::Result<Tally, String>;

/// Something that must be so of every log.
pub(super) trait Comparison: Sync {
    fn part(&self) -> Part;

    /// The settings under which a log is looked at.
    fn setting(&self, _: &Log) -> &'static str {
        "default"
    }

    /// Compares what is said of a log.
    fn compare(&self, _: &Log) -> Result<Compared> {
        Ok(Ok(Tally::default()))
    }

    /// What takes too long to be done for each log.
    fn compare_seldom(&self, _: &Log) -> Result<Compared> {
        Ok(Ok(Tally::default()))
    }

    /// One log in how many that is done for.
    fn seldom(&self) -> u64 {
        1
    }
}

impl Part {
    pub(super) fn name(self) -> String {
        self.to_possible_value().map(|it| it.get_name().to_owned()).unwrap_or_default()
    }

    pub(super) fn comparison(self, search: &Search) -> Result<Box<dyn Comparison>> {
        Ok(match self {
            Self::Screen => Box::new(Screen::new(search.command_every)?),
            Self::Schema => Box::new(Schema::published()?),
            Self::Judge => Box::new(Judge::of_published()?),
            Self::Types => Box::new(Types::new()?),
            Self::Fixes => Box::new(Fixes::new()?),
            Self::Threads => Box::new(Threads::new()?),
        })
    }
}
