//! The figures of all kinds together, and what they may not fall below.

use super::{Row, kind::Mender, measure::Score};

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) count: usize,
    pub(super) of: usize,
}

impl Share {
    /// In tenths of a percent, rounded down: only all is 1000.
    pub(super) fn per_mille(self) -> usize {
        self.count.saturating_mul(1000).checked_div(self.of).unwrap_or(1000)
    }

    /// `98.7 %`
    pub(super) fn percent(self) -> String {
        let share = self.per_mille();
        format!("{}.{} %", share / 10, share % 10)
    }
}

/// The figures of all kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    /// Faults that got one finding, of the right rule.
    pub(super) one: Share,
    /// Faults of which the one finding is on the place.
    pub(super) placed: Share,
    /// Faults with a fix or a choice, of those for which one can exist.
    pub(super) corrected: Share,
    /// Corrections that mend the call.
    pub(super) mended: Share,
}

/// Shares that no change may fall below, in tenths of a percent.
#[cfg(test)]
const FLOOR: [usize; 4] = [1000, 1000, 1000, 1000];

impl Totals {
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut all = Score::default();
        let mut correctable = Score::default();
        for (kind, score) in rows {
            all.add(*score);
            if kind.mender != Mender::Person {
                correctable.add(*score);
            }
        }
        Self {
            one: Share { count: all.one, of: all.tried },
            placed: Share { count: all.placed, of: all.tried },
            corrected: Share { count: correctable.corrections(), of: correctable.tried },
            mended: Share { count: all.mended, of: all.corrections() },
        }
    }

    /// Each with what it is.
    pub(super) fn shares(self) -> impl Iterator<Item = (&'static str, Share)> {
        [
            ("Exactly one finding", self.one),
            ("On the place", self.placed),
            ("A fix or a choice, where one can exist", self.corrected),
            ("Corrections that mend the call", self.mended),
        ]
        .into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{FLOOR, Share, Totals};
    use crate::report_score::score;

    /// Raise [`FLOOR`] when the reports have become better; never lower it.
    #[test]
    fn no_total_falls_below_its_floor() {
        let totals = Totals::of(score().unwrap());
        for ((what, share), floor) in totals.shares().zip(FLOOR) {
            let (is, hint) = (share.per_mille(), "see cargo xtask report-score --verbose all");
            assert!(is >= floor, "{what}: {is} per mille, was {floor}; {hint}");
        }
    }

    #[test]
    fn only_all_is_all() {
        assert_eq!(Share { count: 9999, of: 10_000 }.percent(), "99.9 %");
        assert_eq!(Share { count: 3, of: 3 }.percent(), "100.0 %");
        assert_eq!(Share { count: 0, of: 0 }.per_mille(), 1000);
    }
}
