//! `cargo xtask report-score`: how good the reports are, measured. Valid calls get one fault of a
//! known kind at a known place, and the validator's report on each is held against the place.
//!
//! `measure` says what counts, `kinds` what is planted, `totals` what no change may fall below.

mod call;
mod cell;
mod comparison;
mod failure;
mod kind;
mod kinds;
mod measure;
mod others;
mod pairs;
mod planted;
mod samples;
mod seed;
mod table;
mod totals;

use std::sync::LazyLock;

use identify_codegen::Document;

use crate::error::{Error, Result};
use kind::Kind;
use kinds::kinds;
use measure::{Bench, Score};

/// What the random choices begin with. Each run makes the same ones.
const SEED: u64 = 0x1d3_7717;

/// How often each kind is tried on each sample.
const ROUNDS: u32 = 2;

/// A kind and what was measured of it.
type Row = (&'static Kind, Score);

/// What was measured of each kind, once in a run of the program: it is the same each time.
static ROWS: LazyLock<Result<Vec<Row>>> = LazyLock::new(|| {
    let bench = Bench::new();
    kinds().map(|kind| Ok((kind, bench.score(kind)?))).collect()
});

fn score() -> Result<&'static [Row]> {
    ROWS.as_deref().map_err(|error| Error::new(error.to_string()))
}

/// Prints the table.
pub(crate) fn print() -> Result {
    print!("{}", table::markdown(score()?));
    Ok(())
}

/// Prints each case of these kinds that could be better; with `all`, of all kinds. A kind is named
/// by a part of its name, or by the id of its rule.
pub(crate) fn print_failures(words: &[String]) -> Result {
    let bench = Bench::new();
    let is_named = |kind: &&Kind| {
        words.iter().any(|word| word == "all" || word == kind.rule || kind.name.contains(word))
    };
    let named: Vec<&Kind> = kinds().filter(is_named).collect();
    if named.is_empty() {
        return Err(Error::new("there is no such kind; `cargo xtask report-score` lists them"));
    }
    for kind in named {
        for case in bench.cases(kind)?.iter().filter(|case| !case.is_perfect(kind)) {
            print!("{}", failure::text(kind, case));
        }
    }
    Ok(())
}

/// Prints the pairs of faults that do not get exactly the two findings.
pub(crate) fn print_pairs() -> Result {
    let pairs = pairs::measure(&Bench::new(), &kinds().collect::<Vec<_>>())?;
    for failure in &pairs.failures {
        println!("{failure}");
    }
    let share = pairs.share;
    println!("two findings for two faults: {} of {}, {}", share.count, share.of, share.percent());
    Ok(())
}

/// The totals as a table in Markdown, for the README.
pub(crate) fn totals() -> Result<String> {
    let rows = score()?;
    Ok(format!("{} kinds of faults:\n\n{}", rows.len(), table::totals(rows)))
}

/// The documents that show the figures and the reports.
pub(crate) fn documents() -> Result<Vec<Document>> {
    let rows = score()?;
    Ok(vec![
        Document::new("docs/report-score.md", table::page(rows)),
        Document::new("docs/comparison.md", comparison::page()?),
    ])
}
