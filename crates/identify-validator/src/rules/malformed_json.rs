//! `malformed-json`

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "malformed-json",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    summary: "",
    docs: "",
    failing: Example::json(b""),
    passing: Example::json(b""),
    check,
};

fn check(_: &Call<'_>, _: &mut Offences<'_>) {}
