//! What the rules about formats have in common.

use std::{borrow::Cow, ops::Range};

use identify_json::Node;

use crate::{
    advice, call::Call, draft::Draft, edits, judge::Mismatch, placeholders, report::Safety,
    rule::Offences,
};

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
pub(crate) fn report<'a>(
    call: &Call<'a>,
    offences: &mut Offences<'_>,
    wanted: &str,
    find: impl Fn(&str) -> Problem,
    repair: impl Fn(&mut Draft, Node<'a>, &str),
) {
    let formats = offences.rule.formats;
    let faults = call.mismatches(|mismatch| match mismatch {
        Mismatch::Format(format) if formats.contains(&format.as_str()) => Some(()),
        _ => None,
    });
    for (fault, ()) in faults {
        let Some(value) = fault.node.as_str() else { continue };
        let nothing = nothing(call, fault.node, value);
        let is_nothing = nothing.is_some();
        let problem = nothing.unwrap_or_else(|| find(value));
        let span = match problem.at {
            Some(at) => source_span(fault.node, at),
            None => fault.node.span(),
        };
        let message = format!("{} is not {wanted}: {}", call.subject(fault), problem.message);
        let draft = offences.at(span, message);
        draft.label(problem.label).help(problem.help);
        if is_nothing || value.trim().is_empty() {
            leave_out(draft, call, fault.node);
        } else {
            repair(draft, fault.node, value);
            // A plan may ask for another form than the contract: no fix can please both.
            draft.fix.take_if(|(_, edits)| call.trades(edits));
        }
    }
}

/// What to say of a text that is no value at all, whatever it was to be: a word for a missing one,
/// or a template without anything filled in.
fn nothing<'a>(call: &Call<'a>, node: Node<'a>, value: &str) -> Option<Problem> {
    let help = |help: &'static str| advice::of(call.known(node)).empty.unwrap_or(help);
    if placeholders::is_template(value) {
        let message = "it is a template that was not filled in";
        let help = match advice::of(call.known(node)).empty {
            Some(_) => "fill the template in where it is sent",
            None => {
                "fill the template in where it is sent; leave the member out where there is \
                 nothing to fill in"
            }
        };
        return Some(Problem::new(None, message, "not filled in", help));
    }
    placeholders::is_nothing(value).then(|| {
        let message = "it is a missing value written as text";
        let help = help("leave the member out where there is no value");
        Problem::new(None, message, "no value", help)
    })
}

/// Takes the member out that says nothing, unless it must be there.
pub(crate) fn leave_out<'a>(draft: &mut Draft, call: &Call<'a>, node: Node<'a>) {
    let Some(edit) = node.as_member().and_then(edits::remove) else { return };
    let edits = vec![edit];
    if !call.trades(&edits) {
        draft.fix(Safety::Unsafe, edits);
    }
}

/// The bytes of the source that a range of a string's text stands for.
pub(crate) fn source_span(node: Node<'_>, range: Range<usize>) -> Range<u32> {
    let start = node.source_offset(range.start);
    let end = if range.is_empty() { start } else { node.source_offset(range.end) };
    start..end.max(start)
}
