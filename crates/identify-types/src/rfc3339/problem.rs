//! What can be wrong with a date or a date-time, as data.

use std::fmt;
use std::ops::Range;

/// One way in which a text fails to be an RFC 3339 date or date-time.
///
/// Problems carry no part of the text; the error's span says where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is no text at all.
    #[error("the text is empty")]
    Empty,
    /// There is nothing but white space.
    #[error("the text holds only white space")]
    Blank,
    /// White space stands before the year.
    #[error("white space stands before the year")]
    LeadingWhiteSpace,
    /// White space, a line break for example, follows a complete value.
    #[error("white space follows the value")]
    TrailingWhiteSpace,
    /// Other text, a bracketed zone name for example, follows a complete value.
    #[error("more text follows the value")]
    TrailingText,
    /// The whole text is digits, which reads as a count rather than a date.
    #[error("the text is only digits{}", epoch_hint(*.epoch))]
    AllDigits {
        /// The unit in which the number of digits suits a present-day Unix time.
        epoch: Option<EpochUnit>,
    },
    /// The year is written with two digits, so its century is not known.
    #[error("the year has two digits, expected four")]
    TwoDigitYear,
    /// Day, month and year, or month, day and year: the year comes last.
    #[error("the year stands last, expected it first, as in 2020-11-23")]
    YearLast,
    /// Eight digits without the hyphens.
    #[error("the date has no hyphens, expected them, as in 2020-11-23")]
    CompactDate,
    /// Four or six digits of time without the colons.
    #[error("the time has no colons, expected them, as in 22:28:55")]
    CompactTime,
    /// A field does not consist of its digits (four of a year, two otherwise).
    #[error("the {field} is malformed, expected {} digits", .field.digits())]
    Malformed {
        /// Which field.
        field: Field,
    },
    /// A field has one digit where two are needed.
    #[error("the {field} has one digit, expected two, padded with a zero")]
    Unpadded {
        /// Which field.
        field: Field,
    },
    /// Something other than a hyphen-minus between year, month and day.
    #[error("year, month and day must be separated by hyphens")]
    DateSeparator,
    /// The text ends before the day.
    #[error("the date is incomplete, expected year, month and day")]
    IncompleteDate,
    /// The month is 00 or over 12.
    #[error("the month is out of range, expected 01 to 12")]
    MonthOutOfRange,
    /// The month does not have this day.
    #[error("the day is out of range, expected 01 to {days_in_month} in this month")]
    DayOutOfRange {
        /// The last day of the month in that year.
        days_in_month: u8,
    },
    /// A date where a date-time is needed.
    #[error("the time is missing, expected a date and a time")]
    MissingTime,
    /// A date-time where a date is needed.
    #[error("a time follows the date, expected the date only")]
    UnexpectedTime,
    /// A space or another character between date and time.
    #[error("date and time must be separated by T")]
    SeparatorNotT,
    /// Something other than a colon between hour, minute and second.
    #[error("hour, minute and second must be separated by colons")]
    TimeSeparator,
    /// The time ends before the seconds.
    #[error("the time is incomplete, expected hour, minute and second")]
    IncompleteTime,
    /// The time 24:00:00, which other standards use for the end of a day.
    #[error("the time is 24:00:00, expected 00:00:00 of the following day")]
    HourTwentyFour,
    /// The hour is over 23.
    #[error("the hour is out of range, expected 00 to 23")]
    HourOutOfRange,
    /// The minute is over 59.
    #[error("the minute is out of range, expected 00 to 59")]
    MinuteOutOfRange,
    /// The second is over 60, or over 59 where no leap second can be meant.
    #[error("the second is out of range, expected 00 to 59")]
    SecondOutOfRange,
    /// Second 60 at a time other than 23:59 UTC.
    #[error("a leap second can only be at 23:59:60 in UTC")]
    ImpossibleLeapSecond,
    /// A point with no digit after it.
    #[error("the fraction of the second has no digits, expected at least one")]
    FractionWithoutDigits,
    /// A comma before the fraction of the second.
    #[error("a comma stands before the fraction of the second, expected a point")]
    CommaFraction,
    /// No offset from UTC.
    #[error("the offset from UTC is missing, expected Z or one such as +05:30")]
    MissingOffset,
    /// Something that is not an offset, a zone's abbreviation for example.
    #[error("the offset from UTC is malformed, expected Z or one such as +05:30")]
    MalformedOffset,
    /// A typographic minus or dash in place of the ASCII hyphen-minus.
    #[error("the sign of the offset is not an ASCII + or -")]
    OffsetSign,
    /// Only the hours of the offset.
    #[error("the offset has no minutes, expected one such as +05:00")]
    OffsetWithoutMinutes,
    /// Hours and minutes of the offset without the colon.
    #[error("the offset has no colon, expected one such as +05:30")]
    OffsetWithoutColon,
    /// Over 23 hours or over 59 minutes.
    #[error("the offset is out of range, expected -23:59 to +23:59")]
    OffsetOutOfRange,
}

fn epoch_hint(epoch: Option<EpochUnit>) -> String {
    epoch.map_or_else(String::new, |unit| format!(", as many as a Unix time in {unit} has"))
}

/// The unit of a Unix time, judged by its number of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EpochUnit {
    /// 9 or 10 digits: 1973 to 2286.
    Seconds,
    /// 12 or 13 digits.
    Milliseconds,
    /// 15 or 16 digits.
    Microseconds,
    /// 18 or 19 digits.
    Nanoseconds,
}

impl fmt::Display for EpochUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
            Self::Microseconds => "microseconds",
            Self::Nanoseconds => "nanoseconds",
        })
    }
}

/// A field of a date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The four digits of the year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second, without its fraction.
    Second,
    /// The hours of the offset.
    OffsetHour,
    /// The minutes of the offset.
    OffsetMinute,
}

impl Field {
    fn digits(self) -> &'static str {
        match self {
            Self::Year => "four",
            _ => "two",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
            Self::OffsetHour => "hour of the offset",
            Self::OffsetMinute => "minute of the offset",
        })
    }
}

/// A problem and its place, before it is known what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fault {
    pub(super) problem: Problem,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { problem, start, end } = self;
        if start == end {
            write!(f, "{problem} (at byte {start})")
        } else {
            write!(f, "{problem} (bytes {start}..{end})")
        }
    }
}

/// Why a text is not an RFC 3339 date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not an RFC 3339 date-time: {0}")]
pub struct DateTimeError(Fault);

/// Why a text is not an RFC 3339 full-date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not an RFC 3339 date: {0}")]
pub struct DateError(Fault);

macro_rules! impl_error {
    ($($error:ident),+) => {$(
        impl $error {
            /// What is wrong.
            pub fn problem(&self) -> Problem {
                self.0.problem
            }

            /// The bytes of the text that are wrong, half-open.
            ///
            /// Where something is missing the range is empty and stands where it
            /// should be.
            pub fn span(&self) -> Range<usize> {
                self.0.start..self.0.end
            }

            /// A problem with the whole text.
            pub(crate) fn whole(problem: Problem, length: usize) -> Self {
                Self(Fault { problem, start: 0, end: length })
            }
        }

        impl From<Fault> for $error {
            fn from(fault: Fault) -> Self {
                Self(fault)
            }
        }
    )+};
}

impl_error!(DateTimeError, DateError);
