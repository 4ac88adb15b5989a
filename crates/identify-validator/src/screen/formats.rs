//! Formats of texts, as far as a look at the bytes can tell: what these take, the judge takes. What
//! they refuse may be right all the same.

use std::ops::RangeInclusive;

use crate::judge;

/// A format that can be proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    DateTime,
    Date,
    Email,
    Uri,
}

impl Format {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "date-time" => Some(Self::DateTime),
            "date" => Some(Self::Date),
            "email" => Some(Self::Email),
            "uri" => Some(Self::Uri),
            _ => None,
        }
    }

    /// Whether the judge takes a text: slower, and for what is not seen at a glance.
    #[cold]
    pub(super) fn is_judged_so(self, text: &[u8]) -> bool {
        str::from_utf8(text).is_ok_and(|text| match self {
            Self::Email => judge::is_email(text),
            Self::Uri => judge::is_uri(text),
            // What there is besides is a rule's to look at.
            Self::DateTime | Self::Date => false,
        })
    }

    /// Whether a text is proven to be of the format.
    pub(super) fn takes(self, text: &[u8]) -> bool {
        match self {
            Self::DateTime => is_date_time(text),
            Self::Date => text.len() == 10 && text.first_chunk().is_some_and(is_date),
            Self::Email => is_email(text),
            Self::Uri => is_uri(text),
        }
    }
}

/// RFC 3339, `T` and `Z` in capitals, no leap second.
fn is_date_time(text: &[u8]) -> bool {
    let Some((date, rest)) = text.split_first_chunk::<10>() else { return false };
    let Some((time, rest)) = rest.split_first_chunk::<9>() else { return false };
    let [b'T', h, hh, b':', m, mm, b':', s, ss] = *time else { return false };
    let is_time = in_range(h, hh, 0..=23) && in_range(m, mm, 0..=59) && in_range(s, ss, 0..=59);
    let rest = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return false;
            }
            fraction.get(digits..).unwrap_or_default()
        }
        rest => rest,
    };
    let is_offset = match *rest {
        [b'Z'] => true,
        [b'+' | b'-', h, hh, b':', m, mm] => in_range(h, hh, 0..=23) && in_range(m, mm, 0..=59),
        _ => false,
    };
    is_time && is_offset && is_date(date)
}

fn is_date(text: &[u8; 10]) -> bool {
    let [c, cc, y, yy, b'-', m, mm, b'-', d, dd] = *text else { return false };
    let (Some(century), Some(year), Some(month), Some(day)) =
        (two_digits(c, cc), two_digits(y, yy), two_digits(m, mm), two_digits(d, dd))
    else {
        return false;
    };
    let is_leap = if year == 0 { century % 4 == 0 } else { year % 4 == 0 };
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens.wrapping_mul(10).wrapping_add(ones))
}

fn in_range(tens: u8, ones: u8, range: RangeInclusive<u8>) -> bool {
    two_digits(tens, ones).is_some_and(|number| range.contains(&number))
}

/// Addresses of letters, digits and `_+-.` at hosts of more than one label.
fn is_email(text: &[u8]) -> bool {
    let mut last = b'.';
    let mut length = 0_usize;
    for byte in text.iter().take_while(|byte| class(**byte) & LOCAL != 0) {
        // Dots stand between other characters.
        if (*byte, last) == (b'.', b'.') {
            return false;
        }
        last = *byte;
        length = length.wrapping_add(1);
    }
    let Some((_, [b'@', host @ ..])) = text.split_at_checked(length) else { return false };
    length <= 64 && last != b'.' && host_length(host) == Some(host.len())
}

