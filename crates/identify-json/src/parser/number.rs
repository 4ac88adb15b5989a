//! Numbers. RFC 8259, section 6.

use super::{Parser, State, escape::first_char, punctuation::begins_member};
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
        if self.unopened_string(State::Value, scan.length) || self.unopened_words(scan.length) {
            return true;
        }
        let fault = match scan.fault {
            Some(fault) if self.delimited(scan.length) => Some(fault),
            None if self.delimited(scan.length) => None,
            _ => Some(self.run_on()),
        };
        let (grouped, kind) = self.grouped();
        let fault = if grouped > 0 { Some(kind) } else { fault };
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
            NumberFault::Grouped | NumberFault::DecimalComma => grouped,
            NumberFault::Text => self.bare_text_length(),
            NumberFault::Hexadecimal
            | NumberFault::Octal
            | NumberFault::Binary
            | NumberFault::BigInteger => self.token_length(),
            _ => scan.length,
        };
        if fault == NumberFault::Text && self.unopened_string(State::Value, length) {
            return true;
        }
        self.malformed_number(fault, length.max(1));
        true
    }

    /// Reads `1 Main Street"`: a text that lacks its opening quotation mark and begins with a number.
    fn unopened_words(&mut self, number: usize) -> bool {
        let behind = self.rest().get(number..).unwrap_or_default();
        let [b' ', letter, ..] = behind else { return false };
        let is_text = !self.open.is_empty() && (letter.is_ascii_alphabetic() || *letter >= 0x80);
        is_text && self.unopened_string(State::Value, self.bare_text_length())
    }

    /// Reads a number with digits or a sign from beyond ASCII.
    pub(super) fn foreign_number(&mut self) -> bool {
        let rest = self.rest();
        let mut length = 0_usize;
        let mut digits = 0_usize;
        while let Some(character) = rest.get(length..).and_then(first_char) {
            let is_digit = matches!(character, '\u{ff10}'..='\u{ff19}' | '0'..='9');
            let is_sign = length == 0 && matches!(character, '\u{2212}' | '\u{2013}' | '\u{ff0d}');
            if !is_digit && !is_sign && (character != '.' || digits == 0) {
                break;
            }
            digits = digits.saturating_add(usize::from(is_digit));
            length = length.saturating_add(character.len_utf8());
        }
        if digits == 0 || !super::template::ends(rest.get(length..).unwrap_or_default()) {
            return false;
        }
        self.malformed_number(NumberFault::ForeignDigits, length);
        true
    }

    fn malformed_number(&mut self, fault: NumberFault, length: usize) {
        let start = self.at;
        let value = self.push(Kind::Unknown);
        self.bump(length);
        self.finish(value);
        self.damage(value);
        self.fault(FaultKind::MalformedNumber(fault), start..self.at);
    }

    /// A number whose digits stand in groups, such as `1_250`, or whose decimal point is a comma:
    /// its length, 0 if it is none, and which of the two. Commas, spaces and apostrophes are taken
    /// for a part of the number in an object only, where nothing else can follow it.
    fn grouped(&self) -> (usize, NumberFault) {
        let rest = self.rest();
        let groups = Groups::read(rest, self.in_object());
        let Some((length, kind)) = groups else { return (0, NumberFault::Grouped) };
        // Digits before a colon are a name without quotation marks.
        let behind = rest.get(length..).unwrap_or_default().trim_ascii_start().first();
        let ends = self.delimited(length) && behind != Some(&b':');
        if ends { (length, kind) } else { (0, kind) }
    }

    fn is_out_of_range(&self, start: usize) -> bool {
        let text = self.source.get(start..self.at).unwrap_or_default();
        let value = std::str::from_utf8(text).ok().and_then(|text| text.parse::<f64>().ok());
        value.is_none_or(f64::is_infinite)
    }

    /// Whether something that may stand behind a number follows.
    fn delimited(&self, length: usize) -> bool {
        let behind = self.source.get(self.at.saturating_add(length)..).unwrap_or_default();
        let next = behind.first();
        // A colon that stands for a comma.
        if behind.strip_prefix(b":").is_some_and(|rest| begins_member(rest.trim_ascii_start())) {
            return true;
        }
        next.is_none_or(|&byte| {
            !byte.is_ascii_alphanumeric()
                && !matches!(byte, b'.' | b'_' | b'+' | b'-' | b':' | b'/' | b'%' | b'$')
                && (byte.is_ascii() || !self.is_unit(length))
        }) || matches!(
            self.source.get(self.at.saturating_add(length)..),
            Some([b'/', b'/' | b'*', ..])
        )
    }

    /// Whether a letter or a sign of currency from beyond ASCII follows.
    fn is_unit(&self, length: usize) -> bool {
        let next = self.source.get(self.at.saturating_add(length)..).and_then(first_char);
        next.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(c, '\u{a2}'..='\u{a5}' | '\u{b0}' | '\u{20a0}'..='\u{20cf}')
        })
    }

    /// What digits are that run on into something else.
    fn run_on(&self) -> NumberFault {
        let rest = self.rest();
        let digits = rest.strip_prefix(b"-").unwrap_or(rest);
        let word = digits.get(..super::word::length(digits)).unwrap_or_default();
        let in_base = |prefix: u8, radix: u32| match word {
            [b'0', letter, rest @ ..] => {
                letter.eq_ignore_ascii_case(&prefix)
                    && !rest.is_empty()
                    && rest.iter().all(|byte| char::from(*byte).is_digit(radix))
            }
            _ => false,
        };
        match word {
            [whole @ .., b'n'] if !whole.is_empty() && whole.iter().all(u8::is_ascii_digit) => {
                NumberFault::BigInteger
            }
            [b'0', b'x' | b'X', ..] => NumberFault::Hexadecimal,
            _ if in_base(b'o', 8) => NumberFault::Octal,
            _ if in_base(b'b', 2) => NumberFault::Binary,
            _ => NumberFault::Text,
        }
    }

    fn token_length(&self) -> usize {
        let sign = usize::from(self.rest().first() == Some(&b'-'));
        super::word::length(self.rest().get(sign..).unwrap_or_default()).saturating_add(sign)
    }
}

