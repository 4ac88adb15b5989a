//! A finding in the making: places still count from the start of the record.

use std::ops::Range;

use identify_json::{Member, Node};
use serde_json::Value;

use crate::{
    render::one_line,
    report::{Level, Related, Safety},
};

/// A finding as a rule writes it down. Its words hold nothing of the payload, but they may hold
/// names of a plan: what controls, reorders or hides text is written out.
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

/// Takes a member out of its object, with its comma and its line: what follows moves up to where it
/// began, and where nothing follows, what stands before it becomes the last.
pub(crate) fn remove(object: Node<'_>, member: Member<'_>) -> Vec<DraftEdit> {
    let span = member.key.span().start..member.value.span().end;
    let mut before = None;
    let mut members = object.members();
    for other in members.by_ref() {
        if other.key == member.key {
            break;
        }
        before = Some(other.value.span().end);
    }
    let range = match (before, members.next()) {
        (_, Some(next)) => span.start..next.key.span().start,
        (Some(before), None) => before..span.end,
        (None, None) => return replace(object, "{}"),
    };
    vec![(range, String::new())]
}

/// Puts a member behind another, with what stands between members and between name and value
/// there. Nothing where the object is not written as JSON is.
pub(crate) fn insert_after(
    object: Node<'_>,
    member: Member<'_>,
    name: &str,
    value: &str,
) -> Option<Vec<DraftEdit>> {
    let source = |from: u32, to: u32| {
        let text = object.tree().source().get(from as usize..to as usize)?;
        std::str::from_utf8(text).ok()
    };
    let (key, end) = (member.key.span(), member.value.span().end);
    let others = object.members().take_while(|other| other.key != member.key);
    let gap = match others.last() {
        Some(before) => source(before.value.span().end, key.start)?.to_owned(),
        None => format!(",{}", source(object.span().start.saturating_add(1), key.start)?),
    };
    let colon = source(key.end, member.value.span().start)?;
    let has_only = |text: &str, mark: char| {
        text.matches(mark).count() == 1
            && text.chars().all(|letter| letter == mark || letter.is_ascii_whitespace())
    };
    let text = format!("{gap}{}{colon}{}", json_string(name), json_string(value));
    (has_only(&gap, ',') && has_only(colon, ':')).then(|| vec![(end..end, text)])
}

/// A text as it is written in JSON.
pub(crate) fn json_string(text: &str) -> String {
    Value::from(text).to_string()
}

impl Draft {
    pub(crate) fn new(rule: &'static str, level: Level, span: Range<u32>, message: &str) -> Self {
        Self {
            rule,
            level,
            span,
            message: one_line(message),
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
        self.label = Some(one_line(&label.into()));
        self
    }

    /// What to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(one_line(&help.into()));
        self
    }

    /// Another place that belongs to it.
    pub(crate) fn related(&mut self, span: Range<u32>, message: impl Into<String>) -> &mut Self {
        self.related.push((span, one_line(&message.into())));
        self
    }

    /// A correction that only a person can choose.
    pub(crate) fn suggestion(
        &mut self,
        message: impl Into<String>,
        edits: Vec<DraftEdit>,
    ) -> &mut Self {
        self.suggestions.push((one_line(&message.into()), edits));
        self
    }

    /// The correction.
    pub(crate) fn fix(&mut self, safety: Safety, edits: Vec<DraftEdit>) -> &mut Self {
        self.fix = Some((safety, edits));
        self
    }
}
