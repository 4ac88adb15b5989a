//! Of several alternatives, the one that was meant.

use jsonschema::{ValidationError, error::ValidationErrorKind as Error};
use serde_json::Value;

use super::faults::{Keyword, Mismatch, text, types};

/// What to say of a value that fits no alternative of an `anyOf` or `oneOf`.
pub(super) enum Choice<'e> {
    /// Why it does not fit the alternative that was meant.
    Branch(&'e [ValidationError<'static>]),
    /// What all of them together ask for.
    Summary(Mismatch),
}

/// Nobody wants to read why each alternative failed. The one that was meant is the one that fits
/// the type of the value; where none does, the types together are what was expected. Alternatives
/// that ask for one value or one member each are one list. Where several are left, the one is
/// meant in which no fixed value differs (the `type` of a tagged union), or the one with the
/// fewest differences; where even that leaves several, none is singled out.
pub(super) fn choose<'e>(
    error: &ValidationError<'_>,
    branches: &'e [Vec<ValidationError<'static>>],
) -> Choice<'e> {
    let here = error.instance_path().as_str();
    let mut expected = Vec::new();
    let mut fitting: Vec<&[ValidationError<'static>]> = Vec::new();
    for branch in branches {
        let mut at_node = branch
            .iter()
            .filter(|inner| inner.instance_path().as_str() == here)
            .map(ValidationError::kind);
        match at_node.find(|kind| matches!(kind, Error::Type { .. } | Error::FalseSchema)) {
            Some(Error::Type { kind }) => {
                for kind in types(kind) {
                    if !expected.contains(&kind) {
                        expected.push(kind);
                    }
                }
            }
            Some(_) => {}
            None => fitting.push(branch),
        }
    }
    if fitting.is_empty() && !expected.is_empty() {
        return Choice::Summary(Mismatch::Type(expected));
    }
    if let Some(names) = all(&fitting, here, missing_name) {
        return Choice::Summary(Mismatch::Missing(names));
    }
    if let Some(values) = all(&fitting, here, listed_values) {
        return Choice::Summary(Mismatch::Unlisted(values.into_iter().flatten().collect()));
    }
    let tagged: Vec<_> =
        fitting.iter().copied().filter(|branch| !differs_in_value(branch)).collect();
    let left = if tagged.is_empty() { fitting } else { tagged };
    let fewest = left.iter().map(|branch| branch.len()).min();
    let mut best = left.into_iter().filter(|branch| Some(branch.len()) == fewest);
    match (best.next(), best.next()) {
        (Some(branch), None) => Choice::Branch(branch),
        _ => Choice::Summary(Mismatch::Other(Keyword::NoneOf(branches.len()))),
    }
}

/// What each of the branches asks for, if all of them ask for nothing but one thing of that kind.
fn all<T>(
    branches: &[&[ValidationError<'static>]],
    here: &str,
    of: impl Fn(&Error) -> Option<T>,
) -> Option<Vec<T>> {
    if branches.is_empty() {
        return None;
    }
    let each = branches.iter().map(|branch| match branch {
        [only] if only.instance_path().as_str() == here => of(only.kind()),
        _ => None,
    });
    each.collect()
}

fn missing_name(kind: &Error) -> Option<String> {
    match kind {
        Error::Required { property } => Some(text(property)),
        _ => None,
    }
}

fn listed_values(kind: &Error) -> Option<Vec<Value>> {
    match kind {
        Error::Enum { options } => options.as_array().cloned(),
        Error::Constant { expected_value } => Some(vec![expected_value.as_ref().clone()]),
        _ => None,
    }
}

fn differs_in_value(branch: &[ValidationError<'static>]) -> bool {
    branch.iter().any(|error| matches!(error.kind(), Error::Constant { .. } | Error::Enum { .. }))
}
