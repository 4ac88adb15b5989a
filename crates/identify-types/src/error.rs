//! What a builder reports.

use std::convert::Infallible;

use crate::rfc3339::{DateError, DateTimeError};
use crate::{NumberError, ReservedMember, UserIdError};

/// Why a builder could not finish, and at which member.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct BuildError {
    path: String,
    problem: BuildProblem,
}

/// What is wrong with the member at the error's path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildProblem {
    /// A required member was not set.
    #[error("required, but missing")]
    Missing,
    /// A declared member was set by the method for all other members.
    #[error(transparent)]
    Reserved(#[from] ReservedMember),
    /// The user id has a wrong form.
    #[error(transparent)]
    UserId(#[from] UserIdError),
    /// The date-time has a wrong form.
    #[error(transparent)]
    DateTime(#[from] DateTimeError),
    /// The date has a wrong form.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The number is not one the member can hold.
    #[error(transparent)]
    Number(#[from] NumberError),
}

impl BuildError {
    /// The member's path from the value being built, joined by dots:
    /// `user_traits.birthday`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    pub fn problem(&self) -> &BuildProblem {
        &self.problem
    }

    pub(crate) fn missing(member: &str) -> Self {
        Self { path: member.to_owned(), problem: BuildProblem::Missing }
    }

    /// The same error seen from the object that holds `member`.
    pub(crate) fn inside(mut self, member: &str) -> Self {
        if !self.path.is_empty() {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, member);
        self
    }
}

macro_rules! from_problems {
    ($($error:ty),+) => {$(
        impl From<$error> for BuildError {
            fn from(error: $error) -> Self {
                Self { path: String::new(), problem: error.into() }
            }
        }
    )+};
}

from_problems!(ReservedMember, UserIdError, DateTimeError, DateError, NumberError);

impl From<Infallible> for BuildError {
    fn from(error: Infallible) -> Self {
        match error {}
    }
}
