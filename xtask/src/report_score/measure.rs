//! What is measured of a report, and what counts.
//!
//! - **One finding**: there is exactly one, and it is of the rule that the kind names.
//! - **On the place**: it is that one, its span lies within the planted place, ends included, and
//!   is no longer than what was planted. Where something was taken away, the place is the gap, and
//!   the span may touch it and be as long as what was taken, but at least one character. Where a
//!   member is missing, the place is the opening brace of the object that lacks it; where all of
//!   an input is wrong, it is all of the input.
//! - **Fix**: a finding offers a correction. **Choice**: it offers several for a person to choose
//!   from.
//! - **Mends**: when the fixes, or one of the choices, are applied, nothing is found any more, and
//!   the call is as JSON what it was before the fault was planted, wherever the fault left enough
//!   of it to know.

use identify_json::Arena;
use identify_validator::{Finding, Fix, Group, Level, Safety, Validator, apply_fixes, rules};

use serde_json::json;

use super::{
    ROUNDS, SEED,
    call::Call,
    kind::{Kind, Mender},
    planted::Planted,
    samples::{Sample, samples},
    seed::Seed,
};
use crate::error::{Error, Result};

/// What time it is, for rules that ask.
const NOW: &str = "2026-01-01T00:00:00Z";

/// How the validator is set for a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// Whether notes are asked for.
    notes: bool,
    across_records: bool,
    max_record_bytes: Option<u64>,
}

impl Settings {
    /// Finds all that can be found.
    #[cfg(test)]
    pub(super) fn strictest() -> Self {
        Self { notes: true, across_records: true, max_record_bytes: None }
    }

    /// Those at which a kind's rule finds something.
    pub(super) fn of(kind: &Kind, limit: Option<u64>) -> Self {
        let rule = rules().iter().find(|rule| rule.id == kind.rule);
        Self {
            notes: rule.is_some_and(|rule| rule.level == Level::Note),
            across_records: rule.is_some_and(|rule| rule.group == Group::Records),
            max_record_bytes: limit,
        }
    }

    /// The validator with these settings.
    ///
    /// # Errors
    /// If the validator cannot be set so.
    pub(super) fn validator(self) -> Result<Validator> {
        let now = NOW.parse().map_err(|_| Error::new("the time of the score is no time"))?;
        let mut builder = Validator::builder().now(now).across_records(self.across_records);
        if self.notes {
            builder = builder.level(Level::Note);
        }
        if let Some(bytes) = self.max_record_bytes {
            builder = builder.max_record_bytes(bytes);
        }
        builder.build().map_err(|error| Error::new(error.to_string()))
    }
}

/// What was counted of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// Faults that were planted.
    pub(super) tried: usize,
    /// Those with exactly one finding.
    pub(super) one: usize,
    /// Those whose one finding is on the place.
    pub(super) placed: usize,
    /// Those with a fix.
    pub(super) fixes: usize,
    /// Those with a choice of corrections.
    pub(super) choices: usize,
    /// Those that a fix or one of the choices mends.
    pub(super) mended: usize,
}

impl Score {
    pub(super) fn add(&mut self, other: Self) {
        for (total, more) in [
            (&mut self.tried, other.tried),
            (&mut self.one, other.one),
            (&mut self.placed, other.placed),
            (&mut self.fixes, other.fixes),
            (&mut self.choices, other.choices),
            (&mut self.mended, other.mended),
        ] {
            *total = total.saturating_add(more);
        }
    }

    /// Those with a fix or a choice.
    pub(super) fn corrections(&self) -> usize {
        self.fixes.saturating_add(self.choices)
    }
}

/// A planted fault, and what was said of it.
#[derive(Debug)]
pub(super) struct Case {
    /// The call that it was planted in.
    pub(super) sample: String,
    pub(super) planted: Planted,
    pub(super) findings: Vec<Finding>,
    pub(super) is_one: bool,
    pub(super) is_placed: bool,
    pub(super) correction: Correction,
}

/// What correction is offered for a planted fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Correction {
    None,
    Fix(Mended),
    Choice(Mended),
}

/// What a correction makes of the input, and whether that is as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mended {
    pub(super) bytes: Vec<u8>,
    pub(super) is_right: bool,
}

impl Case {
    fn new(kind: &Kind, sample: &Sample, planted: Planted) -> Result<Self> {
        let validator = Settings::of(kind, planted.limit).validator()?;
        let findings = validator.validate_as(&planted.input, planted.format).findings;
        let one = match findings.as_slice() {
            [one] if one.rule == kind.rule => Some(one),
            _ => None,
        };
        let is_placed = one.is_some_and(|finding| is_placed(finding, &planted));
        let correction = correction(&validator, &planted, &findings);
        let (sample, is_one) = (sample.name.clone(), one.is_some());
        Ok(Self { sample, planted, findings, is_one, is_placed, correction })
    }

