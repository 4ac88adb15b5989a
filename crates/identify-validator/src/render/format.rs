//! The forms in which a report can be written.

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use thiserror::Error;

use super::{Concise, Github, Human, Json, Jsonl, Junit, Markdown, Render, Sarif};

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
    /// JSON Lines: a finding a line, and the totals in the last one.
    Jsonl,
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// XML as `JUnit` writes it, as test reports of CI systems.
    Junit,
    /// A summary for a pull request.
    Markdown,
}

impl Format {
    /// Every form.
    pub const ALL: &[Self] = &[
        Self::Human,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Github,
        Self::Sarif,
        Self::Junit,
        Self::Markdown,
    ];

    /// The name as it is written in options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Github => "github",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
        }
    }

    /// What it is, in one line.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Human => "For people: each finding with the lines it is about",
            Self::Concise => "One line a finding: path:line:column: level[rule] message",
            Self::Json => "One JSON document, described by `identify schema --report`",
            Self::Jsonl => "JSON Lines: a finding a line, the totals in the last one",
            Self::Github => "Workflow commands of GitHub Actions, which become annotations",
            Self::Sarif => "SARIF 2.1.0, for code scanning",
            Self::Junit => "JUnit XML, for the test reports of CI systems",
            Self::Markdown => "A summary for a pull request",
        }
    }

    /// How files that hold such a report are called, without the dot.
    ///
    /// ```
    /// use identify_validator::render::Format;
    ///
    /// assert_eq!(Format::Sarif.extension(), "sarif");
    /// ```
    pub fn extension(self) -> &'static str {
        match self {
            Self::Human | Self::Concise | Self::Github => "txt",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Junit => "xml",
            Self::Markdown => "md",
        }
    }

    /// Whether programs read it, and nobody else: nothing but the report may be written beside it.
    pub fn is_machine(self) -> bool {
        !matches!(self, Self::Human | Self::Concise | Self::Markdown)
    }

    /// Whether it shows the patches of fixes, which are made where
    /// [`ValidatorBuilder::patches`](crate::ValidatorBuilder::patches) asks for them.
    pub fn has_patches(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }

    /// Whether it lists calls, also those without a finding.
    pub fn lists_calls(self) -> bool {
        self == Self::Junit
    }

    /// What writes reports in this form.
    pub fn renderer(self, style: Style) -> Box<dyn Render> {
        match self {
            Self::Human => Box::new(Human::new(style)),
            Self::Concise => Box::new(Concise),
            Self::Json => Box::new(Json::new(&style)),
            Self::Jsonl => Box::new(Jsonl::new(&style)),
            Self::Github => Box::new(Github),
            Self::Sarif => Box::new(Sarif::new(&style)),
            Self::Junit => Box::new(Junit::new()),
            Self::Markdown => Box::new(Markdown::new(&style)),
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

impl Style {
    /// The address of the rules' pages. None but printable ASCII is taken for an address: it is
    /// written to terminals.
    pub(super) fn base(&self) -> Option<&str> {
        let is_address =
            |base: &&str| !base.is_empty() && base.bytes().all(|byte| byte.is_ascii_graphic());
        self.links.as_deref().filter(is_address)
    }

    /// The address of a rule's page.
    pub(super) fn link(&self, rule: &str) -> Option<String> {
        self.base().map(|base| format!("{base}#{rule}"))
    }
}

impl Default for Style {
    /// Plain text, 100 columns wide, that shows values.
    fn default() -> Self {
        Self { colour: false, columns: 100, unicode: false, links: None, redact: false }
    }
}
