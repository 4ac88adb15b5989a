//! Applying the fixes of one record, until there is nothing left to apply.

use std::{
    collections::HashSet,
    io::{self, BufReader, Read},
};

use identify_json::{Arena, Framing, Record, RecordFault, Records};

use super::{
    attempt::{Attempt, Best, Looked, Pace, Place, Task, fingerprint},
    choose,
    mend::Change,
    pieces::{Piece, Text, changes},
    rest::{Fixable, Rest},
};
use crate::{
    call::FileState,
    check::{Aids, Check, Direct},
    memory::Memory,
    report::{Finding, Safety, Summary},
    sink::Source,
    validator::{InputFormat, Validator},
};

/// Bytes that are checked again for the fixes of one record: so many times its own, and so many
/// more. What is not settled by then never will be, or would take longer than it is worth.
const TIMES: u64 = 16;
const MORE: u64 = 1 << 20;

/// Zero bytes behind a record that are read at a time.
const ZEROS: usize = 1 << 16;

/// Applies fixes to records, each for itself.
pub(super) struct Mender<'v> {
    pub(super) validator: &'v Validator,
    pub(super) format: InputFormat,
    pub(super) most: Safety,
}

/// What became of a record.
pub(super) struct Settled {
    pub(super) changes: Vec<Change>,
    pub(super) applied: u64,
    /// What is said of it as it stands.
    pub(super) rest: Rest,
}

impl Settled {
    /// Nothing is changed, and all remains to be said.
    fn same(rest: Rest) -> Self {
        Self { changes: Vec::new(), applied: 0, rest }
    }

    /// Without the changes.
    pub(super) fn undone(self) -> Self {
        Self::same(self.rest)
    }

    /// The record with its changes.
    pub(super) fn text(&self, record: Source<'_>) -> Vec<u8> {
        changed(record, &self.changes)
    }
}

/// What fixes led to.
struct Attained {
    changes: Vec<Change>,
    applied: u64,
    /// What is left to say.
    left: Rest,
    /// Whether there is nothing left to fix for certain.
    is_end: bool,
}

/// What became of a record, from attempt to attempt.
struct Followed {
    pieces: Vec<Piece>,
    applied: u64,
    rest: Rest,
    /// Whether it stayed one record, and the last look found nothing to fix.
    is_end: bool,
}

