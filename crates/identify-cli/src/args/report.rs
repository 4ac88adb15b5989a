//! How findings are reported.

use std::{ffi::OsStr, path::PathBuf, str::FromStr};

use clap::{
    ArgAction, Args,
    builder::{OsStringValueParser, TypedValueParser},
};
use identify_validator::{Limit, render::Format};

use super::values;
use crate::config::{Config, Keys};

/// Findings that the human report lists of one rule, and of one call, unless told otherwise.
const HUMAN_LIMIT: u64 = 50;

/// Findings that it lists of those that say the same of the same place in their calls: enough to
/// see what they have in common.
const HUMAN_ALIKE: u64 = 3;

/// How findings are reported.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reports")]
pub(crate) struct ReportArgs {
    /// How findings are written [default: human]
    #[arg(long, alias = "format", value_name = "FORMAT", value_parser = values::formats())]
    pub(crate) output_format: Option<Format>,

    /// Write the report to a file; with FORMAT=, a further report in that format
    #[arg(
        long = "output-file",
        value_name = "[FORMAT=]FILE",
        value_parser = output_files(),
        long_help = "Write the report to a file instead of standard output. With FORMAT= before \
                     it, write a further report in that format; may be given more than once. The \
                     file is replaced when the run ends, as a whole or not at all"
    )]
    pub(crate) output_files: Vec<OutputFile>,

    /// Most findings listed of one rule, and of one call, or `all` [default: 50 for human]
    #[arg(
        long,
        value_name = "NUMBER",
        long_help = "Most findings that are listed of one rule, and of one call; `all` or 0 for no \
                     limit. The totals are always those of all findings, and what is not listed is \
                     counted rule by rule [default: for human 50, and 3 of those that are alike; \
                     all for the other formats]"
    )]
    pub(crate) max_findings: Option<MaxFindings>,

    /// Also count findings rule by rule
    #[arg(long)]
    pub(crate) statistics: bool,

    /// List no findings, only totals; given twice, print nothing
    #[arg(
        short,
        long,
        action = ArgAction::Count,
        long_help = "List no findings on standard output, only totals; given twice, print nothing: \
                     the exit status says it. Files of --output-file are as without it"
    )]
    pub(crate) quiet: u8,

    /// Mask the values of calls in all reports; this is the default where CI is set
    #[arg(long, overrides_with = "show_values")]
    pub(crate) redact: bool,

    /// Show the values of calls although CI is set
    #[arg(long, overrides_with = "redact")]
    pub(crate) show_values: bool,

    /// Where the pages of the rules are, such as a copy of docs/rules.md: rule ids link to it
    #[arg(long, value_name = "URL")]
    pub(crate) rules_url: Option<String>,

    /// A file of known findings, which neither show nor fail the run
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write the present findings to a file for --baseline, and end as if there were none
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,
}

impl ReportArgs {
    /// The same with what the settings say where no option does.
    pub(crate) fn behind(mut self, config: Option<&Config>) -> Self {
        let Some(config) = config else { return self };
        let Keys { output, baseline, .. } = &config.keys;
        // With a file instead of standard output, all that is asked for is asked for by options.
        self.output_format = self.output_format.or(output.format.map(|format| format.0));
        self.max_findings = self.max_findings.or(output.max_findings.map(MaxFindings));
        self.statistics |= output.statistics.unwrap_or(false);
        if !self.redact && !self.show_values {
            self.redact = output.redact == Some(true);
            self.show_values = output.redact == Some(false);
        }
        self.rules_url = self.rules_url.or_else(|| output.rules_url.clone());
        for (name, path) in &output.files.0 {
            let Ok(format) = name.parse() else { continue };
            if self.output_files.iter().all(|file| file.format != Some(format)) {
                let path = config.path(path);
                self.output_files.push(OutputFile { format: Some(format), path });
            }
        }
        if self.write_baseline.is_none() {
            let path = || baseline.as_deref().map(|path| config.path(path));
            self.baseline = self.baseline.or_else(path);
        }
        self
    }

    /// Whether values are masked; `by_itself` unless an option says so.
    pub(crate) fn redacts(&self, by_itself: bool) -> bool {
        self.redact || (by_itself && !self.show_values)
    }

    /// The formats of all reports of the run.
    pub(crate) fn formats(&self) -> impl Iterator<Item = Format> {
        let usual = self.output_format.unwrap_or_default();
        let files = self.output_files.iter().map(move |file| file.format.unwrap_or(usual));
        files.chain([usual])
    }

    /// How many findings are listed in a report of this format.
    pub(crate) fn limit(&self, format: Format) -> Limit {
        match self.max_findings {
            Some(MaxFindings(0)) => Limit::none(),
            Some(MaxFindings(most)) => Limit::new(most),
            None if format == Format::Human => Limit::new(HUMAN_LIMIT).with_alike(HUMAN_ALIKE),
            None => Limit::none(),
        }
    }
}

/// One `--output-file`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutputFile {
    /// Nothing for that of `--output-format`.
    pub(crate) format: Option<Format>,
    pub(crate) path: PathBuf,
}

fn output_files() -> impl TypedValueParser<Value = OutputFile> {
    OsStringValueParser::new().try_map(|value| OutputFile::parse(&value))
}

impl OutputFile {
    fn parse(value: &OsStr) -> Result<Self, String> {
        let text = value.to_string_lossy();
        let (format, path) = match text.split_once('=') {
            // With a dot or a slash it cannot have been meant for a format.
            Some((name, path)) if !name.contains(['.', '/', '\\']) => {
                let format = name.parse::<Format>().map_err(|error| {
                    format!("{error}; for a file of that name, write ./ before it")
                })?;
                if value.to_str().is_none() {
                    return Err("behind a format, the name of a file must be UTF-8".to_owned());
                }
                (Some(format), PathBuf::from(path))
            }
            _ => (None, PathBuf::from(value)),
        };
        match path.as_os_str().to_str() {
            Some("") => Err("want the name of a file".to_owned()),
            Some("-") => Err("for standard output there is --output-format".to_owned()),
            _ => Ok(Self { format, path }),
        }
    }
}

/// A number of findings, 0 for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MaxFindings(pub(crate) u64);

impl FromStr for MaxFindings {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self(0)),
            _ => text.parse().map(Self).map_err(|_| "want a whole number or `all`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use identify_validator::render::Format;

    use super::{MaxFindings, OutputFile};

    #[test]
    fn output_files() {
        for (text, format, path) in [
            ("report.json", None, "report.json"),
            ("json=report.json", Some(Format::Json), "report.json"),
            ("human=a=b", Some(Format::Human), "a=b"),
            ("./json=a", None, "./json=a"),
            ("/tmp/a=b", None, "/tmp/a=b"),
            ("a.b=c", None, "a.b=c"),
        ] {
            let expected = OutputFile { format, path: path.into() };
            assert_eq!(OutputFile::parse(text.as_ref()), Ok(expected), "{text}");
        }
        for text in ["", "-", "json=", "json=-", "jsno=report.json", "=report.json"] {
            assert!(OutputFile::parse(text.as_ref()).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_of_findings() {
        assert_eq!("all".parse(), Ok(MaxFindings(0)));
        assert_eq!("0".parse(), Ok(MaxFindings(0)));
        assert_eq!("7".parse(), Ok(MaxFindings(7)));
        for text in ["", "-1", "ten", "1.5", "99999999999999999999"] {
            assert!(text.parse::<MaxFindings>().is_err(), "{text}");
        }
    }
}
