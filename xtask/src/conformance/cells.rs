//! Texts that a spreadsheet runs as formulas: no cell of a report begins with one.

use identify_validator::render::Format;

use super::{
    calls::{text, with_value},
    rows::rows,
    suite::{Run, Suite, Tally, expect},
};
use crate::{command::lint, error::Result};

pub(super) const SUITE: Suite = Suite { name: "csv_injection", run };

fn run(run: &Run) -> Result<Tally> {
    let mut tally = Tally::default();
    let (folder, mut reports) = (Run::workplace("cells")?, 0_u64);
    for row in rows(run, "csv_injection.ndjson")? {
        let (value, mut what) = (row.text("value"), Vec::new());
        let quoted = text(value);
        // Each has a finding, so that there is something to report; the last is no JSON at all.
        let calls = [
            with_value(&["user_id"], format!("[{quoted}]").as_bytes()),
            with_value(&["user_traits", "email"], quoted.as_bytes()),
            with_value(&["user_traits", value], b"NaN"),
            with_value(&[value], b"1"),
            value.as_bytes().to_vec(),
        ];
        // A file may be called like one as well; a slash cannot stand in its name.
        let name = value.replace('/', "-");
        let path = folder.join(format!("{name}.json"));
        for call in &calls {
            std::fs::write(&path, call).map_err(crate::error::Error::file("write", &path))?;
            for format in Format::ALL {
                let format = format!("--output-format={format}");
                let arguments =
                    ["--no-config", "--show-values", &format, "--", &format!("{name}.json")];
                let output = lint(&folder, arguments, std::io::empty(), 65_536);
                reports = reports.saturating_add(1);
                let report = String::from_utf8_lossy(&output.stdout);
                expect(&mut what, output.status < 2, || format!("{format}: {}", output.status));
                let has_formula = begins_a_cell(&report, value) || begins_a_cell(&report, &name);
                expect(&mut what, !has_formula, || format!("{format}: a cell is a formula"));
            }
        }
        tally.row(value, what);
    }
    tally.figure(format!("{reports} reports, in every format"));
    Ok(tally)
}

/// Whether a cell of a table begins with a text: a line, or what follows a separator.
fn begins_a_cell(report: &str, text: &str) -> bool {
    let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    dangerous
        && report.match_indices(text).any(|(at, _)| {
            let before = report.get(..at).unwrap_or_default();
            before.is_empty() || before.ends_with(['\n', '\r', '\t', ',', ';'])
        })
}

#[cfg(test)]
mod tests {
    use super::begins_a_cell;

    #[test]
    fn cells_begin_behind_separators() {
        assert!(begins_a_cell("a,b\n=1+1", "=1+1") && begins_a_cell("a,=1+1", "=1+1"));
        assert!(!begins_a_cell("a,'=1+1", "=1+1") && !begins_a_cell("x\nDDE", "DDE"));
    }
}
