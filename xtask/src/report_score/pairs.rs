//! Two independent faults in one call: each must be found as if the other were not there.

use std::fmt::Write;

use identify_validator::Finding;

use super::{
    SEED, cell,
    kind::Kind,
    measure::{Bench, Settings, is_placed, plant},
    planted::{Edit, Planted},
    samples::Sample,
    seed::Seed,
    totals::Share,
};
use crate::error::Result;

/// How many others each kind is planted together with.
const PARTNERS: u32 = 3;

/// What was measured of pairs.
#[derive(Debug)]
pub(super) struct Pairs {
    /// Pairs with exactly the two findings, each on its place.
    pub(super) share: Share,
    /// The others, for the people who mend the validator.
    pub(super) failures: Vec<String>,
}

/// A fault that can stand beside another.
struct Fault<'k> {
    kind: &'k Kind,
    planted: Planted,
}

/// Plants pairs of these kinds.
pub(super) fn measure(bench: &Bench, kinds: &[&Kind]) -> Result<Pairs> {
    let mut pairs = Pairs { share: Share { count: 0, of: 0 }, failures: Vec::new() };
    for (number, sample) in bench.samples() {
        let faults = faults(kinds, sample, number)?;
        for fault in &faults {
            let mut seed = Seed::new(SEED.wrapping_add(number), fault.kind.name, u32::MAX);
            for _ in 0..PARTNERS {
                let last = u32::try_from(faults.len()).unwrap_or(u32::MAX).saturating_sub(1);
                let other = faults.get(seed.number(0, last) as usize);
                let Some(other) = other.filter(|other| are_apart(fault, other)) else { continue };
                pairs.add(sample, fault, other)?;
            }
        }
    }
    Ok(pairs)
}

/// The kinds as they are planted in a call: those that are one edit of it, get one finding by
/// themselves, and do not keep the rest of the call from being read.
fn faults<'k>(kinds: &[&'k Kind], sample: &Sample, number: u64) -> Result<Vec<Fault<'k>>> {
    let mut faults = Vec::new();
    for &kind in kinds {
        let Some(planted) = plant(kind, sample, number, 0) else { continue };
        // Of a call that is cut off nobody knows what else is wrong with it, and of a member that is
        // there twice nobody knows which of the two counts.
        let reaches_end =
            planted.edit.as_ref().is_none_or(|edit| edit.range.end >= sample.text.len());
        let is_of_two = ["duplicate-member", "conflicting-alias"].contains(&kind.rule);
        if reaches_end || is_of_two || Settings::of(kind, planted.limit) != Settings::default() {
            continue;
        }
        let validator = Settings::default().validator()?;
        let findings = validator.validate(&planted.input).findings;
        if let [finding] = findings.as_slice()
            && finding.rule == kind.rule
            && is_placed(finding, &planted)
            && !finding.help.as_ref().is_some_and(|help| help.contains("not checked"))
        {
            faults.push(Fault { kind, planted });
        }
    }
    Ok(faults)
}

/// Whether two faults have nothing to do with each other: there is a value between them, and they
/// are not of one member.
fn are_apart(one: &Fault<'_>, other: &Fault<'_>) -> bool {
    const BETWEEN: usize = 8;
    let (Some(a), Some(b)) = (&one.planted.edit, &other.planted.edit) else { return false };
    let is_before = |a: usize, b: usize| a.saturating_add(BETWEEN) <= b;
    is_before(a.range.end, b.range.start) || is_before(b.range.end, a.range.start)
}

