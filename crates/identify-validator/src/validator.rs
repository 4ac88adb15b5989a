//! The validator and its settings.

use std::{
    collections::HashMap,
    io::{self, BufRead},
    ops::ControlFlow,
    sync::Arc,
    time::SystemTime,
};

use chrono::{DateTime, Utc};
use identify_json::DEFAULT_RECORD_LIMIT;
use serde_json::Value;
use thiserror::Error;

use crate::{
    check::{Check, Sink, Source},
    fixes::{self, Mended},
    judge::Judge,
    level::RuleLevel,
    placeholders::Placeholders,
    report::{Finding, Level, Report, Safety, Summary},
    rule::Rule,
    rules::RULES,
};

/// How an input is divided into calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum InputFormat {
    /// All of it is one call.
    #[default]
    Json,
    /// Each line is one call.
    Ndjson,
    /// All of it is one array, of which each element is one call.
    Array,
}

/// Checks calls against the contract: syntax, schema and rules.
///
/// ```
/// use identify_validator::{InputFormat, RuleLevel, Validator};
///
/// let validator = Validator::builder().rule("unknown-member", RuleLevel::Off).build()?;
/// let log = br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z", "x": 1}
/// {"user_id": "", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}
/// "#;
/// let report = validator.validate_as(log, InputFormat::Ndjson);
/// assert_eq!(report.summary.records, 2);
/// assert_eq!(report.findings[0].rule, "too-short");
/// assert_eq!(report.findings[0].span.start.line, 2);
/// # Ok::<(), identify_validator::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Validator {
    /// The levels of the rules, in the order of [`RULES`]; nothing for those that are off, and for
    /// those below the level that is asked for.
    levels: Vec<Option<Level>>,
    /// Compiled, and shared by clones.
    plan: Option<Arc<Judge>>,
    max_record_bytes: u64,
    placeholders: Placeholders,
    /// What counts as now.
    now: DateTime<Utc>,
    /// Whether what several calls say together is looked at.
    across_records: bool,
}

impl Default for Validator {
    fn default() -> Self {
        Self {
            levels: levels(&HashMap::new(), LOWEST),
            plan: None,
            max_record_bytes: DEFAULT_RECORD_LIMIT,
            placeholders: Placeholders::default(),
            now: SystemTime::now().into(),
            across_records: false,
        }
    }
}

/// The lowest level that is looked at, unless set.
const LOWEST: Level = Level::Warning;

/// The levels of the rules that these settings leave on.
fn levels(settings: &HashMap<String, RuleLevel>, lowest: Level) -> Vec<Option<Level>> {
    let level = |rule: &&Rule| match settings.get(rule.id) {
        Some(RuleLevel::Off) => None,
        Some(RuleLevel::At(level)) => Some(*level),
        None => Some(rule.level),
    };
    RULES.iter().map(|rule| level(rule).filter(|level| *level >= lowest)).collect()
}

impl Validator {
    /// A validator with the default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a validator with other settings.
    pub fn builder() -> ValidatorBuilder {
        ValidatorBuilder::default()
    }

    /// Checks one call.
    pub fn validate(&self, call: &[u8]) -> Report {
        self.validate_as(call, InputFormat::Json)
    }

    /// Checks all calls of an input that is held in memory. Findings name the input `-`.
    pub fn validate_as(&self, input: &[u8], format: InputFormat) -> Report {
        let mut report = Report::default();
        let mut keep = |finding: Finding, _: &Source<'_>| report.findings.push(finding);
        match self.check("-", input, format, &mut keep) {
            Ok(summary) => report.summary = summary,
            Err(error) => unreachable!("reading from memory never fails: {error}"),
        }
        report
    }

    /// Whether one call is valid: no finding of level error. Findings behind the first of these
    /// are not made.
    pub fn is_valid(&self, call: &[u8]) -> bool {
        match self.check("-", call, InputFormat::Json, &mut FirstError) {
            Ok(summary) => Report { summary, ..Report::default() }.is_valid(),
            Err(error) => unreachable!("reading from memory never fails: {error}"),
        }
    }

