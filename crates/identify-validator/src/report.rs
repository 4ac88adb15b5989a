//! The machine report: what a program gets. Its JSON form is described by
//! `schemas/report.schema.json`, which is generated from these types.

mod hidden;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

pub use hidden::{Alike, Hidden};

/// What a run found, in one document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Report {
    /// Version of this document's form. It changes only when a reader of the former form would
    /// misread the new one.
    pub version: ReportVersion,
    /// Totals over everything that was checked, also over findings that are not listed.
    pub summary: Summary,
    /// The findings, in the order of the input.
    pub findings: Vec<Finding>,
    /// Findings that are counted but not listed, rule by rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Hidden>,
    /// What was found, rule by rule, where it was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<Statistic>,
    /// Whether something was not checked: an input could not be read to its end, or the run was
    /// interrupted. `notices` say which.
    #[serde(default, skip_serializing_if = "is_false")]
    pub partial: bool,
    /// What else there is to know of the run, such as an input that could not be read or a bound
    /// that was reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Statistic {
    /// Id of the rule.
    pub rule: Cow<'static, str>,
    /// The most serious level of its findings.
    pub level: Level,
    /// Its findings.
    pub count: u64,
    /// Files that have one.
    pub files: u64,
    /// Findings of its with a fix.
    pub fixable: u64,
}

/// A line of the report as JSON Lines: each finding has its own, and the last line tells the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
#[non_exhaustive]
pub enum ReportLine {
    /// A finding.
    Finding(Box<Finding>),
    /// The last line: the report without its findings, which are the lines before.
    Summary(Box<Report>),
}

impl From<Finding> for ReportLine {
    fn from(finding: Finding) -> Self {
        Self::Finding(Box::new(finding))
    }
}

impl Report {
    /// Whether there is no finding of level error.
    pub fn is_valid(&self) -> bool {
        self.summary.errors == 0 && self.summary.invalid == 0
    }
}

/// Version of the report's form: the number 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "u8", into = "u8")]
#[schemars(with = "u8", extend("const" = 1))]
pub struct ReportVersion;

impl From<ReportVersion> for u8 {
    fn from(_: ReportVersion) -> Self {
        1
    }
}

impl TryFrom<u8> for ReportVersion {
    type Error = ReportVersionError;

    fn try_from(version: u8) -> Result<Self, ReportVersionError> {
        if version == 1 { Ok(Self) } else { Err(ReportVersionError { version }) }
    }
}

/// A report is of a form that is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("unknown report version {version}")]
#[non_exhaustive]
pub struct ReportVersionError {
    /// The version that it says it is.
    pub version: u8,
}

/// Totals of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Summary {
    /// Files read, standard input counting as one.
    pub files: u64,
    /// Calls read.
    pub records: u64,
    /// Calls without a finding of level error.
    pub valid: u64,
    /// Calls with at least one finding of level error.
    pub invalid: u64,
    /// Findings of level error.
    pub errors: u64,
    /// Findings of level warning.
    pub warnings: u64,
    /// Findings of level note, where notes were asked for.
    pub notes: u64,
    /// Bytes read.
    pub bytes: u64,
}

impl Summary {
    /// Counts one finding by its level.
    pub fn count(&mut self, level: Level) {
        let counter = match level {
            Level::Error => &mut self.errors,
            Level::Warning => &mut self.warnings,
            Level::Note => &mut self.notes,
        };
        *counter = counter.saturating_add(1);
    }

    /// Counts one call by its verdict.
    pub fn count_call(&mut self, is_valid: bool) {
        self.records = self.records.saturating_add(1);
        let counter = if is_valid { &mut self.valid } else { &mut self.invalid };
        *counter = counter.saturating_add(1);
    }

    /// Counts calls that have no finding.
    pub fn count_clean(&mut self, calls: u64) {
        self.records = self.records.saturating_add(calls);
        self.valid = self.valid.saturating_add(calls);
    }

    /// Adds the totals of another run or file.
    pub fn add(&mut self, other: &Self) {
        for (total, more) in [
            (&mut self.files, other.files),
            (&mut self.records, other.records),
            (&mut self.valid, other.valid),
            (&mut self.invalid, other.invalid),
            (&mut self.errors, other.errors),
            (&mut self.warnings, other.warnings),
            (&mut self.notes, other.notes),
            (&mut self.bytes, other.bytes),
        ] {
            *total = total.saturating_add(more);
        }
    }
}

