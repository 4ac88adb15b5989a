//! What is UTF-8 and what is not.

use identify_json::{Arena, FaultKind};

use super::{
    calls::{raw_text, with_value},
    rows::rows,
    suite::{Run, Suite, Tally, expect},
};
use crate::{command::lint, error::Result};

pub(super) const SUITE: Suite = Suite { name: "utf8tests", run };

/// Where the text stands.
const PLACES: &[&[&str]] =
    &[&["user_id"], &["user_traits", "name"], &["user_traits", "x"], &["context", "x"]];

/// Where all that is no UTF-8 looks like one other encoding, that is said instead.
const RULES: [&str; 2] = ["invalid-utf8", "wrong-encoding"];

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let (mut arena, mut calls) = (Arena::new(), 0_u64);
    for row in rows(run, "utf8tests.ndjson")? {
        let (text, valid, mut what) = (raw_text(&row.bytes()?), row.is("valid"), Vec::new());
        let tree = arena.parse(&text);
        let refused = tree.faults().iter().any(|fault| fault.kind == FaultKind::InvalidUtf8);
        expect(&mut what, refused != valid, || "the tree says otherwise".to_owned());
        let as_name = [b"{", text.as_slice(), b":1}"].concat();
        let values = PLACES.iter().map(|path| with_value(path, &text));
        let names = ["user_traits", "context"].map(|name| with_value(&[name], &as_name));
        for call in values.chain(names) {
            calls = calls.saturating_add(1);
            match run.judges.call(&call) {
                Err(differs) => what.push(differs),
                Ok(judged) => {
                    expect(&mut what, RULES.iter().any(|rule| judged.has(rule)) != valid, || {
                        format!("the validator says otherwise of {}", call.escape_ascii())
                    });
                    let may_pass = valid || (judged.clean == 0 && !judged.is_valid());
                    expect(&mut what, may_pass, || "accepted".to_owned());
                }
            }
            let parsed = serde_json::from_slice::<identify_types::Identify>(&call);
            expect(&mut what, valid || parsed.is_err(), || "the types take it".to_owned());
        }
        let call = with_value(&["context", "x"], &text);
        let arguments = ["--no-config", "--output-format=concise"];
        let status = lint(&run.folder, arguments, call.as_slice(), 7).status;
        expect(&mut what, status == u8::from(!valid), || format!("exit status {status}"));
        tally.row(row.text("id"), what);
    }
    tally.figure(format!("{calls} calls, with each text as an id, as traits, in names"));
    Ok(tally)
}
