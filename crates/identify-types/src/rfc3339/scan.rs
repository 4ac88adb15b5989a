//! The grammar of RFC 3339 section 5.6, read from left to right.

use super::problem::{DateError, DateTimeError, Fault, Field, Problem};

/// The fields of a valid date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateFields {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// The fields of a valid date-time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateTimeFields {
    pub(crate) date: DateFields,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    /// 0 to 60.
    pub(crate) second: u8,
    /// The first nine fractional digits.
    pub(crate) nanosecond: u32,
    /// Minutes east of UTC.
    pub(crate) offset: i32,
}

pub(crate) fn date_fields(bytes: &[u8]) -> Result<DateFields, DateError> {
    let mut scan = Scan::new(bytes);
    let fields = scan.date()?;
    scan.end_of_date()?;
    Ok(fields)
}

pub(crate) fn date_time_fields(bytes: &[u8]) -> Result<DateTimeFields, DateTimeError> {
    let mut scan = Scan::new(bytes);
    let date = scan.date()?;
    scan.separator()?;
    let (hour, minute, second, second_at) = scan.time()?;
    let nanosecond = scan.fraction()?;
    let offset = scan.offset()?;
    scan.end()?;
    if second == 60 && !is_last_minute_of_utc_day(hour, minute, offset) {
        let end = second_at.saturating_add(2);
        return Err(Fault { problem: Problem::ImpossibleLeapSecond, start: second_at, end }.into());
    }
    Ok(DateTimeFields { date, hour, minute, second, nanosecond, offset })
}

