//! The correction of a name that is nearly one of the contract's.

use super::{Difference, NearMiss};
use crate::{
    call::Call,
    draft::{Draft, DraftEdit, rename},
    report::Safety,
};

impl<'a> Call<'a> {
    /// Offers to rename a near miss. Where another member may be meant as well, it is for a person
    /// to choose. A fix must remove so many faults to be safe.
    pub(crate) fn offer_rename(&self, near: &NearMiss<'a>, removes: usize, draft: &mut Draft) {
        let edits = rename(near.member, near.meant);
        let Some(rival) = near.rival else {
            draft.fix(self.safety_of_rename(near, &edits, removes), edits);
            return;
        };
        draft
            .related(rival.key.span(), "or this, which has another value")
            .suggestion("if the first of the two is right", edits)
            .suggestion("if the second is right", rename(rival, near.meant));
    }

    /// Whether to rename a near miss is safe: the names must be one to whoever reads them, nothing
    /// else may be meant by it, and the plan must not mean it as it is.
    pub(crate) fn safety_of_rename(
        &self,
        near: &NearMiss<'a>,
        edits: &[DraftEdit],
        removes: usize,
    ) -> Safety {
        let is_certain = matches!(near.by, Difference::Convention | Difference::Hidden)
            && near.rival.is_none()
            && !self.is_planned(near.member.name());
        if is_certain { self.safety(edits, removes) } else { Safety::Unsafe }
    }
}
