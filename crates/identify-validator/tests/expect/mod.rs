//! What a table row of these tests expects of one call.

use identify_validator::{Finding, Safety, Validator};

/// One finding, and no other.
pub(crate) struct Row<'r> {
    pub(crate) call: String,
    pub(crate) rule: &'r str,
    /// The bytes that it points at.
    pub(crate) at: &'r str,
    /// The message, or nothing to leave it open.
    pub(crate) message: &'r str,
    /// What the fix writes, its edits joined by `|`.
    pub(crate) fix: Fix<'r>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fix<'r> {
    None,
    Safe(&'r str),
    Unsafe(&'r str),
}

/// A call that has nothing but these traits to find fault with.
pub(crate) fn traits(members: &str) -> String {
    format!(
        r#"{{"user_id": "u1", "user_traits": {{{members}}}, "timestamp": "2020-11-23T22:28:55Z"}}"#
    )
}

/// A call that has nothing but this time to find fault with.
pub(crate) fn timestamp(value: &str) -> String {
    format!(r#"{{"user_id": "u1", "user_traits": {{}}, "timestamp": {value}}}"#)
}

/// A call that has nothing but this id to find fault with.
pub(crate) fn user_id(value: &str) -> String {
    format!(r#"{{"user_id": {value}, "user_traits": {{}}, "timestamp": "2020-11-23T22:28:55Z"}}"#)
}

/// A call with more members.
pub(crate) fn beside(members: &str) -> String {
    format!(
        r#"{{"user_id": "u1", "user_traits": {{}}, "timestamp": "2020-11-23T22:28:55Z", {members}}}"#
    )
}

pub(crate) fn span_text<'c>(call: &'c str, finding: &Finding) -> &'c str {
    let (start, end) = (finding.span.start.byte, finding.span.end.byte);
    &call[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]
}

pub(crate) fn fix_text(finding: &Finding) -> Option<(Safety, String)> {
    let fix = finding.fix.as_ref()?;
    let texts: Vec<&str> = fix.edits.iter().map(|edit| edit.text.as_str()).collect();
    Some((fix.safety, texts.join("|")))
}

pub(crate) fn check(validator: &Validator, rows: &[Row<'_>]) {
    for row in rows {
        let call = &row.call;
        let findings = validator.validate(call.as_bytes()).findings;
        let [finding] = findings.as_slice() else {
            panic!("not one finding for {call}: {findings:#?}");
        };
        assert_eq!(finding.rule, row.rule, "{call}");
        assert_eq!(span_text(call, finding), row.at, "{call}");
        if !row.message.is_empty() {
            assert_eq!(finding.message, row.message, "{call}");
        }
        assert!(finding.label.is_some() && finding.help.is_some(), "{call}: {finding:#?}");
        assert!(!finding.message.ends_with('.'), "{call}");
        let fix = fix_text(finding);
        let fix = match &fix {
            None => Fix::None,
            Some((Safety::Safe, text)) => Fix::Safe(text),
            Some((Safety::Unsafe, text)) => Fix::Unsafe(text),
        };
        assert_eq!(fix, row.fix, "{call}");
    }
}

/// Rows of one rule, from what a function makes calls of.
pub(crate) fn rows<'r>(
    rule: &'r str,
    of: impl Fn(&str) -> String,
    rows: &[(&str, &'r str, &'r str, Fix<'r>)],
) -> Vec<Row<'r>> {
    rows.iter()
        .map(|(value, at, message, fix)| {
            let fix = match fix {
                Fix::None => Fix::None,
                Fix::Safe(text) => Fix::Safe(text),
                Fix::Unsafe(text) => Fix::Unsafe(text),
            };
            Row { call: of(value), rule, at, message, fix }
        })
        .collect()
}
