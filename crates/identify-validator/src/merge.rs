//! Puts what was found in the parts of an input in their order.

use std::{
    io::{self, BufRead},
    mem,
    ops::{ControlFlow, Range},
};

use identify_json::{Behind, Start, Tree, Unread};

use crate::{
    check::{Aids, Check},
    found::{Event, Found, Outcome},
    lanes::{End, Lanes, Part},
    report::{Finding, Span},
    sink::{Checked, CleanRun, Source},
    validator::InputFormat,
};

/// A record that goes on behind the lines that were read is looked at again with each block, up to
/// this size; a larger one whenever it has doubled.
const PATIENCE: usize = 1 << 16;

/// Goes through the parts of an input in their order, and knows what is so at each.
pub(crate) struct Merger<'m> {
    pub(crate) check: Check<'m>,
    lanes: Lanes,
    /// Where the next part begins.
    pub(crate) start: Start,
    /// A record that may go on in the next part.
    tail: Vec<u8>,
    /// How long it is to be before it is looked at again.
    wanted: usize,
}

impl<'m> Merger<'m> {
    pub(crate) fn new(check: Check<'m>, lanes: Lanes) -> Self {
        Self { check, lanes, start: Start::default(), tail: Vec::new(), wanted: 0 }
    }

    /// Examines the next lines.
    pub(crate) fn lines(&mut self, lines: &[u8], behind: Behind) -> ControlFlow<()> {
        if self.tail.is_empty() {
            return self.part(lines, behind);
        }
        self.tail.extend_from_slice(lines);
        if self.tail.len() < self.wanted && behind != Behind::End {
            return ControlFlow::Continue(());
        }
        let lines = mem::take(&mut self.tail);
        self.part(&lines, behind)
    }

    fn part(&mut self, bytes: &[u8], behind: Behind) -> ControlFlow<()> {
        let part = Part { bytes, start: self.start, behind };
        let reached = self.lanes.lines(&mut self.check, &part);
        self.start = reached.at;
        match reached.end {
            End::Whole => ControlFlow::Continue(()),
            End::Stopped => ControlFlow::Break(()),
            End::Torn => {
                self.keep(part.from(reached.at));
                ControlFlow::Continue(())
            }
        }
    }

    /// Keeps a record that may go on.
    fn keep(&mut self, record: &[u8]) {
        record.clone_into(&mut self.tail);
        let double = record.len().saturating_mul(2);
        self.wanted = if record.len() < PATIENCE { 0 } else { double };
    }

    /// Takes a record that cannot be read.
    pub(crate) fn unread(&mut self, unread: &Unread) -> ControlFlow<()> {
        self.end()?;
        let record = unread.record(self.start);
        self.start = Start {
            records: record.number,
            offset: unread.offset.saturating_add(unread.length),
            line: self.start.line.saturating_add(1),
        };
        self.check.record(&record, &Tree::UNREAD, Aids::default())
    }

    /// Examines what is left: nothing follows in which it could go on.
    pub(crate) fn end(&mut self) -> ControlFlow<()> {
        self.lines(&[], Behind::End)
    }

    /// Examines a record that is not held in memory, or an input as a whole.
    pub(crate) fn document(&mut self, input: impl BufRead) -> io::Result<()> {
        // Nothing comes behind it that could be stopped.
        self.lanes.document(&mut self.check, input).map(|_| ())
    }

    /// Takes what was found in the next lines, as far as it holds, and examines the rest.
    pub(crate) fn take(
        &mut self,
        lines: &[u8],
        behind: Behind,
        outcome: Outcome,
    ) -> ControlFlow<()> {
        if !self.tail.is_empty() || !outcome.holds(self.start, self.check.file) {
            return self.lines(lines, behind);
        }
        let Outcome { found, start, reached, mut file, .. } = outcome;
        file.has_utf8 |= self.check.file.has_utf8;
        let part = Part { bytes: lines, start, behind };
        self.replay(InputFormat::Ndjson, &part, found)?;
        self.check.file = file;
        let rest = part.from(reached.at);
        self.start = self.shift(start).start(reached.at);
        match reached.end {
            End::Whole => ControlFlow::Continue(()),
            End::Torn => {
                self.keep(rest);
                ControlFlow::Continue(())
            }
            End::Stopped => self.part(rest, behind),
        }
    }

    /// Takes what was found in an input that is one record, as far as it is known.
    pub(crate) fn take_document(
        &mut self,
        format: InputFormat,
        bytes: &[u8],
        outcome: Outcome,
    ) -> io::Result<()> {
        if outcome.reached.end == End::Stopped {
            return self.document(bytes);
        }
        self.check.summary.bytes = bytes.len() as u64;
        let part = Part { bytes, start: outcome.start, behind: Behind::End };
        // Nothing comes behind it that could be stopped.
        let _ = self.replay(format, &part, outcome.found);
        Ok(())
    }

