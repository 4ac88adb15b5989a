//! The calls of a log, and whether the contract refuses each.

use std::{borrow::Cow, collections::HashSet, ops::ControlFlow, sync::LazyLock};

use identify_validator::{
    Checked, Finding, Group, InputFormat, Level, Sink, Source, Validator, rules,
};
use serde::de::IgnoredAny;

use super::{log::Log, read, tally::Tally};
use crate::error::{Error, Result};

/// A call of a log.
#[derive(Debug)]
pub(super) struct Call {
    /// Without a byte-order mark before the input.
    pub(super) bytes: Vec<u8>,
    pub(super) number: u64,
    /// The rules of the contract that refuse it; none if it is accepted.
    pub(super) refused_by: Vec<Cow<'static, str>>,
}

/// What can be compared of a log.
#[derive(Debug, Default)]
pub(super) struct Calls {
    pub(super) all: Vec<Call>,
    /// Calls that are invalid by what was said of one before: of a log in another format or
    /// encoding it is said once.
    pub(super) said_before: u64,
    /// Calls that nothing refuses but what stands around them.
    pub(super) around: u64,
    /// Whether it is an array that is none: others cannot tell its calls apart.
    pub(super) is_broken: bool,
}

impl Calls {
    /// A tally, with what is left out.
    pub(super) fn tally(&self, log: &Log) -> Tally {
        let mut tally = Tally::of_log(self.all.len() as u64, log.bytes.len());
        tally.count("left out: in another format or encoding, said once", self.said_before);
        tally.count("left out: wrong in their lines alone", self.around);
        tally.count("left out: logs that are an array, and no JSON", self.is_broken.into());
        tally
    }
}

impl Call {
    pub(super) fn is_refused(&self) -> bool {
        !self.refused_by.is_empty()
    }

    /// What to say of one that is not as it must be.
    pub(super) fn differs(&self, how: &str) -> String {
        let verdict = match self.refused_by.as_slice() {
            [] => "accepted".to_owned(),
            rules => format!("refused by {}", rules.join(", ")),
        };
        format!("record {} is {verdict}, and {how}\n{}", self.number, self.bytes.escape_ascii())
    }
}

/// The rules that are the contract: syntax and schema. What other rules find is advice.
static CONTRACT: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let is_contract = |group| matches!(group, Group::Syntax | Group::Schema);
    rules().iter().filter(|rule| is_contract(rule.group)).map(|rule| rule.id).collect()
});

/// Rules of what stands around a call, which others do not see of it.
const AROUND: &[&str] = &["multi-line-record", "nul-padding"];

/// The calls of a log.
pub(super) fn calls(validator: &Validator, log: &Log) -> Result<Calls> {
    if log.format == InputFormat::Array && !is_json(read::without_mark(&log.bytes)) {
        return Ok(Calls { is_broken: true, ..Calls::default() });
    }
    let is_record = log.format != InputFormat::Array;
    let has_mark = read::without_mark(&log.bytes).len() < log.bytes.len();
    let mut keep = Keep { is_record, has_mark, ..Keep::default() };
    let checked = validator.session().check("-", log.bytes.as_slice(), log.format, &mut keep);
    checked.map_err(|error| Error::new(error.to_string()))?;
    Ok(keep.calls)
}

/// Whether it is JSON, nested as deep as it may be: each call is read by itself later on.
fn is_json(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok() && serde_json::from_slice::<IgnoredAny>(text).is_ok()
}

#[derive(Default)]
struct Keep {
    calls: Calls,
    /// Whether the call that is next has an error.
    has_error: bool,
    /// What refuses it.
    refused_by: Vec<Cow<'static, str>>,
    /// The record of it, if anything was found in it: what stands around a call may be what is wrong.
    record: Option<Vec<u8>>,
    /// Whether a record is a call: not in an array.
    is_record: bool,
    /// Whether the log begins with a byte-order mark: elsewhere it is a fault.
    has_mark: bool,
}

impl Sink for Keep {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        if self.is_record && self.record.is_none() {
            self.record = Some(source.bytes.to_vec());
        }
        self.has_error |= finding.level == Level::Error;
        if finding.level == Level::Error && CONTRACT.contains(&*finding.rule) {
            self.refused_by.push(finding.rule);
        }
        ControlFlow::Continue(())
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        let record = self.record.take();
        let has_error = std::mem::take(&mut self.has_error);
        // Of the bytes of another encoding it is said once, too.
        let is_text = std::str::from_utf8(record.as_deref().unwrap_or(call.bytes)).is_ok();
        if !call.is_valid && self.refused_by.is_empty() && !(has_error && is_text) {
            self.calls.said_before = self.calls.said_before.saturating_add(1);
            return ControlFlow::Continue(());
        }
        let mut refused_by = std::mem::take(&mut self.refused_by);
        if !refused_by.is_empty() && refused_by.iter().all(|rule| AROUND.contains(&&**rule)) {
            self.calls.around = self.calls.around.saturating_add(1);
            return ControlFlow::Continue(());
        }
        if !is_text && !refused_by.is_empty() {
            // That was said of a call before it, whatever else is said of this one.
            refused_by.push(Cow::Borrowed("wrong-encoding"));
        }
        // Others read a call whose lines are joined, and without the zero bytes behind it.
        refused_by.retain(|rule| !AROUND.contains(&&**rule));
        let mut bytes = record.as_deref().unwrap_or(call.bytes);
        if call.record == 1 && self.has_mark {
            // A mark stands before the input, not before a call.
            bytes = read::without_mark(bytes);
        }
        self.calls.all.push(Call { bytes: bytes.to_vec(), number: call.record, refused_by });
        ControlFlow::Continue(())
    }
}
