//! The search: logs by their numbers, on all cores.

use std::{
    fmt,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{Search, folder, log::Log, pair::Pair, shrink::shrink};
use crate::error::{Error, Result};

/// What was compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) logs: u64,
    pub(super) records: u64,
    pub(super) bytes: u64,
    pub(super) valid: u64,
    pub(super) invalid: u64,
    pub(super) findings: u64,
    /// Calls that the screen proved clean.
    pub(super) clean: u64,
    /// Runs of the command.
    pub(super) commands: u64,
    pub(super) time: Duration,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { logs, records, bytes, valid, invalid, findings, clean, commands, time } = self;
        write!(
            f,
            "no difference: {records} records in {logs} logs ({bytes} bytes; {valid} valid, \
             {invalid} invalid, {findings} findings; {clean} proven clean), and {commands} runs of the command, in {} s",
            time.as_secs()
        )
    }
}

/// Compares logs until there are records enough.
pub(super) fn search(pair: &Pair, search: &Search) -> Result<Tally> {
    let started = Instant::now();
    let (next, records) = (AtomicU64::new(0), AtomicU64::new(0));
    let is_over = AtomicBool::new(false);
    let results: Mutex<Vec<Result<Tally>>> = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..search.cores {
            scope.spawn(|| {
                let result = worker(pair, search, &next, &records, &is_over);
                if result.is_err() {
                    is_over.store(true, Ordering::Relaxed);
                }
                results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
            });
        }
    });
    let mut sum = Tally::default();
    for result in results.into_inner().unwrap_or_else(PoisonError::into_inner) {
        sum.add(&result?);
    }
    sum.time = started.elapsed();
    Ok(sum)
}

fn worker(
    pair: &Pair,
    search: &Search,
    next: &AtomicU64,
    records: &AtomicU64,
    is_over: &AtomicBool,
) -> Result<Tally> {
    let mut tally = Tally::default();
    while !is_over.load(Ordering::Relaxed) && records.load(Ordering::Relaxed) < search.records {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let number = match search.only {
            Some(_) if number > 0 => break,
            Some(only) => only,
            None => number,
        };
        let log = Log::new(search.seed, number);
        let count = tally.compare(pair, search, &log)?;
        let before = records.fetch_add(count, Ordering::Relaxed);
        progress(search, before, before.saturating_add(count));
    }
    Ok(tally)
}

/// Tells of each tenth of a long search.
fn progress(search: &Search, before: u64, behind: u64) {
    let tenth = |count: u64| count.saturating_mul(10).checked_div(search.records).unwrap_or(0);
    if search.records >= 1_000_000 && tenth(behind) > tenth(before) {
        println!("{behind} records");
    }
}

impl Tally {
    fn add(&mut self, other: &Self) {
        let add = |sum: &mut u64, more: u64| *sum = sum.saturating_add(more);
        add(&mut self.logs, other.logs);
        add(&mut self.records, other.records);
        add(&mut self.bytes, other.bytes);
        add(&mut self.valid, other.valid);
        add(&mut self.invalid, other.invalid);
        add(&mut self.findings, other.findings);
        add(&mut self.clean, other.clean);
        add(&mut self.commands, other.commands);
    }

    /// Compares what is said of a log, and says how many records it has.
    fn compare(&mut self, pair: &Pair, search: &Search, log: &Log) -> Result<u64> {
        let outcome = pair.compare(log)?.map_err(|what| {
            let differs = |bytes: &[u8]| {
                let log = Log { bytes: bytes.to_vec(), ..log.clone() };
                pair.compare(&log).is_ok_and(|compared| compared.is_err())
            };
            found(pair, search, log, &what, &differs)
        })?;
        let commands = if search.only.is_some() || log.number.is_multiple_of(search.command_every) {
            pair.compare_command(log)?.map_err(|what| {
                let differs = |bytes: &[u8]| {
                    let log = Log { bytes: bytes.to_vec(), ..log.clone() };
                    pair.compare_command(&log).is_ok_and(|compared| compared.is_err())
                };
                found(pair, search, log, &what, &differs)
            })?
        } else {
            0
        };
        let summary = &outcome.summary;
        self.add(&Self {
            logs: 1,
            records: summary.records,
            bytes: summary.bytes,
            valid: summary.valid,
            invalid: summary.invalid,
            findings: u64::try_from(outcome.findings.len()).unwrap_or(u64::MAX),
            clean: outcome.clean.0,
            commands,
            time: Duration::ZERO,
        });
        Ok(summary.records)
    }
}

/// What to tell of a difference: the smallest input that shows it, and how to repeat it.
fn found(
    pair: &Pair,
    search: &Search,
    log: &Log,
    what: &str,
    differs: &dyn Fn(&[u8]) -> bool,
) -> Error {
    let small = shrink(&log.bytes, differs);
    let [whole, least] = [("log", &log.bytes), ("smallest", &small)].map(|(name, bytes)| {
        let path = folder().join(format!("{}-{}-{name}", search.seed, log.number));
        match std::fs::create_dir_all(folder()).and_then(|()| std::fs::write(&path, bytes)) {
            Ok(()) => path.display().to_string(),
            Err(error) => format!("not written: {error}"),
        }
    });
    Error::new(format!(
        "a difference in log {} ({}, settings: {}, {} bytes at a time, {} threads)\n\
         repeat it: cargo xtask differential --seed {} --log {}\n\
         the log: {whole}\n{what}\n\
         the smallest input that differs ({} bytes): {least}\n{}",
        log.number,
        log.format_name(),
        pair.setting(log),
        log.block,
        log.threads,
        search.seed,
        log.number,
        small.len(),
        small.escape_ascii(),
    ))
}
