//! What the rules say of a call, and of the same call with a fix.

use std::collections::HashMap;

use identify_json::{Arena, Node, Record};

use super::{Budget, Found};
use crate::{
    call::Call,
    draft::DraftEdit,
    edits,
    names::canonical_pointer,
    rule::{Group, Offences},
    rules::RULES,
};

/// How often each rule says something of each value. Values go by the names that the contract has
/// for them, so that a fix of a name changes nothing here.
#[derive(Debug, Default)]
pub(crate) struct Said(HashMap<(&'static str, String), usize>);

impl<'a> Call<'a> {
    /// Whether rules say something of the call with these edits made that they do not say of it as
    /// it is: alone, or together with the fixes that other names in it will get. True as well if
    /// that would take too long to find out.
    pub(super) fn reveals(&self, edits: &[DraftEdit]) -> bool {
        let Some(root) = self.object() else { return true };
        if !self.trials.spend(root.raw().len(), self.mismatches.len()) {
            return true;
        }
        let found = match self.tried.borrow().as_ref() {
            Some(tried) if tried.edits == edits => tried.found,
            _ => Found::Other,
        };
        if found == Found::Clean {
            return false;
        }
        let Some(bytes) = edits::apply(root.raw(), root.span().start, edits) else { return true };
        // A trial looks at other names as well, and has not seen the edited call alone.
        if found == Found::Other && self.is_proven(&bytes) {
            return false;
        }
        let before = self.said.get_or_init(|| self.trials.suspended(|| self.said_of(root)));
        let mut arena = Arena::new();
        let tree = arena.parse(&bytes);
        let Some(edited) = tree.root() else { return true };
        let mut record: Record<'_> = self.record;
        record.bytes = &bytes;
        let mut call = Call::new(Some(edited), record, self.format, tree.faults(), self.file);
        call.plan = self.plan;
        call.placeholders = self.placeholders;
        call.now = self.now;
        call.levels = self.levels;
        // No trials within trials.
        call.trials = Budget::none();
        match found {
            Found::Clean | Found::Accepted => call.judge_by(Vec::new()),
            Found::Other => call.judge(),
        }
        call.said_of(edited).has_more_than(before)
    }

    /// What the rules say of this call, where nothing may be tried.
    fn said_of(&self, root: Node<'a>) -> Said {
        let (mut drafts, mut notes) = (Vec::new(), Vec::new());
        for (rule, level) in RULES.iter().zip(self.levels) {
            let is_tried = matches!(rule.group, Group::Identity | Group::Names | Group::Traits);
            if let Some(level) = level.filter(|_| is_tried) {
                let (drafts, notes) = (&mut drafts, &mut notes);
                (rule.check)(self, &mut Offences { rule, level, drafts, notes });
            }
        }
        let mut said = Said::default();
        for draft in drafts {
            let node = root.tree().at(draft.span.start);
            let pointer = node.map(|node| canonical_pointer(node, root)).unwrap_or_default();
            let count = said.0.entry((draft.rule, pointer)).or_default();
            *count = count.saturating_add(1);
        }
        said
    }
}

impl Said {
    fn has_more_than(&self, other: &Self) -> bool {
        self.0.iter().any(|(key, count)| other.0.get(key).is_none_or(|before| count > before))
    }
}