    fn score(&self) -> Score {
        let (fixes, choices, mended) = match &self.correction {
            Correction::None => (0, 0, 0),
            Correction::Fix(mended) => (1, 0, usize::from(mended.is_right)),
            Correction::Choice(mended) => (0, 1, usize::from(mended.is_right)),
        };
        let (one, placed) = (usize::from(self.is_one), usize::from(self.is_placed));
        Score { tried: 1, one, placed, fixes, choices, mended }
    }

    /// Whether nothing could be better.
    pub(super) fn is_perfect(&self, kind: &Kind) -> bool {
        let is_mended = match &self.correction {
            Correction::None => kind.mender == Mender::Person,
            Correction::Fix(mended) | Correction::Choice(mended) => mended.is_right,
        };
        self.is_one && self.is_placed && is_mended
    }
}

/// Whether a finding points at what was planted.
pub(super) fn is_placed(finding: &Finding, planted: &Planted) -> bool {
    let offset = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
    let (start, end) = (offset(finding.span.start.byte), offset(finding.span.end.byte));
    let (place, width) = (&planted.place, end.saturating_sub(start));
    if let Some(gap) = planted.gap {
        let first = planted.input.get(start..).unwrap_or_default();
        let rest = first.iter().skip(1).take_while(|byte| **byte & 0xC0 == 0x80).count();
        let character = rest.saturating_add(1);
        return start <= place.end && end >= place.start && width <= gap.max(character);
    }
    start >= place.start && end <= place.end
}

fn correction(validator: &Validator, planted: &Planted, findings: &[Finding]) -> Correction {
    let apply = |findings: &[Finding]| {
        let bytes = apply_fixes(&planted.input, findings, Safety::Unsafe).bytes;
        let is_right = planted.means(&bytes)
            && validator.validate_as(&bytes, planted.format).findings.is_empty();
        Mended { bytes, is_right }
    };
    if findings.iter().any(|finding| finding.fix.is_some()) {
        return Correction::Fix(apply(findings));
    }
    let mut last = None;
    for finding in findings {
        for choice in &finding.suggestions {
            let mut chosen = finding.clone();
            // As a fix it can be applied.
            let fix = json!({ "safety": Safety::Unsafe, "edits": choice.edits });
            chosen.fix = serde_json::from_value::<Fix>(fix).ok();
            let mended = apply(&[chosen]);
            if mended.is_right {
                return Correction::Choice(mended);
            }
            last = Some(mended);
        }
    }
    last.map_or(Correction::None, Correction::Choice)
}

/// The kinds of faults planted in the samples.
pub(super) struct Bench {
    samples: Vec<Sample>,
}

impl Bench {
    pub(super) fn new() -> Self {
        Self { samples: samples() }
    }

    /// Plants a kind wherever there is a place for it.
    pub(super) fn cases(&self, kind: &Kind) -> Result<Vec<Case>> {
        let mut cases = Vec::new();
        for (number, sample) in self.samples() {
            let mut seen: Vec<Vec<u8>> = Vec::new();
            for round in 0..ROUNDS {
                let Some(planted) = plant(kind, sample, number, round) else { continue };
                // Twice the same says nothing more.
                if !seen.contains(&planted.input) {
                    seen.push(planted.input.clone());
                    cases.push(Case::new(kind, sample, planted)?);
                }
            }
        }
        Ok(cases)
    }

    /// The calls in which faults are planted, each with its number.
    pub(super) fn samples(&self) -> impl Iterator<Item = (u64, &Sample)> {
        (0_u64..).zip(&self.samples)
    }

    /// A kind planted in the first compact call that has a place for it, or in any.
    pub(super) fn example(&self, kind: &Kind) -> Option<Planted> {
        let (compact, others): (Vec<_>, Vec<_>) =
            self.samples().partition(|(_, sample)| !sample.text.contains('\n'));
        let all = compact.into_iter().chain(others);
        all.into_iter().find_map(|(number, sample)| plant(kind, sample, number, 0))
    }

    pub(super) fn score(&self, kind: &Kind) -> Result<Score> {
        let mut score = Score::default();
        for case in self.cases(kind)? {
            score.add(case.score());
        }
        Ok(score)
    }
}

/// Plants a kind in a sample, if there is a place for it.
pub(super) fn plant(kind: &Kind, sample: &Sample, number: u64, round: u32) -> Option<Planted> {
    let mut arena = Arena::new();
    let tree = arena.parse(sample.text.as_bytes());
    let call = Call::new(&sample.text, tree.root()?);
    (kind.plant)(&call, &mut Seed::new(SEED.wrapping_add(number), kind.name, round))
}