    /// Checks all calls of an input and hands over each finding as it is made, with the source of
    /// its record. `path` is what findings call the input. Memory is bounded by the largest record.
    ///
    /// When the sink says [`ControlFlow::Break`], nothing more is read, and the totals are those up
    /// to there: the last call counts, and of its findings those that were handed over.
    ///
    /// ```
    /// use identify_validator::{Finding, InputFormat, Source, Validator};
    ///
    /// let mut lines = Vec::new();
    /// let mut sink = |finding: Finding, _: &Source<'_>| lines.push(finding.span.start.line);
    /// let summary =
    ///     Validator::new().check("log", &b"{}\n\n[]\n"[..], InputFormat::Ndjson, &mut sink)?;
    /// assert_eq!((summary.records, summary.invalid), (2, 2));
    /// assert_eq!(lines, [1, 1, 1, 3]);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the input. What is wrong with a call is a finding.
    pub fn check(
        &self,
        path: &str,
        input: impl BufRead,
        format: InputFormat,
        sink: &mut dyn Sink,
    ) -> io::Result<Summary> {
        Check::new(self, path, format, sink).run(input)
    }

    /// Applies the fixes of an input, record by record and until there is nothing left to apply: the
    /// safe ones, or with [`Safety::Unsafe`] all. What to change is handed over record by record, in
    /// the order of the input, also for those of which nothing changes; the input itself is not
    /// touched. The totals are of what remains.
    ///
    /// Each record is looked at for itself, and again after each change. One whose fixes go round
    /// in a circle keeps the state with the fewest findings; one whose fixes find no end is left
    /// alone. So applying fixes a second time changes nothing. Memory is bounded by the largest
    /// record.
    ///
    /// ```
    /// use identify_validator::{InputFormat, Mended, Safety, Validator};
    ///
    /// let log = &br#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#[..];
    /// let mut changes = Vec::new();
    /// let mut take = |mended: Mended<'_>| {
    ///     changes.extend(mended.changes);
    ///     Ok(())
    /// };
    /// let validator = Validator::new();
    /// let rest = validator.fix(log, InputFormat::Ndjson, Safety::Safe, &mut take)?;
    /// assert_eq!((changes[0].start, changes[0].end), (18, 26));
    /// assert_eq!(changes[0].bytes, b"\"user_traits\"");
    /// assert_eq!(rest.warnings, 0);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the input, and those of `take`.
    pub fn fix(
        &self,
        input: impl BufRead,
        format: InputFormat,
        most: Safety,
        take: &mut dyn FnMut(Mended<'_>) -> io::Result<()>,
    ) -> io::Result<Summary> {
        fixes::mend(self, input, format, most, take)
    }

    pub(crate) fn levels(&self) -> &[Option<Level>] {
        &self.levels
    }

    pub(crate) fn plan(&self) -> Option<&Judge> {
        self.plan.as_deref()
    }

    pub(crate) fn max_record_bytes(&self) -> u64 {
        self.max_record_bytes
    }

    pub(crate) fn placeholders(&self) -> &Placeholders {
        &self.placeholders
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub(crate) fn looks_across_records(&self) -> bool {
        self.across_records
    }
}

/// Reads no further than to the first finding of level error.
struct FirstError;

impl Sink for FirstError {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
        match finding.level {
            Level::Error => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}

/// Settings of a [`Validator`].
#[derive(Debug, Clone, Default)]
pub struct ValidatorBuilder {
    levels: HashMap<String, RuleLevel>,
    lowest: Option<Level>,
    plan: Option<Value>,
    max_record_bytes: Option<u64>,
    placeholders: Placeholders,
    now: Option<DateTime<Utc>>,
    across_records: bool,
}

impl ValidatorBuilder {
    /// Sets the level of a rule, or turns it off.
    #[must_use]
    pub fn rule(mut self, id: impl Into<String>, level: RuleLevel) -> Self {
        self.levels.insert(id.into(), level);
        self
    }

    /// Sets the lowest level that is looked at, [`Level::Warning`] unless set: findings below it are
    /// not even made. The verdict does not depend on it.
    ///
    /// ```
    /// use identify_validator::{Level, Validator};
    ///
    /// let call = br#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    /// let validator = Validator::builder().level(Level::Error).build()?;
    /// assert!(validator.validate(call).findings.is_empty());
    /// # Ok::<(), identify_validator::BuildError>(())
    /// ```
    #[must_use]
    pub fn level(mut self, lowest: Level) -> Self {
        self.lowest = Some(lowest);
        self
    }

    /// Sets what counts as now for the rules about dates, the time of [`build`](Self::build) unless
    /// set. With it, a run can be repeated.
    #[must_use]
    pub fn now(mut self, now: DateTime<Utc>) -> Self {
        self.now = Some(now);
        self
    }

    /// Also looks at what several calls of an input say together: the rules of
    /// [`Group::Records`](crate::Group::Records). Off unless set.
    #[must_use]
    pub fn across_records(mut self, across_records: bool) -> Self {
        self.across_records = across_records;
        self
    }

    /// Lays a tracking plan over the contract: a JSON Schema (draft 2020-12 unless it says
    /// otherwise) that calls must satisfy as well.
    #[must_use]
    pub fn plan(mut self, schema: Value) -> Self {
        self.plan = Some(schema);
        self
    }

    /// Sets the most bytes of a call, 16 MiB unless set. Longer ones are reported and passed over.
    #[must_use]
    pub fn max_record_bytes(mut self, bytes: u64) -> Self {
        self.max_record_bytes = Some(bytes);
        self
    }

    /// Adds ids that stand for no user to the usual ones, which `placeholder-user-id` finds. They
    /// are compared as they are written, without white space and quotation marks around the id.
    ///
    /// ```
    /// use identify_validator::Validator;
    ///
    /// let validator = Validator::builder().placeholder_user_ids(["demo", "kiosk"]).build()?;
    /// let call = br#"{"user_id": "kiosk", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    /// assert_eq!(validator.validate(call).findings[0].rule, "placeholder-user-id");
    /// # Ok::<(), identify_validator::BuildError>(())
    /// ```
    #[must_use]
    pub fn placeholder_user_ids(
        mut self,
        ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.placeholders.add(ids);
        self
    }

    /// The validator.
    ///
    /// # Errors
    /// [`BuildError::UnknownRule`] and [`BuildError::FixedRule`] if a level is set for what is no
    /// rule or is part of the contract, [`BuildError::Plan`] if the plan is no usable schema.
    pub fn build(self) -> Result<Validator, BuildError> {
        for id in self.levels.keys() {
            let Some(rule) = RULES.iter().find(|rule| rule.id == id) else {
                return Err(BuildError::UnknownRule { id: id.clone() });
            };
            if !rule.group.is_configurable() {
                return Err(BuildError::FixedRule { id: id.clone() });
            }
        }
        let mut validator = Validator {
            levels: levels(&self.levels, self.lowest.unwrap_or(LOWEST)),
            placeholders: self.placeholders,
            across_records: self.across_records,
            ..Validator::default()
        };
        if let Some(now) = self.now {
            validator.now = now;
        }
        if let Some(plan) = self.plan {
            let judge = Judge::new(plan).map_err(|message| BuildError::Plan { message })?;
            validator.plan = Some(Arc::new(judge));
        }
        if let Some(bytes) = self.max_record_bytes {
            validator.max_record_bytes = bytes;
        }
        Ok(validator)
    }
}

/// Why a validator cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// No rule has that id.
    #[error("there is no rule `{id}`")]
    UnknownRule {
        /// The id as it was given.
        id: String,
    },
    /// The rule says what the contract says, which no setting changes.
    #[error("the level of `{id}` cannot be changed: it is part of the contract")]
    FixedRule {
        /// The rule's id.
        id: String,
    },
    /// The plan is not a JSON Schema that can be used.
    #[error("the plan is not a usable JSON Schema: {message}")]
    Plan {
        /// What is wrong with it.
        message: String,
    },
}
