//! A calendar day without time or zone.

use std::fmt;

use chrono::NaiveDate;
use schemars::JsonSchema;

use crate::rfc3339::{self, DateError, Field, Problem};

/// A day of birth as an RFC 3339 date: year, month and day, and nothing about
/// time or zone.
///
/// The year has four digits, month and day have two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(from = "String", into = "String")]
#[schemars(extend("format" = "date"), example = &"1984-02-10")]
pub struct Birthday(NaiveDate);

impl Birthday {
    /// The day as chrono has it.
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

impl TryFrom<String> for Birthday {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fields = rfc3339::date_fields(text.as_bytes())?;
        NaiveDate::from_ymd_opt(fields.year.into(), fields.month.into(), fields.day.into())
            .map(Self)
            // chrono holds every valid date.
            .ok_or_else(|| DateError::whole(Problem::Malformed { field: Field::Year }, text.len()))
    }
}

crate::text::text_value!(Birthday, DateError);

/// # Errors
///
/// The year has not four digits. The error's span counts bytes of the text that
/// was tried.
impl TryFrom<NaiveDate> for Birthday {
    type Error = DateError;

    fn try_from(date: NaiveDate) -> Result<Self, Self::Error> {
        Self::try_from(date.to_string())
    }
}

impl From<Birthday> for NaiveDate {
    fn from(birthday: Birthday) -> Self {
        birthday.0
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // RFC 3339 for the years 0000 to 9999, and there are no others here.
        fmt::Display::fmt(&self.0, f)
    }
}
