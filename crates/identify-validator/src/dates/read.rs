//! Reading dates leniently, to write them strictly. Whatever comes out has passed the strict check.

use identify_types::chrono::{DateTime, Days, NaiveDate, SecondsFormat};

use super::{Want, epoch, forms, words};

/// One way to read a date whose parts may stand in several orders.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) condition: String,
    pub(super) text: String,
    /// Whether more than the order had to be guessed.
    pub(super) is_guess: bool,
}

/// The value as it would be right, where it can be read in one way.
pub(crate) fn read(value: &str, want: Want) -> Option<String> {
    let value = &plain(value);
    let text = rfc2822(value)
        .filter(|_| want == Want::DateTime)
        .or_else(|| epoch::moment(value, want))
        .or_else(|| words::read(value, want))
        .or_else(|| match forms::read(value, want)? {
            forms::Day::Moment(moment) => Some(moment),
            forms::Day::Day(day, rest) => {
                let date = day.format("%Y%m%d").to_string();
                let (date, _) = year_first(&date)?;
                assemble(date, rest, want)
            }
        })
        .or_else(|| {
            let (date, rest) = year_first(value)?;
            assemble(date, rest, want)
        })?;
    want.is_met_by(&text).then_some(text)
}

/// The value with day and month exchanged, where the month is none.
pub(super) fn day_before_month(value: &str, want: Want) -> Option<String> {
    let value = &plain(value);
    let ((year, day, month), rest) = year_first(value)?;
    let text = assemble((year, month, day), rest, want).filter(|_| day > 12 && month <= 12)?;
    want.is_met_by(&text).then_some(text)
}

/// The readings of a date that does not begin with a year of four digits; none if it does.
pub(super) fn orders(value: &str, want: Want) -> Vec<Reading> {
    let value = &plain(value);
    let Some(([a, b, c], rest)) = three_numbers(value) else { return Vec::new() };
    let candidates: &[(&str, [&str; 3])] = if c.len() == 4 {
        &[("the day stands first", [c, b, a]), ("the month stands first", [c, a, b])]
    } else if a.len() <= 2 && c.len() == 2 {
        &[
            ("the year stands first", [a, b, c]),
            ("the day stands first", [c, b, a]),
            ("the month stands first", [c, a, b]),
        ]
    } else {
        &[]
    };
    let mut readings: Vec<Reading> = Vec::new();
    for (order, [year, month, day]) in candidates {
        let (Ok(month), Ok(day)) = (month.parse(), day.parse()) else { continue };
        let years = if year.len() == 4 { vec![year.parse().ok()] } else { centuries(year, want) };
        let is_guess = year.len() != 4;
        let several = years.len() > 1;
        for year in years.into_iter().flatten() {
            let Some(text) = assemble((year, month, day), rest, want) else { continue };
            if want.is_met_by(&text) && readings.iter().all(|known| known.text != text) {
                let century = match year {
                    _ if !several => "",
                    2000.. => " and the year begins with `20`",
                    _ => " and the year begins with `19`",
                };
                let condition = format!("if {order}{century}");
                readings.push(Reading { condition, text, is_guess });
            }
        }
    }
    readings
}

/// The years that two digits can mean. Of a moment at which an account came into being those from
/// 1969 to 2068, as POSIX has it (`strptime`, `%y`). Of a birthday the last century, and this one
/// where it has come: up to 29, since nobody who is registered was born in 2030 or later. The bound
/// must move when that year comes near.
fn centuries(year: &str, want: Want) -> Vec<Option<u16>> {
    let Some(short) = year.parse::<u16>().ok().filter(|_| year.len() == 2) else {
        return Vec::new();
    };
    let (last, this) = (short.checked_add(1900), short.checked_add(2000));
    match want {
        Want::DateTime if short < 69 => vec![this],
        Want::Date if short < 30 => vec![last, this],
        Want::Date | Want::DateTime => vec![last],
    }
}

