//! The identifier of a company, which may be text or a number.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::Number;

use crate::NumberError;

/// The identifier by which the sender knows a company, as a string or as a
/// number.
///
/// The two stay apart: 42 and "42" name different companies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(example = &"acme", example = 42)]
#[non_exhaustive]
pub enum CompanyId {
    /// An identifier written as text.
    String(String),
    /// An identifier written as a number.
    Number(Number),
}

impl From<&str> for CompanyId {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for CompanyId {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

macro_rules! from_numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for CompanyId {
            fn from(number: $number) -> Self {
                Self::Number(number.into())
            }
        }
    )+};
}

from_numbers!(i32, i64, u8, u16, u32, u64, Number);

impl TryFrom<f64> for CompanyId {
    type Error = NumberError;

    fn try_from(float: f64) -> Result<Self, Self::Error> {
        Number::from_f64(float).map(Self::Number).ok_or(NumberError::NotFinite)
    }
}

impl fmt::Display for CompanyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => f.pad(text),
            Self::Number(number) => fmt::Display::fmt(number, f),
        }
    }
}

impl<'de> Deserialize<'de> for CompanyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CompanyIdVisitor)
    }
}

/// Serde's own `untagged` says no more than that no variant matched.
struct CompanyIdVisitor;

impl Visitor<'_> for CompanyIdVisitor {
    type Value = CompanyId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<CompanyId, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<CompanyId, E> {
        Ok(text.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<CompanyId, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<CompanyId, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<CompanyId, E> {
        number.try_into().map_err(E::custom)
    }
}
