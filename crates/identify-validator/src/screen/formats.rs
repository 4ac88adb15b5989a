//! Formats of texts, as far as a look at the bytes can tell: what these take, the judge takes. What
//! they refuse may be right all the same.

use std::ops::RangeInclusive;

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
    let mut parts = text.splitn(2, |byte| *byte == b'@');
    let (Some(local), Some(host)) = (parts.next(), parts.next()) else { return false };
    let is_word = |word: &[u8]| {
        let is_fine = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'+' | b'-');
        !word.is_empty() && word.iter().all(is_fine)
    };
    local.len() <= 64 && local.split(|byte| *byte == b'.').all(is_word) && is_host(host)
}

/// The name of a host, of more than one label and without the marks of IDNA.
fn is_host(text: &[u8]) -> bool {
    let mut labels = 0_usize;
    let is_fine = |label: &[u8]| {
        labels = labels.saturating_add(1);
        let is_edge_fine = |edge: Option<&u8>| edge.is_some_and(u8::is_ascii_alphanumeric);
        label.len() <= 63
            && is_edge_fine(label.first())
            && is_edge_fine(label.last())
            && label.iter().all(|it| it.is_ascii_alphanumeric() || *it == b'-')
            && label.get(2..4) != Some(b"--")
    };
    let is_host = text.len() <= 200 && text.split(|byte| *byte == b'.').all(is_fine);
    is_host && labels > 1
}

/// Addresses of pages: `http` or `https`, a plain host, and what may stand behind it (RFC 3986).
fn is_uri(text: &[u8]) -> bool {
    let rest = text.strip_prefix(b"http").unwrap_or_default();
    let rest = rest.strip_prefix(b"s").unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(b"://") else { return false };
    let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    let (host, mut rest) = rest.split_at(end.unwrap_or(rest.len()));
    if !is_host(host) {
        return false;
    }
    let mut in_fragment = false;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match first {
            b'%' => match behind {
                [high, low, behind @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    rest = behind;
                }
                _ => return false,
            },
            b'#' if in_fragment => return false,
            b'#' => in_fragment = true,
            b'/' | b'?' | b':' | b'@' | b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'('
            | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'\'' => {}
            other if other.is_ascii_alphanumeric() => {}
            _ => return false,
        }
    }
    true
}

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
