//! Protovalidate's cases: a second opinion of the formats that it and JSON Schema both have.

use serde_json::json;

use super::{
    formats::Plans,
    rows::rows,
    suite::{Run, Suite, Tally},
};
use crate::error::Result;

pub(super) const SUITE: Suite = Suite { name: "protovalidate_strings", run };

/// Its rules, and the formats that are the same; with two, either will do.
const SAME: &[(&str, &[&str])] = &[
    ("IsEmail", &["email"]),
    ("StringEmail", &["email"]),
    ("IsUri", &["uri"]),
    ("StringURI", &["uri"]),
    ("IsUriRef", &["uri-reference"]),
    ("StringURIRef", &["uri-reference"]),
    ("IsHostname", &["hostname"]),
    ("StringHostname", &["hostname"]),
    ("StringAddress", &["hostname", "ipv4", "ipv6"]),
    ("IsIp", &["ipv4", "ipv6"]),
    ("StringIP", &["ipv4", "ipv6"]),
    ("StringIPv4", &["ipv4"]),
    ("StringIPv6", &["ipv6"]),
    ("StringUUID", &["uuid"]),
];

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut plans = Plans::default();
    let (mut judged, mut agree) = (0_u64, 0_u64);
    for row in rows(run, "protovalidate_strings.ndjson")? {
        let rule = row.text("rule");
        let name = format!("{rule}: {}", row.text("case"));
        let Some((_, formats)) = SAME.iter().find(|(known, _)| *known == rule) else {
            tally.row(name, vec!["no format of JSON Schema".to_owned()]);
            continue;
        };
        judged = judged.saturating_add(1);
        let schema = json!({ "anyOf": formats.iter().map(|it| json!({ "format": it })).collect::<Vec<_>>() });
        let schema = if let [format] = formats { json!({ "format": format }) } else { schema };
        let what = match plans.judged_by(rule, &schema, row.get("value"))? {
            Ok((valid, _)) if valid == row.is("valid") => {
                agree = agree.saturating_add(1);
                Vec::new()
            }
            Ok((true, _)) => vec!["valid".to_owned()],
            Ok((false, _)) => vec!["invalid".to_owned()],
            Err(differs) => vec![differs],
        };
        tally.row(name, what);
    }
    tally.figure(format!("{judged} of its cases are of a format of JSON Schema: {agree} agree"));
    Ok(tally)
}
