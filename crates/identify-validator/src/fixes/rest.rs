//! What is said of a record, and what remains of that behind its fixes.

use std::{collections::BTreeMap, ops::ControlFlow};

use crate::{
    call::FileState,
    report::{Finding, Summary},
    rule::Group,
    rules::RULES,
    sink::{Sink, Source},
};

/// What remains to be said.
#[derive(Debug, Clone, Default)]
pub(super) struct Rest {
    pub(super) summary: Summary,
    /// How often each rule says something.
    pub(super) said: BTreeMap<&'static str, u64>,
    /// What is known of the file then: some things are said once in it.
    pub(super) file: FileState,
}

impl Rest {
    /// Of no record, in a file of which so much is known.
    pub(super) fn none(file: FileState) -> Self {
        Self { file, ..Self::default() }
    }

    /// What remains of the next record as well.
    pub(super) fn add(&mut self, other: &Self) {
        self.summary.add(&other.summary);
        self.file = other.file;
        for (rule, count) in &other.said {
            let sum = self.said.entry(rule).or_default();
            *sum = sum.saturating_add(*count);
        }
    }

    /// Whether a rule says more than it did before. Behind a fault of the syntax others could not
    /// be seen: where one was mended it is no harm that they come to light.
    pub(super) fn has_more_than(&self, before: &Self) -> bool {
        let is_more = |(rule, count): (&&'static str, &u64)| {
            before.said.get(*rule).is_none_or(|before| count > before)
        };
        self.of_syntax() >= before.of_syntax() && self.said.iter().any(is_more)
    }

    /// Faults of the syntax.
    fn of_syntax(&self) -> u64 {
        let is_syntax =
            |id: &str| RULES.iter().any(|rule| rule.id == id && rule.group == Group::Syntax);
        let counts = self.said.iter().filter(|(rule, _)| is_syntax(rule)).map(|(_, count)| *count);
        counts.fold(0, u64::saturating_add)
    }
}

/// Keeps findings with a fix, and counts all.
#[derive(Default)]
pub(super) struct Fixable {
    pub(super) fixable: Vec<Finding>,
    pub(super) said: BTreeMap<&'static str, u64>,
}

impl Sink for Fixable {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
        if let Some(rule) = RULES.iter().find(|rule| rule.id == finding.rule) {
            let count = self.said.entry(rule.id).or_default();
            *count = count.saturating_add(1);
        }
        if finding.fix.is_some() {
            self.fixable.push(finding);
        }
        ControlFlow::Continue(())
    }
}
