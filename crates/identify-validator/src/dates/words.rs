//! Dates with words in them: the month, the day of the week, the zone.

use identify_types::chrono::{Datelike, NaiveDate, Weekday};

use super::{
    Want,
    read::{Date, time},
};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date whose month is a word, in parts.
struct Parts {
    date: Date,
    weekday: Option<Weekday>,
    /// The time and what follows it; empty if there is none.
    time: String,
}

/// A date whose month is an English word, written strictly: `2 April 1990`, `Apr 2, 1990`, the
/// text of a JavaScript date, of `asctime`, of the headers of e-mail and HTTP.
pub(super) fn read(value: &str, want: Want) -> Option<String> {
    let parts = parts(value)?;
    let (year, month, day) = parts.date;
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    if parts.weekday.is_some_and(|weekday| weekday != date.weekday()) {
        return None;
    }
    let (clock, is_next_day) = match parts.time.as_str() {
        "" => ("00:00:00Z".to_owned(), false),
        text => time(text)?,
    };
    match want {
        Want::Date => Some(date.to_string()),
        Want::DateTime if is_next_day => Some(format!("{}T{clock}", date.succ_opt()?)),
        Want::DateTime => Some(format!("{date}T{clock}")),
    }
}

/// Whether the day of the week is not that of the date.
pub(super) fn contradicts_itself(value: &str) -> bool {
    parts(value).is_some_and(|parts| {
        let (year, month, day) = parts.date;
        let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
        parts.weekday.zip(date).is_some_and(|(weekday, date)| weekday != date.weekday())
    })
}

/// Whether a month's name, or the beginning of one, stands in the text beside digits.
pub(super) fn names_a_month(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit())
        && value.split(|letter: char| !letter.is_alphabetic()).any(|word| month(word).is_some())
}

/// The number of a month, by its English name or the first three letters of it.
fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 {
        return None;
    }
    let is_it = |name: &str| {
        let begins = name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        begins && (word.len() <= 4 || word.len() == name.len())
    };
    let at = MONTHS.iter().position(|name| is_it(name))?;
    u8::try_from(at.saturating_add(1)).ok()
}

/// A day of the month: `2`, `02`, `2.`, `2nd`.
fn day(token: &str) -> Option<u8> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) =
        token.split_at_checked(digits).filter(|(it, _)| (1..=2).contains(&it.len()))?;
    matches!(rest.to_ascii_lowercase().as_str(), "" | "." | "st" | "nd" | "rd" | "th")
        .then(|| number.parse().ok())?
}

fn parts(value: &str) -> Option<Parts> {
    // The word of a month has three letters at least.
    value.chars().filter(|letter| letter.is_alphabetic()).nth(2)?;
    let (mut found_year, mut found_month, mut found_day) = (None, None, None);
    let mut weekday = None;
    let mut clock: Vec<&str> = Vec::new();
    let mut tail: Vec<&str> = Vec::new();
    let outside = value.split('(').next().unwrap_or_default();
    for token in outside.split([' ', ',', '\t']).filter(|token| !token.is_empty()) {
        // `23-Nov-2020` is three tokens in one.
        let hyphens: Vec<&str> = token.split('-').collect();
        let tokens = match hyphens.as_slice() {
            [_, middle, _] if month(middle).is_some() => hyphens,
            _ => vec![token],
        };
        for token in tokens {
            let is_year = token.len() == 4 && token.bytes().all(|byte| byte.is_ascii_digit());
            if token.contains(':') {
                clock.push(token);
            } else if let (None, Some(month)) = (found_month, month(token)) {
                found_month = Some(month);
            } else if found_year.is_none() && is_year {
                found_year = token.parse().ok();
            } else if let (None, Some(day)) = (found_day, day(token)) {
                found_day = Some(day);
            } else if let (None, Ok(day)) =
                (weekday, token.trim_end_matches('.').parse::<Weekday>())
            {
                weekday = Some(day);
            } else if !matches!(token, "at" | "of" | "the") {
                tail.push(token);
            }
        }
    }
    clock.append(&mut tail);
    let date = (found_year?, found_month?, found_day?);
    Some(Parts { date, weekday, time: clock.join(" ") })
}

/// The zones of North America that e-mail knows by their letters (RFC 5322, section 4.3), and
/// their offsets. Elsewhere some of the letters mean other zones.
const ZONES: &[(&str, &str)] = &[
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("CST", "-06:00"),
    ("CDT", "-05:00"),
    ("MST", "-07:00"),
    ("MDT", "-06:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
];

/// The value with an offset in the place of a zone of North America at its end.
pub(super) fn with_offset(value: &str) -> Option<String> {
    let (before, zone) = value.trim_end().rsplit_once(' ')?;
    let (_, offset) = ZONES.iter().find(|(name, _)| *name == zone)?;
    Some(format!("{before}{offset}"))
}
