//! What a rule is. Each rule is one file in `rules/`, which says everything about it.

use std::{borrow::Cow, ops::Range};

use identify_json::Node;
use identify_types::Timestamp;

use crate::{
    call::Call,
    draft::Draft,
    memory::{Fact, Noted},
    render::Render,
    report::{Finding, Level, Safety},
    screen::Trigger,
    sink::Source,
    validator::{BuildError, InputFormat, Validator},
};

/// A rule: what it finds, why that matters, how to mend it, and the check itself.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The id: kebab-case, names the offence, never reused.
    pub id: &'static str,
    /// What the rule is about.
    pub group: Group,
    /// The level unless set otherwise.
    pub level: Level,
    /// The safeties of the fixes that it can offer; none if it offers no fix.
    pub fixes: &'static [Safety],
    /// The formats of JSON Schema that it is about; `schema-mismatch` reports any other.
    pub formats: &'static [&'static str],
    /// What it finds, in one line without a full stop.
    pub summary: &'static str,
    /// The page that `identify explain` shows: what it finds, why it matters, how to mend it.
    /// Markdown.
    pub docs: &'static str,
    /// Input in which it finds something.
    pub failing: Example,
    /// The same, mended.
    pub passing: Example,
    /// What in a sound call that fits the schema it may find something in; nothing for a rule about
    /// what is not sound or does not fit.
    pub(crate) triggers: &'static [Trigger],
    /// Finds the offences of one call.
    pub(crate) check: fn(&Call<'_>, &mut Offences<'_>),
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Group {
    /// Whether it is JSON that every reader reads alike.
    Syntax,
    /// Whether it is what the schema says.
    Schema,
    /// Who the user is.
    Identity,
    /// How members are called.
    Names,
    /// What is said of the user.
    Traits,
    /// What several calls say together; only where this is asked for.
    Records,
}

impl Group {
    /// The name as it is written in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Schema => "schema",
            Self::Identity => "identity",
            Self::Names => "names",
            Self::Traits => "traits",
            Self::Records => "across records",
        }
    }

    /// Whether the rules of the group can be set to another level or turned off. What the schema
    /// says is the contract, and no setting changes that.
    pub fn is_configurable(self) -> bool {
        !matches!(self, Self::Syntax | Self::Schema)
    }
}

/// Input that shows a rule at work. The tests run it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Example {
    /// The bytes.
    pub input: &'static [u8],
    /// How they are divided into calls.
    pub format: InputFormat,
    /// A tracking plan laid over the contract: JSON Schema.
    pub plan: Option<&'static str>,
    /// The most bytes of a call, where the rule is about that.
    pub max_record_bytes: Option<u64>,
    /// What time it is, where the rule is about that: RFC 3339.
    pub now: Option<&'static str>,
}

impl Example {
    /// One call.
    pub(crate) const fn json(input: &'static [u8]) -> Self {
        Self { input, format: InputFormat::Json, plan: None, max_record_bytes: None, now: None }
    }

    /// One call a line.
    pub(crate) const fn ndjson(input: &'static [u8]) -> Self {
        Self { format: InputFormat::Ndjson, ..Self::json(input) }
    }

    pub(crate) const fn with_plan(self, plan: &'static str) -> Self {
        Self { plan: Some(plan), ..self }
    }

    pub(crate) const fn with_max_record_bytes(self, bytes: u64) -> Self {
        Self { max_record_bytes: Some(bytes), ..self }
    }

    pub(crate) const fn with_now(self, now: &'static str) -> Self {
        Self { now: Some(now), ..self }
    }
}

