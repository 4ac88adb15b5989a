//! Fixes are tried out before they are offered: the call is read again with the edits made, and
//! what the schema says then is compared with what it said before.

mod said;

use std::{cell::Cell, collections::HashMap};

use identify_json::{Arena, Node, Record, Tree};

use crate::{
    call::Call,
    draft::DraftEdit,
    edits, identity,
    judge::{Mismatch, SchemaFault, settle},
    names::{canonical_pointer, near_misses},
    report::Safety,
};

pub(crate) use said::Said;

/// Bytes that may be read again to try out the fixes of one call.
const BYTES: usize = 1 << 20;

/// Faults that may be found again to try out the fixes of one call: each costs more than many
/// bytes do.
const FAULTS: usize = 1 << 12;

/// What trying out the fixes of one call may still cost. The bounds are the same on every machine,
/// so that the same call always gets the same fixes.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: Cell<usize>,
    faults: Cell<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: Cell::new(BYTES), faults: Cell::new(FAULTS) }
    }
}

impl Budget {
    /// Nothing may be tried.
    fn none() -> Self {
        Self { bytes: Cell::new(0), faults: Cell::new(0) }
    }

    /// Runs with nothing left, and goes on with what there was.
    fn suspended<T>(&self, run: impl FnOnce() -> T) -> T {
        let (bytes, faults) = (self.bytes.take(), self.faults.take());
        let result = run();
        self.bytes.set(bytes);
        self.faults.set(faults);
        result
    }

    /// Takes the cost of one trial off; false if it is too much.
    fn spend(&self, bytes: usize, faults: usize) -> bool {
        let left = |cell: &Cell<usize>, cost: usize| cell.get().checked_sub(cost);
        let (Some(bytes), Some(faults)) =
            (left(&self.bytes, bytes), left(&self.faults, faults.saturating_add(1)))
        else {
            return false;
        };
        self.bytes.set(bytes);
        self.faults.set(faults);
        true
    }
}

/// The last fix of a call that was tried out, since rules ask for the same one again.
#[derive(Debug)]
pub(crate) struct Tried {
    edits: Vec<DraftEdit>,
    trial: Trial,
    found: Found,
}

/// What is known of an edited call, besides what came of the trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Nothing is to be said of it.
    Clean,
    /// The schema says nothing against it.
    Accepted,
    /// No more than what came of the trial.
    Other,
}

/// What came of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trial {
    /// Nothing new is said against the call, and so many things less.
    Mends(usize),
    /// Something new is said against it.
    Adds,
    /// The call is too large, or has too many faults, for every fix to be tried.
    Untried,
}

impl<'a> Call<'a> {
    /// Whether a fix that keeps the meaning is safe: the schema must say nothing new against the
    /// fixed call, and less by as many faults as the fix `removes`, and no other rule that is asked
    /// may say anything new. A fix that brings other faults to light is for a person to look at, and
    /// so is one that was not tried.
    pub(crate) fn safety(&self, edits: &[DraftEdit], removes: usize) -> Safety {
        match self.trial(edits) {
            Trial::Mends(faults) if faults >= removes && !self.reveals(edits) => Safety::Safe,
            _ => Safety::Unsafe,
        }
    }

    /// Whether a guess would trade one fault for another, or lead nowhere.
    pub(crate) fn trades(&self, edits: &[DraftEdit]) -> bool {
        matches!(self.trial(edits), Trial::Adds | Trial::Mends(0))
    }

    /// Tries a fix out.
    pub(crate) fn trial(&self, edits: &[DraftEdit]) -> Trial {
        let Some(root) = self.object() else { return Trial::Untried };
        if !self.trials.spend(root.raw().len(), self.mismatches.len()) {
            return Trial::Untried;
        }
        if let Some(tried) = self.tried.borrow().as_ref().filter(|tried| tried.edits == edits) {
            return tried.trial;
        }
        let (trial, found) = self.outcome(root, edits);
        *self.tried.borrow_mut() = Some(Tried { edits: edits.to_vec(), trial, found });
        trial
    }

    /// Whether it is proven that nothing is to be said of an edited call.
    pub(crate) fn is_proven(&self, edited: &[u8]) -> bool {
        self.proof.is_some_and(|proof| proof.is_clean(edited))
    }

