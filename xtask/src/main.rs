//! The chores of the repository: `cargo xtask help` lists them.
#![allow(clippy::print_stdout, reason = "telling what it did is the command's job")]
#![allow(clippy::print_stderr, reason = "and so is telling what went wrong")]

mod bench;
mod command;
mod conformance;
mod cores;
mod differential;
mod error;
mod fuzz;
mod gen_schema;
mod growth;
mod judge;
mod ledger;
mod page;
mod programs;
mod report_score;
mod repository;
mod rule_pages;
mod rule_registry;
mod supply;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The chores of the repository.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Measure how fast the command is, beside other programs on the same calls
    Bench(bench::Options),
    /// Put the public suites and our catalogue of bad inputs before the library and the command
    Conformance(conformance::Options),
    /// Hold two ways to one answer against each other, on calls from a generator: the fast lane and
    /// the inspect lane, the verdict and the published schema, and more
    Differential(differential::Options),
    /// Look for bytes that break a property: fuzz targets, from the fixtures on
    Fuzz(fuzz::Options),
    /// Write the generated files: the documents of schemas/ and docs/, and the registry of the rules
    GenSchema {
        /// Write nothing; fail if a file is out of date
        #[arg(long)]
        check: bool,
    },
    /// Count instructions on inputs that were made to be slow, and on twice as much of each
    Growth(growth::Options),
    /// Put the documents before judges that others wrote, installed into target/judge
    Judge {
        /// Only the judges whose name contains one of these words
        names: Vec<String>,
    },
    /// Print what the searches of docs/ledger.md looked at in all
    Ledger,
    /// Measure the reports: plant faults of known kinds in valid calls, and print how many get one
    /// finding, on the exact place, with a fix that mends the call
    ReportScore {
        /// In place of the table, print each case of these kinds that could be better: `all`, the
        /// id of a rule, or a part of a kind's name
        #[arg(long, value_name = "KIND", num_args = 1..)]
        verbose: Vec<String>,
        /// In place of the table, plant two faults in each call, and print the pairs that do not get
        /// exactly the two findings
        #[arg(long, conflicts_with = "verbose")]
        pairs: bool,
    },
    /// Hold what the project is built from against the advisories, licences and bans of deny.toml
    Supply(supply::Options),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().chore {
        Chore::Bench(options) => bench::run(&options),
        Chore::Conformance(options) => conformance::run(&options),
        Chore::Differential(options) => differential::run(&options),
        Chore::Fuzz(options) => fuzz::run(&options),
        Chore::GenSchema { check: true } => gen_schema::check(),
        Chore::GenSchema { check: false } => gen_schema::write(),
        Chore::Growth(options) => growth::run(&options),
        Chore::Judge { names } => judge::run(&names),
        Chore::Ledger => ledger::print_totals(),
        Chore::ReportScore { pairs: true, .. } => report_score::print_pairs(),
        Chore::ReportScore { verbose, .. } if verbose.is_empty() => report_score::print(),
        Chore::ReportScore { verbose, .. } => report_score::print_failures(&verbose),
        Chore::Supply(options) => supply::run(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
