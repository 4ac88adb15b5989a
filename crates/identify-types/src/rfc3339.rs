//! A strict check of RFC 3339 date-times and dates that says what is wrong and
//! on which bytes.
//!
//! Date libraries are lenient in ways that JSON Schema's `date-time` and `date`
//! formats are not: they take a space for the `T`, a leap second at any minute,
//! unpadded fields. This check follows the grammar of RFC 3339 section 5.6 and
//! the leap-second rule of section 5.7 and nothing else:
//!
//! - four-digit years from 0000 to 9999, every field padded, days that exist in
//!   the proleptic Gregorian calendar;
//! - `T` and `Z` in upper or lower case, offsets from `-23:59` to `+23:59`;
//! - any number of fractional digits, at least one after the point;
//! - second 60 only where it is 23:59 in UTC, on any day.
//!
//! The check reads the bytes once, allocates nothing and never panics. Time
//! grows with the length of the text.
//!
//! ```
//! use identify_types::rfc3339::{Problem, check_date, check_date_time};
//!
//! assert!(check_date_time("2020-11-23t22:28:55.111+05:30").is_ok());
//!
//! let error = check_date_time("20-11-23T22:28:55.111Z").unwrap_err();
//! assert_eq!(error.problem(), Problem::TwoDigitYear);
//! assert_eq!(error.span(), 0..2);
//!
//! let error = check_date("2023-02-29").unwrap_err();
//! assert_eq!(error.problem(), Problem::DayOutOfRange { days_in_month: 28 });
//! assert_eq!(error.span(), 8..10);
//! ```

mod explain;
mod problem;
mod scan;

pub use self::problem::{DateError, DateTimeError, EpochUnit, Field, Problem};
pub(crate) use self::scan::{DateTimeFields, date_fields, date_time_fields};

/// Checks that `text` is an RFC 3339 date-time such as
/// `2020-11-23T22:28:55.111Z`.
///
/// Takes text or bytes; spans in the error count bytes of what was given.
///
/// ```
/// use identify_types::rfc3339::check_date_time;
///
/// assert!(check_date_time("1998-12-31T15:59:60-08:00").is_ok());
/// assert!(check_date_time(b"2020-11-23 22:28:55Z").is_err());
/// ```
///
/// # Errors
///
/// The first problem from the left, with its bytes.
pub fn check_date_time(text: impl AsRef<[u8]>) -> Result<(), DateTimeError> {
    date_time_fields(text.as_ref()).map(drop)
}

/// Checks that `text` is an RFC 3339 full-date such as `1984-02-10`.
///
/// Takes text or bytes; spans in the error count bytes of what was given.
///
/// ```
/// use identify_types::rfc3339::check_date;
///
/// assert!(check_date("2024-02-29").is_ok());
/// assert!(check_date("2024-2-29").is_err());
/// ```
///
/// # Errors
///
/// The first problem from the left, with its bytes.
pub fn check_date(text: impl AsRef<[u8]>) -> Result<(), DateError> {
    date_fields(text.as_ref()).map(drop)
}
