//! `cargo xtask differential`: two ways to one answer, held against each other on calls from a
//! generator. What one of them finds and the other does not is a mistake in one of them.
//!
//! The part `screen` holds the fast lane against the inspect lane: `ValidatorBuilder::screen` on and
//! off, in the library with many settings, and through the command in every format. The other parts
//! hold the verdict against the published schema, against a judge in another language and against the
//! types, fixes against what they
//! promise, and one thread against several. All look at the same logs in turns.

mod calls;
mod command;
mod difference;
mod fixes;
mod judge;
mod log;
mod outcome;
mod part;
mod read;
mod schema;
mod screen;
mod search;
mod shrink;
mod tally;
mod threads;
mod types;

use std::{path::PathBuf, time::Instant};

use clap::{Args, ValueEnum};

use crate::{
    error::Result,
    ledger::{self, Entry},
    programs, repository,
};
use part::{Comparison, Part};

/// What is compared, and on how much.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// How many records are compared
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    records: u64,
    /// What the random choices begin with; the same seed makes the same records
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// What is compared [default: all, in turns over the same records]
    #[arg(long, value_enum)]
    part: Vec<Part>,
    /// Only the log of this number: to repeat what was found
    #[arg(long, value_name = "NUMBER")]
    log: Option<u64>,
    /// One log in so many goes through the command as well, in every format
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    command_every: u64,
    /// On how many cores [default: all]
    #[arg(long, value_name = "NUMBER")]
    cores: Option<usize>,
    /// Append a line for each part to docs/ledger.md, or one for a difference
    #[arg(long, conflicts_with = "log")]
    ledger: bool,
}

/// Compares; an error says that there is a difference.
pub(crate) fn run(options: &Options) -> Result {
    if cfg!(debug_assertions) && options.records > 10_000 {
        return programs::this_chore_built_faster();
    }
    let search = Search::of(options);
    let wanted = |part: &Part| options.part.is_empty() || options.part.contains(part);
    let parts: Vec<Part> =
        Part::value_variants().iter().copied().filter(|part| wanted(part)).collect();
    let parts: Vec<Box<dyn Comparison>> =
        parts.into_iter().map(|part| part.comparison(&search)).collect::<Result<_>>()?;
    let started = Instant::now();
    let tallies = search::search(&parts, &search).inspect_err(|error| {
        if options.ledger {
            note(&error.to_string(), options.seed);
        }
    })?;
    for (part, tally) in parts.iter().zip(&tallies) {
        let name = part.part().name();
        println!("{name}: no difference: {tally}");
        if options.ledger && tally.records > 0 {
            ledger::append(&Entry {
                what: &format!("differential, {name}"),
                seed: Some(options.seed),
                count: &format!("{} records", tally.records),
                result: "no difference",
            })?;
        }
    }
    println!("in {} s on {} cores", started.elapsed().as_secs(), search.cores);
    Ok(())
}

/// Notes a difference in the ledger; that it cannot be written is no reason not to tell of it.
fn note(difference: &str, seed: u64) {
    let result = difference.lines().next().unwrap_or_default();
    let entry = Entry { what: "differential", seed: Some(seed), count: "none", result };
    if let Err(error) = ledger::append(&entry) {
        eprintln!("not in the ledger: {error}");
    }
}

/// What to search.
#[derive(Debug, Clone)]
struct Search {
    records: u64,
    seed: u64,
    only: Option<u64>,
    command_every: u64,
    cores: usize,
    /// How often a difference is looked for in ever smaller inputs, at most.
    tries: u32,
}

impl Search {
    fn of(options: &Options) -> Self {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            records: options.records,
            seed: options.seed,
            only: options.log,
            command_every: options.command_every.max(1),
            cores: options.cores.unwrap_or_else(all).max(1),
            tries: 4_000,
        }
    }
}

/// Where what was found is written to.
fn folder() -> PathBuf {
    repository::target().join("differential")
}

#[cfg(test)]
mod tests;
