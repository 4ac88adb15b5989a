//! The fast lane against the inspect lane: two ways that must come to one answer.

use fixtures::settings::{self, SETTINGS, Setting};
use identify_validator::Validator;

use super::{
    command::Command,
    difference,
    log::Log,
    outcome::Outcome,
    part::{Compared, Comparison, Part},
    tally::Tally,
};
use crate::error::{Error, Result};

/// The two ways, under each of the settings.
pub(super) struct Screen {
    ways: Vec<Ways>,
    command: Command,
    command_every: u64,
    /// What a test does to the answers of the first way, to see whether it is noticed.
    spoil: Option<Spoil>,
}

struct Ways {
    setting: &'static Setting,
    one: Validator,
    other: Validator,
}

/// Makes an answer wrong.
pub(super) type Spoil = fn(&mut Outcome, &Log);

impl Screen {
    /// With the screen, and without; one log in so many goes through the command as well.
    pub(super) fn new(command_every: u64) -> Result<Self> {
        let ways = SETTINGS.iter().zip(settings::validators().map_err(Error::new)?).map(
            |(setting, one)| {
                // With one now for both, where the settings do not say when it is.
                let other = one.to_builder().screen(false).build();
                let other =
                    other.map_err(|error| Error::new(format!("{}: {error}", setting.name)))?;
                Ok(Ways { setting, one, other })
            },
        );
        let ways = ways.collect::<Result<_>>()?;
        Ok(Self { ways, command: Command::new()?, command_every, spoil: None })
    }

    /// The settings take turns.
    fn ways(&self, turn: u64) -> Result<&Ways> {
        let count = u64::try_from(self.ways.len()).unwrap_or(1);
        let index = turn.checked_rem(count).and_then(|index| usize::try_from(index).ok());
        index.and_then(|it| self.ways.get(it)).ok_or_else(|| Error::new("there are no settings"))
    }

    /// Those of the command, of which few logs have a turn.
    fn ways_of_command(&self, log: &Log) -> Result<&Ways> {
        self.ways(log.number.checked_div(self.command_every).unwrap_or(0))
    }
}

impl Comparison for Screen {
    fn part(&self) -> Part {
        Part::Screen
    }

    fn setting(&self, log: &Log) -> &'static str {
        self.ways(log.number).map_or("", |ways| ways.setting.name)
    }

    /// What the library says of a log, both ways.
    fn compare(&self, log: &Log) -> Result<Compared> {
        let ways = self.ways(log.number)?;
        let (mut one, other) = (Outcome::of(&ways.one, log)?, Outcome::of(&ways.other, log)?);
        if let Some(spoil) = self.spoil {
            spoil(&mut one, log);
        }
        if one != other {
            return Ok(Err(difference::text(&one, &other)));
        }
        let mut tally = Tally::of_log(one.summary.records, log.bytes.len());
        tally.count("valid", one.summary.valid);
        tally.count("invalid", one.summary.invalid);
        tally.count("findings", one.findings.len() as u64);
        tally.count("proven clean", one.clean.0);
        Ok(Ok(tally))
    }

    /// What the command says of a log, in every format.
    fn compare_seldom(&self, log: &Log) -> Result<Compared> {
        let setting = self.ways_of_command(log)?.setting;
        let runs = self.command.compare(log, setting)?;
        let runs =
            runs.map_err(|what| format!("settings of the command: {}\n{what}", setting.name));
        Ok(runs.map(|runs| {
            let mut tally = Tally::default();
            tally.count("runs of the command", runs);
            tally
        }))
    }

    fn seldom(&self) -> u64 {
        self.command_every
    }
}

#[cfg(test)]
impl Screen {
    /// The settings of the command, for a log.
    pub(super) fn setting_of_command(&self, log: &Log) -> Result<&'static str> {
        Ok(self.ways_of_command(log)?.setting.name)
    }

    /// A screen that makes a mistake.
    pub(super) fn mistaken(spoil: Spoil) -> Result<Self> {
        Ok(Self { spoil: Some(spoil), ..Self::new(10)? })
    }

    /// Mistakes that a screen could make.
    pub(super) const MISTAKES: &[(&str, Spoil)] = &[
        ("says clean of what has a warning", |outcome, _| {
            let kept = |(finding, _): &(identify_validator::Finding, _)| {
                finding.rule != "invisible-character"
            };
            outcome.findings.retain(kept);
        }),
        ("counts a blank line as a call", |outcome, log| {
            if log.bytes.windows(2).any(|pair| pair == b"\n\n") {
                outcome.summary.records = outcome.summary.records.saturating_add(1);
            }
        }),
        ("loses lines behind clean ones", |outcome, _| {
            if let Some((finding, _)) = outcome.findings.iter_mut().find(|it| it.0.record > 3) {
                finding.span.start.line = finding.span.start.line.saturating_sub(1);
            }
        }),
        ("reports in another order", |outcome, _| outcome.findings.reverse()),
    ];
}
