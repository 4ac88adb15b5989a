//! What was found in a part of an input by a thread that did not know what comes before it.

use std::{
    ops::{ControlFlow, Range},
    sync::atomic::{AtomicBool, Ordering},
};

use identify_json::{Record, RecordFault, Start};

use crate::{
    call::FileState,
    check::{Check, Outlet},
    draft::Draft,
    lanes::{End, Lanes, Part, Reached},
    memory::Noted,
    report::{Finding, Span},
    sink::{Checked, CleanRun, Source},
    validator::{InputFormat, Validator},
};

/// What was found, in its order. Places and numbers are those that the thread took for granted.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) events: Vec<Event>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) notes: Vec<(Noted, Span)>,
}

/// One of the things that were found.
#[derive(Debug)]
pub(crate) enum Event {
    /// Calls without a finding.
    Clean {
        /// Their bytes in the part.
        bytes: Range<usize>,
        /// Records before them.
        before: u64,
        calls: u64,
    },
    /// A record, whose calls follow.
    Record {
        /// Its bytes in the part.
        bytes: Range<usize>,
        /// Behind the zero bytes that follow it.
        end: usize,
        start: Start,
        /// What was known of the file before it.
        file: FileState,
        /// Notes of its calls.
        notes: usize,
        /// Whether its bytes could not be read.
        is_unread: bool,
    },
    /// A call of the record before it.
    Call {
        /// Its bytes in the record.
        span: Range<u32>,
        record: u64,
        is_valid: bool,
        /// Its findings.
        findings: usize,
    },
}

/// Puts down what is found, as long as that is little.
pub(crate) struct Recorder<'r> {
    pub(crate) found: Found,
    format: InputFormat,
    /// Where the part begins in the input.
    offset: u64,
    /// Bytes of memory that are held, and the most there may be.
    held: usize,
    most: usize,
    /// Whether nobody wants to know any more.
    stop: &'r AtomicBool,
    mark: Mark,
}

/// How much there was before the record at hand.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    events: usize,
    findings: usize,
    notes: usize,
    start: Start,
    file: FileState,
    /// Findings before the call at hand.
    before_call: usize,
    length: usize,
    /// Whether it is a line, and has no more to it.
    is_line: bool,
}

impl<'r> Recorder<'r> {
    pub(crate) fn new(
        format: InputFormat,
        start: Start,
        most: usize,
        stop: &'r AtomicBool,
    ) -> Self {
        let mark = Mark { start, ..Mark::default() };
        let found = Found::default();
        Self { found, format, offset: start.offset, held: 0, most, stop, mark }
    }

    /// Forgets the record at hand, and tells where it begins and what was known before it.
    pub(crate) fn take_back(&mut self) -> (Start, FileState) {
        self.found.events.truncate(self.mark.events);
        self.found.findings.truncate(self.mark.findings);
        self.found.notes.truncate(self.mark.notes);
        (self.mark.start, self.mark.file)
    }

    fn hold(&mut self, bytes: usize) -> ControlFlow<()> {
        self.held = self.held.saturating_add(bytes);
        if self.held > self.most || self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn index(&self, offset: u64) -> usize {
        usize::try_from(offset.saturating_sub(self.offset)).unwrap_or(usize::MAX)
    }

    /// Adds calls to those without a finding directly before them, or begins with them.
    fn add_clean(&mut self, bytes: Range<usize>, before: u64, calls: u64) {
        if let Some(Event::Clean { bytes: known, calls: sum, .. }) = self.found.events.last_mut() {
            known.end = bytes.end;
            *sum = sum.saturating_add(calls);
            return;
        }
        self.found.events.push(Event::Clean { bytes, before, calls });
        let _ = self.hold(size_of::<Event>());
    }
}

impl Outlet for Recorder<'_> {
    fn record(&mut self, record: &Record<'_>, file: FileState) -> ControlFlow<()> {
        let (events, findings) = (self.found.events.len(), self.found.findings.len());
        let notes = self.found.notes.len();
        let records = record.number.saturating_sub(1);
        let start = Start { records, offset: record.offset, line: record.line };
        let is_line =
            self.format == InputFormat::Ndjson && record.lines == 1 && record.fault.is_none();
        let (length, before_call) = (record.bytes.len(), findings);
        self.mark = Mark { events, findings, notes, start, file, before_call, length, is_line };
        let first = self.index(record.offset);
        let length = match record.fault {
            Some(RecordFault::Oversized { length, .. }) => {
                usize::try_from(length).unwrap_or(usize::MAX)
            }
            _ => length,
        };
        let bytes = first..first.saturating_add(length);
        let end = bytes.end.saturating_add(usize::try_from(record.zeros).unwrap_or(usize::MAX));
        let is_unread = record.fault.is_some();
        self.found.events.push(Event::Record { bytes, end, start, file, notes: 0, is_unread });
        self.hold(size_of::<Event>())
    }

