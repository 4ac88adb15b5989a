//! The two ways that must come to one answer.

use identify_validator::Validator;

use super::{
    command::Command,
    difference,
    log::Log,
    outcome::Outcome,
    settings::{SETTINGS, Setting},
};
use crate::error::{Error, Result};

/// The two ways, under each of the settings.
pub(super) struct Pair {
    ways: Vec<Ways>,
    command: Command,
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

impl Pair {
    /// With the screen, and without.
    pub(super) fn screen() -> Result<Self> {
        let ways = SETTINGS.iter().map(|setting| {
            let build = |screen: bool| {
                let builder = (setting.apply)(Validator::builder())?.screen(screen);
                builder.build().map_err(|error| Error::new(format!("{}: {error}", setting.name)))
            };
            let other = build(false)?;
            // With one now for both, where the settings do not say when it is.
            let one = other.to_builder().screen(true).build();
            let one = one.map_err(|error| Error::new(format!("{}: {error}", setting.name)))?;
            Ok(Ways { setting, one, other })
        });
        Ok(Self { ways: ways.collect::<Result<_>>()?, command: Command::new()?, spoil: None })
    }

    fn ways(&self, log: &Log) -> Option<&Ways> {
        let count = u64::try_from(self.ways.len()).unwrap_or(1);
        let index = log.number.checked_rem(count).and_then(|index| usize::try_from(index).ok())?;
        self.ways.get(index)
    }

    /// The settings under which a log is looked at.
    pub(super) fn setting(&self, log: &Log) -> &'static str {
        self.ways(log).map_or("", |ways| ways.setting.name)
    }

    /// What the library says of a log, or in what its two answers differ.
    pub(super) fn compare(&self, log: &Log) -> Result<std::result::Result<Outcome, String>> {
        let ways = self.ways(log).ok_or_else(|| Error::new("there are no settings"))?;
        let (mut one, other) = (Outcome::of(&ways.one, log)?, Outcome::of(&ways.other, log)?);
        if let Some(spoil) = self.spoil {
            spoil(&mut one, log);
        }
        Ok(if one == other { Ok(one) } else { Err(difference::text(&one, &other)) })
    }

    /// How many runs of the command agree on a log, or in what two of them differ.
    pub(super) fn compare_command(&self, log: &Log) -> Result<std::result::Result<u64, String>> {
        let ways = self.ways(log).ok_or_else(|| Error::new("there are no settings"))?;
        self.command.compare(log, ways.setting)
    }
}

#[cfg(test)]
impl Pair {
    /// A pair of which the first way makes a mistake.
    pub(super) fn mistaken(spoil: Spoil) -> Result<Self> {
        Ok(Self { spoil: Some(spoil), ..Self::screen()? })
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
