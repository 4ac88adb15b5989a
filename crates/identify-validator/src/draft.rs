//! A finding in the making: places still count from the start of the record.

use std::ops::Range;

use identify_json::{Member, Node};
use serde_json::Value;

use crate::report::{Level, Related, Safety};

/// A finding as a rule writes it down.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) rule: &'static str,
    pub(crate) level: Level,
    pub(crate) span: Range<u32>,
    pub(crate) message: String,
    pub(crate) label: Option<String>,
    pub(crate) help: Option<String>,
    pub(crate) related: Vec<(Range<u32>, String)>,
    /// Places in earlier records of the input, which count from its start.
    pub(crate) elsewhere: Vec<Related>,
    pub(crate) suggestions: Vec<(String, Vec<DraftEdit>)>,
    pub(crate) fix: Option<(Safety, Vec<DraftEdit>)>,
}

/// Replaces bytes of the record.
pub(crate) type DraftEdit = (Range<u32>, String);

/// Puts a text in the place of a value.
pub(crate) fn replace(node: Node<'_>, text: impl Into<String>) -> Vec<DraftEdit> {
    vec![(node.span(), text.into())]
}

/// Gives a member another name.
pub(crate) fn rename(member: Member<'_>, name: &str) -> Vec<DraftEdit> {
    vec![(member.key.span(), json_string(name))]
}

/// A text as it is written in JSON.
pub(crate) fn json_string(text: &str) -> String {
    Value::from(text).to_string()
}

impl Draft {
    pub(crate) fn new(rule: &'static str, level: Level, span: Range<u32>, message: String) -> Self {
        Self {
            rule,
            level,
            span,
            message,
            label: None,
            help: None,
            related: Vec::new(),
            elsewhere: Vec::new(),
            suggestions: Vec::new(),
            fix: None,
        }
    }

    /// A word or two at the bytes themselves: what is there.
    pub(crate) fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// What to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Another place that belongs to it.
    pub(crate) fn related(&mut self, span: Range<u32>, message: impl Into<String>) -> &mut Self {
        self.related.push((span, message.into()));
        self
    }

    /// A correction that only a person can choose.
    pub(crate) fn suggestion(
        &mut self,
        message: impl Into<String>,
        edits: Vec<DraftEdit>,
    ) -> &mut Self {
        self.suggestions.push((message.into(), edits));
        self
    }

    /// The correction.
    pub(crate) fn fix(&mut self, safety: Safety, edits: Vec<DraftEdit>) -> &mut Self {
        self.fix = Some((safety, edits));
        self
    }
}
