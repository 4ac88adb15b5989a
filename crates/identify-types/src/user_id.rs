//! The identifier of a user, exactly as the sender wrote it.

use std::fmt;

use schemars::JsonSchema;

/// The identifier by which the sender knows a user: a string of at least one
/// character.
///
/// It is taken as it is: white space and letter case count, and a number is not
/// turned into a string. An identifier that never changes, such as a database
/// key, serves better than an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(from = "String", into = "String")]
#[schemars(extend("minLength" = 1), example = &"user123")]
pub struct UserId(String);

/// Why a text is not a user id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum UserIdError {
    /// There is no text.
    #[error("the user id is empty, expected at least one character")]
    Empty,
}

impl UserId {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for UserId {
    type Error = UserIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.is_empty() { Err(UserIdError::Empty) } else { Ok(Self(text)) }
    }
}

crate::text::text_value!(UserId, UserIdError);

impl From<UserId> for String {
    fn from(id: UserId) -> Self {
        id.0
    }
}

impl AsRef<str> for UserId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for UserId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for UserId {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
