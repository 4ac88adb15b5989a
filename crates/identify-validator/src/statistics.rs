//! What was found, rule by rule.

use std::{borrow::Cow, collections::BTreeMap};

use crate::report::{Finding, Statistic};

/// Counts findings by their rule. Memory is bounded by the number of rules.
///
/// ```
/// use identify_validator::{Level, Statistics, validate};
///
/// let mut statistics = Statistics::new();
/// for finding in &validate(br#"{"user_id": "u1", "traits": {}}"#).findings {
///     statistics.count(finding);
/// }
/// let rules = statistics.rules();
/// assert_eq!((&*rules[0].rule, rules[0].count, rules[0].fixable), ("deprecated-alias", 1, 1));
/// assert_eq!((&*rules[1].rule, rules[1].level), ("missing-member", Level::Error));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    rules: BTreeMap<Cow<'static, str>, Counted>,
    /// Which file it is, counted from 0.
    file: u64,
}

#[derive(Debug, Clone)]
struct Counted {
    statistic: Statistic,
    /// The last file that was counted.
    file: Option<u64>,
}

impl Statistics {
    /// Nothing counted so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a finding of the present file.
    pub fn count(&mut self, finding: &Finding) {
        if !self.rules.contains_key(&finding.rule) {
            let rule = finding.rule.clone();
            let statistic =
                Statistic { rule, level: finding.level, count: 0, files: 0, fixable: 0 };
            self.rules.insert(finding.rule.clone(), Counted { statistic, file: None });
        }
        let Some(Counted { statistic, file }) = self.rules.get_mut(&finding.rule) else { return };
        let is_new_file = file.replace(self.file) != Some(self.file);
        statistic.level = statistic.level.max(finding.level);
        statistic.count = statistic.count.saturating_add(1);
        statistic.files = statistic.files.saturating_add(u64::from(is_new_file));
        statistic.fixable = statistic.fixable.saturating_add(u64::from(finding.fix.is_some()));
    }

    /// Says that the findings of the present file are over.
    pub fn end_file(&mut self) {
        self.file = self.file.saturating_add(1);
    }

    /// What was counted, the most frequent rule first.
    pub fn rules(&self) -> Vec<Statistic> {
        let counted = self.rules.values().map(|counted| counted.statistic.clone());
        let mut rules: Vec<Statistic> = counted.collect();
        // Stable: of two as frequent ones, the one that comes first in the alphabet.
        rules.sort_by_key(|statistic| std::cmp::Reverse(statistic.count));
        rules
    }
}
