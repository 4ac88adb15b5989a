//! The forms in which a report can be written.

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use thiserror::Error;

use super::{Concise, Human, Json, Render};

/// A form in which a report can be written.
///
/// ```
/// use identify_validator::render::Format;
///
/// assert_eq!("concise".parse(), Ok(Format::Concise));
/// assert!(Format::ALL.iter().all(|format| format.name().parse() == Ok(*format)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Format {
    /// For people: each finding with the lines that it is about.
    #[default]
    Human,
    /// One line a finding.
    Concise,
    /// One JSON document.
    Json,
}

impl Format {
    /// Every form.
    pub const ALL: &[Self] = &[Self::Human, Self::Concise, Self::Json];

    /// The name as it is written in options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
        }
    }

    /// What it is, in one line.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Human => "For people: each finding with the lines it is about",
            Self::Concise => "One line a finding: path:line:column: level[rule] message",
            Self::Json => "One JSON document, described by `identify schema --report`",
        }
    }

    /// What writes reports in this form.
    pub fn renderer(self, style: Style) -> Box<dyn Render> {
        match self {
            Self::Human => Box::new(Human::new(style)),
            Self::Concise => Box::new(Concise),
            Self::Json => Box::new(Json::new()),
        }
    }
}

impl Display for Format {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(name: &str) -> Result<Self, FormatError> {
        let found = Self::ALL.iter().find(|format| format.name() == name);
        found.copied().ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            FormatError { known: names.join(", ") }
        })
    }
}

/// A text that names no form of a report.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the format is none of {known}")]
#[non_exhaustive]
pub struct FormatError {
    /// The names that there are, parted by commas.
    pub known: String,
}

/// How a report looks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    /// Colours by ANSI escapes.
    pub colour: bool,
    /// The width in columns.
    pub columns: usize,
    /// Box-drawing characters instead of ASCII.
    pub unicode: bool,
    /// Where the pages of the rules are, such as the address of a copy of `docs/rules.md`: rule ids
    /// lead to the place there that has their name. Where it stands, a terminal must know
    /// hyperlinks (OSC 8).
    pub links: Option<String>,
    /// Values of the payload are masked in what is shown of it, and left out of fixes.
    pub redact: bool,
}

impl Default for Style {
    /// Plain text, 100 columns wide, that shows values.
    fn default() -> Self {
        Self { colour: false, columns: 100, unicode: false, links: None, redact: false }
    }
}
