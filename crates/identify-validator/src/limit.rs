//! Which findings are listed: not the same one ten thousand times.

use std::{borrow::Cow, collections::BTreeMap};

use crate::report::{Finding, Hidden};

/// Bounds how many findings of one rule, and how many of one call, are listed. Those above the
/// bound are counted, and the place of the first of each rule is kept: memory is bounded by the
/// number of rules.
///
/// ```
/// use identify_validator::{Limit, validate};
///
/// let report = validate(b"{}");
/// let mut limit = Limit::new(2);
/// let listed: Vec<bool> = report.findings.iter().map(|finding| limit.lists(finding)).collect();
/// assert_eq!(listed, [true, true, false]);
///
/// let hidden = limit.hidden();
/// assert_eq!((&*hidden[0].rule, hidden[0].count), ("missing-member", 1));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Limit {
    /// Nothing for no bound.
    most: Option<u64>,
    rules: BTreeMap<Cow<'static, str>, Listed>,
    /// Findings of the present call that are listed.
    of_call: u64,
}

/// What is listed of a rule, and what is not.
#[derive(Debug, Clone, Default)]
struct Listed {
    count: u64,
    hidden: Option<Hidden>,
}

impl Limit {
    /// Lists at most so many of a rule, and so many of a call.
    pub fn new(most: u64) -> Self {
        Self { most: Some(most), ..Self::default() }
    }

    /// Lists all of them.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether this finding, the next in the order of the input, is listed.
    pub fn lists(&mut self, finding: &Finding) -> bool {
        let Some(most) = self.most else { return true };
        if !self.rules.contains_key(&finding.rule) {
            self.rules.insert(finding.rule.clone(), Listed::default());
        }
        let Some(listed) = self.rules.get_mut(&finding.rule) else { return true };
        if listed.count < most && self.of_call < most {
            listed.count = listed.count.saturating_add(1);
            self.of_call = self.of_call.saturating_add(1);
            return true;
        }
        let hidden = listed.hidden.get_or_insert_with(|| Hidden {
            rule: finding.rule.clone(),
            count: 0,
            path: finding.path.clone(),
            first: finding.span.start,
        });
        hidden.count = hidden.count.saturating_add(1);
        false
    }

    /// Says that the findings of the present call are over.
    pub fn end_call(&mut self) {
        self.of_call = 0;
    }

    /// What is not listed, the most frequent first.
    pub fn hidden(&self) -> Vec<Hidden> {
        let mut hidden: Vec<Hidden> =
            self.rules.values().filter_map(|listed| listed.hidden.clone()).collect();
        // Stable: of two as frequent ones, the one whose rule comes first in the alphabet.
        hidden.sort_by_key(|hidden| std::cmp::Reverse(hidden.count));
        hidden
    }
}
