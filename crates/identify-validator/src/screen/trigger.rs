//! What rules look for in calls that are sound JSON and fit the schema.

use std::{borrow::Cow, ops::RangeInclusive};

use chrono::{DateTime, Utc};
use identify_json::Kind;

use crate::{
    contract::{KnownMember, Shape},
    placeholders::Placeholders,
};

/// What in a call makes the inspect lane look for offences against a rule. Each rule declares its
/// own. A call in which no rule that is on sees anything is clean, if the syntax and the schema say
/// nothing against it: so a trigger may be wider than the rule, and never narrower.
///
/// What triggers ask of names is asked once for each name and remembered; what they ask of texts and
/// numbers is asked of every call and must be cheap where there is nothing to find.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trigger {
    /// Any call.
    Always,
    /// A name anywhere in the call.
    Name(fn(&str) -> bool),
    /// A name that the contract does not know, in an object that it describes.
    UnknownName(fn(&UnknownName<'_>) -> bool),
    /// A member that the contract knows.
    KnownName(fn(&KnownMember) -> bool),
    /// Two names in one object that this makes one.
    SameName(for<'n> fn(&'n str) -> Cow<'n, str>),
    /// A character in a text that is no name.
    Character(&'static [RangeInclusive<char>]),
    /// The text of a member of the contract, by its path, such as `user_traits.website`: UTF-8.
    Text(&'static str, fn(&[u8], &Surroundings) -> bool),
    /// The text of a member for which the contract has this format.
    Format(&'static str, fn(&[u8], &Surroundings) -> bool),
    /// The text of a member of the contract, by its path, where it has more than printable ASCII.
    OddText(&'static str, fn(&str) -> bool),
    /// The number of a member of the contract, by its path.
    Number(&'static str, fn(&str) -> bool),
    /// A number anywhere with an exponent or with more characters than [`SHORT_NUMBER`].
    LongNumber(fn(&str) -> bool),
    /// A member of the contract that is null.
    Null,
    /// A call of more bytes.
    Bytes(usize),
}

/// Most characters of a number that every reader reads alike, if it has no exponent.
pub(crate) const SHORT_NUMBER: usize = 15;

/// A member that the contract does not know, in an object that it describes.
#[derive(Debug)]
pub(crate) struct UnknownName<'n> {
    pub(crate) name: &'n str,
    /// What its value is.
    pub(crate) kind: Kind,
    /// What the contract says of the object.
    pub(crate) shape: &'static Shape,
    /// Whether the object is the call itself.
    pub(crate) is_call: bool,
}

/// What a text is compared with.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    pub(crate) now: DateTime<Utc>,
    /// The day of that, as RFC 3339 writes it; what sorts before it is earlier.
    pub(crate) today: [u8; 10],
    pub(crate) placeholders: Placeholders,
}

impl Surroundings {
    pub(crate) fn new(now: DateTime<Utc>, placeholders: Placeholders) -> Self {
        let today = now.format("%Y-%m-%d").to_string();
        // Beyond the year 9999 it is longer, and nothing sorts before it.
        let today = today.as_bytes().try_into().unwrap_or_default();
        Self { now, today, placeholders }
    }
}
