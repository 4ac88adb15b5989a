//! Numbers. RFC 8259, section 6.

use super::Parser;
use crate::{
    fault::{FaultKind, NumberFault},
    tree::Kind,
};

/// A 64-bit float ends at 1.8e308: an integer of so many digits may be beyond it.
const SUSPECT_DIGITS: usize = 308;

impl Parser<'_, '_> {
    /// Reads a number. Outside any object or array digits that run on into text are not taken for
    /// a value: the record is something other than JSON.
    pub(super) fn number(&mut self) -> bool {
        let start = self.at;
        if self.signs_word() {
            return self.signed_word();
        }
        let scan = scan(self.rest());
        let fault = match scan.fault {
            Some(fault) if self.delimited(scan.length) => Some(fault),
            None if self.delimited(scan.length) => None,
            _ => Some(self.run_on()),
        };
        let grouped = self.grouped_length();
        let fault = if grouped > 0 { Some(NumberFault::Grouped) } else { fault };
        let Some(fault) = fault else {
            let value = self.push(Kind::Number);
            self.bump(scan.length);
            self.finish(value);
            if scan.suspect && self.is_out_of_range(start) {
                self.damage(value);
                self.fault(FaultKind::NumberOutOfRange, start..self.at);
            }
            return true;
        };
        if fault == NumberFault::Text && self.open.is_empty() {
            return false;
        }
        let length = match fault {
            NumberFault::Grouped => grouped,
            NumberFault::Text => self.bare_text_length(),
            NumberFault::Hexadecimal => self.token_length(),
            _ => scan.length,
        };
        let value = self.push(Kind::Unknown);
        self.bump(length.max(1));
        self.finish(value);
        self.damage(value);
        self.fault(FaultKind::MalformedNumber(fault), start..self.at);
        true
    }

    /// The length of a number whose digits stand in groups, such as `1_250`; 0 if it is none. A
    /// comma is taken for a part of the number in an object only, where nothing else can follow it.
    fn grouped_length(&self) -> usize {
        let rest = self.rest();
        let count = |from: usize| {
            let tail = rest.get(from..).unwrap_or_default();
            tail.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(tail.len())
        };
        let sign = usize::from(rest.first() == Some(&b'-'));
        let first = count(sign);
        let mut at = sign.saturating_add(first);
        let separator = match rest.get(at) {
            Some(b'_') if first > 0 => b'_',
            Some(b',') if self.in_object() && (1..=3).contains(&first) => b',',
            _ => return 0,
        };
        let integer = at;
        while rest.get(at) == Some(&separator) {
            match count(at.saturating_add(1)) {
                // A comma behind the number.
                0 if separator == b',' => break,
                3 => at = at.saturating_add(4),
                group if separator == b'_' && group > 0 => {
                    at = at.saturating_add(1).saturating_add(group);
                }
                _ => return 0,
            }
        }
        if at == integer {
            return 0;
        }
        let fraction = count(at.saturating_add(1));
        if rest.get(at) == Some(&b'.') && fraction > 0 {
            at = at.saturating_add(1).saturating_add(fraction);
        }
        // Digits before a colon are a name without quotation marks.
        let behind = rest.get(at..).unwrap_or_default().trim_ascii_start().first();
        let ends = self.delimited(at) && behind != Some(&b':');
        if ends { at } else { 0 }
    }

    fn is_out_of_range(&self, start: usize) -> bool {
        let text = self.source.get(start..self.at).unwrap_or_default();
        let value = std::str::from_utf8(text).ok().and_then(|text| text.parse::<f64>().ok());
        value.is_none_or(f64::is_infinite)
    }

    /// Whether something that may stand behind a number follows.
    fn delimited(&self, length: usize) -> bool {
        let next = self.byte(self.at.saturating_add(length));
        next.is_none_or(|byte| {
            !byte.is_ascii_alphanumeric()
                && !matches!(byte, b'.' | b'_' | b'+' | b'-' | b':' | b'/')
        }) || matches!(
            self.source.get(self.at.saturating_add(length)..),
            Some([b'/', b'/' | b'*', ..])
        )
    }

    /// What digits are that run on into something else.
    fn run_on(&self) -> NumberFault {
        let rest = self.rest();
        let digits = rest.strip_prefix(b"-").unwrap_or(rest);
        if matches!(digits, [b'0', b'x' | b'X', ..]) {
            NumberFault::Hexadecimal
        } else {
            NumberFault::Text
        }
    }

    fn token_length(&self) -> usize {
        let sign = usize::from(self.rest().first() == Some(&b'-'));
        super::word::length(self.rest().get(sign..).unwrap_or_default()).saturating_add(sign)
    }
}

struct Scan {
    length: usize,
    fault: Option<NumberFault>,
    /// Whether it may be beyond the range of a float.
    suspect: bool,
}

fn scan(rest: &[u8]) -> Scan {
    let digits = |from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        tail.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(tail.len())
    };
    let mut fault = None;
    let mut at = match rest.first() {
        Some(b'+') => {
            fault = Some(NumberFault::PlusSign);
            1
        }
        Some(b'-') => 1,
        _ => 0,
    };
    let integer = digits(at);
    if integer > 1 && rest.get(at) == Some(&b'0') {
        fault = fault.or(Some(NumberFault::LeadingZero));
    }
    at = at.saturating_add(integer);
    let has_point = rest.get(at) == Some(&b'.');
    if integer == 0 {
        let kind = if has_point { NumberFault::MissingInteger } else { NumberFault::MissingDigits };
        fault = fault.or(Some(kind));
    }
    let mut suspect = integer > SUSPECT_DIGITS;
    if has_point {
        let fraction = digits(at.saturating_add(1));
        at = at.saturating_add(1).saturating_add(fraction);
        if fraction == 0 {
            fault = fault.or(Some(NumberFault::MissingFraction));
        }
    }
    if matches!(rest.get(at), Some(b'e' | b'E')) {
        let mut exponent = at.saturating_add(1);
        if matches!(rest.get(exponent), Some(b'+' | b'-')) {
            exponent = exponent.saturating_add(1);
        }
        let count = digits(exponent);
        at = exponent.saturating_add(count);
        suspect = true;
        if count == 0 {
            fault = fault.or(Some(NumberFault::MissingExponent));
        }
    }
    Scan { length: at, fault, suspect }
}
