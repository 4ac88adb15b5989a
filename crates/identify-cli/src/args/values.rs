//! Values of options that are more than a word.

use std::{
    ffi::OsStr,
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use identify_json::{DEFAULT_RECORD_LIMIT, MAX_RECORD_BYTES};
use identify_validator::{BuildError, Level, LevelError, RuleLevel, Validator, render::Format};

use crate::rules;

/// One `--rule`.
#[derive(Debug, Clone)]
pub(crate) struct RuleSetting {
    pub(crate) id: String,
    pub(crate) level: RuleLevel,
}

/// The forms of a report, as the validator knows them.
pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    let values =
        Format::ALL.iter().map(|format| PossibleValue::new(format.name()).help(format.summary()));
    PossibleValuesParser::new(values).map(|name| name.parse().unwrap_or_default())
}

pub(super) fn levels() -> impl TypedValueParser<Value = Level> {
    let names = Level::ALL.map(Level::name);
    PossibleValuesParser::new(names).map(|name| name.parse().unwrap_or(Level::Warning))
}

/// A number of threads.
pub(super) fn threads() -> impl TypedValueParser<Value = u16> {
    clap::value_parser!(u16).range(1..=256)
}

/// The id of a rule: any text, since what is none is answered with a near one; the ids are for
/// shells that complete it.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleId;

impl TypedValueParser for RuleId {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue>>> {
        let rules = identify_validator::rules().iter();
        Some(Box::new(rules.map(|rule| PossibleValue::new(rule.id).help(rule.summary))))
    }
}

pub(super) fn rule_help() -> String {
    let levels = RuleLevel::ALL.map(|level| level.to_string()).join(", ");
    format!("Set a rule's level ({levels}); may be given more than once")
}

pub(super) fn max_record_bytes_help() -> String {
    let usual = Bytes(DEFAULT_RECORD_LIMIT);
    format!(
        "Most bytes of one call, as 65536 or 64KiB; longer ones are reported and passed over \
         [default: {usual}]"
    )
}

pub(super) fn rule(text: &str) -> Result<RuleSetting, String> {
    let Some((id, level)) = text.split_once('=') else {
        return Err("want a rule and a level, such as `unknown-member=off`".to_owned());
    };
    let level = level.parse().map_err(|error: LevelError| error.to_string())?;
    // The validator knows what can be set, so it is asked.
    match Validator::builder().rule(id, level).build() {
        Ok(_) => Ok(RuleSetting { id: id.to_owned(), level }),
        Err(BuildError::UnknownRule { id }) => Err(rules::unknown(&id).to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// A number of bytes as it is written in options: `65536`, `64KiB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) u64);

/// The units that a number of bytes may have, and what they stand for.
const UNITS: [(&str, u64); 4] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

impl Display for Bytes {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let fits = |(_, size): &(&str, u64)| self.0 >= *size && self.0.is_multiple_of(*size);
        let (unit, size) = UNITS.into_iter().find(fits).unwrap_or(("B", 1));
        write!(formatter, "{}{unit}", self.0.checked_div(size).unwrap_or(self.0))
    }
}

impl FromStr for Bytes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match any_bytes(text)? {
            Self(0) => Err("no call has 0 bytes".to_owned()),
            bytes if bytes.0 <= MAX_RECORD_BYTES => Ok(bytes),
            _ => Err(format!("want at most {}", Self(MAX_RECORD_BYTES))),
        }
    }
}

/// A number of bytes, however many.
pub(super) fn any_bytes(text: &str) -> Result<Bytes, String> {
    let digits = text.trim_end_matches(|character: char| !character.is_ascii_digit());
    let unit = match text.get(digits.len()..).unwrap_or_default().trim_start() {
        "" => "B",
        unit => unit,
    };
    let Some((_, size)) = UNITS.into_iter().find(|(name, _)| *name == unit) else {
        return Err("want a number of bytes, such as 65536, 64KiB or 1MiB".to_owned());
    };
    let number: u64 =
        digits.parse().map_err(|_| "want a whole number of bytes, such as 64KiB".to_owned())?;
    Ok(Bytes(number.saturating_mul(size)))
}

#[cfg(test)]
mod tests {
    use super::{Bytes, MAX_RECORD_BYTES};

    #[test]
    fn sizes() {
        for (text, size) in [
            ("600", 600),
            ("1B", 1),
            ("64KiB", 65_536),
            ("16 MiB", 16 << 20),
            ("1GiB", 1 << 30),
            (&MAX_RECORD_BYTES.to_string(), MAX_RECORD_BYTES),
        ] {
            assert_eq!(text.parse(), Ok(Bytes(size)), "{text}");
        }
        let above = (MAX_RECORD_BYTES + 1).to_string();
        for text in
            ["", "0", "-1", "1.5MiB", "16MB", "KiB", "99GiB", "99999999999999999999", "１", &above]
        {
            assert!(text.parse::<Bytes>().is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_are_read_as_they_are_written() {
        for (size, text) in
            [(1, "1B"), (1023, "1023B"), (1536, "1536B"), (65_536, "64KiB"), (16 << 20, "16MiB")]
        {
            assert_eq!(Bytes(size).to_string(), text);
            assert_eq!(text.parse(), Ok(Bytes(size)));
        }
    }
}
