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

/// Kinds that are about the same.
#[derive(Debug)]
pub(super) struct Topic {
    /// What they are about, as a heading.
    pub(super) title: &'static str,
    pub(super) kinds: &'static [Kind],
}

const fn topic(title: &'static str, kinds: &'static [Kind]) -> Topic {
    Topic { title, kinds }
}

/// All topics.
pub(super) static TOPICS: &[Topic] = &[
    topic("Commas, colons, brackets, comments", punctuation::KINDS),
    topic("Words and quotation marks", words::KINDS),
    topic("Numbers", numbers::KINDS),
    topic("Inside texts, and white space", strings::KINDS),
    topic("The call as a whole", documents::KINDS),
    topic("What is no JSON", foreign::KINDS),
    topic("Encodings", encoding::KINDS),
    topic("Missing and misplaced members", members::KINDS),
    topic("Types", types::KINDS),
    topic("Names", names::KINDS),
    topic("Shapes of `timestamp`", timestamps::KINDS),
    topic("Shapes of `birthday`", birthdays::KINDS),
    topic("E-mail addresses, URIs, ranges", formats::KINDS),
    topic("Ids", identity::KINDS),
    topic("Traits that are hardly true", traits::KINDS),
    topic("Deceptive characters and names", text::KINDS),
    topic("Several calls together", across::KINDS),
];

/// All kinds.
pub(super) fn kinds() -> impl Iterator<Item = &'static Kind> {
    TOPICS.iter().flat_map(|topic| topic.kinds)
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
    fn each_kind_names_a_rule() {
        for kind in kinds() {
            assert!(rules().iter().any(|rule| rule.id == kind.rule), "{}", kind.name);
        }
    }
}
