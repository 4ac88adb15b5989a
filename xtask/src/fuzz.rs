//! `cargo xtask fuzz`: looks for bytes for which a property does not hold, or that make what reads
//! them panic, run over its memory, or never end.
//!
//! The targets are the properties of `fixtures::property`, built with `libFuzzer` and
//! `AddressSanitizer` by the compiler that is there. All that is written lies in `target/fuzz`.

mod build;
mod corpus;
mod target;

use std::{fmt::Write, path::PathBuf};

use clap::Args;
use fixtures::property::{PROPERTIES, Property};

use crate::{
    cores::side_by_side,
    error::{Error, Result},
    ledger::{self, Entry},
    repository,
};
use target::{Ran, Target};

/// What is fuzzed, and for how long.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Only these targets [default: all]
    targets: Vec<String>,
    /// For how long each of them runs
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u64,
    /// How many run at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    jobs: usize,
    /// For each target append a line to docs/ledger.md
    #[arg(long)]
    ledger: bool,
}

/// Builds the targets, runs each, and prints what was done; an error says that something was found.
pub(crate) fn run(options: &Options) -> Result {
    let properties = chosen(&options.targets)?;
    let programs = build::build(&properties)?;
    let dictionary = corpus::dictionary(&folder())?;
    let mut targets = Vec::new();
    for property in &properties {
        let corpus = corpus::begin(property, &folder())?;
        let program = programs.join(property.name);
        let dictionary = dictionary.clone();
        targets.push(Target { name: property.name, program, corpus, dictionary });
    }
    let run = |target: &Target| target.run(options.seconds, &folder());
    let all = side_by_side(options.jobs, &targets, run)?;
    print!("{}", table(&all));
    if options.ledger {
        all.iter().try_for_each(Ran::record)?;
    }
    let found: Vec<&str> = all.iter().flat_map(|ran| &ran.found).map(String::as_str).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("found:\n{}", found.join("\n"))))
}

fn chosen(names: &[String]) -> Result<Vec<&'static Property>> {
    if names.is_empty() {
        return Ok(PROPERTIES.iter().collect());
    }
    let known = || PROPERTIES.iter().map(|property| property.name).collect::<Vec<_>>().join(", ");
    let unknown =
        |name: &str| Error::new(format!("there is no target {name}: there are {}", known()));
    names.iter().map(|name| Property::named(name).ok_or_else(|| unknown(name))).collect()
}

/// As Markdown, for the page that keeps the figures.
fn table(all: &[Ran]) -> String {
    let mut text = "| target | seconds | executions | a second | inputs kept | found |\n\
                    |---|--:|--:|--:|--:|--:|\n"
        .to_owned();
    for Ran { name, seconds, executions, corpus, found } in all {
        let rate = executions.checked_div(*seconds).unwrap_or(*executions);
        let found = found.len();
        // Writing to a string does not fail.
        let _ =
            writeln!(text, "| {name} | {seconds} | {executions} | {rate} | {corpus} | {found} |");
    }
    let seconds = all.iter().fold(0_u64, |sum, ran| sum.saturating_add(ran.seconds));
    let executions = all.iter().fold(0_u64, |sum, ran| sum.saturating_add(ran.executions));
    text + &format!("| all | {seconds} | {executions} | | | |\n")
}

impl Ran {
    /// Writes it into the ledger.
    fn record(&self) -> Result {
        let Self { name, seconds, executions, found, .. } = self;
        // Which input it was, and what the target said of it, without the paths of this machine.
        let has_path = |line: &&str| line.contains(" panicked at ");
        let told = found.first().map(|it| {
            it.lines().filter(|line| !has_path(line)).take(2).collect::<Vec<_>>().join(" ")
        });
        ledger::append(&Entry {
            what: &format!("fuzz, {name}"),
            seed: None,
            count: &format!("{executions} inputs in {seconds} s"),
            result: &told
                .map_or_else(|| "nothing found".to_owned(), |told| format!("found {told}")),
        })
    }
}

/// Where everything is written to.
fn folder() -> PathBuf {
    repository::target().join("fuzz")
}
