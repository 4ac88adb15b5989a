//! In what two answers differ, in words.

use identify_validator::Finding;

use super::outcome::Outcome;

/// In what two outcomes differ.
pub(super) fn text(one: &Outcome, other: &Outcome) -> String {
    let mut lines = Vec::new();
    if one.summary != other.summary {
        lines.push(format!("totals of one:       {:?}", one.summary));
        lines.push(format!("totals of the other: {:?}", other.summary));
    }
    let first = one.findings.iter().zip(&other.findings).position(|(one, other)| one != other);
    let first = first.unwrap_or_else(|| one.findings.len().min(other.findings.len()));
    let [mine, theirs] = [one, other].map(|it| it.findings.get(first));
    if mine != theirs {
        let shown = |finding: Option<&(Finding, _)>| {
            finding.map_or("none".to_owned(), |(finding, _)| summary(finding))
        };
        lines.push(format!("finding {} of one:       {}", first.saturating_add(1), shown(mine)));
        lines.push(format!("finding {} of the other: {}", first.saturating_add(1), shown(theirs)));
        let places = [mine, theirs].map(|it| it.map(|(_, place)| *place));
        if places[0] != places[1] {
            lines.push(format!("their sources: {places:?}"));
        }
    }
    if one.calls != other.calls {
        let first = one.calls.iter().zip(&other.calls).position(|(one, other)| one != other);
        let first = first.unwrap_or_else(|| one.calls.len().min(other.calls.len()));
        lines.push(format!("verdict of one:       {:?}", one.calls.get(first)));
        lines.push(format!("verdict of the other: {:?}", other.calls.get(first)));
    }
    if one.notices != other.notices {
        lines.push(format!("notices: {:?} and {:?}", one.notices, other.notices));
    }
    lines.join("\n")
}

fn summary(finding: &Finding) -> String {
    let Finding { rule, record, span, message, .. } = finding;
    let (start, end) = (span.start, span.end);
    format!(
        "{rule} in record {record}, line {} column {}, bytes {} to {}: {message}",
        start.line, start.column, start.byte, end.byte
    )
}

/// In what two texts differ: the first lines that do.
pub(super) fn of_texts(one: &str, other: &str) -> String {
    let (mut mine, mut theirs) = (one.lines(), other.lines());
    for number in 1_u64.. {
        match (mine.next(), theirs.next()) {
            (None, None) => break,
            (one, other) if one == other => {}
            (one, other) => {
                let [one, other] = [one, other].map(|line| line.unwrap_or("(nothing)"));
                return format!(
                    "line {number} of one:       {one}\nline {number} of the other: {other}"
                );
            }
        }
    }
    "they differ in the ends of lines".to_owned()
}