/// Most bytes of a pointer in a report: of long names with many faults inside, the pointers would
/// add up to many times the input.
pub(crate) const LONGEST_POINTER: usize = 1024;

/// One fault, on the exact bytes: what was found, what was expected and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Finding {
    /// Id of the rule, as `identify explain` and `identify rules` know it.
    pub rule: Cow<'static, str>,
    /// How serious the finding is.
    pub level: Level,
    /// The file as it was named, or `-` for standard input.
    pub path: String,
    /// Which call of the file it is in, counted from 1.
    #[schemars(range(min = 1))]
    pub record: u64,
    /// JSON Pointer (RFC 6901) within the call: the offending value, or the object that lacks a
    /// member. Where names are so long that it would have more than 1,024 bytes, the innermost
    /// value around it whose pointer has not.
    pub pointer: String,
    /// The offending bytes.
    pub span: Span,
    /// What is wrong, in one line. It never holds a value of the payload.
    pub message: String,
    /// What stands at the bytes, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Other places that belong to the finding, such as the first of two equal members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Corrections between which only a person can choose. They are never applied by the command.
    /// Those that would spell out a value are left out of a report that shows none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<Suggestion>,
    /// The correction, where there is just one. Where the report is to show no values, it is left
    /// out unless all that it writes is punctuation, `null` or names of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// How serious a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A remark, given only when asked for.
    Note,
    /// The call is accepted, but most likely not what was meant.
    Warning,
    /// The call is not valid.
    Error,
}

impl Level {
    /// The level's name as it is written in reports and options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A half-open range of the file: `start` is its first byte, `end` the one behind its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Span {
    /// The first byte.
    pub start: Position,
    /// The byte behind the last.
    pub end: Position,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Position {
    /// Bytes from the start of the file.
    pub byte: u64,
    /// Line, counted from 1.
    #[schemars(range(min = 1))]
    pub line: u64,
    /// Column in Unicode scalar values, counted from 1.
    #[schemars(range(min = 1))]
    pub column: u64,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Related {
    /// Where it is.
    pub span: Span,
    /// What it has to do with the finding.
    pub message: String,
}

/// A correction that only a person can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Suggestion {
    /// When this is the right one.
    pub message: String,
    /// The edits to make.
    pub edits: Vec<Edit>,
}

/// A correction, as edits of the original bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Fix {
    /// Whether the meaning is kept.
    pub safety: Safety,
    /// The edits, in the order of their places, none overlapping another.
    pub edits: Vec<Edit>,
    /// The same as a JSON Patch (RFC 6902) of the call, where this was asked for and is possible:
    /// the call is JSON before and after, and its numbers are held exactly. It is for calls that
    /// are no longer bytes; the edits keep how a file is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch: Option<Vec<PatchOperation>>,
}

/// An operation of a JSON Patch (RFC 6902). Its pointers are within the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "op", rename_all = "lowercase")]
#[non_exhaustive]
pub enum PatchOperation {
    /// Adds a member, or an element before the one that is there.
    Add {
        /// Where it is to be.
        path: String,
        /// What it is to be.
        value: Value,
    },
    /// Takes a value away.
    Remove {
        /// Where it is.
        path: String,
    },
    /// Puts a value in the place of another.
    Replace {
        /// Where that is.
        path: String,
        /// What it is to be.
        value: Value,
    },
    /// Gives a member another name.
    Move {
        /// Where it is.
        from: String,
        /// Where it is to be.
        path: String,
    },
}

/// Whether a fix keeps the meaning of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The meaning is kept.
    Safe,
    /// A guess that a person should look at.
    Unsafe,
}

impl Safety {
    /// The name as it is written in reports and options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// Replaces a half-open range of the file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Edit {
    /// Byte offset of the first byte to replace, from the start of the file.
    pub start: u64,
    /// Byte offset behind the last byte to replace; equal to `start` for an insertion.
    pub end: u64,
    /// What to write there.
    pub text: String,
}
