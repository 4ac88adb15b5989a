//! What a rule is. Each rule is one file in `rules/`, which says everything about it.

use std::ops::Range;

use identify_json::Node;

use crate::{
    call::Call,
    draft::Draft,
    report::{Level, Safety},
    validator::InputFormat,
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
}

impl Group {
    /// The name as it is written in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Schema => "schema",
            Self::Identity => "identity",
            Self::Names => "names",
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
}

impl Example {
    /// One call.
    pub(crate) const fn json(input: &'static [u8]) -> Self {
        Self { input, format: InputFormat::Json, plan: None, max_record_bytes: None }
    }

    /// One call a line.
    pub(crate) const fn ndjson(input: &'static [u8]) -> Self {
        Self { input, format: InputFormat::Ndjson, plan: None, max_record_bytes: None }
    }

    pub(crate) const fn with_plan(self, plan: &'static str) -> Self {
        Self { plan: Some(plan), ..self }
    }

    pub(crate) const fn with_max_record_bytes(self, bytes: u64) -> Self {
        Self { max_record_bytes: Some(bytes), ..self }
    }
}

impl Rule {
    /// Whether the rule can ever offer a fix.
    pub fn is_fixable(&self) -> bool {
        !self.fixes.is_empty()
    }
}

/// Takes the offences that a rule finds in one call.
pub(crate) struct Offences<'o> {
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    pub(crate) drafts: &'o mut Vec<Draft>,
}

impl Offences<'_> {
    /// Reports bytes of the record.
    pub(crate) fn at(&mut self, span: Range<u32>, message: impl Into<String>) -> &mut Draft {
        let index = self.drafts.len();
        self.drafts.push(Draft::new(self.rule.id, self.level, span, message.into()));
        // Just pushed.
        &mut self.drafts[index]
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