/// Whether it is a date as in the headers of e-mail and HTTP.
pub(super) fn is_rfc2822(value: &str) -> bool {
    rfc2822(value.trim()).is_some()
}

/// ASCII digits and signs for those of other scripts, and neither white space nor quotation marks
/// around.
fn plain(value: &str) -> String {
    // The zeros of the scripts of Unicode that are used for dates; their digits follow in order.
    const ZEROS: [char; 7] =
        ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}', '\u{7c0}'];
    let ascii = |letter: char| match letter {
        '\0'..='\u{7f}' => letter,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
        _ => ZEROS
            .iter()
            .filter_map(|&zero| u32::from(letter).checked_sub(u32::from(zero)))
            .find(|digit| *digit < 10)
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(letter),
    };
    let value = value.trim();
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
    value.chars().map(ascii).collect()
}

fn rfc2822(value: &str) -> Option<String> {
    let moment = DateTime::parse_from_rfc2822(value).ok()?;
    Some(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// Year, month and day.
pub(super) type Date = (u16, u8, u8);

/// A year of four digits, month and day, and what follows.
fn year_first(value: &str) -> Option<(Date, &str)> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    // 14 digits are date and time in one.
    if digits == 8 || (digits == 14 && value.len() == 14) {
        let date = (value.get(..4)?, value.get(4..6)?, value.get(6..8)?);
        let date = (date.0.parse().ok()?, date.1.parse().ok()?, date.2.parse().ok()?);
        return Some((date, value.get(8..)?));
    }
    let ([year, month, day], rest) = three_numbers(value).filter(|_| digits == 4)?;
    if day.len() > 2 {
        return None;
    }
    Some(((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?), rest))
}

/// Three numbers with the same separator between them, and what follows.
fn three_numbers(value: &str) -> Option<([&str; 3], &str)> {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (a, rest) = value.split_at_checked(number(value)).filter(|(a, _)| !a.is_empty())?;
    let separator = rest.chars().next().filter(|it| matches!(it, '-' | '/' | '.'))?;
    let rest = rest.strip_prefix(separator)?;
    let (b, rest) =
        rest.split_at_checked(number(rest)).filter(|(b, _)| (1..=2).contains(&b.len()))?;
    let rest = rest.strip_prefix(separator)?;
    let (c, rest) = rest.split_at_checked(number(rest)).filter(|(c, _)| !c.is_empty())?;
    Some(([a, b, c], rest))
}

/// Date and what follows it, written strictly.
fn assemble((year, month, day): Date, rest: &str, want: Want) -> Option<String> {
    let date = format!("{year:04}-{month:02}-{day:02}");
    if want == Want::Date {
        // A time is dropped, and a zone; anything else is not a date.
        let rest = rest.trim_start_matches([',', 'T', 't', ' ']);
        let is_zone = !rest.starts_with('(') && offset(rest).is_some();
        return (is_zone || time(rest).is_some()).then_some(date);
    }
    if matches!(rest, "" | "T" | "t" | "Z" | "z") {
        return Some(format!("{date}T00:00:00Z"));
    }
    if let Some(offset) = offset(rest).filter(|_| rest.starts_with(['+', '-'])) {
        return Some(format!("{date}T00:00:00{offset}"));
    }
    let rest = match rest.strip_prefix([',', ' ', 'T', 't', '_', ':']) {
        Some(rest) => rest.trim_start(),
        None => rest,
    };
    let (clock, is_next_day) = time(rest)?;
    if !is_next_day {
        return Some(format!("{date}T{clock}"));
    }
    let day = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    let day = day.checked_add_days(Days::new(1))?;
    Some(format!("{}T{clock}", day.format("%Y-%m-%d")))
}

/// A time and its offset, and whether it is the end of the day, 24:00:00.
pub(super) fn time(text: &str) -> Option<(String, bool)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (hour, minute, second, rest) = if matches!(digits, 4 | 6) {
        (text.get(..2)?, text.get(2..4)?, text.get(4..digits)?, text.get(digits..)?)
    } else {
        clock(text)?
    };
    let mut hour: u8 = hour.parse().ok()?;
    let minute: u8 = minute.parse().ok()?;
    let second: u8 = if second.is_empty() { 0 } else { second.parse().ok()? };
    let (fraction, rest) = fraction(rest);
    let rest = rest.trim_start();
    let half = rest.get(..2).map(str::to_ascii_uppercase);
    let rest = match half.as_deref() {
        Some(half @ ("AM" | "PM")) if (1..=12).contains(&hour) => {
            let after_noon = if half == "PM" { 12 } else { 0 };
            hour = (hour % 12).saturating_add(after_noon);
            rest.get(2..)?
        }
        _ => rest,
    };
    let is_next_day = (hour, minute, second) == (24, 0, 0);
    let hour = if is_next_day { 0 } else { hour };
    Some((format!("{hour:02}:{minute:02}:{second:02}{fraction}{}", offset(rest)?), is_next_day))
}

