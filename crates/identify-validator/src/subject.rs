//! How messages name a value.

use std::fmt::{self, Display, Formatter};

/// What a message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The call itself.
    Call,
    /// A member that the contract or a plan names; by its path where it is nested.
    Member(String),
    /// A value whose name is the payload's own, or that has none.
    Other,
}

impl Display for Subject {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call => formatter.write_str("the call"),
            Self::Member(path) => write!(formatter, "`{path}`"),
            Self::Other => formatter.write_str("this value"),
        }
    }
}
