//! `cargo xtask bench`: how fast the command is, beside other programs on the same calls in the same
//! run. Times move with the machine and with what else it does; ratios within a run say something.
//!
//! `corpora` makes the calls, `tools` lists the programs, `compare` runs them in turns, `extras`
//! measures what is not one program on one file, `goals` holds the figures against the goals.

mod compare;
mod corpora;
mod extras;
mod goals;
mod growth;
mod install;
mod machine;
mod measure;
mod table;
mod tools;
mod workshop;

use std::path::PathBuf;

use clap::Args;

use crate::{
    error::Result,
    page, programs,
    repository::{root, write as write_file},
};
use workshop::Workshop;

/// What is measured, and on how much.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Only the rows whose corpus, tool or measure has one of these in its name
    #[arg(long, value_name = "ROW", num_args = 1..)]
    only: Vec<String>,
    /// A tenth of the bytes, one round, and the memory of 1 GB
    #[arg(long)]
    quick: bool,
    /// Megabytes of typical calls; the other corpora have a quarter of it
    #[arg(long, value_name = "MB", default_value_t = 200)]
    size: u64,
    /// How often each program is run; the best run counts
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    rounds: u32,
    /// Install the programs that are compared with into target/bench, and build those of Rust
    #[arg(long)]
    install: bool,
    /// Measure this program rather than a release build of the command
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Write the tables into a page, such as docs/performance.md
    #[arg(long, value_name = "FILE")]
    write: Option<String>,
}

impl Options {
    fn bytes(&self) -> u64 {
        let megabytes = if self.quick { self.size.div_ceil(10) } else { self.size };
        megabytes.saturating_mul(1_000_000)
    }

    fn rounds(&self) -> u32 {
        if self.quick { 1 } else { self.rounds.max(1) }
    }

    /// Whether this is to be measured.
    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| name.contains(part.as_str()))
    }
}

/// Measures, and prints the tables.
pub(crate) fn run(options: &Options) -> Result {
    if cfg!(debug_assertions) {
        return programs::this_chore_built_faster();
    }
    let workshop = Workshop::open(options)?;
    if options.install {
        install::install(&workshop);
    }
    let results = compare::compare(&workshop, options)?;
    let extras = extras::measure(&workshop, options)?;
    let text = format!(
        "{}\n{}\n{}\n{}",
        machine::text(options),
        table::markdown(&results),
        goals::markdown(&results, &extras),
        workshop.absent(),
    );
    println!("{text}");
    if let Some(path) = &options.write {
        let document = page::with_block(&root(), path, "bench", &text)?;
        write_file(&root().join(&document.path), &document.text)?;
        println!("wrote {path}");
    }
    Ok(())
}
