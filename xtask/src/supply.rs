//! `cargo xtask supply`: what the project is built from. Advisories, licences, sources, build scripts
//! and crates that reach the network are held against `deny.toml`, which `cargo deny` reads as well;
//! `--builds` builds each crate by itself, with each of its features, with the oldest dependencies
//! that the manifests allow, and with the oldest compiler that they name, if it is here.

mod advisories;
mod builds;
mod graph;
mod policy;
mod unsafety;

use std::path::PathBuf;

use clap::Args;

use crate::{
    error::{Error, Result},
    repository::root,
};
use graph::Graph;
use policy::Policy;

/// What is checked.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Security advisories, one JSON object a line, with the members of a
    /// `RustSec` advisory [default: `../shared/data/rustsec_advisories.ndjson`, if it is there]
    #[arg(long, value_name = "FILE")]
    advisories: Option<PathBuf>,
    /// Build each crate and feature by itself, with the oldest dependencies, and with the oldest
    /// compiler
    #[arg(long)]
    builds: bool,
}

/// What one check looked at, and what it says against it.
struct Checked {
    what: &'static str,
    /// How many of what.
    looked_at: String,
    complaints: Vec<String>,
}

/// Checks, and prints a table; an error if something is not as it should be.
pub(crate) fn run(options: &Options) -> Result {
    let graph = Graph::read()?;
    let policy = Policy::read()?;
    let mut all = vec![
        policy.licences(&graph),
        Policy::sources(&graph),
        policy.build_scripts(&graph),
        policy.network(&graph),
        unsafety::count()?,
    ];
    match advisories_file(options) {
        Some(file) => all.insert(0, advisories::check(&graph, &policy, &file)?),
        None => println!("advisories: no file of them is here; name one with --advisories"),
    }
    if options.builds {
        all.extend(builds::check(&graph)?);
    }
    for checked in &all {
        let verdict = match checked.complaints.len() {
            0 => "as it should be".to_owned(),
            count => format!("{count} against it"),
        };
        println!("{:<22} {:<44} {verdict}", checked.what, checked.looked_at);
        for complaint in &checked.complaints {
            println!("    {complaint}");
        }
    }
    let count: usize = all.iter().map(|checked| checked.complaints.len()).sum();
    if count == 0 { Ok(()) } else { Err(Error::new("not all is as it should be: see above")) }
}

fn advisories_file(options: &Options) -> Option<PathBuf> {
    let usual = || {
        let beside = root().parent()?.join("shared/data/rustsec_advisories.ndjson");
        beside.exists().then_some(beside)
    };
    options.advisories.clone().or_else(usual)
}
