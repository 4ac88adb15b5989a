//! A date-time that keeps its text and knows its instant.
//!
//! Two timestamps are equal when their texts are: `2020-11-23T22:28:55Z` and
//! `2020-11-23T22:28:55+00:00` are the same instant and not the same timestamp.
//! Compare [`Timestamp::instant`] for order in time.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone};
use schemars::JsonSchema;

use crate::rfc3339::{self, DateTimeError, DateTimeFields, Problem};

/// A point in time as an RFC 3339 date-time: date, `T`, time of day and the
/// offset from UTC.
///
/// The offset is needed (`Z` for UTC itself); a fraction of the second may have
/// any number of digits. Unix times and dates without a time are not accepted.
#[derive(Clone, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(from = "String", into = "String")]
#[schemars(extend("format" = "date-time"), example = &"2020-11-23T22:28:55.111Z")]
pub struct Timestamp {
    text: String,
    instant: DateTime<FixedOffset>,
}

impl Timestamp {
    /// The text exactly as it was given: its case, its offset and every
    /// fractional digit.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The instant, with the offset that the text has.
    ///
    /// chrono counts nanoseconds, so fractional digits beyond the ninth are cut
    /// off. It has no second 60: a leap second is second 59 with a nanosecond of
    /// 1,000,000,000 or more, which chrono prints as second 60 again.
    ///
    /// ```
    /// use identify_types::Timestamp;
    ///
    /// let timestamp: Timestamp = "2020-11-23t22:28:55.1234567899+01:00".parse()?;
    /// assert_eq!(timestamp.as_str(), "2020-11-23t22:28:55.1234567899+01:00");
    /// assert_eq!(timestamp.instant().to_rfc3339(), "2020-11-23T22:28:55.123456789+01:00");
    /// # Ok::<(), identify_types::rfc3339::DateTimeError>(())
    /// ```
    pub fn instant(&self) -> DateTime<FixedOffset> {
        self.instant
    }
}

impl TryFrom<String> for Timestamp {
    type Error = DateTimeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fields = rfc3339::date_time_fields(text.as_bytes())?;
        // chrono's range, from year -262143 to 262142, holds every valid text.
        let instant = instant(&fields)
            .ok_or_else(|| DateTimeError::whole(Problem::MalformedOffset, text.len()))?;
        Ok(Self { text, instant })
    }
}

fn instant(fields: &DateTimeFields) -> Option<DateTime<FixedOffset>> {
    let DateTimeFields { date, hour, minute, second, nanosecond, offset } = *fields;
    let (second, nanosecond) = match second {
        60 => (59, nanosecond.checked_add(1_000_000_000)?),
        _ => (second, nanosecond),
    };
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    let time = NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)?;
    FixedOffset::east_opt(offset.checked_mul(60)?)?
        .from_local_datetime(&date.and_time(time))
        .single()
}

crate::text::text_value!(Timestamp, DateTimeError);

/// The shortest text that keeps the instant: 0, 3, 6 or 9 fractional digits, and
/// `Z` for an offset of zero. An offset with seconds, which RFC 3339 cannot say,
/// becomes UTC.
///
/// # Errors
///
/// The year has not four digits, or a leap second stands where none can be. The
/// error's span counts bytes of the text that was tried.
impl<Tz: TimeZone> TryFrom<DateTime<Tz>> for Timestamp {
    type Error = DateTimeError;

    fn try_from(instant: DateTime<Tz>) -> Result<Self, Self::Error> {
        let fixed = instant.fixed_offset();
        let text = if fixed.offset().local_minus_utc().rem_euclid(60) == 0 {
            fixed.to_rfc3339_opts(SecondsFormat::AutoSi, true)
        } else {
            fixed.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true)
        };
        Self::try_from(text)
    }
}

impl From<Timestamp> for DateTime<FixedOffset> {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.instant
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.text
    }
}

impl AsRef<str> for Timestamp {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Timestamp").field(&self.text).finish()
    }
}
