//! The kinds of faults, by what they are about. A new kind is one more entry in one of these lists.

mod across;
mod birthdays;
mod documents;
mod encoding;
mod foreign;
mod formats;
mod identity;
mod members;
mod names;
mod numbers;
mod punctuation;
mod strings;
mod text;
mod timestamps;
mod traits;
mod types;
mod words;

use super::kind::Kind;

static TOPICS: &[&[Kind]] = &[
    punctuation::KINDS,
    words::KINDS,
    numbers::KINDS,
    strings::KINDS,
    documents::KINDS,
    foreign::KINDS,
    encoding::KINDS,
    members::KINDS,
    types::KINDS,
    names::KINDS,
    timestamps::KINDS,
    birthdays::KINDS,
    formats::KINDS,
    identity::KINDS,
    traits::KINDS,
    text::KINDS,
    across::KINDS,
];

/// All kinds.
pub(super) fn kinds() -> impl Iterator<Item = &'static Kind> {
    TOPICS.iter().copied().flatten()
}
