//! The lines of a record before and after a fix.

use std::ops::Range;

use annotate_snippets::renderer::{
    DEFAULT_ADDITION_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_REMOVAL_STYLE,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Style;

/// Fewest columns of a line that are shown in front of what changes in it.
const BEFORE: usize = 8;

/// Fewest columns that lines are cut to.
const FEWEST: usize = 20;

/// A part of a text, and what is put in its place.
pub(super) type Patch = (Range<usize>, String);

/// Neighbouring lines that change, as they were and as they become.
#[derive(Debug, Default)]
struct Hunk {
    /// The number of the first of them.
    line: usize,
    before: Vec<String>,
    after: Vec<String>,
    /// The columns that come in, if nothing else happens on the one line.
    insertions: Vec<Range<usize>>,
}

/// The lines of a text that change when its parts are replaced, with their numbers; lines are cut
/// to the width, around what changes. `digits` is the least width of the numbers.
pub(super) fn diff(
    text: &str,
    patches: &[Patch],
    first_line: usize,
    digits: usize,
    style: &Style,
) -> String {
    let patches: Vec<_> = patches.iter().map(|(range, new)| trimmed(text, range, new)).collect();
    let hunks = hunks(text, &patches, first_line);
    if hunks.is_empty() {
        return String::new();
    }
    let last = hunks.iter().map(Hunk::last_line).max().unwrap_or(first_line);
    let gutter = Gutter { digits: digits.max(last.to_string().len()), style };
    let (open, close, between) =
        if style.unicode { ("╭╴", "╰╴", "⸬") } else { ("|", "|", "...") };
    let mut lines = vec![gutter.bar(open)];
    if let [hunk] = hunks.as_slice()
        && !hunk.insertions.is_empty()
        && let [line] = hunk.after.as_slice()
    {
        let bar = if style.unicode { "│" } else { "|" };
        let (shown, marks) = gutter.insertions(line, &hunk.insertions);
        lines.push(gutter.line(Some(hunk.line), bar, None, &shown));
        let green = paint("", &marks, style, &DEFAULT_ADDITION_STYLE);
        lines.push(gutter.line(None, close, None, &green));
        return lines.join("\n") + "\n";
    }
    for (index, hunk) in hunks.iter().enumerate() {
        if index > 0 {
            lines.push(gutter.bar(between));
        }
        lines.extend(gutter.hunk(hunk));
    }
    lines.push(gutter.bar(close));
    lines.join("\n") + "\n"
}

/// A patch without what it puts back at its ends.
fn trimmed(text: &str, range: &Range<usize>, new: &str) -> Patch {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let old = text.get(range.clone()).unwrap_or_default();
    let front = old.chars().zip(new.chars()).take_while(same);
    let front: usize = front.map(|(one, _)| one.len_utf8()).sum();
    let (old, new) = (old.get(front..).unwrap_or_default(), new.get(front..).unwrap_or_default());
    let back = old.chars().rev().zip(new.chars().rev()).take_while(same);
    let back: usize = back.map(|(one, _)| one.len_utf8()).sum();
    let kept = new.get(..new.len().saturating_sub(back)).unwrap_or_default();
    (range.start.saturating_add(front)..range.end.saturating_sub(back), kept.to_owned())
}

/// Changes that touch the same or neighbouring lines, taken together.
fn hunks(text: &str, patches: &[Patch], first_line: usize) -> Vec<Hunk> {
    let mut patches: Vec<_> = patches.iter().collect();
    patches.sort_by_key(|(range, _)| (range.start, range.end));
    let mut hunks = Vec::new();
    // The bytes of the lines of a hunk, and its patches.
    let mut open: Option<(Range<usize>, Vec<&Patch>)> = None;
    for patch in patches {
        let lines = lines_of(text, &patch.0);
        match &mut open {
            Some((hunk, members)) if lines.start <= hunk.end.saturating_add(1) => {
                hunk.end = hunk.end.max(lines.end);
                members.push(patch);
            }
            _ => {
                hunks.extend(
                    open.take()
                        .and_then(|(lines, members)| Hunk::new(text, lines, &members, first_line)),
                );
                open = Some((lines, vec![patch]));
            }
        }
    }
    hunks.extend(open.and_then(|(lines, members)| Hunk::new(text, lines, &members, first_line)));
    hunks
}

/// The bytes of the lines that a range touches, without the last line's end.
fn lines_of(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let behind = text.get(range.end..).unwrap_or_default();
    let end = behind.find('\n').map_or(text.len(), |at| range.end.saturating_add(at));
    start..end
}

impl Hunk {
    /// What the patches make of these lines, without lines at both ends that stay as they are;
    /// nothing if all of them do.
    fn new(text: &str, lines: Range<usize>, patches: &[&Patch], first_line: usize) -> Option<Self> {
        let above = text.get(..lines.start)?.matches('\n').count();
        let mut changed = String::new();
        let mut insertions = Vec::new();
        let mut at = lines.start;
        for (range, new) in patches {
            changed += text.get(at..range.start)?;
            let column = spaced(&changed).width();
            changed += new;
            insertions.push(column..spaced(&changed).width());
            at = range.end;
        }
        changed += text.get(at..lines.end)?;
        let split = |text: &str| text.split('\n').map(spaced).collect::<Vec<_>>();
        let (mut before, mut after) = (split(text.get(lines)?), split(&changed));
        if before == after {
            return None;
        }
        let is_simple = patches.iter().all(|(range, new)| range.is_empty() && !new.contains('\n'));
        if !is_simple || after.len() != 1 {
            insertions.clear();
        }
        let same = before.iter().zip(&after).take_while(|(before, after)| before == after).count();
        before.drain(..same);
        after.drain(..same);
        while before.last().is_some_and(|last| after.last() == Some(last)) {
            before.pop();
            after.pop();
        }
        let line = first_line.saturating_add(above).saturating_add(same);
        Some(Self { line, before, after, insertions })
    }

    fn last_line(&self) -> usize {
        self.line.saturating_add(self.before.len().max(self.after.len())).saturating_sub(1)
    }

    /// The columns that differ, in a line before and in the one that takes its place.
    fn columns(before: &str, after: &str) -> (Range<usize>, Range<usize>) {
        let same = |pair: &(char, char)| pair.0 == pair.1;
        let start: usize =
            before.chars().zip(after.chars()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
        let (old, new) =
            (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let end = old.chars().rev().zip(new.chars().rev()).take_while(same);
        let end: usize = end.map(|(one, _)| one.len_utf8()).sum();
        let column = before.get(..start).unwrap_or_default().width();
        let until = |rest: &str| {
            let middle = rest.get(..rest.len().saturating_sub(end)).unwrap_or_default();
            column.saturating_add(middle.width())
        };
        (column..until(old), column..until(new))
    }
}

/// Writes lines behind their numbers.
struct Gutter<'s> {
    digits: usize,
    style: &'s Style,
}

impl Gutter<'_> {
    /// Columns for the text of a line.
    fn room(&self) -> usize {
        self.style.columns.saturating_sub(self.digits).saturating_sub(3).max(FEWEST)
    }

    /// A line without a text.
    fn bar(&self, bar: &str) -> String {
        self.line(None, bar, None, "")
    }

    fn line(
        &self,
        number: Option<usize>,
        bar: &str,
        painted: Option<&anstyle::Style>,
        text: &str,
    ) -> String {
        let digits = self.digits;
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let number = format!("{number:>digits$}");
        let number = match number.trim_ascii() {
            "" => number,
            _ => paint("", &number, self.style, &DEFAULT_LINE_NUM_STYLE),
        };
        let wide = bar.width() > 1;
        let bar = paint("", bar, self.style, painted.unwrap_or(&DEFAULT_LINE_NUM_STYLE));
        // The ends of the bar take a column more.
        let space = if wide { "" } else { " " };
        let line = format!("{number} {bar}{space}{text}");
        line.trim_end_matches(' ').to_owned()
    }

    /// The lines before, and then the lines after.
    fn hunk(&self, hunk: &Hunk) -> Vec<String> {
        let pairs = hunk.before.len() == hunk.after.len();
        let columns = |index: usize| match (hunk.before.get(index), hunk.after.get(index)) {
            (Some(before), Some(after)) if pairs => Hunk::columns(before, after),
            (before, after) => {
                let width = |line: Option<&String>| 0..line.map_or(0, |line| line.width());
                (width(before), width(after))
            }
        };
        let mut lines = Vec::new();
        let red = (&hunk.before, "-", DEFAULT_REMOVAL_STYLE);
        let green = (&hunk.after, "+", DEFAULT_ADDITION_STYLE);
        for (texts, mark, colour) in [red, green] {
            for (index, text) in texts.iter().enumerate() {
                let (old, new) = columns(index);
                let changed = old.start..old.end.max(new.end);
                let own = if mark == "-" { old } else { new };
                let other =
                    if mark == "-" { hunk.after.get(index) } else { hunk.before.get(index) };
                // Both are cut alike, so that they can be compared.
                let longest =
                    text.width().max(other.filter(|_| pairs).map_or(0, |other| other.width()));
                let start = self.start(longest, &changed);
                let cut = self.cut(text, start);
                let highlight = own.start.saturating_sub(start)..own.end.saturating_sub(start);
                let shown = highlighted(&cut, &highlight, self.style, &colour);
                let number = hunk.line.saturating_add(index);
                lines.push(self.line(Some(number), mark, Some(&colour), &shown));
            }
        }
        lines
    }

    /// The line with what comes in, and the marks below it.
    fn insertions(&self, line: &str, insertions: &[Range<usize>]) -> (String, String) {
        let first = insertions.first().map_or(0, |insertion| insertion.start);
        let last = insertions.last().map_or(0, |insertion| insertion.end);
        let start = self.start(line.width(), &(first..last));
        let cut = self.cut(line, start);
        let (mut shown, mut marks) = (String::new(), String::new());
        let room = cut.width();
        let mut rest = cut.as_str();
        let mut column = 0_usize;
        for insertion in insertions {
            let from = insertion.start.saturating_sub(start).min(room);
            let to = insertion.end.saturating_sub(start).min(room);
            let (before, behind) = split_at_column(rest, from.saturating_sub(column));
            let (new, behind) = split_at_column(behind, to.saturating_sub(from));
            shown += before;
            shown += &paint("", new, self.style, &DEFAULT_ADDITION_STYLE);
            marks += &" ".repeat(from.saturating_sub(column));
            marks += &"+".repeat(to.saturating_sub(from));
            (rest, column) = (behind, to);
        }
        (shown + rest, marks)
    }

    /// The first column that is shown of lines that change there.
    fn start(&self, longest: usize, changed: &Range<usize>) -> usize {
        let room = self.room();
        if longest <= room {
            return 0;
        }
        let spare = room.saturating_sub(changed.end.saturating_sub(changed.start));
        let start = changed.start.saturating_sub((spare / 2).max(BEFORE));
        start.min(longest.saturating_sub(room))
    }

    /// The columns of a line that there is room for, from the given one on, with marks where parts
    /// are left out.
    fn cut(&self, line: &str, start: usize) -> String {
        let room = self.room();
        let mark = if self.style.unicode { "…" } else { "..." };
        let (_, rest) = split_at_column(line, start);
        let mut shown = rest.to_owned();
        if start > 0 {
            let (gone, behind) = split_at_column(rest, mark.width());
            // A wide character may have taken more than the mark does.
            let blank = " ".repeat(gone.width().saturating_sub(mark.width()));
            shown = format!("{mark}{blank}{behind}");
        }
        if shown.width() > room {
            let most = room.saturating_sub(mark.width());
            let (mut kept, _) = split_at_column(&shown, most);
            if kept.width() > most {
                let last = kept.char_indices().next_back().map_or(0, |(at, _)| at);
                kept = kept.get(..last).unwrap_or_default();
            }
            shown = format!("{}{mark}", kept.trim_end());
        }
        shown
    }
}

/// A text in two, the first of which takes so many columns, or one more where a wide character
/// stands across.
fn split_at_column(text: &str, column: usize) -> (&str, &str) {
    let mut width = 0_usize;
    let at = text.char_indices().find(|(_, character)| {
        let own = character.width().unwrap_or(0);
        let is_behind = width >= column && own > 0;
        width = width.saturating_add(own);
        is_behind
    });
    text.split_at_checked(at.map_or(text.len(), |(at, _)| at)).unwrap_or((text, ""))
}

/// A text of which some columns are painted.
fn highlighted(
    text: &str,
    columns: &Range<usize>,
    style: &Style,
    colour: &anstyle::Style,
) -> String {
    let (before, rest) = split_at_column(text, columns.start);
    let (middle, behind) = split_at_column(rest, columns.end.saturating_sub(columns.start));
    paint(before, middle, style, colour) + behind
}

/// Plain text and painted text behind it.
fn paint(plain: &str, text: &str, style: &Style, colour: &anstyle::Style) -> String {
    if text.is_empty() || !style.colour {
        return format!("{plain}{text}");
    }
    format!("{plain}{colour}{text}{colour:#}")
}

/// A line as it shows in the snippets of findings: tabs as four spaces, and emoji that are joined
/// into one side by side, since terminals differ in how wide they show those.
fn spaced(line: &str) -> String {
    line.replace('\t', "    ").replace('\u{200d}', "")
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::{Style, diff};

    fn style(columns: usize) -> Style {
        Style { columns, ..Style::default() }
    }

    fn patched(text: &str, old: &str, new: &str, columns: usize) -> String {
        let start = text.find(old).expect("a part of the text");
        diff(text, &[(start..start + old.len(), new.to_owned())], 1, 1, &style(columns))
    }

    #[test]
    fn lines_that_stay_are_not_shown() {
        let text = "{\n  \"a\": 1, // one\n  \"b\": 2,\n  \"c\": 3 // three\n}";
        let comment = |mark: &str| {
            let start = text.find(mark).expect("a comment") - 1;
            (start..start + mark.len() + 1, String::new())
        };
        assert_eq!(
            diff(text, &[comment("// one"), comment("// three")], 8, 1, &style(80)),
            concat!(
                "   |\n",
                " 9 -   \"a\": 1, // one\n",
                " 9 +   \"a\": 1,\n",
                "   ...\n",
                "11 -   \"c\": 3 // three\n",
                "11 +   \"c\": 3\n",
                "   |\n",
            )
        );
        let text = "{\n  \"a\": 1\n}";
        let expected = "  |\n2 -   \"a\": 1\n2 +   \"a\": 1,\n3 +   \"b\": 2\n  |\n";
        assert_eq!(patched(text, "1", "1,\n  \"b\": 2", 80), expected);
        assert_eq!(patched(text, "\n  \"a\": 1", "", 80), "  |\n2 -   \"a\": 1\n  |\n");
    }

    #[test]
    fn what_only_comes_in_is_marked() {
        let expected = "  |\n1 | {\"漢字\": \"1\"}\n  |          +++\n";
        assert_eq!(patched("{\"漢字\": }", ": }", ": \"1\"}", 80), expected);
    }

    #[test]
    fn long_lines_are_cut_around_the_change() {
        let (long, more) = ("漢".repeat(60), "x".repeat(90));
        let text = format!("{{\"long\": \"{long}\", \"old\": 1, \"more\": \"{more}\"}}");
        let shown = patched(&text, "old", "new", 40);
        assert!(shown.contains("\"old\": 1") && shown.contains("\"new\": 1"), "{shown}");
        assert!(shown.lines().all(|line| line.width() <= 40), "{shown}");
    }
}
