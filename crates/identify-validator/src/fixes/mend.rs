//! Applying fixes record by record, until there is nothing left to apply.

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufRead, Read},
    ops::ControlFlow,
};

use identify_json::{Arena, Framing, Record, Records, Tree};

use super::{
    choose,
    pieces::{Piece, Text, changes},
};
use crate::{
    check::{Aids, Check, Direct},
    memory::Memory,
    report::{Finding, Safety, Summary},
    rule::Group,
    rules::RULES,
    sink::{Sink, Source},
    validator::{InputFormat, Validator},
};

/// Bytes that are checked again for the fixes of one record: so many times its own, and so many
/// more. What is not settled by then never will be, or would take longer than it is worth.
const TIMES: u64 = 16;
const MORE: u64 = 1 << 20;

/// What applying fixes makes of a record.
#[derive(Debug)]
#[non_exhaustive]
pub struct Mended<'r> {
    /// The record as it stands in the input.
    pub source: Source<'r>,
    /// What to change, in the order of the places, none overlapping another.
    pub changes: Vec<Change>,
    /// How many fixes these changes are.
    pub applied: u64,
}

/// Replaces a half-open range of the input's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Byte offset of the first byte to replace, from the start of the input.
    pub start: u64,
    /// Byte offset behind the last byte to replace; equal to `start` for an insertion.
    pub end: u64,
    /// What to write there.
    pub bytes: Vec<u8>,
}

impl Change {
    /// Whether it writes what is there.
    fn is_idle(&self, record: &Record<'_>) -> bool {
        let index = |at: u64| usize::try_from(at.saturating_sub(record.offset)).ok();
        let old = index(self.start).zip(index(self.end));
        old.and_then(|(start, end)| record.bytes.get(start..end)) == Some(self.bytes.as_slice())
    }
}

/// See [`Validator::fix`].
pub(crate) fn mend(
    validator: &Validator,
    input: impl BufRead,
    format: InputFormat,
    most: Safety,
    take: &mut dyn FnMut(Mended<'_>) -> io::Result<()>,
) -> io::Result<Summary> {
    let mender = Mender { validator, format, most };
    let mut records =
        Records::new(input, mender.framing()).with_limit(validator.max_record_bytes());
    let mut arena = Arena::new();
    let mut total = Summary { files: 1, ..Summary::default() };
    while let Some(record) = records.next()? {
        let settled = mender.settle(&record, &mut arena);
        total.add(&Summary { files: 0, ..settled.rest.summary });
        let source = Source { bytes: record.bytes, offset: record.offset, line: record.line };
        take(Mended { source, changes: settled.changes, applied: settled.applied })?;
    }
    total.bytes = records.bytes_read();
    Ok(total)
}

struct Mender<'v> {
    validator: &'v Validator,
    format: InputFormat,
    most: Safety,
}

/// What became of a record.
struct Settled {
    changes: Vec<Change>,
    applied: u64,
    rest: Rest,
}

/// What remains to be said.
#[derive(Debug, Clone, Default)]
struct Rest {
    summary: Summary,
    /// How often each rule says something.
    said: BTreeMap<&'static str, u64>,
}

impl Rest {
    fn add(&mut self, other: &Self) {
        self.summary.add(&other.summary);
        for (rule, count) in &other.said {
            let sum = self.said.entry(rule).or_default();
            *sum = sum.saturating_add(*count);
        }
    }

    /// Whether a rule says more than it did before. Behind a fault of the syntax others could not
    /// be seen: where one was mended it is no harm that they come to light.
    fn has_more_than(&self, before: &Self) -> bool {
        let is_more = |(rule, count): (&&'static str, &u64)| {
            before.said.get(*rule).is_none_or(|before| count > before)
        };
        self.of_syntax() >= before.of_syntax() && self.said.iter().any(is_more)
    }

    /// Faults of the syntax.
    fn of_syntax(&self) -> u64 {
        let is_syntax =
            |id: &str| RULES.iter().any(|rule| rule.id == id && rule.group == Group::Syntax);
        let counts = self.said.iter().filter(|(rule, _)| is_syntax(rule)).map(|(_, count)| *count);
        counts.fold(0, u64::saturating_add)
    }
}

/// How fixes are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// All that do not overlap.
    Together,
    /// One after the other, looking each time which are still safe.
    OneByOne,
}

/// Parts of a record that are still to be looked at, the next one last.
enum Task {
    /// Nothing to do any more.
    Pass(Vec<Piece>),
    Look(Box<Attempt>),
}

