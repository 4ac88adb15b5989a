//! The rows that differ, and why: `xtask/conformance.toml`.

use serde::Deserialize;

use super::suite::Differing;
use crate::{
    error::{Error, Result},
    repository,
};

/// Where the explanations stand, from the root.
pub(super) const FILE: &str = "xtask/conformance.toml";

/// All explanations.
#[derive(Debug)]
pub(super) struct Explained(Vec<Entry>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    explained: Vec<Written>,
}

/// An explanation. In `rows` and `differs`, `*` stands for any text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    suite: String,
    rows: Vec<String>,
    differs: String,
    reason: String,
}

#[derive(Debug)]
struct Entry {
    written: Written,
    /// How many differences each pattern of `rows` explains.
    used: Vec<u64>,
}

impl Explained {
    pub(super) fn read() -> Result<Self> {
        let path = repository::root().join(FILE);
        Self::of(&repository::read(&path)?).map_err(Error::file("read", &path))
    }

    fn of(text: &str) -> std::result::Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let entry = |written: Written| Entry { used: vec![0; written.rows.len()], written };
        Ok(Self(file.explained.into_iter().map(entry).collect()))
    }

    /// Why a row differs: a reason for each of its differences, or those that have none.
    pub(super) fn explain(
        &mut self,
        suite: &str,
        differing: &Differing,
    ) -> std::result::Result<Vec<String>, Vec<String>> {
        let (mut reasons, mut bare) = (Vec::new(), Vec::new());
        for what in &differing.what {
            match self.reason(suite, &differing.row, what) {
                Some(reason) => reasons.push(reason),
                None => bare.push(what.clone()),
            }
        }
        if bare.is_empty() { Ok(reasons) } else { Err(bare) }
    }

    fn reason(&mut self, suite: &str, row: &str, what: &str) -> Option<String> {
        let of_suite = self.0.iter_mut().filter(|entry| entry.written.suite == suite);
        for entry in of_suite.filter(|entry| matches(&entry.written.differs, what)) {
            let patterns = entry.written.rows.iter().zip(&mut entry.used);
            if let Some((_, used)) = patterns.into_iter().find(|(it, _)| matches(it, row)) {
                *used = used.saturating_add(1);
                return Some(entry.written.reason.clone());
            }
        }
        None
    }

    /// What explained nothing, of the suites that were run.
    pub(super) fn unneeded(&self, was_run: impl Fn(&str) -> bool) -> Vec<String> {
        let entries = self.0.iter().filter(|entry| was_run(&entry.written.suite));
        let unneeded = entries.flat_map(|entry| {
            let rows = entry.written.rows.iter().zip(&entry.used);
            let unused = rows.filter(|(_, used)| **used == 0);
            unused.map(|(row, _)| {
                format!("{}: {row}: {}", entry.written.suite, entry.written.differs)
            })
        });
        unneeded.collect()
    }
}

/// Whether a text is what a pattern says, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((begin, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(begin) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, behind)) = text.split_once(part) else { return false };
        text = behind;
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::{Differing, Explained, matches};

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text) in
            [("a", "a"), ("*", ""), ("i_*", "i_x"), ("*b*d", "abcd"), ("a*", "a")]
        {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a", "ab"), ("i_*", "n_x"), ("*b*d", "abc"), ("ab*b", "ab")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn each_difference_needs_its_explanation_and_each_explanation_a_difference() {
        let text = r#"
            explained = [
                { suite = "s", rows = ["a*", "b"], differs = "refused", reason = "why" },
                { suite = "t", rows = ["a"], differs = "*", reason = "of another suite" },
            ]
        "#;
        let mut explained = Explained::of(text).unwrap();
        let differing = |what: &[&str]| Differing {
            row: "a1".to_owned(),
            what: what.iter().map(ToString::to_string).collect(),
        };
        assert_eq!(explained.explain("s", &differing(&["refused"])), Ok(vec!["why".to_owned()]));
        let both = explained.explain("s", &differing(&["refused", "slow"]));
        assert_eq!(both, Err(vec!["slow".to_owned()]));
        assert_eq!(explained.unneeded(|suite| suite == "s"), ["s: b: refused"]);
    }
}
