//! The search: logs by their numbers, on all cores.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Instant,
};

use super::{
    Search, folder,
    log::Log,
    part::{Compared, Comparison},
    shrink::shrink,
    tally::Tally,
};
use crate::error::{Error, Result};

/// Compares logs until there are records enough: a tally for each part.
pub(super) fn search(parts: &[Box<dyn Comparison>], search: &Search) -> Result<Vec<Tally>> {
    let (next, records) = (AtomicU64::new(0), AtomicU64::new(0));
    let is_over = AtomicBool::new(false);
    let results: Mutex<Vec<Result<Vec<Tally>>>> = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..search.cores {
            scope.spawn(|| {
                let result = worker(parts, search, &next, &records, &is_over);
                if result.is_err() {
                    is_over.store(true, Ordering::Relaxed);
                }
                results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
            });
        }
    });
    let mut sums = vec![Tally::default(); parts.len()];
    for result in results.into_inner().unwrap_or_else(PoisonError::into_inner) {
        for (sum, tally) in sums.iter_mut().zip(result?) {
            sum.add(&tally);
        }
    }
    Ok(sums)
}

fn worker(
    parts: &[Box<dyn Comparison>],
    search: &Search,
    next: &AtomicU64,
    records: &AtomicU64,
    is_over: &AtomicBool,
) -> Result<Vec<Tally>> {
    let mut tallies = vec![Tally::default(); parts.len()];
    while !is_over.load(Ordering::Relaxed) && records.load(Ordering::Relaxed) < search.records {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let number = match search.only {
            Some(_) if number > 0 => break,
            Some(only) => only,
            None => number,
        };
        let log = Log::new(search.seed, number);
        for (part, tally) in parts.iter().zip(&mut tallies) {
            let started = Instant::now();
            tally.add(&compare(part.as_ref(), search, &log)?);
            tally.time = tally.time.saturating_add(started.elapsed());
        }
        let before = records.fetch_add(log.calls, Ordering::Relaxed);
        progress(search, before, before.saturating_add(log.calls));
    }
    Ok(tallies)
}

/// A way to look at a log.
type Way<'p> = dyn Fn(&Log) -> Result<Compared> + 'p;

/// Compares what one part says of a log.
fn compare(part: &dyn Comparison, search: &Search, log: &Log) -> Result<Tally> {
    let is_seldom = search.only.is_none() && !log.number.is_multiple_of(part.seldom().max(1));
    let mut sum = Tally::default();
    let often = |log: &Log| part.compare(log);
    let seldom = |log: &Log| part.compare_seldom(log);
    let ways: [&Way<'_>; 2] = [&often, &seldom];
    for way in ways.into_iter().take(if is_seldom { 1 } else { 2 }) {
        let tally = no_panic(way, log)?.map_err(|what| {
            let differs = |bytes: &[u8]| {
                let log = Log { bytes: bytes.to_vec(), ..log.clone() };
                no_panic(way, &log).is_ok_and(|compared| compared.is_err())
            };
            found(part, search, log, &what, &differs)
        })?;
        sum.add(&tally);
    }
    Ok(sum)
}

/// A panic is a difference too.
fn no_panic(way: &Way<'_>, log: &Log) -> Result<Compared> {
    panic::catch_unwind(AssertUnwindSafe(|| way(log))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(ToString::to_string);
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Ok(Err(format!("a panic: {}", text.unwrap_or_default())))
    })
}

/// Tells of each tenth of a long search.
fn progress(search: &Search, before: u64, behind: u64) {
    let tenth = |count: u64| count.saturating_mul(10).checked_div(search.records).unwrap_or(0);
    if search.records >= 1_000_000 && tenth(behind) > tenth(before) {
        println!("{behind} records");
    }
}

/// What to tell of a difference: the smallest input that shows it, and how to repeat it.
fn found(
    part: &dyn Comparison,
    search: &Search,
    log: &Log,
    what: &str,
    differs: &dyn Fn(&[u8]) -> bool,
) -> Error {
    let small = shrink(&log.bytes, search.tries, differs);
    let setting = part.setting(log);
    let part = part.part().name();
    let [whole, least] = [("log", &log.bytes), ("smallest", &small)].map(|(name, bytes)| {
        let path = folder().join(format!("{part}-{}-{}-{name}", search.seed, log.number));
        match std::fs::create_dir_all(folder()).and_then(|()| std::fs::write(&path, bytes)) {
            Ok(()) => path.display().to_string(),
            Err(error) => format!("not written: {error}"),
        }
    });
    Error::new(format!(
        "{part}: a difference in log {} ({}, settings: {setting}, {} bytes at a time, {} threads)\n\
         repeat it: cargo xtask differential --part {part} --seed {} --log {}\n\
         the log: {whole}\n{what}\n\
         the smallest input that differs ({} bytes): {least}\n{}",
        log.number,
        log.format_name(),
        log.block,
        log.threads,
        search.seed,
        log.number,
        small.len(),
        small.escape_ascii(),
    ))
}
