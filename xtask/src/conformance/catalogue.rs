//! Our own catalogue of bad inputs: bytes, recipes by which bytes are made, and situations that a
//! run can find itself in.

mod bytes;
#[cfg(unix)]
mod fixing;
mod process;
mod recipes;
mod reported;
#[cfg(unix)]
mod running;
mod situations;

use super::{
    rows::rows,
    suite::{Run, Suite, Tally},
};
use crate::error::Result;

pub(super) const SUITE: Suite = Suite { name: "bad_inputs", run };

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut expected = bytes::Expected::read()?;
    let situations = situations::Situations::new(run)?;
    for row in rows(run, "bad_inputs.ndjson")? {
        let what = if row.has("base64") {
            bytes::of_row(run, &mut expected, &row)?
        } else if let Some(recipe) = recipes::find(row.text("gen")) {
            recipes::of_row(run, recipe, &row)?
        } else {
            situations.of_row(&row)?
        };
        tally.row(row.text("id"), what);
    }
    for row in expected.left() {
        tally.row(row, vec!["the catalogue has no such row".to_owned()]);
    }
    Ok(tally)
}
