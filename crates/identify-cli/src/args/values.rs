//! Values of options that are more than a word.

use identify_validator::{BuildError, Level, RuleLevel, Validator};

use crate::rules;

/// One `--rule`.
#[derive(Debug, Clone)]
pub(crate) struct RuleSetting {
    pub(crate) id: String,
    pub(crate) level: RuleLevel,
}

pub(super) fn rule(text: &str) -> Result<RuleSetting, String> {
    let Some((id, level)) = text.split_once('=') else {
        return Err("want a rule and a level, such as `unknown-member=off`".to_owned());
    };
    let level = match level {
        "error" => RuleLevel::At(Level::Error),
        "warning" => RuleLevel::At(Level::Warning),
        "note" => RuleLevel::At(Level::Note),
        "off" => RuleLevel::Off,
        _ => return Err("the level is none of error, warning, note, off".to_owned()),
    };
    // The validator knows what can be set, so it is asked.
    match Validator::builder().rule(id, level).build() {
        Ok(_) => Ok(RuleSetting { id: id.to_owned(), level }),
        Err(BuildError::UnknownRule { id }) => Err(rules::unknown(&id).to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// Places in a record are 32-bit numbers, and a tree takes three for each byte at worst.
const MOST_BYTES: u64 = 1 << 30;

pub(super) fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|character: char| !character.is_ascii_digit());
    let unit = match text.get(digits.len()..).unwrap_or_default().trim_start() {
        "" | "B" => 1_u64,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err("want a number of bytes, such as 65536, 64KiB or 1MiB".to_owned()),
    };
    let number: u64 =
        digits.parse().map_err(|_| "want a whole number of bytes, such as 64KiB".to_owned())?;
    match number.checked_mul(unit) {
        Some(0) => Err("no call has 0 bytes".to_owned()),
        Some(bytes) if bytes <= MOST_BYTES => Ok(bytes),
        _ => Err("want at most 1GiB".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes() {
        for (text, size) in
            [("600", 600), ("1B", 1), ("64KiB", 65_536), ("16 MiB", 16 << 20), ("1GiB", 1 << 30)]
        {
            assert_eq!(bytes(text), Ok(size), "{text}");
        }
        for text in ["", "0", "-1", "1.5MiB", "16MB", "KiB", "2GiB", "99999999999999999999", "１"]
        {
            assert!(bytes(text).is_err(), "{text}");
        }
    }
}
