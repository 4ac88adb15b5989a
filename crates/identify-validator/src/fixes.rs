//! Applying fixes to the bytes that were checked.

mod attempt;
mod mend;
mod pieces;
mod rest;
mod settle;

use std::collections::BTreeMap;

pub use mend::{Change, Mended};

pub(crate) use mend::mend;

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
/// A fix that cannot be of this input is passed over: its edits must lie within the input, in order
/// and apart. Findings of another input are not known otherwise. Time grows with the input and the
/// fixes, by the logarithm of their number.
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
    let (edits, applied) = choose(findings, 0, input.len(), most);
    let mut bytes = Vec::with_capacity(input.len());
    let mut at = 0_usize;
    for edit in edits {
        let start = usize::try_from(edit.start).unwrap_or(usize::MAX);
        let end = usize::try_from(edit.end).unwrap_or(usize::MAX);
        bytes.extend_from_slice(input.get(at..start).unwrap_or_default());
        bytes.extend_from_slice(edit.text.as_bytes());
        at = end;
    }
    bytes.extend_from_slice(input.get(at..).unwrap_or_default());
    Fixed { bytes, applied }
}

/// The edits of the fixes that can be applied at once to so many bytes of an input, in the order of
/// their places, and how many fixes they are.
fn choose(
    findings: &[Finding],
    offset: u64,
    length: usize,
    most: Safety,
) -> (impl Iterator<Item = &Edit>, usize) {
    let end = offset.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
    let mut fixes: Vec<&[Edit]> = findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.safety == Safety::Safe || most == Safety::Unsafe)
        .map(|fix| fix.edits.as_slice())
        .filter(|edits| are_within(edits, offset, end))
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
    (taken.into_values(), applied)
}

/// Whether edits lie within a range of the input, in order and apart, and there are some.
fn are_within(edits: &[Edit], start: u64, end: u64) -> bool {
    let is_apart = |one: &Edit, next: &Edit| one.end <= next.start && one.start < next.start;
    let is_within = |edit: &Edit| start <= edit.start && edit.start <= edit.end && edit.end <= end;
    !edits.is_empty()
        && edits.iter().all(is_within)
        && edits.iter().zip(edits.iter().skip(1)).all(|(one, next)| is_apart(one, next))
}

/// Whether an edit touches no byte that another takes, and does not insert where one begins.
fn is_free(taken: &BTreeMap<u64, &Edit>, edit: &Edit) -> bool {
    let before = taken.range(..=edit.start).next_back();
    let behind = taken.range(edit.start..).next();
    before.is_none_or(|(start, other)| *start < edit.start && other.end <= edit.start)
        && behind.is_none_or(|(start, _)| *start >= edit.end)
}

#[cfg(test)]
mod tests {
    use super::apply_fixes;
    use crate::{
        report::{Edit, Finding, Fix, Safety},
        validate,
    };

    fn finding(edits: &[(u64, u64)]) -> Finding {
        let edit = |&(start, end): &(u64, u64)| Edit { start, end, text: "X".to_owned() };
        let mut finding = validate(b"{}").findings.remove(0);
        let edits = edits.iter().map(edit).collect();
        finding.fix = Some(Fix { safety: Safety::Safe, edits, patch: None });
        finding
    }

    #[test]
    fn fixes_of_another_input_are_passed_over() {
        for edits in [
            &[(2, 9)][..],
            &[(9, 9)],
            &[(3, 2)],
            &[(u64::MAX, u64::MAX)],
            &[(0, 1), (3, 5)],
            &[(2, 3), (0, 1)],
            &[(0, 2), (1, 3)],
            &[(1, 1), (1, 2)],
            &[],
        ] {
            let fixed = apply_fixes(b"abcd", &[finding(edits)], Safety::Unsafe);
            assert_eq!((fixed.bytes.as_slice(), fixed.applied), (&b"abcd"[..], 0), "{edits:?}");
        }
        let findings = [finding(&[(0, 9)]), finding(&[(0, 1), (4, 4)])];
        let fixed = apply_fixes(b"abcd", &findings, Safety::Unsafe);
        assert_eq!((fixed.bytes.as_slice(), fixed.applied), (&b"XbcdX"[..], 1));
    }
}
