//! Numbers, bit for bit.

use identify_json::{Arena, FaultKind, Number};
use identify_types::Identify;
use serde_json::Value;

use super::{
    calls::with_value,
    judged::Judged,
    rows::{Row, rows},
    suite::{Run, Suite, Tally, expect},
};
use crate::error::{Error, Result};

pub(super) const SUITE: Suite = Suite { name: "numbers_f64", run };

/// How many rows are in one log.
const LOG: usize = 512;

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let (mut arena, mut exact, mut clean) = (Arena::new(), 0_u64, 0_u64);
    for rows in rows(run, "numbers_f64.ndjson")?.chunks(LOG) {
        let call = |row: &Row| with_value(&["user_traits", "x"], row.text("text").as_bytes());
        let calls: Vec<Vec<u8>> = rows.iter().map(call).collect();
        let (judged, proven) = run.judges.log(&calls).map_err(Error::new)?;
        clean = clean.saturating_add(proven);
        for ((row, call), judged) in rows.iter().zip(&calls).zip(&judged) {
            let mut what = Vec::new();
            if row.is("json_number") {
                exact = exact.saturating_add(1);
                of_number(&mut arena, row, (call, judged), &mut what)?;
            } else {
                let faults = !arena.parse(row.text("text").as_bytes()).faults().is_empty();
                expect(&mut what, faults, || "the tree takes it for JSON".to_owned());
                expect(&mut what, !judged.is_valid(), || "accepted in a call".to_owned());
            }
            tally.row(row.text("text"), what);
        }
    }
    tally.figure(format!(
        "{exact} are numbers of JSON, {clean} of them proven clean by the screen; the others are \
         refused"
    ));
    Ok(tally)
}

fn of_number(
    arena: &mut Arena,
    row: &Row,
    (call, judged): (&[u8], &Judged),
    what: &mut Vec<String>,
) -> Result {
    let text = row.text("text");
    let bits = u64::from_str_radix(row.text("f64_bits"), 16);
    let bits = bits.map_err(|error| Error::new(format!("the bits of {text}: {error}")))?;
    let is_finite = f64::from_bits(bits).is_finite();

    let tree = arena.parse(text.as_bytes());
    let node = tree.root();
    let held = node.as_ref().and_then(identify_json::Node::as_number).map(nearest);
    let faults = tree.faults();
    expect(what, held.map(f64::to_bits) == Some(bits), || "another value in the tree".to_owned());
    let kept = node.as_ref().and_then(identify_json::Node::number_text) == Some(text);
    expect(what, kept, || "another text in the tree".to_owned());
    let beyond = faults.iter().any(|fault| fault.kind == FaultKind::NumberOutOfRange);
    expect(what, beyond != is_finite, || "the range is another one in the tree".to_owned());

    expect(what, judged.is_valid() == is_finite, || "another verdict on the call".to_owned());
    let Ok(parsed) = serde_json::from_slice::<Identify>(call) else {
        expect(what, !is_finite, || "the types refuse it".to_owned());
        return Ok(());
    };
    // Written and read again, it is what it was.
    let written = serde_json::to_vec(&parsed).map_err(|error| Error::new(error.to_string()))?;
    for bytes in [call, &written] {
        let value = serde_json::from_slice::<Identify>(bytes).ok();
        let value = value.and_then(|it| serde_json::to_value(&it).ok());
        let value = value.as_ref().and_then(|it| it.pointer("/user_traits/x"));
        let same = value.and_then(Value::as_f64).map(f64::to_bits) == Some(bits);
        expect(what, same, || "another value in the types".to_owned());
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "the suite wants the nearest float")]
fn nearest(number: Number) -> f64 {
    match number {
        Number::Unsigned(number) => number as f64,
        Number::Signed(number) => number as f64,
        Number::Float(number) => number,
    }
}
