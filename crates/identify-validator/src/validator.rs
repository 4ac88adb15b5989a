//! The validator.

mod builder;

use std::{
    collections::HashMap,
    io::{self, BufRead},
    iter,
    ops::ControlFlow,
    sync::{Arc, OnceLock},
    time::SystemTime,
};

use builder::Plan;
pub use builder::{BuildError, ValidatorBuilder};
use chrono::{DateTime, Utc};
use identify_json::{Arena, DEFAULT_RECORD_LIMIT, Record, Tree};
use serde_json::Value;

use crate::{
    contract::CONTRACT,
    fixes::{self, Mended},
    judge::Judge,
    level::RuleLevel,
    memory::DEFAULT_MEMORY_BYTES,
    placeholders::Placeholders,
    report::{Finding, Level, Report, Safety, Summary},
    rule::{Group, Rule},
    rules::RULES,
    screen::{Program, Surroundings, Trigger},
    session::Session,
    sink::{Sink, Source},
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

impl InputFormat {
    /// Reads a record of an input in this format.
    pub(crate) fn tree<'r>(self, record: &Record<'r>, arena: &'r mut Arena) -> Tree<'r> {
        match self {
            _ if record.fault.is_some() => Tree::UNREAD,
            Self::Array => arena.parse_array(record.bytes),
            Self::Json | Self::Ndjson => arena.parse(record.bytes),
        }
    }
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
    /// Most bytes that rules across records remember.
    memory_bytes: u64,
    /// The levels as they were set.
    settings: HashMap<String, RuleLevel>,
    lowest: Level,
    /// Whether fixes get their JSON Patch.
    patches: bool,
    /// Whether calls are screened before they are inspected.
    screen: bool,
    /// What the screen runs, made when it is needed and shared by clones.
    program: Arc<OnceLock<Arc<Program>>>,
}

impl Default for Validator {
    fn default() -> Self {
        Self {
            levels: levels(&HashMap::new(), LOWEST, false),
            plan: None,
            max_record_bytes: DEFAULT_RECORD_LIMIT,
            placeholders: Placeholders::default(),
            now: SystemTime::now().into(),
            across_records: false,
            memory_bytes: DEFAULT_MEMORY_BYTES,
            settings: HashMap::new(),
            lowest: LOWEST,
            patches: false,
            screen: true,
            program: Arc::default(),
        }
    }
}

/// The lowest level that is looked at, unless set.
const LOWEST: Level = Level::Warning;

/// The levels of the rules that these settings leave on.
fn levels(
    settings: &HashMap<String, RuleLevel>,
    lowest: Level,
    across_records: bool,
) -> Vec<Option<Level>> {
    let level = |rule: &&Rule| match settings.get(rule.id) {
        Some(RuleLevel::Off) => None,
        Some(RuleLevel::At(level)) => Some(*level),
        None => Some(rule.level),
    };
    let is_asked_for = |rule: &&Rule| across_records || rule.group != Group::Records;
    let level = |rule: &&Rule| level(rule).filter(|level| *level >= lowest && is_asked_for(rule));
    RULES.iter().map(level).collect()
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

    /// Begins a validator with the settings of this one. A plan is not compiled again.
    ///
    /// ```
    /// use identify_validator::{RuleLevel, Validator};
    ///
    /// let strict = Validator::new();
    /// let lenient = strict.to_builder().rule("unknown-member", RuleLevel::Off).build()?;
    /// let call = br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z", "x": 1}"#;
    /// assert_eq!(strict.validate(call).summary.warnings, 1);
    /// assert_eq!(lenient.validate(call).summary.warnings, 0);
    /// # Ok::<(), identify_validator::BuildError>(())
    /// ```
    pub fn to_builder(&self) -> ValidatorBuilder {
        ValidatorBuilder {
            levels: self.settings.clone(),
            lowest: Some(self.lowest),
            plan: self.plan.clone().map(Plan::Compiled),
            max_record_bytes: Some(self.max_record_bytes),
            placeholders: self.placeholders.clone(),
            now: Some(self.now),
            across_records: self.across_records,
            memory_bytes: Some(self.memory_bytes),
            patches: self.patches,
            no_screen: !self.screen,
        }
    }

    /// Checks one call.
    pub fn validate(&self, call: &[u8]) -> Report {
        self.validate_as(call, InputFormat::Json)
    }

    /// Checks all calls of an input that is held in memory. Findings name the input `-`.
    pub fn validate_as(&self, input: &[u8], format: InputFormat) -> Report {
        let mut report = Report::default();
        let mut keep = |finding: Finding, _: &Source<'_>| report.findings.push(finding);
        let mut session = self.session();
        match session.check("-", input, format, &mut keep) {
            Ok(summary) => report.summary = summary,
            Err(error) => unreachable!("reading from memory never fails: {error}"),
        }
        report.notices = session.notices();
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
    /// its record. `path` is what findings call the input. Memory is bounded by the largest record,
    /// and what rules across records remember. Of several inputs that belong together, a
    /// [`session`](Self::session) does the same.
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
        self.session().check(path, input, format, sink)
    }

    /// Begins a run over several inputs, in which rules across records compare the calls of all of
    /// them.
    pub fn session(&self) -> Session<'_> {
        Session::new(self)
    }

    /// The level of the findings of a rule: nothing if there is no such rule, if it is off, or if it
    /// is below the level that is looked at.
    ///
    /// ```
    /// use identify_validator::{Level, RuleLevel, Validator};
    ///
    /// let validator = Validator::builder().rule("unknown-member", RuleLevel::Off).build()?;
    /// assert_eq!(validator.level_of("missing-member"), Some(Level::Error));
    /// assert_eq!(validator.level_of("unknown-member"), None);
    /// # Ok::<(), identify_validator::BuildError>(())
    /// ```
    pub fn level_of(&self, rule: &str) -> Option<Level> {
        let index = RULES.iter().position(|known| known.id == rule)?;
        self.levels.get(index).copied().flatten()
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

    pub(crate) fn makes_patches(&self) -> bool {
        self.patches
    }

    /// The program of the screen: what the schema, the plan and the rules that are on ask.
    pub(crate) fn program(&self) -> Arc<Program> {
        let make = || {
            let contract = &CONTRACT.schema;
            let schemas: Vec<&Value> =
                iter::once(contract).chain(self.plan().map(Judge::schema)).collect();
            let on = RULES.iter().zip(&self.levels).filter(|(_, level)| level.is_some());
            let triggers = on.flat_map(|(rule, _)| rule.triggers.iter().copied());
            // What a plan says of a member holds for its deprecated names: that is left to the judge.
            let alias = Trigger::KnownName(|known| known.alias_of.is_some());
            let triggers = triggers.chain(self.plan().map(|_| alias));
            let surroundings = Surroundings::new(self.now, self.placeholders.clone());
            Arc::new(Program::new(&schemas, triggers, surroundings))
        };
        self.program.get_or_init(make).clone()
    }

    /// Whether all rules are on that are so unless something else is set.
    pub(crate) fn has_usual_rules(&self) -> bool {
        let is_usual = |rule: &Rule| rule.level >= Level::Warning && rule.group != Group::Records;
        let mut levels = RULES.iter().zip(&self.levels);
        levels.all(|(rule, level)| level.is_some() || !is_usual(rule))
    }

    pub(crate) fn has_screen(&self) -> bool {
        self.screen
    }

    pub(crate) fn looks_across_records(&self) -> bool {
        self.across_records
    }

    pub(crate) fn memory_bytes(&self) -> u64 {
        self.memory_bytes
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
