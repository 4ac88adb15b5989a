#![doc = include_str!("../README.md")]
// Beside what the workspace denies; each exception has its reason.
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::string_slice)
)]
#![forbid(unsafe_code)]
//!
//! # Reading and writing
//!
//! Every type reads and writes JSON with serde. Reading is strict: a JSON array
//! is not taken for an object, a member that stands twice is an error at every
//! depth, `traits` and `user_traits` together are an error. `null` for an
//! optional member is the same as leaving it out; custom traits keep theirs.
//! Members that are not declared here are kept and written again.
//!
//! # What is checked where
//!
//! A value with a rule of form has a type that upholds it: [`UserId`],
//! [`Timestamp`], [`Birthday`], [`NonNegativeNumber`], [`CompanyId`]. The forms of
//! `avatar` (a URI) and `email` stand in the JSON Schema only and are checked by
//! the validator, as is everything that depends on more than one value.
//!
//! # Numbers
//!
//! Numbers are those of [`serde_json::Number`]: 64-bit integers exactly, anything
//! else as the nearest 64-bit float.

mod address;
mod birthday;
mod company;
mod company_id;
mod context;
mod declare;
mod error;
mod identify;
mod members;
mod normalize;
mod number;
pub mod rfc3339;
mod strict;
mod text;
mod timestamp;
mod user_id;
mod user_traits;

pub use self::address::{Address, AddressBuilder};
pub use self::birthday::Birthday;
pub use self::company::{Company, CompanyBuilder};
pub use self::company_id::CompanyId;
pub use self::context::Context;
pub use self::error::{BuildError, BuildProblem};
pub use self::identify::{Identify, IdentifyBuilder};
pub use self::members::{Declared, Members, ReservedMember};
pub use self::number::{NonNegativeNumber, NumberError};
pub use self::timestamp::Timestamp;
pub use self::user_id::{UserId, UserIdError};
pub use self::user_traits::{UserTraits, UserTraitsBuilder};

// Both are part of the public types.
#[doc(no_inline)]
pub use {chrono, serde_json};
