//! The calls of a log, and whether the contract refuses each.

use std::{borrow::Cow, collections::HashSet, ops::ControlFlow, sync::LazyLock};

use identify_validator::{
    Checked, Finding, Group, InputFormat, Level, Sink, Source, Validator, rules,
};

use super::{
    log::Log,
    read::{self, Read},
};
use crate::error::{Error, Result};

/// A call of a log.
#[derive(Debug)]
pub(super) struct Call {
    /// Without a byte-order mark.
    pub(super) bytes: Vec<u8>,
    pub(super) number: u64,
    /// The rules of the contract that refuse it; none if it is accepted.
    pub(super) refused_by: Vec<Cow<'static, str>>,
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

/// The calls of a log; nothing where they cannot be told apart by others: in an array that is none.
pub(super) fn calls(validator: &Validator, log: &Log) -> Result<Option<Vec<Call>>> {
    let is_array = || !matches!(read::read(read::without_mark(&log.bytes)), Read::Refused);
    if log.format == InputFormat::Array && !is_array() {
        return Ok(None);
    }
    let mut keep = Keep::default();
    let checked = validator.session().check("-", log.bytes.as_slice(), log.format, &mut keep);
    checked.map_err(|error| Error::new(error.to_string()))?;
    Ok(Some(keep.calls))
}

#[derive(Default)]
struct Keep {
    calls: Vec<Call>,
    /// What refuses the call that is next.
    refused_by: Vec<Cow<'static, str>>,
}

impl Sink for Keep {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
        if finding.level == Level::Error && CONTRACT.contains(&*finding.rule) {
            self.refused_by.push(finding.rule);
        }
        ControlFlow::Continue(())
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        self.calls.push(Call {
            bytes: read::without_mark(call.bytes).to_vec(),
            number: call.record,
            refused_by: std::mem::take(&mut self.refused_by),
        });
        ControlFlow::Continue(())
    }
}
