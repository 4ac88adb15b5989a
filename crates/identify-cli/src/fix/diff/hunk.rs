//! From the places that change to the hunks of a diff, without holding the input.

use std::collections::VecDeque;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Lines around a change that are shown.
const CONTEXT: usize = 3;

/// Most lines, old and new, that are compared with each other where several change at once. More
/// are shown as replaced.
const COMPARED: usize = 1000;

/// What a line of a diff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Header,
    Same,
    Old,
    New,
}

/// Takes the lines of a diff.
type Print<'p> = dyn FnMut(Kind, &[u8]) + 'p;

/// Divides a text that changes in places into hunks.
#[derive(Debug, Default)]
pub(super) struct Hunks {
    /// The line that is being read; the new one only where it differs.
    old: Vec<u8>,
    new: Option<Vec<u8>>,
    /// Lines read and not in a hunk.
    before: VecDeque<Vec<u8>>,
    hunk: Option<Hunk>,
    /// Complete lines read, old and new.
    lines: (u64, u64),
}

#[derive(Debug)]
struct Hunk {
    /// Complete lines before it, old and new.
    start: (u64, u64),
    lines: Vec<(Kind, Vec<u8>)>,
    /// How many of them, at the end, did not change.
    trailing: usize,
}

impl Hunks {
    /// Takes bytes that stay.
    pub(super) fn same(&mut self, bytes: &[u8], print: &mut Print<'_>) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.old.extend_from_slice(piece);
            if let Some(new) = &mut self.new {
                new.extend_from_slice(piece);
            }
            if piece.ends_with(b"\n") {
                self.line(print);
            }
        }
    }

    /// Takes bytes that change.
    pub(super) fn changed(&mut self, old: &[u8], new: &[u8]) {
        self.new.get_or_insert_with(|| self.old.clone()).extend_from_slice(new);
        self.old.extend_from_slice(old);
    }

    /// Takes the end of the text.
    pub(super) fn end(&mut self, print: &mut Print<'_>) {
        if !self.old.is_empty() || self.new.is_some() {
            self.line(print);
        }
        if let Some(hunk) = self.hunk.take() {
            hunk.print(print);
        }
    }

    /// Here a line ends, of the old text and of the new.
    fn line(&mut self, print: &mut Print<'_>) {
        let old = std::mem::take(&mut self.old);
        match self.new.take().filter(|new| *new != old) {
            None => self.unchanged(old, print),
            Some(new) => self.replaced(&old, &new),
        }
    }

    fn unchanged(&mut self, line: Vec<u8>, print: &mut Print<'_>) {
        let Some(hunk) = &mut self.hunk else {
            self.before.push_back(line);
            if self.before.len() > CONTEXT {
                self.before.pop_front();
            }
            return self.count(1, 1);
        };
        hunk.lines.push((Kind::Same, line));
        hunk.trailing = hunk.trailing.saturating_add(1);
        // The context of this hunk and that of the next would not meet any more.
        if hunk.trailing > CONTEXT.saturating_mul(2)
            && let Some(mut hunk) = self.hunk.take()
        {
            let shown = hunk.lines.len().saturating_sub(hunk.trailing).saturating_add(CONTEXT);
            let rest = hunk.lines.split_off(shown);
            hunk.trailing = CONTEXT;
            self.before = rest.into_iter().map(|(_, line)| line).collect();
            while self.before.len() > CONTEXT {
                self.before.pop_front();
            }
            hunk.print(print);
        }
        self.count(1, 1);
    }

    fn replaced(&mut self, old: &[u8], new: &[u8]) {
        let (before, lines) = (&mut self.before, self.lines);
        let hunk = self.hunk.get_or_insert_with(|| {
            let length = before.len() as u64;
            let start = (lines.0.saturating_sub(length), lines.1.saturating_sub(length));
            let lines = before.drain(..).map(|line| (Kind::Same, line)).collect();
            Hunk { start, lines, trailing: 0 }
        });
        let split = |text: &[u8]| -> Vec<Vec<u8>> {
            text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
        };
        let (old, new) = (split(old), split(new));
        let (old_count, new_count) = (old.len() as u64, new.len() as u64);
        hunk.trailing = 0;
        hunk.lines.extend(compared(old, new));
        self.count(old_count, new_count);
    }

    fn count(&mut self, old: u64, new: u64) {
        self.lines = (self.lines.0.saturating_add(old), self.lines.1.saturating_add(new));
    }
}