    /// What comes of a fix, and what else is known of the edited call.
    fn outcome(&self, root: Node<'a>, edits: &[DraftEdit]) -> (Trial, Found) {
        const REFUSED: (Trial, Found) = (Trial::Adds, Found::Other);
        // The value of a member under another name is looked at once it has the right one.
        let is_inside =
            !self.misnamed.is_empty() && edits.iter().all(|(span, _)| self.is_misnamed(span));
        let mut edits = edits.to_vec();
        if is_inside {
            edits.extend(self.renames());
        }
        let Some(bytes) = edits::apply(root.raw(), root.span().start, &edits) else {
            return REFUSED;
        };
        if self.is_proven(&bytes) {
            // With other names right than the call has, this is no verdict on what the edits make.
            let found = if is_inside { Found::Other } else { Found::Clean };
            return (self.compare(root, root, Vec::new(), is_inside), found);
        }
        let mut arena = Arena::new();
        let tree = arena.parse(&bytes);
        let Some(edited) = tree.root().filter(|_| tree.faults().len() <= self.faults.len()) else {
            return REFUSED;
        };
        let becomes_nobody = !identity::is_nobody(root, self.placeholders)
            && identity::is_nobody(edited, self.placeholders);
        if becomes_nobody {
            return REFUSED;
        }
        // A name that is gone was in the way of another, which was meant to be it.
        if near_misses(edited, &self.contract.shape).len() > self.near_misses().len() {
            return REFUSED;
        }
        let mut faults = self.contract.judge().faults(edited);
        faults.extend(self.plan.map(|plan| plan.faults(edited)).unwrap_or_default());
        let is_accepted = faults.is_empty() && !is_inside;
        let found = if is_accepted { Found::Accepted } else { Found::Other };
        (self.compare(root, edited, faults, is_inside), found)
    }

    /// Reads bytes in the place of the call, to see what a fix would make of it; nothing if too much
    /// was tried already.
    pub(crate) fn tried<T>(&self, bytes: &[u8], judge: impl FnOnce(&Tree<'_>) -> T) -> Option<T> {
        let mut arena = Arena::new();
        self.trials.spend(bytes.len(), 0).then(|| judge(&arena.parse(bytes)))
    }

    /// The same for bytes in the place of all of the record, which may be an array of calls.
    pub(crate) fn tried_record<T>(
        &self,
        bytes: &[u8],
        judge: impl FnOnce(&Tree<'_>) -> T,
    ) -> Option<T> {
        let mut arena = Arena::new();
        let mut record: Record<'_> = self.record;
        record.bytes = bytes;
        self.trials.spend(bytes.len(), 0).then(|| judge(&self.format.tree(&record, &mut arena)))
    }

    /// What the schema says of the edited call, which is in `faults`, against what it says of this
    /// one: with all names right if `is_renamed`.
    fn compare<'t>(
        &self,
        root: Node<'a>,
        edited: Node<'t>,
        faults: Vec<SchemaFault<'t>>,
        is_renamed: bool,
    ) -> Trial {
        let is_renamed_now = |fault: &SchemaFault<'a>| match &fault.mismatch {
            Mismatch::Missing(names) => self
                .misnamed
                .iter()
                .any(|near| near.object == fault.node && names.iter().any(|it| it == near.meant)),
            _ => false,
        };
        let is_put_right = |fault: &SchemaFault<'a>| is_renamed && is_renamed_now(fault);
        // What comes to light only where the edits give a member its right name.
        let is_hidden =
            |fault: &SchemaFault<'a>| !is_renamed && self.is_misnamed(&fault.node.span());
        if faults.is_empty() {
            let is_mended = |fault: &&SchemaFault<'a>| !is_put_right(fault) && !is_hidden(fault);
            return Trial::Mends(self.mismatches.iter().filter(is_mended).count());
        }
        let mut before: HashMap<String, usize> = HashMap::new();
        let mut hidden: HashMap<String, usize> = HashMap::new();
        for fault in self.mismatches.iter().filter(|fault| !is_put_right(fault)) {
            let faults = if is_hidden(fault) { &mut hidden } else { &mut before };
            let count = faults.entry(key(fault, root)).or_default();
            *count = count.saturating_add(1);
        }
        for fault in &settle(faults) {
            let key = key(fault, edited);
            let is_known = [&mut before, &mut hidden].into_iter().any(|faults| {
                let count = faults.get_mut(&key).filter(|count| **count > 0);
                count.map(|count| *count = count.saturating_sub(1)).is_some()
            });
            if !is_known {
                return Trial::Adds;
            }
        }
        Trial::Mends(before.values().sum())
    }
}

/// What makes a fault the same one in an edited call: what it says, and of which value. Members
/// that are called by another name than the contract's count as those they are meant for.
fn key(fault: &SchemaFault<'_>, root: Node<'_>) -> String {
    let pointer = canonical_pointer(fault.node, root);
    match &fault.mismatch {
        Mismatch::Missing(names) | Mismatch::Conflict(names) => {
            format!("{}{pointer} {names:?}", fault.mismatch.keyword())
        }
        Mismatch::Forbidden => {
            // The names are what differs.
            let name = fault.node.as_member().map(|member| member.name()).unwrap_or_default();
            format!("{}{pointer} {name}", fault.mismatch.keyword())
        }
        other => format!("{}{pointer}", other.keyword()),
    }
}
