//! What was measured, as a table in Markdown.

use std::fmt::Write;

use super::{
    compare::{Results, Row, base},
    tools::{BASE, Work},
};

pub(super) fn markdown(results: &Results) -> String {
    if results.0.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "| calls | program | s | MB/s | calls/s | peak MiB | × {BASE} | valid | invalid | |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|---|\n"
    );
    let mut corpus = "";
    for row in &results.0 {
        let name = if row.corpus == corpus { "" } else { row.corpus };
        corpus = row.corpus;
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", line(name, row, base(results, row.corpus)));
    }
    text
}

fn line(corpus: &str, row: &Row, base: Option<f64>) -> String {
    let seconds = row.run.wall.as_secs_f64().max(1e-9);
    let per_second = |count: u64| in_thousands(float(count) / seconds);
    let ratio = match (base, row.work) {
        (Some(base), _) => format!("{:.2}", base / seconds),
        _ => String::new(),
    };
    let peak = row.run.peak.map_or(String::new(), |bytes| format!("{:.1}", mebibytes(bytes)));
    let (valid, invalid) = match row.verdict {
        Some((valid, invalid)) if row.work != Work::Parses => {
            (valid.to_string(), invalid.to_string())
        }
        _ => (String::new(), String::new()),
    };
    let kind = match row.work {
        Work::Parses => "parses only",
        Work::Reads => "reads only",
        Work::Ours | Work::Checks => "",
    };
    let remarks: Vec<&str> = [kind, &row.remark].into_iter().filter(|it| !it.is_empty()).collect();
    format!(
        "| {corpus} | {} | {seconds:.3} | {:.0} | {} | {peak} | {ratio} | {valid} | {invalid} | {} |",
        row.tool,
        float(row.bytes) / 1e6 / seconds,
        per_second(row.calls),
        remarks.join("; "),
    )
}

/// `1,234,000`
fn in_thousands(number: f64) -> String {
    let thousands = format!("{:.0}", number / 1_000.0);
    let mut text = String::new();
    for (index, digit) in thousands.chars().enumerate() {
        if index > 0 && thousands.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + ",000"
}

#[expect(clippy::cast_precision_loss, reason = "figures are shown with a few digits")]
pub(super) fn float(number: u64) -> f64 {
    number as f64
}

pub(super) fn mebibytes(bytes: u64) -> f64 {
    float(bytes) / 1024.0 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::in_thousands;

    #[test]
    fn figures_are_rounded() {
        assert_eq!(in_thousands(1_234_567.0), "1,235,000");
        assert_eq!(in_thousands(94_400.0), "94,000");
        assert_eq!(in_thousands(3_200_999_000.0), "3,200,999,000");
    }
}