/// A text on its way to one without fixes.
struct Attempt {
    text: Text,
    /// Where it stands: what its record and the findings in it count from.
    offset: u64,
    number: u64,
    ended: bool,
    applied: u64,
    pace: Pace,
    /// The states that it was in.
    seen: HashSet<u64>,
    best: Option<Best>,
}

/// The state with the fewest findings, the first of several.
struct Best {
    text: Text,
    rest: Rest,
    applied: u64,
}

impl Mender<'_> {
    fn framing(&self) -> Framing {
        match self.format {
            InputFormat::Ndjson => Framing::Lines,
            InputFormat::Json | InputFormat::Array => Framing::Whole,
        }
    }

    /// What is found in a record alone, and what remains to be said of it.
    fn findings(&self, record: &Record<'_>, arena: &mut Arena) -> (Vec<Finding>, Rest) {
        let mut sink = Fixable::default();
        // What calls say together has no fix.
        let mut memory = Memory::new(0);
        let mut outlet = Direct { sink: &mut sink, memory: &mut memory };
        let mut check = Check::new(self.validator, "-", self.format, &mut outlet);
        let tree = if record.fault.is_some() { Tree::UNREAD } else { arena.parse(record.bytes) };
        // It goes on to the end. Nothing was said before: it is checked as if there were no other.
        let _ = check.record(record, &tree, Aids::default());
        let summary = check.summary;
        (sink.fixable, Rest { summary, said: sink.said })
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

    /// Applies the fixes of a record until none is left. What is harmless by itself may not be so
    /// together with another: safe fixes that bring something new to light are taken one by one.
    fn settle(&self, record: &Record<'_>, arena: &mut Arena) -> Settled {
        let (findings, rest) = self.findings(record, arena);
        let together = self.settle_at(record, (&findings, &rest), Pace::Together, arena);
        let settled = match together {
            Some(settled) if self.most == Safety::Safe && settled.rest.has_more_than(&rest) => {
                self.settle_at(record, (&findings, &rest), Pace::OneByOne, arena)
            }
            other => other,
        };
        settled.unwrap_or(Settled { changes: Vec::new(), applied: 0, rest })
    }

    /// Applies the fixes of a record at this pace; nothing if there are none, or no end of them.
    fn settle_at(
        &self,
        record: &Record<'_>,
        (findings, rest): (&[Finding], &Rest),
        pace: Pace,
        arena: &mut Arena,
    ) -> Option<Settled> {
        let length = record.bytes.len();
        let (mut edits, applied) =
            choose(self.taken(findings, pace), record.offset, length, self.most);
        let first = edits.next()?;
        let old = Text::kept(record.bytes, record.offset);
        let text = old.edited(std::iter::once(first).chain(edits), record.offset);
        let attempt = Attempt {
            text,
            offset: record.offset,
            number: record.number,
            ended: record.ended,
            applied: applied as u64,
            pace,
            seen: HashSet::from([fingerprint(record.bytes)]),
            best: Some(Best { text: old, rest: rest.clone(), applied: 0 }),
        };
        let length = length as u64;
        let budget = length.saturating_mul(TIMES).saturating_add(MORE);
        let (pieces, applied, rest) = self.follow(attempt, budget, arena)?;
        let mut changes = changes(pieces, record.offset..record.offset.saturating_add(length));
        changes.retain(|change| !change.is_idle(record));
        let applied = if changes.is_empty() { 0 } else { applied };
        Some(Settled { changes, applied, rest })
    }

    /// From attempt to attempt, to the pieces of the last; nothing if there is no end.
    fn follow(
        &self,
        attempt: Attempt,
        mut budget: u64,
        arena: &mut Arena,
    ) -> Option<(Vec<Piece>, u64, Rest)> {
        let mut tasks = vec![Task::Look(Box::new(attempt))];
        let (mut done, mut applied, mut total) = (Vec::new(), 0_u64, Rest::default());
        while let Some(task) = tasks.pop() {
            let attempt = match task {
                Task::Pass(pieces) => {
                    done.extend(pieces);
                    continue;
                }
                Task::Look(attempt) => attempt,
            };
            budget = budget.checked_sub((attempt.text.bytes.len() as u64).max(1))?;
            match self.look(*attempt, arena) {
                Looked::Again(next) => tasks.push(Task::Look(next)),
                Looked::Parts { parts, applied: so_far } => {
                    applied = applied.saturating_add(so_far);
                    tasks.extend(parts.into_iter().rev());
                }
                Looked::Settled(last) => {
                    done.extend(last.text.pieces);
                    applied = applied.saturating_add(last.applied);
                    total.add(&last.rest);
                }
            }
        }
        Some((done, applied, total))
    }

    /// Looks at a text once.
    fn look(&self, mut attempt: Attempt, arena: &mut Arena) -> Looked {
        let bytes = std::mem::take(&mut attempt.text.bytes);
        let framed = self.frame(&attempt, &bytes, arena);
        attempt.text.bytes = bytes;
        let (findings, rest) = match framed {
            Framed::None => {
                let Attempt { text, applied, .. } = attempt;
                return Looked::Settled(Best { text, rest: Rest::default(), applied });
            }
            Framed::Many(ends) => return attempt.divide(&ends),
            Framed::One(findings, rest) => (findings, rest),
        };
        if !attempt.seen.insert(fingerprint(&attempt.text.bytes)) {
            // They go round in a circle.
            let Attempt { text, applied, best, .. } = attempt;
            return Looked::Settled(best.unwrap_or(Best { text, rest, applied }));
        }
        let Attempt { offset, applied, pace, .. } = attempt;
        let findings = self.taken(&findings, pace);
        let (mut edits, more) = choose(findings, offset, attempt.text.bytes.len(), self.most);
        let Some(first) = edits.next() else {
            let Attempt { text, applied, .. } = attempt;
            return Looked::Settled(Best { text, rest, applied });
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
    fn frame(&self, attempt: &Attempt, bytes: &[u8], arena: &mut Arena) -> Framed {
        let limit = self.validator.max_record_bytes();
        let mut ends = Vec::new();
        let mut framed = Framed::None;
        // What a line is depends on whether it has an end.
        let is_line = attempt.ended && self.format == InputFormat::Ndjson;
        let end: &[u8] = if is_line { b"\n" } else { b"" };
        let mut records = Records::new(bytes.chain(end), self.framing()).with_limit(limit);
        // Reading from memory never fails.
        while let Ok(Some(mut record)) = records.next() {
            let end = record.offset.saturating_add(record.bytes.len() as u64);
            // The blanks around a record are not looked at.
            ends.extend([record.offset, end]);
            if ends.len() == 2 {
                record.offset = record.offset.saturating_add(attempt.offset);
                record.number = attempt.number;
                record.ended |= attempt.ended;
                let (findings, rest) = self.findings(&record, arena);
                framed = Framed::One(findings, rest);
            }
        }
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

enum Looked {
    Again(Box<Attempt>),
    Parts { parts: Vec<Task>, applied: u64 },
    Settled(Best),
}

impl Attempt {
    /// Each record goes on for itself.
    fn divide(&self, ends: &[u64]) -> Looked {
        let last = ends.len().checked_div(2).unwrap_or(0).saturating_sub(1);
        let behind = ends.last().and_then(|end| usize::try_from(*end).ok());
        let behind = behind.and_then(|end| self.text.bytes.get(end..)).unwrap_or_default();
        let ended = self.ended || behind.contains(&b'\n');
        let parts = self.text.parts(ends).into_iter().enumerate();
        let parts = parts.map(|(index, text)| {
            let record = index.checked_div(2).unwrap_or(0);
            if index.is_multiple_of(2) {
                return Task::Pass(text.pieces);
            }
            let at = ends.get(index.saturating_sub(1)).copied().unwrap_or(0);
            Task::Look(Box::new(Self {
                text,
                offset: self.offset.saturating_add(at),
                number: self.number.saturating_add(record as u64),
                ended: ended || record < last,
                applied: 0,
                pace: self.pace,
                seen: HashSet::new(),
                best: None,
            }))
        });
        Looked::Parts { parts: parts.collect(), applied: self.applied }
    }
}

/// Keeps findings with a fix, and counts all.
#[derive(Default)]
struct Fixable {
    fixable: Vec<Finding>,
    said: BTreeMap<&'static str, u64>,
}

impl Sink for Fixable {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
        if let Some(rule) = RULES.iter().find(|rule| rule.id == finding.rule) {
            let count = self.said.entry(rule.id).or_default();
            *count = count.saturating_add(1);
        }
        if finding.fix.is_some() {
            self.fixable.push(finding);
        }
        ControlFlow::Continue(())
    }
}

fn fingerprint(bytes: &[u8]) -> u64 {
    // Its keys are the same in every run.
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn weight(rest: &Summary) -> (u64, u64) {
    (rest.errors, rest.warnings.saturating_add(rest.notes))
}