    fn recall(
        &mut self,
        noted: Noted,
        _: u64,
        place: &dyn Fn(&Range<u32>) -> Span,
    ) -> Option<Draft> {
        let span = place(&noted.span);
        self.found.notes.push((noted, span));
        let count = self.found.notes.len().saturating_sub(self.mark.notes);
        if let Some(Event::Record { notes, .. }) = self.found.events.get_mut(self.mark.events) {
            *notes = count;
        }
        // Whether it is too much is looked at behind the call.
        let _ = self.hold(size_of::<(Noted, Span)>());
        None
    }

    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
        let bytes = weight(&finding);
        self.found.findings.push(finding);
        self.hold(bytes)
    }

    fn call(&mut self, call: &Checked<'_>, span: Range<u32>) -> ControlFlow<()> {
        let Mark { start, before_call, length, is_line, .. } = self.mark;
        let findings = self.found.findings.len().saturating_sub(before_call);
        self.mark.before_call = self.found.findings.len();
        let has_notes = self.found.notes.len() > self.mark.notes;
        // A line that is its call from end to end needs no more words than that.
        let is_plain = is_line && call.is_valid && findings == 0 && !has_notes;
        if is_plain && call.bytes.len() == length {
            self.found.events.truncate(self.mark.events);
            let first = self.index(start.offset);
            self.add_clean(first..first.saturating_add(length), start.records, 1);
            return ControlFlow::Continue(());
        }
        let (record, is_valid) = (call.record, call.is_valid);
        self.found.events.push(Event::Call { span, record, is_valid, findings });
        self.hold(size_of::<Event>())
    }

    fn clean(&mut self, run: &CleanRun<'_>, offset: u64) -> ControlFlow<()> {
        let first = self.index(offset);
        let before = run.before();
        let bytes = first..first.saturating_add(run.bytes().len());
        // Whether it is too much is looked at before the next record.
        self.add_clean(bytes, before, run.calls());
        ControlFlow::Continue(())
    }
}

/// What came of the examination of a part.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) found: Found,
    /// What was taken for granted: where the part begins, and what was known of the file.
    pub(crate) start: Start,
    pub(crate) assumed: FileState,
    /// How far it came, and what is known there.
    pub(crate) reached: Reached,
    pub(crate) file: FileState,
}

impl Outcome {
    /// Examines lines, taking for granted what was known of the file before them. What is found is
    /// put down as long as that takes no more than so many bytes.
    pub(crate) fn of(
        lanes: &mut Lanes,
        (validator, path): (&Validator, &str),
        (part, assumed): (&Part<'_>, FileState),
        most: usize,
        stop: &AtomicBool,
    ) -> Self {
        let start = part.start;
        let mut recorder = Recorder::new(InputFormat::Ndjson, start, most, stop);
        let mut check = Check::new(validator, path, InputFormat::Ndjson, &mut recorder);
        check.file = assumed;
        let mut reached = lanes.lines(&mut check, part);
        let mut file = check.file;
        if reached.end == End::Stopped {
            (reached.at, file) = recorder.take_back();
        }
        Self { found: recorder.found, start, assumed, reached, file }
    }

    /// The same for an input that is one record.
    pub(crate) fn of_document(
        lanes: &mut Lanes,
        (validator, path): (&Validator, &str),
        (bytes, format): (&[u8], InputFormat),
        most: usize,
    ) -> Self {
        let (start, assumed, stop) =
            (Start::default(), FileState::default(), AtomicBool::new(false));
        let mut recorder = Recorder::new(format, start, most, &stop);
        let mut check = Check::new(validator, path, format, &mut recorder);
        let flow = lanes.document(&mut check, bytes);
        let file = check.file;
        let end =
            if matches!(flow, Ok(ControlFlow::Continue(()))) { End::Whole } else { End::Stopped };
        Self { found: recorder.found, start, assumed, reached: Reached { at: start, end }, file }
    }

    /// Whether what was taken for granted is so, as far as it makes a difference.
    pub(crate) fn holds(&self, start: Start, file: FileState) -> bool {
        let is_first = |start: Start| start.records == 0;
        // UTF-8 before it makes a difference where the part was found to be in Latin-1.
        let is_latin1_new = self.file.said_latin1() && !self.assumed.said_latin1();
        let has_same_text = self.assumed.has_utf8 == file.has_utf8 || !is_latin1_new;
        is_first(self.start) == is_first(start)
            && self.assumed.said() == file.said()
            && has_same_text
    }
}

/// Bytes of memory that a finding takes, more or less.
fn weight(finding: &Finding) -> usize {
    let texts = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let related = finding.related.iter().map(|related| related.message.len());
    let suggested = finding.suggestions.iter().flat_map(|suggestion| &suggestion.edits);
    let fixed = finding.fix.iter().flat_map(|fix| &fix.edits);
    let edits = suggested.chain(fixed).map(|edit| edit.text.len().saturating_add(32));
    let own = [
        size_of::<Finding>(),
        finding.path.len(),
        finding.pointer.len(),
        finding.message.len(),
        texts(&finding.label),
        texts(&finding.help),
    ];
    let more = related.map(|length| length.saturating_add(128)).chain(edits);
    own.into_iter().chain(more).fold(0, usize::saturating_add)
}