impl Example {
    /// The input as a page shows it: of a line that is too long for one, the beginning and the end.
    pub fn shown(&self) -> Cow<'static, [u8]> {
        const LONG: usize = 400;
        const SHOWN: usize = 60;
        if self.input.split(|byte| *byte == b'\n').all(|line| line.len() <= LONG) {
            return Cow::Borrowed(self.input);
        }
        let text = String::from_utf8_lossy(self.input);
        let lines = text.split_inclusive('\n').map(|line| {
            let length = line.chars().count();
            if length <= LONG {
                return line.to_owned();
            }
            let left_out = length.saturating_sub(SHOWN).saturating_sub(SHOWN);
            let begin: String = line.chars().take(SHOWN).collect();
            let end: String = line.chars().skip(length.saturating_sub(SHOWN)).collect();
            format!("{begin} … {left_out} characters … {end}")
        });
        Cow::Owned(lines.collect::<String>().into_bytes())
    }
}

impl Rule {
    /// What is reported of the failing example, as `identify lint` gives it.
    ///
    /// # Errors
    /// Those of [`validator`](Self::validator).
    pub fn example_report(&self, renderer: &mut dyn Render) -> Result<String, BuildError> {
        let example = &self.failing;
        let name = match example.format {
            InputFormat::Ndjson => "calls.ndjson",
            _ => "call.json",
        };
        let mut text = String::new();
        let mut sink =
            |finding: Finding, source: &Source<'_>| text += &renderer.finding(&finding, source);
        let validator = self.validator(example)?;
        match validator.check(name, example.input, example.format, &mut sink) {
            Ok(_) => Ok(text),
            Err(error) => unreachable!("reading from memory never fails: {error}"),
        }
    }

    /// Whether the rule can ever offer a fix.
    pub fn is_fixable(&self) -> bool {
        !self.fixes.is_empty()
    }

    /// A validator with the settings that an example of this rule asks for. Where the rule's
    /// findings are notes, notes are asked for.
    ///
    /// ```
    /// for rule in identify_validator::rules() {
    ///     let example = &rule.failing;
    ///     let report = rule.validator(example)?.validate_as(example.input, example.format);
    ///     assert!(report.findings.iter().any(|finding| finding.rule == rule.id), "{}", rule.id);
    /// }
    /// # Ok::<(), identify_validator::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// [`BuildError::Plan`] if the plan of an example is no usable schema.
    pub fn validator(&self, example: &Example) -> Result<Validator, BuildError> {
        let mut builder = Validator::builder()
            .level(self.level.min(Level::Warning))
            .across_records(self.group == Group::Records);
        if let Some(bytes) = example.max_record_bytes {
            builder = builder.max_record_bytes(bytes);
        }
        if let Some(plan) = example.plan {
            let plan = serde_json::from_str(plan)
                .map_err(|error| BuildError::Plan { message: error.to_string() })?;
            builder = builder.plan(plan);
        }
        if let Some(now) = example.now.and_then(|now| now.parse::<Timestamp>().ok()) {
            builder = builder.now(now.instant().to_utc());
        }
        builder.build()
    }
}

/// Takes the offences that a rule finds in one call.
pub(crate) struct Offences<'o> {
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    pub(crate) drafts: &'o mut Vec<Draft>,
    pub(crate) notes: &'o mut Vec<Noted>,
}

impl Offences<'_> {
    /// Reports bytes of the record.
    pub(crate) fn at(&mut self, span: Range<u32>, message: impl Into<String>) -> &mut Draft {
        let index = self.drafts.len();
        self.drafts.push(Draft::new(self.rule.id, self.level, span, &message.into()));
        #[expect(clippy::indexing_slicing, reason = "just pushed")]
        &mut self.drafts[index]
    }

    /// Reports a fact where an earlier call of the run says otherwise, and remembers it for later
    /// ones where none says anything.
    pub(crate) fn remember(&mut self, fact: &Fact<'_>) {
        self.notes.push(Noted::new(self.rule.id, self.level, fact));
    }

    /// Reports a value.
    pub(crate) fn value(&mut self, node: Node<'_>, message: impl Into<String>) -> &mut Draft {
        self.at(node.span(), message)
    }

    /// Reports an object that lacks something: at its opening brace.
    pub(crate) fn opening(&mut self, node: Node<'_>, message: impl Into<String>) -> &mut Draft {
        let start = node.span().start;
        self.at(start..start.saturating_add(1), message)
    }
}
