//! All programs on all corpora, in turns.

use std::{io::Read, time::Duration};

use serde_json::Value;

use super::{
    Options,
    corpora::{self, Corpus, FILES, LOGS},
    measure::{self, Run},
    tools::{self, TOOLS, Tool, Work},
    workshop::Workshop,
};
use crate::error::{Error, Result};

/// A run that takes longer than this is not repeated.
const LONG: Duration = Duration::from_secs(8);

/// The best of the runs of a program on a corpus.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) corpus: &'static str,
    pub(super) bytes: u64,
    pub(super) calls: u64,
    pub(super) tool: &'static str,
    pub(super) work: Work,
    pub(super) run: Run,
    /// How many calls it says are valid, and how many not; nothing where it does not say.
    pub(super) verdict: Option<(u64, u64)>,
    /// What it says otherwise than it should, and what else there is to know.
    pub(super) remark: String,
}

/// What was measured.
#[derive(Debug, Default)]
pub(super) struct Results(pub(super) Vec<Row>);

impl Results {
    /// Seconds of a program on a corpus.
    pub(super) fn seconds(&self, corpus: &str, tool: &str) -> Option<f64> {
        let row = self.0.iter().find(|row| row.corpus == corpus && row.tool == tool)?;
        Some(row.run.wall.as_secs_f64())
    }
}

pub(super) fn compare(shop: &Workshop, options: &Options) -> Result<Results> {
    let mut results = Results::default();
    for recipe in LOGS {
        if any(options, recipe.name) {
            let corpus = recipe.corpus(shop, options.bytes())?;
            results.0.extend(on(shop, options, &corpus)?);
        }
    }
    if any(options, FILES) {
        results.0.extend(on(shop, options, &corpora::files(shop)?)?);
    }
    Ok(results)
}

fn any(options: &Options, corpus: &str) -> bool {
    TOOLS.iter().any(|tool| options.wants(&name(corpus, tool)))
}

fn name(corpus: &str, tool: &Tool) -> String {
    format!("{corpus}: {}", tool.name)
}

/// Whether a row is worth its time: what only parses and reads is compared on typical calls alone.
fn is_asked(tool: &Tool, corpus: &Corpus) -> bool {
    let is_of_rust =
        tool.work == Work::Ours || tool.name.contains("Value") || tool.name.contains("serde");
    match corpus.name {
        "typical" | FILES => true,
        _ => is_of_rust && matches!(tool.work, Work::Ours | Work::Checks),
    }
}

fn on(shop: &Workshop, options: &Options, corpus: &Corpus) -> Result<Vec<Row>> {
    let tools: Vec<&Tool> = TOOLS
        .iter()
        .filter(|tool| is_asked(tool, corpus) && options.wants(&name(corpus.name, tool)))
        .filter(|tool| (tool.command)(shop, corpus).is_some())
        .collect();
    warm(corpus)?;
    let mut best: Vec<Option<Run>> = vec![None; tools.len()];
    for round in 0..options.rounds() {
        println!("{}, round {}", corpus.name, round.saturating_add(1));
        for (tool, best) in tools.iter().zip(&mut best) {
            if best.as_ref().is_some_and(|run| run.wall > LONG) {
                continue;
            }
            let Some(command) = (tool.command)(shop, corpus) else { continue };
            let run = measure::run(shop, command)?;
            let is_better = best.as_ref().is_none_or(|before| run.wall < before.wall);
            if is_better {
                *best = Some(run);
            }
        }
    }
    let rows = tools.into_iter().zip(best);
    Ok(rows.filter_map(|(tool, run)| Some(row(corpus, tool, run?))).collect())
}

/// Reads a log once, so that all programs find it in memory.
fn warm(corpus: &Corpus) -> Result {
    if corpus.path.is_file() {
        let mut file =
            std::fs::File::open(&corpus.path).map_err(Error::file("read", &corpus.path))?;
        let mut block = vec![0; 1 << 20];
        while file.read(&mut block).map_err(Error::file("read", &corpus.path))? > 0 {}
    }
    Ok(())
}

fn row(corpus: &Corpus, tool: &Tool, run: Run) -> Row {
    let verdict = verdict(tool, &run.last);
    let should = (corpus.calls.saturating_sub(corpus.invalid), corpus.invalid);
    let mut remarks = Vec::new();
    match (tool.work, verdict) {
        (Work::Ours | Work::Checks, Some(found)) if found != should => {
            remarks.push(format!("answers otherwise: {} are invalid", should.1));
        }
        (Work::Parses, Some((_, invalid))) if invalid > 0 => {
            remarks.push("refuses JSON".to_owned());
        }
        _ => {}
    }
    if !tool.remark.is_empty() {
        remarks.push(tool.remark.to_owned());
    }
    Row {
        corpus: corpus.name,
        bytes: corpus.bytes,
        calls: corpus.calls,
        tool: tool.name,
        work: tool.work,
        run,
        verdict,
        remark: remarks.join("; "),
    }
}

/// What the last line of a program says: `valid 7 invalid 1`, or the totals of our report.
fn verdict(tool: &Tool, last: &str) -> Option<(u64, u64)> {
    if tool.work == Work::Ours {
        let line: Value = serde_json::from_str(last).ok()?;
        let count = |name: &str| line.pointer(&format!("/summary/{name}")).and_then(Value::as_u64);
        return Some((count("valid")?, count("invalid")?));
    }
    let (valid, invalid) = last.strip_prefix("valid ")?.split_once(" invalid ")?;
    Some((valid.parse().ok()?, invalid.parse().ok()?))
}

/// What ratios on a corpus are to.
pub(super) fn base(results: &Results, corpus: &str) -> Option<f64> {
    results.seconds(corpus, tools::BASE)
}

#[cfg(test)]
mod tests {
    use super::{TOOLS, verdict};

    #[test]
    fn verdicts_are_read() {
        let tool = |name: &str| TOOLS.iter().find(|tool| tool.name == name).unwrap();
        let ours = tool(super::tools::OURS);
        let last = r#"{"type":"summary","summary":{"records":9,"valid":7,"invalid":2}}"#;
        assert_eq!(verdict(ours, last), Some((7, 2)));
        assert_eq!(verdict(tool("boon + Value"), "valid 12 invalid 3"), Some((12, 3)));
        assert_eq!(verdict(tool("wc -l"), "12 a.ndjson"), None);
    }
}
