//! Strings that break programs, in every member of a call that holds text.

use identify_types::Identify;
use serde_json::Value;

use super::{
    calls::{members_of_text, text, with_value},
    rows::rows,
    suite::{Run, Suite, Tally, expect},
};
use crate::error::Result;

pub(super) const SUITE: Suite = Suite { name: "naughty_strings", run };

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let (mut calls, mut accepted, mut clean) = (0_u64, 0_u64, 0_u64);
    let members = members_of_text();
    for row in &rows(run, "naughty_strings.ndjson")? {
        let (value, mut what) = (row.text("value"), Vec::new());
        let same = row.bytes()? == value.as_bytes();
        expect(&mut what, same, || "the row contradicts itself".to_owned());
        let quoted = text(value);
        let known = members.iter().map(|member| {
            let path: Vec<&str> = member.0.iter().map(String::as_str).collect();
            with_value(&path, quoted.as_bytes())
        });
        let free = [&["user_traits", "x"][..], &["context", "x"], &["x"]];
        let free = free.map(|path| with_value(path, quoted.as_bytes()));
        let names = [&[value][..], &["user_traits", value], &["context", value]];
        let names = names.map(|path| with_value(path, b"1"));
        let nested = with_value(&["user_traits", "x", value], format!("[{quoted}]").as_bytes());
        let of_row: Vec<_> = known.chain(free).chain(names).chain([nested]).collect();
        calls = calls.saturating_add(u64::try_from(of_row.len()).unwrap_or(0));
        match run.judges.log(&of_row) {
            Err(differs) => what.push(differs),
            Ok((judged, proven)) => {
                clean = clean.saturating_add(proven);
                let valid = of_row.iter().zip(&judged).filter(|(_, judged)| judged.is_valid());
                for (call, _) in valid {
                    accepted = accepted.saturating_add(1);
                    what.extend(round_trip(call).err());
                }
            }
        }
        tally.row(row.get("i").to_string(), what);
    }
    tally.figure(format!(
        "{calls} calls, in {} members of text and in any other: {accepted} accepted, {clean} of \
         them proven clean by the screen",
        members.len()
    ));
    Ok(tally)
}

/// What is accepted is parsed by the types, and written as it was.
fn round_trip(call: &[u8]) -> std::result::Result<(), String> {
    let parsed = serde_json::from_slice::<Identify>(call);
    let parsed = parsed.map_err(|error| format!("accepted, and the types say {error}"))?;
    let written = serde_json::to_value(&parsed).map_err(|error| error.to_string())?;
    let was = serde_json::from_slice::<Value>(call).map_err(|error| error.to_string())?;
    if written == was { Ok(()) } else { Err("the types write another call".to_owned()) }
}
