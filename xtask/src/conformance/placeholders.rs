//! Ids that stand for no user, as the systems know them that calls are sent to.

use super::{
    calls::{text, with_value},
    rows::{Row, rows},
    suite::{Run, Suite, Tally, expect},
};
use crate::error::Result;

pub(super) const SUITE: Suite = Suite { name: "placeholder_ids", run };

const PLACEHOLDER: &str = "placeholder-user-id";

/// Rules of others in words, with ids that they are about and the rule of ours that finds these.
const RULES: &[(&str, &[&str], &str)] = &[
    ("^[0-]*$", &["0", "00", "-", "0-0", "00000000-0000-0000-0000-000000000000"], PLACEHOLDER),
    (
        "empty after ECMAScript trim",
        &[" ", "\t\r\n", "\u{a0}", "\u{feff}", "\u{2028}", "\u{3000}"],
        "blank-user-id",
    ),
];

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    for row in rows(run, "placeholder_ids.ndjson")? {
        let mut what = Vec::new();
        if row.has("value") {
            let value = row.text("value");
            for id in spellings(&row) {
                look(run, &id, PLACEHOLDER, &mut what);
            }
            tally.row(value, what);
        } else {
            let name = if row.has("pattern") { row.text("pattern") } else { row.text("rule") };
            match RULES.iter().find(|(known, ..)| *known == name) {
                Some((_, ids, rule)) => {
                    for id in *ids {
                        look(run, id, rule, &mut what);
                    }
                }
                None => what.push("no rule of ours".to_owned()),
            }
            tally.row(name, what);
        }
    }
    Ok(tally)
}

/// The value as the sources say that it is met.
fn spellings(row: &Row) -> Vec<String> {
    let (value, sources) = (row.text("value"), row.get("sources").to_string());
    let mut spellings = vec![value.to_owned()];
    if sources.contains("any case") {
        spellings.push(value.to_uppercase());
    }
    if sources.contains("quotes") {
        spellings.extend([format!("'{value}'"), format!("\"{value}\"")]);
    }
    spellings
}

fn look(run: &Run, id: &str, rule: &str, what: &mut Vec<String>) {
    match run.judges.call(&with_value(&["user_id"], text(id).as_bytes())) {
        Ok(judged) => {
            let found: Vec<&str> = judged.findings.iter().map(|it| it.rule.as_ref()).collect();
            expect(what, found == [rule], || format!("{id}: {}", found.join(", ")));
            expect(what, !judged.is_valid(), || format!("{id} is valid"));
        }
        Err(differs) => what.push(differs),
    }
}
