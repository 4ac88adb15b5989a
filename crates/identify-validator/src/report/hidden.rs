//! What is counted and not listed.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Level, Position};

/// Findings of a rule that are counted but not listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Hidden {
    /// Id of the rule.
    pub rule: Cow<'static, str>,
    /// How many of its findings are not listed.
    pub count: u64,
    /// The file of the first of them.
    pub path: String,
    /// Where the first of them begins.
    pub first: Position,
    /// What they have in common besides the rule, where they are counted by that: only in reports
    /// for people ([`Limit::with_alike`](crate::Limit::with_alike)).
    #[serde(skip)]
    pub alike: Option<Alike>,
}

/// Findings that say the same of the same place in their calls.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alike {
    /// Their level.
    pub level: Level,
    /// What all of them say.
    pub message: String,
    /// Files that have one that is not listed.
    pub files: u64,
    /// The places of the next few behind the first: a file and a line.
    pub further: Vec<(String, u64)>,
    /// The place of the last of them.
    pub last: (String, u64),
}