/// Hour, minute and second, the last of them or the last two perhaps empty, and what follows.
fn clock(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (hour, after_hour) = number(text)?;
    let separator = after_hour.chars().next().filter(|it| matches!(it, ':' | '.' | '-'));
    let next = |text: &'_ str| -> Option<usize> {
        let rest = text.strip_prefix(separator?)?;
        number(rest).map(|(_, rest)| text.len().saturating_sub(rest.len()))
    };
    let Some(length) = next(after_hour) else {
        // An hour alone must have an offset, or half of the day: it could be anything else.
        let is_sure =
            matches!(after_hour.trim_start().get(..1), Some("Z" | "z" | "A" | "a" | "P" | "p"));
        return is_sure.then_some((hour, "0", "", after_hour));
    };
    let (minute, after_minute) = (after_hour.get(1..length)?, after_hour.get(length..)?);
    match next(after_minute) {
        Some(length) => {
            Some((hour, minute, after_minute.get(1..length)?, after_minute.get(length..)?))
        }
        // `22-28` may be an hour and an offset.
        None if separator == Some('-') => None,
        None => Some((hour, minute, "", after_minute)),
    }
}

/// A number of one or two digits.
fn number(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(digits).filter(|(digits, _)| (1..=2).contains(&digits.len()))
}

/// The fraction of the second with its point, or nothing where it has no digits.
fn fraction(text: &str) -> (String, &str) {
    let is_millis = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count() == 3;
    let after_colon = || text.strip_prefix(':').filter(|rest| is_millis(rest));
    let Some(after) = text.strip_prefix(['.', ',']).or_else(after_colon) else {
        return (String::new(), text);
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    match after.split_at_checked(digits) {
        Some((digits, rest)) if !digits.is_empty() => (format!(".{digits}"), rest),
        _ => (String::new(), after),
    }
}

/// The offset; UTC where there is none.
fn offset(text: &str) -> Option<String> {
    // A zone in brackets (RFC 9557) or a comment beside an offset says nothing more.
    let end = text.find(['[', '(']).or_else(|| text.find(" m=")).unwrap_or(text.len());
    let text = text.get(..end)?.trim();
    // Go writes the name of the zone behind its offset.
    let text = match text.split_once(' ') {
        Some((offset, zone)) if offset.starts_with(['+', '-']) => {
            let is_name = zone.len() <= 5 && zone.bytes().all(|byte| byte.is_ascii_uppercase());
            if is_name { offset } else { return None }
        }
        _ => text,
    };
    let text = match text.get(..3).map(str::to_ascii_uppercase).as_deref() {
        Some("UTC" | "GMT") => text.get(3..)?.trim_start(),
        _ => text,
    };
    if matches!(text, "" | "Z" | "z") {
        return Some("Z".to_owned());
    }
    let sign = text.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits: String = text.chars().skip(1).filter(|letter| *letter != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "00"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    Some(format!("{sign}{hours}:{minutes}"))
}
