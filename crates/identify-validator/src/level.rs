//! Levels as they are written in reports and options.

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use thiserror::Error;

use crate::report::Level;

impl Level {
    /// Every level, the most serious first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];
}

impl Display for Level {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(name: &str) -> Result<Self, LevelError> {
        find(&Self::ALL, name)
    }
}

/// The level of a rule, as a setting.
///
/// ```
/// use identify_validator::{Level, RuleLevel};
///
/// assert_eq!("off".parse(), Ok(RuleLevel::Off));
/// assert_eq!("note".parse(), Ok(RuleLevel::At(Level::Note)));
/// assert_eq!(RuleLevel::ALL.map(|level| level.to_string()), ["error", "warning", "note", "off"]);
/// let error = "fatal".parse::<RuleLevel>().unwrap_err();
/// assert_eq!(error.to_string(), "the level is none of error, warning, note, off");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RuleLevel {
    /// The rule finds nothing.
    Off,
    /// Its findings are of this level.
    At(Level),
}

impl RuleLevel {
    /// Every setting, the most serious first.
    pub const ALL: [Self; 4] =
        [Self::At(Level::Error), Self::At(Level::Warning), Self::At(Level::Note), Self::Off];
}

impl From<Level> for RuleLevel {
    fn from(level: Level) -> Self {
        Self::At(level)
    }
}

impl Display for RuleLevel {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => formatter.pad("off"),
            Self::At(level) => level.fmt(formatter),
        }
    }
}

impl FromStr for RuleLevel {
    type Err = LevelError;

    fn from_str(name: &str) -> Result<Self, LevelError> {
        find(&Self::ALL, name)
    }
}

/// A text that names no level.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the level is none of {known}")]
#[non_exhaustive]
pub struct LevelError {
    /// The names that there are, parted by commas.
    pub known: String,
}

fn find<L: Copy + Display>(levels: &[L], name: &str) -> Result<L, LevelError> {
    let found = levels.iter().find(|level| level.to_string() == name);
    found.copied().ok_or_else(|| {
        let names: Vec<String> = levels.iter().map(ToString::to_string).collect();
        LevelError { known: names.join(", ") }
    })
}

#[cfg(test)]
mod tests {
    use super::{Level, RuleLevel};

    #[test]
    fn names_are_read_as_they_are_written() {
        for level in Level::ALL {
            assert_eq!(level.name().parse(), Ok(level));
            assert_eq!(serde_json::to_value(level).unwrap(), level.name());
            assert_eq!(level.name().parse(), Ok(RuleLevel::from(level)));
        }
        for name in ["", "Error", " note", "off"] {
            let error = name.parse::<Level>().unwrap_err();
            assert_eq!(error.to_string(), "the level is none of error, warning, note");
        }
    }
}
