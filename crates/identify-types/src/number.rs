//! A JSON number that is not below zero.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::Number;

/// A number of zero or more, held as JSON holds it.
///
/// Integers up to [`u64::MAX`] are exact; anything else is the nearest 64-bit
/// float. Equality is that of [`Number`]: the integer 1 and the float 1.0 are
/// written differently and differ here too.
///
/// ```
/// use identify_types::{NonNegativeNumber, NumberError};
///
/// let age = NonNegativeNumber::try_from(36)?;
/// assert_eq!(age.as_u64(), Some(36));
/// assert_eq!(NonNegativeNumber::try_from(-1), Err(NumberError::Negative));
/// # Ok::<(), NumberError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct NonNegativeNumber(Number);

/// Why a number is not one that the model can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Below zero.
    #[error("the number is negative, expected 0 or more")]
    Negative,
    /// Infinite or not a number, which JSON cannot say.
    #[error("the number is not finite, expected a JSON number")]
    NotFinite,
}

impl NonNegativeNumber {
    /// The number as `serde_json` has it.
    pub fn as_number(&self) -> &Number {
        &self.0
    }

    /// The number, if it is written as an integer.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    /// The number as the nearest 64-bit float.
    pub fn as_f64(&self) -> f64 {
        // Without `arbitrary_precision` every number has one.
        self.0.as_f64().unwrap_or_default()
    }
}

impl TryFrom<Number> for NonNegativeNumber {
    type Error = NumberError;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        // A negative zero is zero.
        if number.as_f64().is_some_and(|float| float >= 0.0) {
            Ok(Self(number))
        } else {
            Err(NumberError::Negative)
        }
    }
}

impl TryFrom<f64> for NonNegativeNumber {
    type Error = NumberError;

    fn try_from(float: f64) -> Result<Self, Self::Error> {
        Number::from_f64(float).ok_or(NumberError::NotFinite)?.try_into()
    }
}

macro_rules! from_integers {
    (signed: $($signed:ty),+; unsigned: $($unsigned:ty),+) => {
        $(impl TryFrom<$signed> for NonNegativeNumber {
            type Error = NumberError;

            fn try_from(number: $signed) -> Result<Self, Self::Error> {
                Number::from(number).try_into()
            }
        })+
        $(impl From<$unsigned> for NonNegativeNumber {
            fn from(number: $unsigned) -> Self {
                Self(number.into())
            }
        })+
    };
}

from_integers!(signed: i32, i64; unsigned: u8, u16, u32, u64);

impl From<NonNegativeNumber> for Number {
    fn from(number: NonNegativeNumber) -> Self {
        number.0
    }
}

impl fmt::Display for NonNegativeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for NonNegativeNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

/// Converts inside the visitor, so that `serde_json` reports the number's place.
struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = NonNegativeNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<NonNegativeNumber, E> {
        number.try_into().map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<NonNegativeNumber, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<NonNegativeNumber, E> {
        number.try_into().map_err(E::custom)
    }
}

impl JsonSchema for NonNegativeNumber {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NonNegativeNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0 })
    }
}
