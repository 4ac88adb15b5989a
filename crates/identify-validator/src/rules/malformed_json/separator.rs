//! Commas and colons: those that are missing, those too many, and what stands in their place.

use identify_json::Kind;

use super::FaultGroup;
use crate::{report::Safety, rule::Offences};

pub(super) fn equals_sign(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let edits = group.faults.iter().map(|fault| (fault.span.clone(), ":".to_owned())).collect();
    let draft = group.report(offences, many(group, "`=`", "`:`"), "expected `:`");
    draft.help("write `:` between a name and its value");
    group.fix(draft, Safety::Safe, edits);
}

pub(super) fn semicolon(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let edits = group.faults.iter().map(|fault| (fault.span.clone(), ",".to_owned())).collect();
    let draft = group.report(offences, many(group, "`;`", "`,`"), "expected `,`");
    draft.help("write `,` between members and between elements");
    group.fix(draft, Safety::Safe, edits);
}

/// A token that stands for another, once or several times.
fn many(group: &FaultGroup<'_, '_>, found: &str, expected: &str) -> String {
    match group.faults.len() {
        1 => format!("found {found}, expected {expected}"),
        count => format!("found {found} in {count} places, expected {expected}"),
    }
}

pub(super) fn extra_comma(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let span = group.first.span.clone();
    let before = group.before(span.start).trim_ascii_end().last();
    let message = if before == Some(&b'{') {
        "found `,`, expected a member before it"
    } else {
        "found a second `,`, expected a member between the two"
    };
    let draft = group.report(offences, message, "no member before this");
    draft.help("remove the comma, or write the member that is missing");
    group.fix(draft, Safety::Safe, vec![(span, String::new())]);
}

pub(super) fn trailing_comma(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let next = group.from(group.first.span.end).iter().find(|byte| matches!(byte, b'}' | b']'));
    let what = if next == Some(&b']') { "element" } else { "member" };
    let (message, help) = match group.faults.len() {
        1 => (
            format!("a comma after the last {what}, expected another {what} or no comma"),
            "remove the comma",
        ),
        count => (
            format!("{count} commas after a last member or element, expected none"),
            "remove the commas; JSON libraries write none",
        ),
    };
    let edits = group.faults.iter().map(|fault| (fault.span.clone(), String::new())).collect();
    let draft = group.report(offences, message, "trailing comma");
    draft.help(help);
    group.fix(draft, Safety::Safe, edits);
}

pub(super) fn missing_comma(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let at = group.first.span.start;
    let before = group.value_at(at.saturating_sub(1));
    let parent = before.and_then(|value| value.parent());
    let in_array = parent.is_some_and(|parent| parent.kind() == Kind::Array);
    let what = if in_array { "elements" } else { "members" };
    let draft = group.report(
        offences,
        format!("a comma is missing between two {what}, expected `,`"),
        "expected `,`",
    );
    draft.help(format!("write `,` between the {what}"));
    // Two strings side by side may also be one, as in Python and C, or one with quotation marks
    // in it: there is no doubt where a line ends between them, or one is no string.
    let gap = group.from(at).iter().take_while(|byte| byte.is_ascii_whitespace());
    let has_line_end = gap.into_iter().any(|byte| *byte == b'\n');
    let is_string = before.is_none_or(|value| value.kind() == Kind::String);
    let is_doubtful = in_array || (is_string && !has_line_end);
    let safety = if is_doubtful { Safety::Unsafe } else { Safety::Safe };
    if !group.ends_unclosed_string(at) {
        let edits = vec![(at..at, ",".to_owned())];
        group.fix_or_suggest(draft, safety, "if the id ends here", edits);
    }
}

pub(super) fn missing_colon(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>) {
    let at = group.first.span.start;
    let draft = group.report(
        offences,
        "a colon is missing between a name and its value, expected `:`",
        "expected `:`",
    );
    draft.help("write `:` between the name and its value");
    if !group.ends_unclosed_string(at) {
        group.fix(draft, Safety::Unsafe, vec![(at..at, ":".to_owned())]);
    }
}
