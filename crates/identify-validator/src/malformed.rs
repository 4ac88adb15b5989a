//! What the rules about formats have in common.

use std::{borrow::Cow, ops::Range};

use identify_json::Node;

use crate::{call::Call, draft::Draft, judge::Mismatch, rule::Offences};

/// What is wrong with a text that is not of its format.
pub(crate) struct Problem {
    /// The bytes of the text; nothing for all of it with its quotation marks.
    pub(crate) at: Option<Range<usize>>,
    pub(crate) message: Cow<'static, str>,
    pub(crate) label: Cow<'static, str>,
    pub(crate) help: Cow<'static, str>,
}

impl Problem {
    pub(crate) fn new(
        at: Option<Range<usize>>,
        message: impl Into<Cow<'static, str>>,
        label: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { at, message: message.into(), label: label.into(), help: help.into() }
    }
}

/// Reports every text that is not of the formats that the rule is about. `wanted` is what it is to
/// be, `find` says what is wrong with it, and `repair` adds the correction.
pub(crate) fn report(
    call: &Call<'_>,
    offences: &mut Offences<'_>,
    wanted: &str,
    find: impl Fn(&str) -> Problem,
    repair: impl Fn(&mut Draft, Node<'_>, &str),
) {
    let formats = offences.rule.formats;
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::Format(format) if formats.contains(&format.as_str()) => Some(()),
        _ => None,
    });
    for (fault, ()) in faults {
        let Some(value) = fault.node.as_str() else { continue };
        let problem = find(value);
        let span = match problem.at {
            Some(at) => source_span(fault.node, at),
            None => fault.node.span(),
        };
        let message = format!("{} is not {wanted}: {}", call.subject(fault), problem.message);
        let draft = offences.at(span, message);
        draft.label(problem.label).help(problem.help);
        repair(draft, fault.node, value);
    }
}

/// The bytes of the source that a range of a string's text stands for.
pub(crate) fn source_span(node: Node<'_>, range: Range<usize>) -> Range<u32> {
    let start = node.source_offset(range.start);
    let end = if range.is_empty() { start } else { node.source_offset(range.end) };
    start..end.max(start)
}