    /// Hands over what was found in a part.
    fn replay(&mut self, format: InputFormat, part: &Part<'_>, found: Found) -> ControlFlow<()> {
        let (shift, has_utf8) = (self.shift(part.start), self.check.file.has_utf8);
        let mut findings = found.findings.into_iter();
        let mut notes = found.notes.into_iter();
        let mut events = found.events.into_iter().peekable();
        while let Some(event) = events.next() {
            match event {
                Event::Clean { bytes, before, calls } => {
                    let own = part.bytes.get(bytes.clone()).unwrap_or_default();
                    let before = before.saturating_add(shift.records);
                    let run = CleanRun::new(own, format, (before, calls), {
                        part.start.offset.saturating_add(bytes.start as u64)
                    });
                    // What it makes known of the file is known at the end of the part.
                    if self.check.clean(&run, 0, false).is_break() {
                        let length = run.taken().1;
                        return self.stop(part, bytes.start.saturating_add(length));
                    }
                }
                Event::Record { bytes, end, start, mut file, notes: count, is_unread } => {
                    let start = shift.start(start);
                    let mut is_conflict = false;
                    for (noted, span) in notes.by_ref().take(count) {
                        let number = start.records.saturating_add(1);
                        is_conflict |= self.check.is_conflict(noted, number, shift.span(span));
                    }
                    let calls = std::iter::from_fn(|| {
                        events.next_if(|event| matches!(event, Event::Call { .. }))
                    });
                    let record = Recorded { bytes, end, start, is_unread };
                    if is_conflict {
                        for event in calls {
                            if let Event::Call { findings: count, .. } = event {
                                findings.by_ref().take(count).for_each(drop);
                            }
                        }
                        file.has_utf8 |= has_utf8;
                        self.check.file = file;
                        self.again(format, part, &record)?;
                    } else {
                        self.calls(part, &record, shift, calls, &mut findings)?;
                    }
                }
                Event::Call { .. } => {}
            }
        }
        ControlFlow::Continue(())
    }

    /// Hands over the calls of a record.
    fn calls(
        &mut self,
        part: &Part<'_>,
        record: &Recorded,
        shift: Shift,
        calls: impl Iterator<Item = Event>,
        findings: &mut impl Iterator<Item = Finding>,
    ) -> ControlFlow<()> {
        let bytes = part.bytes.get(record.bytes.clone()).filter(|_| !record.is_unread);
        let bytes = bytes.unwrap_or_default();
        let source = Source { bytes, offset: record.start.offset, line: record.start.line };
        for event in calls {
            let Event::Call { span, record: number, is_valid, findings: count } = event else {
                continue;
            };
            self.check.summary.count_call(is_valid);
            let own = bytes.get(span.start as usize..span.end as usize).unwrap_or_default();
            let number = number.saturating_add(shift.records);
            let mut flow = findings.by_ref().take(count).try_for_each(|mut finding| {
                shift.finding(&mut finding);
                self.check.finding(finding, &source)
            });
            if flow.is_continue() {
                let end = record.start.offset.saturating_add(span.end.into());
                let call = Checked { bytes: own, record: number, end, is_valid };
                flow = self.check.verdict(&call, span);
            }
            if flow.is_break() {
                return self.stop(part, record.end);
            }
        }
        ControlFlow::Continue(())
    }

    /// Examines a record again, with what is known of all calls before it.
    fn again(
        &mut self,
        format: InputFormat,
        part: &Part<'_>,
        record: &Recorded,
    ) -> ControlFlow<()> {
        if format != InputFormat::Ndjson {
            return match self.lanes.document(&mut self.check, part.bytes) {
                Ok(flow) => flow,
                Err(error) => unreachable!("reading from memory never fails: {error}"),
            };
        }
        let end = line_end(part.bytes, record.end);
        let bytes = part.bytes.get(record.bytes.start..end).unwrap_or_default();
        let record = Part { bytes, start: record.start, behind: Behind::End };
        let reached = self.lanes.lines(&mut self.check, &record);
        if reached.end == End::Stopped {
            self.start = reached.at;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// Nobody wants what comes behind a record that ends here.
    fn stop(&mut self, part: &Part<'_>, end: usize) -> ControlFlow<()> {
        let end = line_end(part.bytes, end) as u64;
        self.start.offset = part.start.offset.saturating_add(end);
        ControlFlow::Break(())
    }

    fn shift(&self, assumed: Start) -> Shift {
        Shift {
            records: self.start.records.saturating_sub(assumed.records),
            lines: self.start.line.saturating_sub(assumed.line),
        }
    }
}

/// Where a record stands.
struct Recorded {
    /// In the part.
    bytes: Range<usize>,
    /// Behind the zero bytes that follow it.
    end: usize,
    /// In the input.
    start: Start,
    is_unread: bool,
}

/// Behind the end of the line, if one is here.
fn line_end(bytes: &[u8], at: usize) -> usize {
    let length = match bytes.get(at..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([b'\n', ..]) => 1,
        _ => 0,
    };
    at.saturating_add(length)
}

/// From the numbers that were taken for granted to the true ones.
#[derive(Debug, Clone, Copy)]
struct Shift {
    records: u64,
    lines: u64,
}

impl Shift {
    fn start(self, start: Start) -> Start {
        Start {
            records: start.records.saturating_add(self.records),
            line: start.line.saturating_add(self.lines),
            ..start
        }
    }

    fn span(self, mut span: Span) -> Span {
        for position in [&mut span.start, &mut span.end] {
            position.line = position.line.saturating_add(self.lines);
        }
        span
    }

    fn finding(self, finding: &mut Finding) {
        finding.record = finding.record.saturating_add(self.records);
        finding.span = self.span(finding.span);
        for related in &mut finding.related {
            related.span = self.span(related.span);
        }
    }
}
