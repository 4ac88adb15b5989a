//! The slow side of the scanner: which of several problems it is, once the
//! text is known to be wrong.

use super::problem::{EpochUnit, Fault, Field, Problem};
use super::scan::Scan;

impl Scan<'_> {
    /// Why no four-digit year and hyphen begin the text.
    pub(super) fn explain_year(&self) -> Fault {
        let length = self.bytes.len();
        let run = self.run();
        let white_space = self.white_space();
        if length == 0 {
            self.fault(Problem::Empty, 0)
        } else if white_space == length {
            self.fault(Problem::Blank, length)
        } else if white_space > 0 {
            self.fault(Problem::LeadingWhiteSpace, white_space)
        } else if run == length {
            self.explain_digits(run)
        } else if let Some(fault) = self.explain_order() {
            fault
        } else {
            match (run, self.bytes.get(run)) {
                (8, Some(b'T' | b't' | b' ')) => self.fault(Problem::CompactDate, 8),
                (2, Some(b'-' | b'/' | b'.')) => self.fault(Problem::TwoDigitYear, 2),
                (4, _) => {
                    let at = Scan { bytes: self.bytes, at: 4 };
                    at.fault(Problem::DateSeparator, at.char_length())
                }
                _ => self.fault(Problem::Malformed { field: Field::Year }, self.word()),
            }
        }
    }

    /// A text of digits only.
    fn explain_digits(&self, count: usize) -> Fault {
        let epoch = match count {
            4 => return Scan { bytes: self.bytes, at: 4 }.fault(Problem::IncompleteDate, 0),
            8 => return self.fault(Problem::CompactDate, 8),
            9 | 10 => Some(EpochUnit::Seconds),
            12 | 13 => Some(EpochUnit::Milliseconds),
            15 | 16 => Some(EpochUnit::Microseconds),
            18 | 19 => Some(EpochUnit::Nanoseconds),
            _ => None,
        };
        self.fault(Problem::AllDigits { epoch }, count)
    }

    /// One or two digits, the same again, then four: the year comes last.
    fn explain_order(&self) -> Option<Fault> {
        let mut scan = Scan { bytes: self.bytes, at: 0 };
        for _ in 0..2 {
            let run = scan.run();
            if !(1..=2).contains(&run) {
                return None;
            }
            scan.at = scan.at.saturating_add(run);
            if !matches!(scan.peek(), Some(b'-' | b'/' | b'.')) {
                return None;
            }
            scan.at = scan.at.saturating_add(1);
        }
        let end = scan.at.saturating_add(4);
        (scan.run() == 4).then(|| self.fault(Problem::YearLast, end))
    }

    /// Why neither `T` nor `t` and a time follow the date.
    pub(super) fn explain_separator(&self) -> Fault {
        match self.rest() {
            [] | [b'Z' | b'z' | b'+', ..] => self.fault(Problem::MissingTime, 0),
            [b'T' | b't'] => self.fault(Problem::MissingTime, 1),
            rest if self.white_space() == rest.len() => self.fault(Problem::MissingTime, 0),
            _ => self.fault(Problem::SeparatorNotT, self.char_length()),
        }
    }

    /// Why no offset follows the time.
    pub(super) fn explain_offset(&self) -> Fault {
        match self.char() {
            // Hyphens, dashes and the minus sign of Unicode.
            Some('\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}') => {
                self.fault(Problem::OffsetSign, self.char_length())
            }
            _ if self.white_space() == self.rest().len() => self.fault(Problem::MissingOffset, 0),
            _ => self.fault(Problem::MalformedOffset, usize::MAX),
        }
    }

    /// A field that does not begin with one or two digits, or has too many.
    pub(super) fn malformed(&self, field: Field, digits: usize) -> Fault {
        let length = if digits == 0 { self.char_length() } else { digits };
        self.fault(Problem::Malformed { field }, length)
    }

    /// Bytes of a sign and digits, or else of all that stands before a hyphen.
    fn word(&self) -> usize {
        let signed = usize::from(matches!(self.peek(), Some(b'+' | b'-')));
        let digits = Scan { bytes: self.bytes, at: signed }.run();
        match signed.saturating_add(digits) {
            0 => self.bytes.iter().take_while(|byte| **byte != b'-').count(),
            length => length,
        }
    }

    /// Bytes of white space here.
    pub(super) fn white_space(&self) -> usize {
        let mut scan = Scan { bytes: self.bytes, at: self.at };
        while scan.char().is_some_and(char::is_whitespace) {
            scan.at = scan.at.saturating_add(scan.char_length());
        }
        scan.at.saturating_sub(self.at)
    }

    /// The character here; `None` at the end and in malformed UTF-8.
    fn char(&self) -> Option<char> {
        let length = match self.peek()? {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0.. => 4,
            _ => 1,
        };
        std::str::from_utf8(self.rest().get(..length)?).ok()?.chars().next()
    }

    /// Bytes of the character here, or one byte where there is none.
    pub(super) fn char_length(&self) -> usize {
        self.char().map_or(1, char::len_utf8)
    }
}
