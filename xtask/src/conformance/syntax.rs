//! JSONTestSuite: what is JSON and what is not.

use identify_validator::{Group, Level, rules};

use super::{
    calls::with_value,
    judged::{Judged, grammar},
    rows::{Row, rows},
    suite::{Run, Suite, Tally, expect},
};
use crate::{command::lint, error::Result};

pub(super) const SUITE: Suite = Suite { name: "jsontestsuite", run };

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut clean = 0_u64;
    for row in rows(run, "jsontestsuite.ndjson")? {
        let mut what = Vec::new();
        match of_row(run, &row, &mut what)? {
            Ok(is_clean) => clean = clean.saturating_add(is_clean),
            Err(differs) => what.push(differs),
        }
        tally.row(row.text("name"), what);
    }
    tally.figure(format!("{clean} rows are proven clean by the screen as the value of a trait"));
    Ok(tally)
}

/// How many calls were clean.
fn of_row(
    run: &Run,
    row: &Row,
    what: &mut Vec<String>,
) -> Result<std::result::Result<u64, String>> {
    let text = row.bytes()?;
    let call = with_value(&["user_traits", "x"], &text);
    let judged = run.judges.call(&text).and_then(|bare| Ok((bare, run.judges.call(&call)?)));
    let (bare, embedded) = match judged {
        Ok(judged) => judged,
        Err(differs) => return Ok(Err(differs)),
    };
    let (has_fault, breaks_grammar) = grammar(&text);
    match row.text("expect") {
        "accept" => {
            expect(what, !breaks_grammar, || "the tree has a fault of grammar".to_owned());
            what.extend(refused(&bare).map(|rule| format!("refused: {rule}")));
            what.extend(refused(&embedded).map(|rule| format!("refused: {rule}")));
        }
        "reject" => {
            expect(what, has_fault, || "the tree has no fault".to_owned());
            expect(what, refused(&bare).is_some(), || "accepted".to_owned());
            expect(what, refused(&embedded).is_some(), || "accepted in a call".to_owned());
            expect(what, embedded.clean == 0, || "clean in a call".to_owned());
        }
        // Both answers are right; which one is ours is to be explained.
        _ => {
            for judged in [&bare, &embedded] {
                let refused = refused(judged).map(|rule| format!("refused: {rule}"));
                what.push(refused.unwrap_or_else(|| "accepted".to_owned()));
            }
        }
    }
    for (judged, bytes) in [(&bare, &text), (&embedded, &call)] {
        let arguments = ["--no-config", "--input-format=json", "--output-format=concise"];
        let status = lint(&run.folder, arguments, bytes.as_slice(), 65_536).status;
        expect(what, status == u8::from(!judged.is_valid()), || format!("exit status {status}"));
    }
    Ok(Ok(embedded.clean))
}

/// The rule of syntax by which a text is refused. That a call is an object is no matter of the suite.
fn refused(judged: &Judged) -> Option<&str> {
    let errors = judged
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Error && finding.rule != "not-an-object");
    let mut errors = errors.map(|finding| finding.rule.as_ref());
    errors.find(|id| rules().iter().any(|it| it.id == *id && it.group == Group::Syntax))
}
