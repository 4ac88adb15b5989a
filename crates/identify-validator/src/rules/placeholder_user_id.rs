//! `placeholder-user-id`

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "placeholder-user-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: &[],
    summary: "",
    docs: "",
    failing: Example::json(b""),
    passing: Example::json(b""),
    check,
};

fn check(_: &Call<'_>, _: &mut Offences<'_>) {}
