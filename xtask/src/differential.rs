//! `cargo xtask differential`: two ways to one answer, held against each other on calls from a
//! generator. What one of them finds and the other does not is a mistake in one of them.
//!
//! The part `screen` holds the fast lane against the inspect lane: `ValidatorBuilder::screen` on and
//! off, in the library with many settings, and through the command in every format.

mod command;
mod difference;
mod log;
mod outcome;
mod pair;
mod search;
mod settings;
mod shrink;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::{error::Result, programs, repository};

/// What is compared, and on how much.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// How many records are compared
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    records: u64,
    /// What the random choices begin with; the same seed makes the same records
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// What is compared
    #[arg(long, value_enum, default_value_t = Part::Screen)]
    part: Part,
    /// Only the log of this number: to repeat what was found
    #[arg(long, value_name = "NUMBER")]
    log: Option<u64>,
    /// One log in so many goes through the command as well, in every format
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    command_every: u64,
    /// On how many cores [default: all]
    #[arg(long, value_name = "NUMBER")]
    cores: Option<usize>,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The fast lane with the inspect lane
    Screen,
}

/// Compares; an error says that there is a difference.
pub(crate) fn run(options: &Options) -> Result {
    if cfg!(debug_assertions) && options.records > 10_000 {
        return programs::this_chore_built_faster();
    }
    let Part::Screen = options.part;
    let pair = pair::Pair::screen()?;
    let tally = search::search(&pair, &Search::of(options))?;
    println!("{tally}");
    Ok(())
}

/// What to search.
#[derive(Debug, Clone)]
struct Search {
    records: u64,
    seed: u64,
    only: Option<u64>,
    command_every: u64,
    cores: usize,
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
        }
    }
}

/// Where what was found is written to.
fn folder() -> PathBuf {
    repository::target().join("differential")
}

#[cfg(test)]
mod tests {
    use super::{Search, pair::Pair, search::search};

    fn short(records: u64) -> Search {
        Search { records, seed: 20, only: None, command_every: 10, cores: 2 }
    }

    #[test]
    fn the_screen_changes_nothing() {
        let tally = search(&Pair::screen().unwrap(), &short(1_500)).unwrap();
        assert!(tally.records >= 1_500 && tally.invalid > 100, "{tally}");
        assert!(tally.valid > 100 && tally.commands > 10, "{tally}");
    }

    /// A search that cannot find a difference would prove nothing.
    #[test]
    fn a_screen_that_is_wrong_is_caught() {
        for (what, spoil) in Pair::MISTAKES {
            let error = search(&Pair::mistaken(*spoil).unwrap(), &short(20_000)).unwrap_err();
            let error = error.to_string();
            assert!(error.contains("--seed 20 --log "), "{what}: {error}");
        }
    }
}
