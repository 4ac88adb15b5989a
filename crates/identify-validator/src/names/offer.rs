//! The correction of a name that is nearly one of the contract's.

use super::NearMiss;
use crate::{
    call::Call,
    draft::{Draft, rename},
    report::Safety,
};

impl<'a> Call<'a> {
    /// Offers to rename a near miss. The fix is safe where both names are one to whoever reads
    /// them, unless the plan means the one as it is, and if it brings nothing to light and removes so many faults; where another member may be
    /// meant as well, it is for a person to choose.
    pub(crate) fn offer_rename(&self, near: &NearMiss<'a>, removes: usize, draft: &mut Draft) {
        let edits = rename(near.member, near.meant);
        let Some(rival) = near.rival else {
            let is_certain = near.is_certain() && !self.is_planned(near.member.name());
            let safety = if is_certain { self.safety(&edits, removes) } else { Safety::Unsafe };
            draft.fix(safety, edits);
            return;
        };
        draft
            .related(rival.key.span(), "or this, which has another value")
            .suggestion("if the first of the two is right", edits)
            .suggestion("if the second is right", rename(rival, near.meant));
    }
}
