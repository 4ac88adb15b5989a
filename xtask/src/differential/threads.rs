//! One thread against several, and blocks of one size against those of others: the same findings,
//! verdicts and totals, in the same order. The part `screen` compares the bytes of the reports.

use fixtures::settings::{self, SETTINGS};
use identify_validator::Validator;

use super::{
    difference,
    log::Log,
    outcome::Outcome,
    part::{Compared, Comparison, Part},
    tally::Tally,
};
use crate::error::{Error, Result};

/// Threads and bytes of a block that are compared with one thread and one block.
const WAYS: &[(usize, usize)] = &[
    (1, 1),
    (2, 7),
    (8, 64),
    (2, 4_096),
    (1, 7),
    (8, 1),
    (1, 64),
    (2, 1),
    (8, 4_096),
    (2, 64),
    (1, 4_096),
    (8, 7),
    (2, 65_536),
    (8, 65_536),
];

/// How many of these are tried on a log.
const AT_A_TIME: usize = 2;

pub(super) struct Threads {
    validators: Vec<Validator>,
    /// What a test does to the answers of several threads, to see whether it is noticed.
    spoil: Option<Spoil>,
}

/// Makes an answer wrong.
pub(super) type Spoil = fn(&mut Outcome);

impl Threads {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { validators: settings::validators().map_err(Error::new)?, spoil: None })
    }

    /// Which settings a log is looked at under, and from where on in the list of ways.
    fn turn(&self, log: &Log) -> (usize, usize) {
        let number = usize::try_from(log.number).unwrap_or(0);
        let turn = |count: usize| number.checked_rem(count).unwrap_or(0);
        // The settings take turns more slowly, so that each meets every way.
        let slow = number.checked_div(WAYS.len()).unwrap_or(0);
        let setting = slow.checked_rem(self.validators.len()).unwrap_or(0);
        (setting, turn(WAYS.len()))
    }
}

impl Comparison for Threads {
    fn part(&self) -> Part {
        Part::Threads
    }

    fn setting(&self, log: &Log) -> &'static str {
        SETTINGS.get(self.turn(log).0).map_or("", |setting| setting.name)
    }

    fn compare(&self, log: &Log) -> Result<Compared> {
        let (setting, first) = self.turn(log);
        let validator = self.validators.get(setting);
        let validator = validator.ok_or_else(|| Error::new("there are no settings"))?;
        let block = log.bytes.len().max(1);
        let base = Outcome::of(validator, &Log { block, threads: 1, ..log.clone() })?;
        let mut tally = Tally::of_log(base.summary.records, log.bytes.len());
        for &(threads, block) in WAYS.iter().cycle().skip(first).take(AT_A_TIME) {
            let mut other = Outcome::of(validator, &Log { block, threads, ..log.clone() })?;
            if let Some(spoil) = self.spoil {
                spoil(&mut other);
            }
            if other != base {
                let how = difference::text(&base, &other);
                return Ok(Err(format!("{threads} threads, {block} bytes at a time:\n{how}")));
            }
            tally.count("runs with other threads and blocks", 1);
        }
        Ok(Ok(tally))
    }
}

#[cfg(test)]
impl Threads {
    /// Mistakes that several threads could make.
    pub(super) const MISTAKES: &[(&str, Spoil)] = &[
        ("two lines change places", |outcome| {
            if outcome.findings.len() > 5 {
                outcome.findings.swap(2, 5);
            }
        }),
        ("a line is lost where blocks meet", |outcome| {
            if outcome.summary.records > 40 {
                outcome.summary.records -= 1;
            }
        }),
    ];

    pub(super) fn mistaken(spoil: Spoil) -> Result<Self> {
        Ok(Self { spoil: Some(spoil), ..Self::new()? })
    }
}
