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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use identify_validator::rules;

    use super::kinds;
    use crate::report_score::measure::Bench;

    #[test]
    fn each_kind_has_a_name_of_its_own() {
        let mut names = HashSet::new();
        for kind in kinds() {
            assert!(names.insert(kind.name), "{}", kind.name);
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(kind.name.chars().all(is_plain), "{}", kind.name);
        }
        assert!(names.len() >= 60);
    }

    /// Otherwise it would count as perfect, and measure nothing.
    #[test]
    fn each_kind_finds_a_place() {
        let bench = Bench::new();
        for kind in kinds() {
            assert!(bench.example(kind).is_some(), "{}", kind.name);
        }
    }

    #[test]
    #[ignore = "until the rules of the traits, of text and across records are there"]
    fn each_kind_names_a_rule() {
        for kind in kinds() {
            assert!(rules().iter().any(|rule| rule.id == kind.rule), "{}", kind.name);
        }
    }
}
