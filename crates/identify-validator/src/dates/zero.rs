//! Days that stand for zero, or for nothing, in systems that cannot leave a date out.

use identify_types::chrono::NaiveDate;

/// Such a day.
#[derive(Debug)]
pub(crate) struct ZeroDay {
    year: i32,
    month: u32,
    day: u32,
    /// Where it is zero, in words that fit behind "the zero of".
    pub(crate) of: &'static str,
}

/// The days, oldest first.
///
/// Sources: RFC 3339, whose years begin with 0000; .NET's `DateTime.MinValue` and Go's
/// `time.Time{}`; Windows `FILETIME`; OLE automation dates, which Delphi and Excel share (Excel counts
/// 1900 as a leap year, so that its day 0 is shown a day later); SQL Server's `datetime`, where 0 and the empty string are 1900-01-01;
/// Excel's 1904 date system and classic Mac OS; POSIX time.
const DAYS: &[ZeroDay] = &[
    ZeroDay { year: 0, month: 1, day: 1, of: "the calendar" },
    ZeroDay { year: 1, month: 1, day: 1, of: ".NET's and Go's dates" },
    ZeroDay { year: 1601, month: 1, day: 1, of: "Windows file times" },
    ZeroDay { year: 1899, month: 12, day: 30, of: "spreadsheets and OLE" },
    ZeroDay { year: 1899, month: 12, day: 31, of: "Excel's dates" },
    ZeroDay { year: 1900, month: 1, day: 1, of: "SQL Server's and Excel's dates" },
    ZeroDay { year: 1904, month: 1, day: 1, of: "spreadsheets from old Macs" },
];

/// The first day of Unix time.
pub(crate) const UNIX: ZeroDay = ZeroDay { year: 1970, month: 1, day: 1, of: "Unix time" };

/// The system of which a day is the zero. The zero of Unix time is not among them: as a day, it is
/// one like any other, on which people were born.
pub(crate) fn zero_day(date: NaiveDate) -> Option<&'static ZeroDay> {
    DAYS.iter().find(|zero| zero.is(date))
}

impl ZeroDay {
    /// Whether it is this day.
    pub(crate) fn is(&self, date: NaiveDate) -> bool {
        NaiveDate::from_ymd_opt(self.year, self.month, self.day) == Some(date)
    }
}