/// RFC 3339 section 5.7 lets second 60 be at the end of a month only; JSON
/// Schema's format and this check take it on any day, since leap seconds are
/// announced and cannot be listed ahead.
fn is_last_minute_of_utc_day(hour: u8, minute: u8, offset: i32) -> bool {
    let local = i32::from(hour).wrapping_mul(60).wrapping_add(i32::from(minute));
    local.wrapping_sub(offset).rem_euclid(24 * 60) == 24 * 60 - 1
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let divides = |n| year.is_multiple_of(n);
    match month {
        2 if divides(4) && (!divides(100) || divides(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The value of a few ASCII digits.
fn value(digits: &[u8]) -> u16 {
    digits.iter().fold(0_u16, |sum, &digit| {
        sum.wrapping_mul(10).wrapping_add(u16::from(digit.wrapping_sub(b'0')))
    })
}

/// A text and a place in it.
pub(super) struct Scan<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    /// How many ASCII digits stand here.
    pub(super) fn run(&self) -> usize {
        self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// A fault on the next `length` bytes.
    pub(super) fn fault(&self, problem: Problem, length: usize) -> Fault {
        let end = self.at.saturating_add(length).min(self.bytes.len());
        Fault { problem, start: self.at, end }
    }

    /// Exactly two digits, as their number.
    fn two_digits(&mut self, field: Field) -> Result<u8, Fault> {
        let digits = match (self.run(), self.rest()) {
            (2, [tens, ones, ..]) => [*tens, *ones],
            (1, _) => return Err(self.fault(Problem::Unpadded { field }, 1)),
            (run, _) => return Err(self.malformed(field, run)),
        };
        self.skip(2);
        // Two digits are at most 99.
        Ok(u8::try_from(value(&digits)).unwrap_or(u8::MAX))
    }

    /// As `two_digits`, and not over `last`; the fault then is `problem`.
    fn two_digits_to(&mut self, field: Field, last: u8, problem: Problem) -> Result<u8, Fault> {
        let fault = self.fault(problem, 2);
        let number = self.two_digits(field)?;
        if number > last { Err(fault) } else { Ok(number) }
    }

    fn date(&mut self) -> Result<DateFields, Fault> {
        if self.run() != 4 || self.bytes.get(4) != Some(&b'-') {
            return Err(self.explain_year());
        }
        let year = value(self.rest().get(..4).unwrap_or_default());
        self.skip(5);

        if self.peek().is_none() {
            return Err(self.fault(Problem::IncompleteDate, 0));
        }
        let fault = self.fault(Problem::MonthOutOfRange, 2);
        let month = self.two_digits(Field::Month)?;
        if !(1..=12).contains(&month) {
            return Err(fault);
        }
        match self.peek() {
            Some(b'-') => self.skip(1),
            None => return Err(self.fault(Problem::IncompleteDate, 0)),
            Some(_) => return Err(self.fault(Problem::DateSeparator, self.char_length())),
        }

        if self.peek().is_none() {
            return Err(self.fault(Problem::IncompleteDate, 0));
        }
        let days_in_month = days_in_month(year, month);
        let fault = self.fault(Problem::DayOutOfRange { days_in_month }, 2);
        let day = self.two_digits(Field::Day)?;
        if day == 0 || day > days_in_month {
            return Err(fault);
        }
        Ok(DateFields { year, month, day })
    }

    fn separator(&mut self) -> Result<(), Fault> {
        match self.rest() {
            [b'T' | b't', _, ..] => {
                self.skip(1);
                Ok(())
            }
            _ => Err(self.explain_separator()),
        }
    }

    /// Hour, minute, second, and the place of the second.
    fn time(&mut self) -> Result<(u8, u8, u8, usize), Fault> {
        if matches!(self.run(), 4 | 6) {
            return Err(self.fault(Problem::CompactTime, self.run()));
        }
        if self.rest().starts_with(b"24:00:00") {
            return Err(self.fault(Problem::HourTwentyFour, 8));
        }
        let hour = self.two_digits_to(Field::Hour, 23, Problem::HourOutOfRange)?;
        self.colon()?;
        let minute = self.two_digits_to(Field::Minute, 59, Problem::MinuteOutOfRange)?;
        self.colon()?;
        let second_at = self.at;
        let second = self.two_digits_to(Field::Second, 60, Problem::SecondOutOfRange)?;
        Ok((hour, minute, second, second_at))
    }

    fn colon(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b':') => {
                self.skip(1);
                Ok(())
            }
            None | Some(b'Z' | b'z' | b'+' | b'-') => Err(self.fault(Problem::IncompleteTime, 0)),
            Some(_) => Err(self.fault(Problem::TimeSeparator, self.char_length())),
        }
    }

    /// The fraction in nanoseconds; digits beyond the ninth are read and dropped.
    fn fraction(&mut self) -> Result<u32, Fault> {
        match self.peek() {
            Some(b'.') => {}
            Some(b',') => return Err(self.fault(Problem::CommaFraction, 1)),
            _ => return Ok(0),
        }
        let point = self.fault(Problem::FractionWithoutDigits, 1);
        self.skip(1);
        let run = self.run();
        if run == 0 {
            return Err(point);
        }
        let digits = self.rest().iter().take(run).map(|digit| u32::from(digit.wrapping_sub(b'0')));
        let nanosecond = digits
            .chain(std::iter::repeat(0))
            .take(9)
            .fold(0_u32, |sum, digit| sum.wrapping_mul(10).wrapping_add(digit));
        self.skip(run);
        Ok(nanosecond)
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Result<i32, Fault> {
        let sign = match self.peek() {
            Some(b'Z' | b'z') => {
                self.skip(1);
                return Ok(0);
            }
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Err(self.explain_offset()),
        };
        let start = self.at;
        let fault = |problem, end| Fault { problem, start, end };
        self.skip(1);
        if self.run() == 4 {
            return Err(fault(Problem::OffsetWithoutColon, self.at.saturating_add(4)));
        }
        let hours = self.two_digits(Field::OffsetHour)?;
        if self.peek() != Some(b':') {
            return Err(fault(Problem::OffsetWithoutMinutes, self.at));
        }
        self.skip(1);
        if self.run() == 0 {
            return Err(fault(Problem::OffsetWithoutMinutes, self.at));
        }
        let minutes = self.two_digits(Field::OffsetMinute)?;
        if hours > 23 || minutes > 59 {
            return Err(fault(Problem::OffsetOutOfRange, self.at));
        }
        let total = i32::from(hours).wrapping_mul(60).wrapping_add(i32::from(minutes));
        Ok(total.wrapping_mul(sign))
    }

    fn end_of_date(&self) -> Result<(), Fault> {
        match self.rest() {
            [b'T' | b't' | b' ', b'0'..=b'9', ..] => {
                Err(self.fault(Problem::UnexpectedTime, usize::MAX))
            }
            _ => self.end(),
        }
    }

    fn end(&self) -> Result<(), Fault> {
        match self.rest().len() {
            0 => Ok(()),
            length if self.white_space() == length => {
                Err(self.fault(Problem::TrailingWhiteSpace, length))
            }
            length => Err(self.fault(Problem::TrailingText, length)),
        }
    }
}
