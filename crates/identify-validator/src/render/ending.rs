//! What is told of a run behind its findings.

use super::visible::{one_line, path_line};
use crate::report::{Alike, Hidden, Report, Statistic};

/// Lines about what is not listed, about what each rule found, and what else there is to know.
#[derive(Debug, Default)]
pub(super) struct Ending {
    /// What is alike, two lines each.
    pub(super) alike: Vec<String>,
    /// A rule a line.
    pub(super) hidden: Vec<String>,
    /// A table, its heading first.
    pub(super) statistics: Vec<String>,
    /// A notice a line.
    pub(super) notices: Vec<String>,
}

impl Ending {
    pub(super) fn of(report: &Report) -> Self {
        Self {
            alike: alike(&report.hidden),
            hidden: report.hidden.iter().filter(|it| it.alike.is_none()).map(hidden).collect(),
            statistics: statistics(&report.statistics),
            notices: report.notices.iter().map(|notice| one_line(notice)).collect(),
        }
    }

    /// All of it as plain text, one part parted from the next by an empty line.
    pub(super) fn text(&self) -> String {
        let parts = [&self.alike, &self.hidden, &self.statistics, &self.notices];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|lines| !lines.is_empty())
            .map(|lines| lines.join("\n") + "\n")
            .collect();
        parts.join("\n")
    }
}

fn hidden(hidden: &Hidden) -> String {
    let Hidden { rule, count, path, first, .. } = hidden;
    let first_of = if *count == 1 { "at" } else { "the first at" };
    let (rule, count, path) = (one_line(rule), grouped(*count), path_line(path));
    format!("and {count} more of `{rule}`, {first_of} {path}:{}:{}", first.line, first.column)
}

/// What the findings that are alike say, and where they are.
fn alike(hidden: &[Hidden]) -> Vec<String> {
    let alike = hidden.iter().filter_map(|hidden| Some((hidden, hidden.alike.as_ref()?)));
    let alike: Vec<(&Hidden, &Alike)> = alike.collect();
    let width = alike.iter().map(|(hidden, _)| grouped(hidden.count).len()).max().unwrap_or(0);
    let lines = alike.iter().flat_map(|(hidden, alike)| {
        let (count, level) = (grouped(hidden.count), alike.level.name());
        let (rule, message) = (one_line(&hidden.rule), one_line(&alike.message));
        let what = format!("  {count:>width$} more: {level}[{rule}] {message}");
        [what, format!("  {:width$}       {}", "", places(hidden, alike))]
    });
    let heading = (!alike.is_empty()).then(|| "the same again, counted and not shown:".to_owned());
    heading.into_iter().chain(lines).collect()
}

/// `lines 14, 17, 20 ... 1000000 of log.ndjson`, or the first few of many files. Lines are written as
/// other programs take them.
fn places(hidden: &Hidden, alike: &Alike) -> String {
    let is_one_file = alike.files == 1;
    let place = |path: &str, line: u64| {
        if is_one_file { line.to_string() } else { format!("{}:{line}", path_line(path)) }
    };
    let further = alike.further.iter().map(|(path, line)| place(path, *line));
    let first = place(&hidden.path, hidden.first.line);
    let shown: Vec<String> = std::iter::once(first).chain(further).collect();
    let last = place(&alike.last.0, alike.last.1);
    let rest = hidden.count.saturating_sub(shown.len() as u64);
    let mut text = shown.join(", ");
    match rest {
        0 => {}
        1 => text = text + ", " + &last,
        _ => text = text + " ... " + &last,
    }
    match (is_one_file, hidden.count) {
        (true, 1) => format!("line {text} of {}", path_line(&hidden.path)),
        (true, _) => format!("lines {text} of {}", path_line(&hidden.path)),
        (false, _) => format!("{} files: {text}", grouped(alike.files)),
    }
}

fn statistics(statistics: &[Statistic]) -> Vec<String> {
    if statistics.is_empty() {
        return Vec::new();
    }
    let heading = ["findings", "files", "fixable", "level", "rule"].map(str::to_owned);
    let rows = statistics.iter().map(|row| {
        let rule = one_line(&row.rule);
        let level = row.level.name().to_owned();
        [grouped(row.count), grouped(row.files), grouped(row.fixable), level, rule]
    });
    let rows: Vec<[String; 5]> = std::iter::once(heading).chain(rows).collect();
    let mut widths = [0_usize; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.len().max(*width);
        }
    }
    let line = |[count, files, fixable, level, rule]: &[String; 5]| {
        let [of_count, of_files, of_fixable, of_level, _] = widths;
        format!(
            "{count:>of_count$}  {files:>of_files$}  {fixable:>of_fixable$}  \
             {level:<of_level$}  {rule}"
        )
    };
    rows.iter().map(line).collect()
}

/// A number with a comma between thousands, from 1,000 on.
///
/// ```
/// assert_eq!(identify_validator::render::grouped(1_234_567), "1,234,567");
/// ```
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len().saturating_add(6));
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped() {
        let numbers = [0, 7, 999, 1000, 12_345, 123_456, 1_234_567];
        let texts = ["0", "7", "999", "1,000", "12,345", "123,456", "1,234,567"];
        assert_eq!(numbers.map(grouped), texts);
    }
}