/// How long the name of a host is that a text begins with: more than one label, and none with the
/// marks of IDNA.
fn host_length(text: &[u8]) -> Option<usize> {
    let mut labels = 1_usize;
    let (mut begin, mut last) = (0_usize, b'.');
    let mut at = 0_usize;
    while let Some(byte) = text.get(at).filter(|byte| class(**byte) & HOST != 0) {
        let is_edge = last == b'.' && matches!(byte, b'.' | b'-');
        let is_double = last == b'-' && matches!(byte, b'.' | b'-');
        if is_edge || is_double {
            return None;
        }
        if *byte == b'.' {
            if at.wrapping_sub(begin) > 63 {
                return None;
            }
            labels = labels.wrapping_add(1);
            begin = at.wrapping_add(1);
        }
        last = *byte;
        at = at.wrapping_add(1);
    }
    let is_host =
        labels > 1 && !matches!(last, b'.' | b'-') && at.wrapping_sub(begin) <= 63 && at <= 200;
    is_host.then_some(at)
}

/// Addresses of pages: `http` or `https`, a plain host, and what may stand behind it (RFC 3986).
fn is_uri(text: &[u8]) -> bool {
    let rest = text.strip_prefix(b"http").unwrap_or_default();
    let rest = rest.strip_prefix(b"s").unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(b"://") else { return false };
    let Some(mut rest) = host_length(rest).and_then(|length| rest.get(length..)) else {
        return false;
    };
    if !matches!(rest.first(), None | Some(b'/' | b'?' | b'#')) {
        return false;
    }
    let mut in_fragment = false;
    loop {
        let plain = rest.iter().position(|byte| class(*byte) & PATH == 0);
        rest = rest.get(plain.unwrap_or(rest.len())..).unwrap_or_default();
        match rest {
            [] => return true,
            [b'%', high, low, behind @ ..]
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                rest = behind;
            }
            [b'#', behind @ ..] if !in_fragment => (in_fragment, rest) = (true, behind),
            _ => return false,
        }
    }
}

/// What a byte may stand in, as bits.
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// The part of an address before the `@`.
const LOCAL: u8 = 1;
/// The name of a host.
const HOST: u8 = 2;
/// What stands behind it.
const PATH: u8 = 4;

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        let at = byte as usize;
        let is_word = byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
        if is_word || byte == b'_' || byte == b'+' {
            classes[at] |= LOCAL;
        }
        if is_word {
            classes[at] |= HOST;
        }
        if is_word
            || matches!(
                byte,
                b'/' | b'?'
                    | b':'
                    | b'@'
                    | b'_'
                    | b'~'
                    | b'!'
                    | b'$'
                    | b'&'
                    | b'('
                    | b')'
                    | b'*'
                    | b'+'
                    | b','
                    | b';'
                    | b'='
                    | b'\''
            )
        {
            classes[at] |= PATH;
        }
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Format;
    use crate::judge::Judge;

    /// What is taken here is taken by the judge; and these are taken.
    #[test]
    fn usual_texts_are_proven() {
        for (format, name, texts) in [
            (
                Format::DateTime,
                "date-time",
                &["2020-11-23T22:28:55Z", "2024-02-29T00:00:00.123456789+05:30"][..],
            ),
            (Format::Date, "date", &["2000-02-29", "1984-12-31"]),
            (Format::Email, "email", &["ada@example.com", "a.b+c_d-e@mail.example.co.uk"]),
            (
                Format::Uri,
                "uri",
                &[
                    "https://example.com",
                    "http://a.b-c.de/x%20y/~z?q=1&r=(2)#top",
                    "https://x.yz?a",
                ],
            ),
        ] {
            assert_eq!(Format::named(name), Some(format));
            let judge = Judge::new(json!({ "format": name })).expect("a schema");
            for text in texts {
                assert!(format.takes(text.as_bytes()), "{text}");
                for at in 0..text.len() {
                    for byte in 0x20..0x7f_u8 {
                        let mut other = text.as_bytes().to_vec();
                        other[at] = byte;
                        prove(format, &judge, &other);
                        other.insert(at, byte);
                        prove(format, &judge, &other);
                        other.truncate(at);
                        prove(format, &judge, &other);
                    }
                }
            }
        }
    }

    fn prove(format: Format, judge: &Judge, text: &[u8]) {
        let text = std::str::from_utf8(text).expect("ASCII");
        assert!(!format.takes(text.as_bytes()) || judge.accepts(text), "{text}");
    }
}