/// Which lines go, which come, and which stay between them.
fn compared(old: Vec<Vec<u8>>, new: Vec<Vec<u8>>) -> Vec<(Kind, Vec<u8>)> {
    if old.len().saturating_add(new.len()) > COMPARED {
        let old = old.into_iter().map(|line| (Kind::Old, line));
        return old.chain(new.into_iter().map(|line| (Kind::New, line))).collect();
    }
    let mut lines = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let gone = old.get(operation.old_range()).unwrap_or_default();
        let come = new.get(operation.new_range()).unwrap_or_default();
        if operation.tag() == DiffTag::Equal {
            lines.extend(gone.iter().map(|line| (Kind::Same, line.clone())));
        } else {
            lines.extend(gone.iter().map(|line| (Kind::Old, line.clone())));
            lines.extend(come.iter().map(|line| (Kind::New, line.clone())));
        }
    }
    lines
}

impl Hunk {
    fn print(mut self, print: &mut Print<'_>) {
        let spare = self.trailing.saturating_sub(CONTEXT);
        self.lines.truncate(self.lines.len().saturating_sub(spare));
        let without = |kind| self.lines.iter().filter(|(of, _)| *of != kind).count() as u64;
        let old = range(self.start.0, without(Kind::New));
        let new = range(self.start.1, without(Kind::Old));
        print(Kind::Header, format!("@@ -{old} +{new} @@\n").as_bytes());
        // Of lines that change together, the old ones come first.
        for run in self.lines.chunk_by(|(one, _), (next, _)| is_change(*one) == is_change(*next)) {
            for turn in [Kind::Same, Kind::Old, Kind::New] {
                run.iter()
                    .filter(|(kind, _)| *kind == turn)
                    .for_each(|(_, line)| print(turn, line));
            }
        }
    }
}

fn is_change(kind: Kind) -> bool {
    kind != Kind::Same
}

/// A range of lines as diffs write it: one of no lines names the line before it.
fn range(before: u64, count: u64) -> String {
    let first = if count == 0 { before } else { before.saturating_add(1) };
    if count == 1 { first.to_string() } else { format!("{first},{count}") }
}

#[cfg(test)]
mod tests {
    use super::{Hunks, Kind};

    /// `parts` are bytes that stay, in turn with old and new ones.
    fn diff(parts: &[(&str, &str, &str)]) -> String {
        let mut text = String::new();
        let mut print = |kind, line: &[u8]| {
            text += match kind {
                Kind::Header => "",
                Kind::Same => " ",
                Kind::Old => "-",
                Kind::New => "+",
            };
            text += std::str::from_utf8(line).unwrap_or_default();
        };
        let mut hunks = Hunks::default();
        for (same, old, new) in parts {
            hunks.same(same.as_bytes(), &mut print);
            hunks.changed(old.as_bytes(), new.as_bytes());
        }
        hunks.same(b"", &mut print);
        hunks.end(&mut print);
        text
    }

    #[test]
    fn changes_that_are_near_share_a_hunk() {
        let near = diff(&[("1\n2\n3\n4\na", "b", "B"), ("c\n5\n6\n7\n8\n9\n10\n", "x", "y")]);
        assert_eq!(
            near,
            "@@ -2,11 +2,11 @@\n 2\n 3\n 4\n-abc\n+aBc\n 5\n 6\n 7\n 8\n 9\n 10\n-x+y"
        );
        let far = diff(&[("a", "b", ""), ("\n1\n2\n3\n4\n5\n6\n7\n", "x\n", "y\nz\n")]);
        assert_eq!(
            far,
            "@@ -1,4 +1,4 @@\n-ab\n+a\n 1\n 2\n 3\n@@ -6,4 +6,5 @@\n 5\n 6\n 7\n-x\n+y\n+z\n"
        );
    }

    #[test]
    fn lines_that_stay_between_two_changes_are_shown_as_such() {
        let text = diff(&[("", "a\nb\nc\n", "A\nb\nC\n")]);
        assert_eq!(text, "@@ -1,3 +1,3 @@\n-a\n+A\n b\n-c\n+C\n");
    }

    #[test]
    fn a_text_may_come_to_nothing() {
        assert_eq!(diff(&[("", "a\n", "")]), "@@ -1 +0,0 @@\n-a\n");
        assert_eq!(diff(&[("", "", "a\n")]), "@@ -0,0 +1 @@\n+a\n");
    }
}
