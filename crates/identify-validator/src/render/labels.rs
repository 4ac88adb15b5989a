//! Labels that do not fit beside the places they are about.

use std::collections::HashSet;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Style, visible::one_line, wrap::wrap};
use crate::report::Finding;

/// The escape that ends a style.
const RESET: &str = "\u{1b}[0m";

/// Fewest columns that a label is broken to.
const FEWEST: usize = 24;

/// The rendered finding with long labels on several lines, so that they fit the terminal, and
/// without the end of a line where all of it is marked.
pub(super) fn fitting(text: &str, finding: &Finding, style: &Style) -> String {
    let own = finding.label.iter().map(|label| one_line(label));
    let related = finding.related.iter().map(|related| one_line(&related.message));
    let labels: HashSet<String> = own.chain(related).filter(|label| !label.is_empty()).collect();
    let columns = style.columns;
    let mut fitted = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    let mut is_cut = false;
    while let Some(line) = lines.next() {
        let label = (plain(line).width() > columns)
            .then(|| labels.iter().find_map(|label| Labelled::of(line, label)))
            .flatten();
        if let Some(mut label) = label {
            let marks = if is_cut { cut(label.marks, columns, "") } else { label.marks.to_owned() };
            label.marks = &marks;
            fitted += &label.broken(lines.peek().copied(), columns);
        } else {
            is_cut = plain(line).width() > columns
                && lines.peek().is_some_and(|next| has_one_mark(next, &labels));
            if is_cut {
                fitted += &cut(line, columns, if style.unicode { "…" } else { "..." });
            } else {
                fitted += line;
            }
        }
        fitted.push('\n');
    }
    fitted
}

/// Whether a line marks one place, and has no other mark that would be lost with the line's end.
fn has_one_mark(line: &str, labels: &HashSet<String>) -> bool {
    let line = plain(line);
    let line = line.trim_end();
    let marks = labels.iter().find_map(|label| line.strip_suffix(label.as_str())).unwrap_or(line);
    let marks = marks.trim_start_matches([' ', '│', '|']).trim_end();
    // Of a very long mark, the middle may be left out.
    let is_mark = |character| is_underline(character) || matches!(character, '…' | '.');
    !marks.is_empty() && marks.chars().all(is_mark)
}

/// A line with so many columns at most, with a mark in place of what is left out. All escapes stay.
fn cut(line: &str, columns: usize, mark: &str) -> String {
    let room = columns.saturating_sub(mark.width());
    let mut kept = String::with_capacity(line.len());
    let (mut width, mut is_full) = (0_usize, false);
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if character == '\u{1b}' {
            let (escape, behind) = escape(rest);
            kept += escape;
            rest = behind;
            continue;
        }
        width = width.saturating_add(character.width().unwrap_or(0));
        if width <= room {
            kept.push(character);
        } else if !is_full {
            is_full = true;
            kept += mark;
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    kept
}

/// A line of marks that ends with a label.
struct Labelled<'l> {
    /// What stands before the label and its style.
    marks: &'l str,
    /// The escape that starts the label's style.
    style: &'l str,
    label: &'l str,
    /// The escape that ends it.
    reset: &'l str,
}

impl<'l> Labelled<'l> {
    fn of(line: &'l str, label: &str) -> Option<Self> {
        let (before, behind) = line.rsplit_once(label)?;
        if !plain(behind).is_empty() {
            return None;
        }
        let marks = before.get(..unstyled(before))?;
        let style = before.get(marks.len()..)?;
        let (label, reset) = line.get(before.len()..)?.split_at_checked(label.len())?;
        // The lines of the record have a number in front.
        let has_marks = plain(marks).trim_start().starts_with(['│', '|']);
        has_marks.then_some(Self { marks, style, label, reset })
    }

    /// The label on as many lines as it takes: beside the marks, or below them if there is no room.
    fn broken(&self, next: Option<&str>, columns: usize) -> String {
        let Self { marks, style, label, reset } = *self;
        let shown = plain(marks);
        let beside = shown.width();
        let below = shown.trim_end().trim_end_matches(is_underline).width();
        let gutter = gutter(marks);
        if below >= columns {
            // The place itself is off the edge, and the label would stand under another.
            return format!("{marks}{style}{label}{reset}");
        }
        if !shown.contains(is_underline) {
            // Below its mark, in a line of its own: further to the left.
            let leads = shown.trim_end();
            let column = columns.saturating_sub(label.width()).max(leads.width().saturating_add(1));
            let room = columns.saturating_sub(column);
            let wrapped = wrap(label, room, room);
            let (marks, leads) = (marks.trim_end_matches(' '), leads.width());
            let pad = " ".repeat(column.saturating_sub(leads));
            let lines = wrapped.split('\n').map(|part| format!("{marks}{pad}{style}{part}{reset}"));
            return lines.collect::<Vec<_>>().join("\n");
        }
        let fewest = label.width().min(FEWEST);
        let mut column = beside;
        if columns.saturating_sub(column) < fewest {
            column = below.min(columns.saturating_sub(fewest));
        }
        let wrapped = wrap(label, columns.saturating_sub(column), columns.saturating_sub(column));
        let mut lines = Vec::new();
        let mut parts = wrapped.split('\n');
        if column == beside {
            let first = parts.next().unwrap_or_default();
            lines.push(format!("{marks}{style}{first}{reset}"));
        } else {
            lines.push(marks.trim_end_matches(' ').to_owned());
        }
        // Lines that lead to other labels go on beside this one.
        let lead = next.filter(|next| {
            let rest = plain(next).trim_end().chars().all(|character| " │|".contains(character));
            rest && plain(next).trim_end().width() < column
        });
        let lead = lead.unwrap_or(gutter).trim_end_matches(' ');
        let pad = " ".repeat(column.saturating_sub(plain(lead).width()));
        lines.extend(parts.map(|part| format!("{lead}{pad}{style}{part}{reset}")));
        lines.join("\n")
    }
}

