//! `cargo xtask conformance DIR`: every public suite that there is, and our own catalogue of bad
//! inputs, through the library and the command. The suites lie beside the repository; none of them
//! is part of it.
//!
//! A row that differs from what its suite expects must be explained in `xtask/conformance.toml`, and
//! what is explained there must differ.

mod calls;
mod catalogue;
mod cells;
mod explained;
mod formats;
mod judged;
mod keywords;
mod naughty;
mod numbers;
mod placeholders;
mod rows;
mod sarif;
mod second_opinion;
mod suite;
mod syntax;
mod table;
mod utf8;

use std::{path::PathBuf, thread, time::Instant};

use clap::Args;

use crate::{
    error::{Error, Result},
    repository,
};
use explained::Explained;
use suite::{Run, Suite};
use table::Line;

/// Which suites, and where they are.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// The folder of the suites [default: shared/data beside the repository]
    folder: Option<PathBuf>,
    /// Print each row that differs, with its explanation
    #[arg(long)]
    verbose: bool,
    /// Large inputs at their full size, which takes an hour
    #[arg(long)]
    full: bool,
    /// Only the suites whose name contains one of these words
    #[arg(long, value_name = "NAME", num_args = 1..)]
    suite: Vec<String>,
}

/// The suites in the order in which they are run. A new one is one more file, and one more line.
const SUITES: &[Suite] = &[
    syntax::SUITE,
    utf8::SUITE,
    numbers::SUITE,
    naughty::SUITE,
    formats::SUITE,
    keywords::SUITE,
    second_opinion::SUITE,
    placeholders::SUITE,
    cells::SUITE,
    sarif::SUITE,
    catalogue::SUITE,
];

/// Runs the suites; an error says that a row differs, or that an explanation is not needed.
pub(crate) fn run(options: &Options) -> Result {
    let beside = || repository::root().join("../shared/data");
    let folder = options.folder.clone().unwrap_or_else(beside);
    if !folder.is_dir() {
        return Err(Error::new(format!("there are no suites in {}", folder.display())));
    }
    let run = Run::new(folder, options.full)?;
    let mut explained = Explained::read()?;
    let wanted = |name: &str| {
        options.suite.is_empty() || options.suite.iter().any(|word| name.contains(word.as_str()))
    };
    let suites: Vec<&Suite> = SUITES.iter().filter(|suite| wanted(suite.name)).collect();
    let tallies = thread::scope(|scope| {
        let run = &run;
        let timed = |suite: &'static Suite| {
            let start = Instant::now();
            let tally = (suite.run)(run)?;
            if tally.tried == 0 {
                return Err(Error::new(format!("{} has no rows", suite.name)));
            }
            Ok((tally, start.elapsed()))
        };
        let begun: Vec<_> = suites.iter().map(|suite| scope.spawn(move || timed(suite))).collect();
        let gone = |_| Err(Error::new("a suite panicked"));
        let ended = begun.into_iter().map(|suite| suite.join().unwrap_or_else(gone));
        ended.collect::<Result<Vec<_>>>()
    })?;
    let lines: Vec<Line> = suites
        .iter()
        .zip(tallies)
        .map(|(suite, (tally, took))| Line::new(suite.name, tally, &mut explained, took))
        .collect();
    if lines.is_empty() {
        let names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        return Err(Error::new(format!("no such suite; there are {}", names.join(", "))));
    }
    table::print(&lines, options.verbose);
    let unexplained: usize = lines.iter().map(|line| line.unexplained.len()).sum();
    let unneeded = explained.unneeded(|name| lines.iter().any(|line| line.suite == name));
    for what in &unneeded {
        println!("not needed in {}: {what}", explained::FILE);
    }
    match (unexplained, unneeded.len()) {
        (0, 0) => Ok(()),
        (0, count) => Err(Error::new(format!("{count} explanations are not needed"))),
        (count, _) => Err(Error::new(format!("{count} rows differ, and nothing explains them"))),
    }
}
