//! What was compared, in numbers.

use std::{collections::BTreeMap, fmt, time::Duration};

/// What was compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) logs: u64,
    pub(super) records: u64,
    pub(super) bytes: u64,
    /// What else a part counts, by name.
    pub(super) counts: BTreeMap<&'static str, u64>,
    /// What the cores spent on it, together.
    pub(super) time: Duration,
}

impl Tally {
    /// Of a log of so many records.
    pub(super) fn of_log(records: u64, bytes: usize) -> Self {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        Self { logs: 1, records, bytes, ..Self::default() }
    }

    /// Counts more of something.
    pub(super) fn count(&mut self, what: &'static str, more: u64) {
        let sum = self.counts.entry(what).or_default();
        *sum = sum.saturating_add(more);
    }

    /// How much of something was counted.
    #[cfg(test)]
    pub(super) fn counted(&self, what: &str) -> u64 {
        self.counts.get(what).copied().unwrap_or(0)
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.logs = self.logs.saturating_add(other.logs);
        self.records = self.records.saturating_add(other.records);
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.time = self.time.saturating_add(other.time);
        for (what, more) in &other.counts {
            self.count(what, *more);
        }
    }

    /// Records in a second on one core.
    pub(super) fn rate(&self) -> u64 {
        let micros = self.time.as_micros().max(1);
        let rate = u128::from(self.records).saturating_mul(1_000_000).checked_div(micros);
        rate.and_then(|rate| u64::try_from(rate).ok()).unwrap_or(0)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { logs, records, bytes, counts, time } = self;
        write!(f, "{records} records in {logs} logs, {bytes} bytes")?;
        for (what, count) in counts.iter().filter(|(_, count)| **count > 0) {
            write!(f, "; {count} {what}")?;
        }
        write!(f, "; {} s, {} records/s a core", time.as_secs(), self.rate())
    }
}