/// Digits in groups.
struct Groups;

impl Groups {
    /// Reads `1_250`, `1,250.50`, `1 250,50`, `1.000.000` or `1,5`.
    fn read(rest: &[u8], in_object: bool) -> Option<(usize, NumberFault)> {
        let digits = |from: usize| {
            let tail = rest.get(from..).unwrap_or_default();
            tail.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(tail.len())
        };
        let sign = usize::from(rest.first() == Some(&b'-'));
        let first = digits(sign);
        let mut at = sign.saturating_add(first);
        let separator = separator(rest.get(at..)?).filter(|_| first > 0)?;
        let width = separator.len();
        if separator == b"_" {
            while rest.get(at) == Some(&b'_') && digits(at.saturating_add(1)) > 0 {
                at = at.saturating_add(1).saturating_add(digits(at.saturating_add(1)));
            }
            return Some((fraction(rest, at, b'.'), NumberFault::Grouped));
        }
        if !in_object {
            return None;
        }
        let (mut groups, mut is_even) = (0_usize, first <= 3);
        let mut last = 0;
        while rest.get(at..).is_some_and(|rest| rest.starts_with(separator)) {
            let group = digits(at.saturating_add(width));
            // A comma behind the number.
            if group == 0 || (separator != b"," && group != 3) {
                break;
            }
            last = group;
            // In India two digits make a group, but for the last.
            is_even &= last == 3 || last == 2;
            groups = groups.saturating_add(1);
            at = at.saturating_add(width).saturating_add(last);
        }
        let is_comma = separator == b",";
        match groups {
            0 => None,
            // One point is the decimal point.
            1 if separator == b"." => {
                let end = fraction(rest, at, b',');
                (end > at).then_some((end, NumberFault::DecimalComma))
            }
            1 if is_comma && last != 3 => Some((at, NumberFault::DecimalComma)),
            _ if !is_even || (is_comma && digits(at.saturating_sub(3)) != 3) => None,
            _ => {
                let end = fraction(rest, at, b',');
                if end > at && !is_comma {
                    return Some((end, NumberFault::DecimalComma));
                }
                Some((fraction(rest, at, b'.'), NumberFault::Grouped))
            }
        }
    }
}

/// What parts the groups of digits from each other.
fn separator(rest: &[u8]) -> Option<&'static [u8]> {
    const SEPARATORS: [&[u8]; 8] = [
        b"_",
        b",",
        b".",
        b" ",
        b"'",
        "\u{a0}".as_bytes(),
        "\u{202f}".as_bytes(),
        "\u{2019}".as_bytes(),
    ];
    SEPARATORS.into_iter().find(|separator| rest.starts_with(separator))
}

/// The end of a number, with the fraction that may follow at `at`.
fn fraction(rest: &[u8], at: usize, point: u8) -> usize {
    let inner = rest.get(at.saturating_add(1)..).unwrap_or_default();
    let count = inner.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if rest.get(at) == Some(&point) && count > 0 {
        at.saturating_add(1).saturating_add(count)
    } else {
        at
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