impl Pairs {
    fn add(&mut self, sample: &Sample, one: &Fault<'_>, other: &Fault<'_>) -> Result {
        let Some((first, second, input)) = both(sample, one, other) else { return Ok(()) };
        let validator = Settings::default().validator()?;
        let findings = validator.validate(&input).findings;
        self.share.of = self.share.of.saturating_add(1);
        let is = |finding: &Finding, fault: &Fault<'_>| {
            finding.rule == fault.kind.rule && is_placed(finding, &fault.planted)
        };
        let is_right = match findings.as_slice() {
            [a, b] => (is(a, &first) && is(b, &second)) || (is(a, &second) && is(b, &first)),
            // Faults of one cause are one finding, which points at the others as well.
            [all] if first.kind.rule == second.kind.rule => {
                let is_told = |fault: &Fault<'_>| {
                    let place = &fault.planted.place;
                    let related = all.related.iter().map(|related| &related.span);
                    related.chain([&all.span]).any(|span| {
                        let at = usize::try_from(span.start.byte).unwrap_or(usize::MAX);
                        place.start <= at && at <= place.end
                    })
                };
                is_told(&first) && is_told(&second)
            }
            _ => false,
        };
        if is_right {
            self.share.count = self.share.count.saturating_add(1);
            return Ok(());
        }
        let mut text = format!(
            "=== {} and {} in {}\n{}\n",
            first.kind.name,
            second.kind.name,
            sample.name,
            cell::visible_bytes(&input),
        );
        for finding in &findings {
            let (start, end) = (finding.span.start.byte, finding.span.end.byte);
            // Writing to a string never fails.
            let _ = writeln!(text, "{start}..{end}: [{}] {}", finding.rule, finding.message);
        }
        self.failures.push(text);
        Ok(())
    }
}

/// Both faults in one call, the one that stands first first, each at its place in it.
fn both<'k>(
    sample: &Sample,
    one: &Fault<'k>,
    other: &Fault<'k>,
) -> Option<(Fault<'k>, Fault<'k>, Vec<u8>)> {
    let start = |fault: &Fault<'_>| fault.planted.edit.as_ref().map(|edit| edit.range.start);
    let (first, second) = if start(one)? <= start(other)? { (one, other) } else { (other, one) };
    let (a, b) = (first.planted.edit.as_ref()?, second.planted.edit.as_ref()?);
    let source = sample.text.as_bytes();
    let parts = [
        source.get(..a.range.start)?,
        &a.bytes,
        source.get(a.range.end..b.range.start)?,
        &b.bytes,
        source.get(b.range.end..)?,
    ];
    let input = parts.concat();
    // A place behind the other fault's edit moves with what that makes of the length.
    let moved = |fault: &Fault<'k>, by: &Edit| {
        let shift = |at: usize| {
            if at < by.range.end {
                at
            } else {
                at.saturating_add(by.bytes.len()).saturating_sub(by.range.len())
            }
        };
        let mut planted = fault.planted.clone();
        planted.place = shift(planted.place.start)..shift(planted.place.end);
        planted.input.clone_from(&input);
        Fault { kind: fault.kind, planted }
    };
    // The second's edit is told in offsets of the call, behind those of the first.
    let ahead = Edit {
        range: {
            let shift = |at: usize| at.saturating_add(a.bytes.len()).saturating_sub(a.range.len());
            shift(b.range.start)..shift(b.range.end)
        },
        bytes: b.bytes.clone(),
    };
    Some((moved(first, &ahead), moved(second, a), input))
}

#[cfg(test)]
mod tests {
    use super::measure;
    use crate::report_score::{kinds::kinds, measure::Bench};

    /// Share of pairs that no change may fall below, in tenths of a percent. Raise it when the
    /// reports have become better. A little below the figure, since a new kind makes other pairs.
    const FLOOR: usize = 995;

    #[test]
    fn two_faults_are_two_findings() {
        let pairs = measure(&Bench::new(), &kinds().collect::<Vec<_>>()).unwrap();
        assert!(pairs.share.of > 1000, "{:?}", pairs.share);
        let is = pairs.share.per_mille();
        let hint = "see cargo xtask report-score --pairs";
        assert!(is >= FLOOR, "{is} per mille, was {FLOOR}; {hint}");
    }
}