impl Mender<'_> {
    pub(super) fn framing(&self) -> Framing {
        match self.format {
            InputFormat::Ndjson => Framing::Lines,
            InputFormat::Json | InputFormat::Array => Framing::Whole,
        }
    }

    /// What is found in a record of a file of which so much is known, and what remains to be said
    /// of it.
    fn findings(
        &self,
        record: &Record<'_>,
        file: FileState,
        arena: &mut Arena,
    ) -> (Vec<Finding>, Rest) {
        let mut sink = Fixable::default();
        // What calls say together has no fix.
        let mut memory = Memory::new(0);
        let mut outlet = Direct { sink: &mut sink, memory: &mut memory };
        let mut check = Check::new(self.validator, "-", self.format, &mut outlet);
        let tree = self.format.tree(record, arena);
        check.file = file;
        // It goes on to the end.
        let _ = check.record(record, &tree, Aids::default());
        let (summary, file) = (check.summary, check.file);
        (sink.fixable, Rest { summary, said: sink.said, file })
    }

    /// The findings whose fixes are taken at once.
    fn taken<'f>(&self, findings: &'f [Finding], pace: Pace) -> &'f [Finding] {
        if pace == Pace::Together {
            return findings;
        }
        let is_wanted = |finding: &Finding| {
            finding
                .fix
                .as_ref()
                .is_some_and(|fix| fix.safety == Safety::Safe || self.most == Safety::Unsafe)
        };
        let first = findings.iter().position(is_wanted).unwrap_or(findings.len());
        findings.get(first..=first).unwrap_or_default()
    }

    /// What a record is without any fix.
    pub(super) fn kept(&self, record: &Record<'_>, file: FileState, arena: &mut Arena) -> Settled {
        Settled::same(self.findings(record, file, arena).1)
    }

    /// Applies the fixes of a record until none is left; none of them where that leads to a text in
    /// which there would be more to fix the next time.
    pub(super) fn settle(
        &self,
        record: &Record<'_>,
        file: FileState,
        arena: &mut Arena,
    ) -> Settled {
        let (findings, rest) = self.findings(record, file, arena);
        // No fix has to do with zero bytes behind a call, however many there are.
        let mut bare = *record;
        bare.zeros = 0;
        let alone = (record.zeros > 0).then(|| self.findings(&bare, file, arena));
        let found = alone.as_ref().map_or((&findings, &rest), |(findings, rest)| (findings, rest));
        let attained = self.settle_once(&bare, file, (found.0, found.1), arena);
        let attained = attained.filter(|Attained { changes, is_end, .. }| {
            *is_end || {
                let text = changed(Source::of(record), changes);
                self.is_settled(&text, Place::of(&bare), file, arena)
            }
        });
        match attained {
            Some(Attained { changes, applied, .. }) => Settled { changes, applied, rest },
            None => Settled::same(rest),
        }
    }

    /// What is said of the text that became of a record; nothing where a part of it could not be read
    /// any more, being too long now, or in another encoding by its first bytes.
    pub(super) fn told(
        &self,
        text: &[u8],
        place: Place,
        file: FileState,
        arena: &mut Arena,
    ) -> Option<Rest> {
        let mut rest = Rest::none(file);
        let is_read = self.each(text, place, |record| {
            let is_read = matches!(record.fault, None | Some(RecordFault::Zeros));
            if is_read {
                rest.add(&self.findings(record, rest.file, arena).1);
            }
            is_read
        });
        is_read.then_some(rest)
    }

    /// What is harmless by itself may not be so together with another: safe fixes that bring
    /// something new to light are taken one by one.
    fn settle_once(
        &self,
        record: &Record<'_>,
        file: FileState,
        found: (&[Finding], &Rest),
        arena: &mut Arena,
    ) -> Option<Attained> {
        let together = self.settle_at(record, file, found, Pace::Together, arena)?;
        if self.most == Safety::Unsafe || !together.left.has_more_than(found.1) {
            return Some(together);
        }
        // What is left one by one may be taken together the next time.
        let one_by_one = self.settle_at(record, file, found, Pace::OneByOne, arena);
        one_by_one.map(|attained| Attained { is_end: false, ..attained })
    }

    /// Whether there is nothing more to fix in what became of a record.
    fn is_settled(
        &self,
        text: &[u8],
        place: Place,
        mut file: FileState,
        arena: &mut Arena,
    ) -> bool {
        self.each(text, place, |record| {
            let (findings, rest) = self.findings(record, file, arena);
            let attained = self.settle_once(record, file, (&findings, &rest), arena);
            file = rest.file;
            attained.is_none_or(|attained| attained.changes.is_empty())
        })
    }

    /// Divides a text that stands there into records as the input is divided, and looks at each; whether
    /// it looked at all of them.
    fn each(&self, text: &[u8], place: Place, mut look: impl FnMut(&Record<'_>) -> bool) -> bool {
        // Most records have none behind them, and get no room for them.
        let room = usize::try_from(place.zeros).unwrap_or(usize::MAX).min(ZEROS);
        let zeros = BufReader::with_capacity(room, io::repeat(0).take(place.zeros));
        // What a line is depends on whether it has an end.
        let is_line = place.ended && self.format == InputFormat::Ndjson;
        let end: &[u8] = if is_line { b"\n" } else { b"" };
        let records = Records::new(text.chain(zeros).chain(end), self.framing());
        let records = if place.offset > 0 { records.in_the_midst() } else { records };
        let mut records = records.with_limit(self.validator.max_record_bytes());
        let mut number = place.number;
        // Reading from memory never fails.
        while let Ok(Some(mut record)) = records.next() {
            record.offset = record.offset.saturating_add(place.offset);
            record.number = number;
            number = number.saturating_add(1);
            if !look(&record) {
                return false;
            }
        }
        true
    }

    /// Applies the fixes of a record at this pace; nothing if there are none, or no end of them.
    fn settle_at(
        &self,
        record: &Record<'_>,
        file: FileState,
        (findings, rest): (&[Finding], &Rest),
        pace: Pace,
        arena: &mut Arena,
    ) -> Option<Attained> {
        let length = record.bytes.len();
        let (mut edits, applied) =
            choose(self.taken(findings, pace), record.offset, length, self.most);
        let first = edits.next()?;
        let old = Text::kept(record.bytes, record.offset);
        let text = old.edited(std::iter::once(first).chain(edits), record.offset);
        let attempt = Attempt {
            text,
            place: Place::of(record),
            applied: applied as u64,
            pace,
            seen: HashSet::from([fingerprint(record.bytes)]),
            best: Some(Best { text: old, rest: rest.clone(), applied: 0 }),
        };
        let length = length as u64;
        let budget = length.saturating_mul(TIMES).saturating_add(MORE);
        let Followed { pieces, applied, rest: left, is_end } =
            self.follow(attempt, file, budget, arena)?;
        let mut changes = changes(pieces, record.offset..record.offset.saturating_add(length));
        changes.retain(|change| !is_idle(change, record));
        let applied = if changes.is_empty() { 0 } else { applied };
        Some(Attained { changes, applied, left, is_end })
    }

    /// From attempt to attempt, to the pieces of the last; nothing if there is no end.
    fn follow(
        &self,
        attempt: Attempt,
        file: FileState,
        mut budget: u64,
        arena: &mut Arena,
    ) -> Option<Followed> {
        let mut tasks = vec![Task::Look(Box::new(attempt))];
        let rest = Rest::none(file);
        let mut followed = Followed { pieces: Vec::new(), applied: 0, rest, is_end: true };
        while let Some(task) = tasks.pop() {
            let attempt = match task {
                Task::Pass(pieces) => {
                    followed.pieces.extend(pieces);
                    continue;
                }
                Task::Look(attempt) => attempt,
            };
            budget = budget.checked_sub((attempt.text.bytes.len() as u64).max(1))?;
            match self.look(*attempt, followed.rest.file, arena) {
                Looked::Again(next) => tasks.push(Task::Look(next)),
                Looked::Parts { parts, applied } => {
                    followed.applied = followed.applied.saturating_add(applied);
                    followed.is_end = false;
                    tasks.extend(parts.into_iter().rev());
                }
                Looked::Settled { last, is_end } => {
                    followed.pieces.extend(last.text.pieces);
                    followed.applied = followed.applied.saturating_add(last.applied);
                    followed.rest.add(&last.rest);
                    followed.is_end &= is_end;
                }
            }
        }
        Some(followed)
    }

    /// Looks at a text once.
    fn look(&self, mut attempt: Attempt, file: FileState, arena: &mut Arena) -> Looked {
        let bytes = std::mem::take(&mut attempt.text.bytes);
        let framed = self.frame(&attempt, &bytes, file, arena);
        attempt.text.bytes = bytes;
        let (findings, rest) = match framed {
            Framed::None => {
                let Attempt { text, applied, .. } = attempt;
                let last = Best { text, rest: Rest::none(file), applied };
                return Looked::Settled { last, is_end: true };
            }
            Framed::Many(ends) => return attempt.divide(&ends),
            Framed::One(findings, rest) => (findings, rest),
        };
        if !attempt.seen.insert(fingerprint(&attempt.text.bytes)) {
            // They go round in a circle.
            let Attempt { text, applied, best, .. } = attempt;
            let last = best.unwrap_or(Best { text, rest, applied });
            return Looked::Settled { last, is_end: false };
        }
        let Attempt { place: Place { offset, .. }, applied, pace, .. } = attempt;
        let findings = self.taken(&findings, pace);
        let (mut edits, more) = choose(findings, offset, attempt.text.bytes.len(), self.most);
        let Some(first) = edits.next() else {
            let Attempt { text, applied, .. } = attempt;
            return Looked::Settled { last: Best { text, rest, applied }, is_end: true };
        };
        let next = attempt.text.edited(std::iter::once(first).chain(edits), offset);
        let text = std::mem::replace(&mut attempt.text, next);
        if attempt
            .best
            .as_ref()
            .is_none_or(|best| weight(&rest.summary) < weight(&best.rest.summary))
        {
            attempt.best = Some(Best { text, rest, applied });
        }
        attempt.applied = applied.saturating_add(more as u64);
        Looked::Again(Box::new(attempt))
    }

    /// Divides a text into records as the input is divided, and checks it if it is one.
    fn frame(&self, attempt: &Attempt, bytes: &[u8], file: FileState, arena: &mut Arena) -> Framed {
        let mut ends = Vec::new();
        let mut framed = Framed::None;
        self.each(bytes, attempt.place, |record| {
            // The blanks around a record are not looked at.
            let start = record.offset.saturating_sub(attempt.place.offset);
            ends.extend([start, start.saturating_add(record.bytes.len() as u64)]);
            if ends.len() == 2 {
                let mut record = *record;
                record.ended |= attempt.place.ended;
                let (findings, rest) = self.findings(&record, file, arena);
                framed = Framed::One(findings, rest);
            }
            true
        });
        if ends.len() > 2 { Framed::Many(ends) } else { framed }
    }
}

