//! Applying fixes to the bytes that were checked.

use std::collections::BTreeMap;

use crate::report::{Edit, Finding, Safety};

/// What applying fixes made of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fixed {
    /// The bytes with the fixes applied; everything outside their edits is as it was.
    pub bytes: Vec<u8>,
    /// How many fixes were applied. One that overlaps an earlier one is left for another pass.
    pub applied: usize,
}

/// Applies the fixes of the findings of one input: the safe ones, or with [`Safety::Unsafe`] all.
///
/// ```
/// use identify_validator::{Safety, apply_fixes, validate};
///
/// let call = br#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
/// let fixed = apply_fixes(call, &validate(call).findings, Safety::Safe);
/// assert_eq!(fixed.applied, 1);
/// assert!(validate(&fixed.bytes).findings.is_empty());
/// ```
pub fn apply_fixes(input: &[u8], findings: &[Finding], most: Safety) -> Fixed {
    let mut fixes: Vec<&[Edit]> = findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.safety == Safety::Safe || most == Safety::Unsafe)
        .map(|fix| fix.edits.as_slice())
        .collect();
    fixes.sort_by_key(|edits| edits.first().map(|edit| (edit.start, edit.end)));
    let mut taken: BTreeMap<u64, &Edit> = BTreeMap::new();
    let mut applied = 0_usize;
    for edits in fixes {
        if edits.iter().all(|edit| is_free(&taken, edit)) {
            taken.extend(edits.iter().map(|edit| (edit.start, edit)));
            applied = applied.saturating_add(1);
        }
    }
    let mut bytes = Vec::with_capacity(input.len());
    let mut at = 0_usize;
    for edit in taken.into_values() {
        let start = usize::try_from(edit.start).unwrap_or(usize::MAX);
        let end = usize::try_from(edit.end).unwrap_or(usize::MAX);
        bytes.extend_from_slice(input.get(at..start).unwrap_or_default());
        bytes.extend_from_slice(edit.text.as_bytes());
        at = end;
    }
    bytes.extend_from_slice(input.get(at..).unwrap_or_default());
    Fixed { bytes, applied }
}

/// Whether an edit touches no byte that another takes, and does not insert where one begins.
fn is_free(taken: &BTreeMap<u64, &Edit>, edit: &Edit) -> bool {
    let before = taken.range(..=edit.start).next_back();
    let behind = taken.range(edit.start..).next();
    before.is_none_or(|(start, other)| *start < edit.start && other.end <= edit.start)
        && behind.is_none_or(|(start, _)| *start >= edit.end)
}