/// A line up to and with the first bar, and the end of that bar's style.
fn gutter(line: &str) -> &str {
    let Some(at) = line.find(['│', '|']) else { return "" };
    let bar = line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let end = at.saturating_add(bar);
    let is_reset = line.get(end..).is_some_and(|behind| behind.starts_with(RESET));
    let reset = if is_reset { RESET.len() } else { 0 };
    line.get(..end.saturating_add(reset)).unwrap_or_default()
}

fn is_underline(character: char) -> bool {
    matches!(character, '━' | '─' | '^' | '-' | '┯' | '┬')
}

/// Where the escapes at the end of a text begin, as far as they start a style.
fn unstyled(text: &str) -> usize {
    let mut end = text.len();
    while let Some(at) = text.get(..end).and_then(|text| text.rfind("\u{1b}[")) {
        let escape = text.get(at..end).unwrap_or_default();
        let parameters = escape.strip_prefix("\u{1b}[").and_then(|rest| rest.strip_suffix('m'));
        let is_start = parameters.is_some_and(|parameters| {
            parameters != "0" && parameters.chars().all(|one| one.is_ascii_digit() || one == ';')
        });
        if !is_start {
            break;
        }
        end = at;
    }
    end
}

/// A text without the escapes of its styles and its links.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        plain += rest.get(..at).unwrap_or_default();
        (_, rest) = escape(rest.get(at..).unwrap_or_default());
    }
    plain + rest
}

/// The escape at the start of a text, and what is behind it.
fn escape(text: &str) -> (&str, &str) {
    let end = if text.starts_with("\u{1b}]") {
        text.find("\u{1b}\\").map(|at| at.saturating_add(2))
    } else {
        text.find('m').map(|at| at.saturating_add(1))
    };
    text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Labelled, cut, has_one_mark, plain};

    #[test]
    fn long_labels_are_broken_beside_or_below() {
        let label = "a label that is too long for the line";
        let line = format!("  |   ^^^^ {label}");
        let labelled = Labelled::of(&line, label).expect("a label");
        let beside = "  |   ^^^^ a label that is too long\n  |        for the line";
        assert_eq!(labelled.broken(Some("  |"), 36), beside);
        let below = "  |   ^^^^\n  |   a label that is too long\n  |   for the line";
        assert_eq!(labelled.broken(Some("  |"), 31), below);
        // What leads to the label of another place goes on.
        let other = "  | - ^^^^\n  | | a label that is too long\n  | | for the line";
        let line = format!("  | - ^^^^ {label}");
        let labelled = Labelled::of(&line, label).expect("a label");
        assert_eq!(labelled.broken(Some("  | |"), 31), other);
        // Below its mark it moves to the left, and not into what leads to others.
        let line = format!("  | |              {label}");
        let labelled = Labelled::of(&line, label).expect("a label");
        assert_eq!(labelled.broken(None, 45), format!("  | |   {label}"));
        let narrow = "  | | a label that is too\n  | | long for the line";
        assert_eq!(labelled.broken(None, 23), narrow);
    }

    #[test]
    fn lines_are_cut_with_their_styles() {
        let line = "\u{1b}[1m1 |\u{1b}[0m \"漢字漢字漢字\"\u{1b}[91m,\u{1b}[0m";
        let cut = cut(line, 10, "...");
        assert_eq!(plain(&cut), "1 | \"漢...");
        assert!(cut.ends_with("\u{1b}[91m\u{1b}[0m"));
    }

    #[test]
    fn other_marks_are_not_lost() {
        let labels: HashSet<String> = ["here".to_owned(), "there".to_owned()].into();
        assert!(has_one_mark("  |   ^^^^^ here", &labels));
        assert!(has_one_mark("  \u{1b}[94m|\u{1b}[0m   ^^^^^", &labels));
        assert!(!has_one_mark("  |   ^^^^^ here   ---- there", &labels));
        assert!(!has_one_mark("  |", &labels));
    }
}