enum Framed {
    /// There is no record any more.
    None,
    One(Vec<Finding>, Rest),
    /// A fix made several records of one: where each begins and ends.
    Many(Vec<u64>),
}

/// A record with changes.
fn changed(record: Source<'_>, changes: &[Change]) -> Vec<u8> {
    let index = |at: u64| usize::try_from(at.saturating_sub(record.offset)).unwrap_or(usize::MAX);
    let slice = |start, end| record.bytes.get(start..end).unwrap_or_default();
    let (mut text, mut at) = (Vec::with_capacity(record.bytes.len()), 0);
    for change in changes {
        text.extend_from_slice(slice(at, index(change.start)));
        text.extend_from_slice(&change.bytes);
        at = index(change.end);
    }
    text.extend_from_slice(slice(at, record.bytes.len()));
    text
}

/// Whether a change writes what is there.
fn is_idle(change: &Change, record: &Record<'_>) -> bool {
    let index = |at: u64| usize::try_from(at.saturating_sub(record.offset)).ok();
    let old = index(change.start).zip(index(change.end));
    old.and_then(|(start, end)| record.bytes.get(start..end)) == Some(change.bytes.as_slice())
}

fn weight(rest: &Summary) -> (u64, u64) {
    (rest.errors, rest.warnings.saturating_add(rest.notes))
}
