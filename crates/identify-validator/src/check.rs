//! The inspect lane: the records of one input, from bytes to findings.

use std::{
    cell::OnceCell,
    io::{self, BufRead},
    ops::ControlFlow,
};

use identify_json::{
    Arena, Encoding, Fault, FaultKind, Framing, Kind, Locator, Node, Record, Records, Tree,
};

use crate::{
    call::{Call, FileState, Told},
    draft::{Draft, DraftEdit},
    foreign,
    memory::{Memory, Noted},
    patch::Patches,
    report::{Edit, Finding, Fix, Level, Position, Related, Span, Suggestion, Summary},
    rule::Offences,
    rules::RULES,
    validator::{InputFormat, Validator},
};

/// Takes what checking an input gives, in the order of the input, and says whether to go on.
///
/// A closure that takes a finding and its source is one that always goes on. This one stops:
///
/// ```
/// use std::ops::ControlFlow;
///
/// use identify_validator::{Finding, InputFormat, Sink, Source, Validator};
///
/// struct First(Option<Finding>);
///
/// impl Sink for First {
///     fn finding(&mut self, finding: Finding, _: &Source<'_>) -> ControlFlow<()> {
///         self.0 = Some(finding);
///         ControlFlow::Break(())
///     }
/// }
///
/// let mut first = First(None);
/// let log = &b"{}\n{}\n"[..];
/// let summary = Validator::new().check("log", log, InputFormat::Ndjson, &mut first)?;
/// assert_eq!(first.0.unwrap().rule, "missing-member");
/// assert_eq!((summary.records, summary.errors), (1, 1));
/// # Ok::<(), std::io::Error>(())
/// ```
pub trait Sink {
    /// Takes a finding, with the source of its record.
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()>;

    /// Takes the verdict on a call, behind its findings.
    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        let _ = call;
        ControlFlow::Continue(())
    }
}

impl<F: FnMut(Finding, &Source<'_>)> Sink for F {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self(finding, source);
        ControlFlow::Continue(())
    }
}

/// A call that was checked.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Checked<'r> {
    /// Its own bytes, as they stand in the input; none if they could not be read.
    pub bytes: &'r [u8],
    /// Which call of the input it is, counted from 1.
    pub record: u64,
    /// Where it ends: bytes from the start of the input.
    pub end: u64,
    /// Whether it has no finding of level error.
    pub is_valid: bool,
}

/// The source of a finding: the bytes of its record, and where in the input they stand.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Source<'r> {
    /// The record's bytes; none if they could not be read.
    pub bytes: &'r [u8],
    /// Bytes from the start of the input to the record.
    pub offset: u64,
    /// The line on which the record begins, counted from 1.
    pub line: u64,
}

impl<'r> Source<'r> {
    /// An input as a whole, as for findings of one call.
    pub fn whole(bytes: &'r [u8]) -> Self {
        Self { bytes, offset: 0, line: 1 }
    }
}

pub(crate) struct Check<'c> {
    validator: &'c Validator,
    path: &'c str,
    format: InputFormat,
    sink: &'c mut dyn Sink,
    file: FileState,
    memory: &'c mut Memory,
    summary: Summary,
    drafts: Vec<Draft>,
    /// What the call at hand says to rules across records.
    notes: Vec<Noted>,
}

impl<'c> Check<'c> {
    pub(crate) fn new(
        validator: &'c Validator,
        path: &'c str,
        format: InputFormat,
        sink: &'c mut dyn Sink,
        memory: &'c mut Memory,
    ) -> Self {
        let summary = Summary { files: 1, ..Summary::default() };
        let file = FileState::default();
        let (drafts, notes) = (Vec::new(), Vec::new());
        Self { validator, path, format, sink, file, memory, summary, drafts, notes }
    }

    pub(crate) fn run(mut self, input: impl BufRead) -> io::Result<Summary> {
        let framing = match self.format {
            InputFormat::Ndjson => Framing::Lines,
            InputFormat::Json | InputFormat::Array => Framing::Whole,
        };
        let limit = self.validator.max_record_bytes();
        let mut records = Records::new(input, framing).with_limit(limit);
        let mut arena = Arena::new();
        while let Some(record) = records.next()? {
            let tree =
                if record.fault.is_some() { Tree::UNREAD } else { arena.parse(record.bytes) };
            if self.record(&record, &tree).is_break() {
                break;
            }
        }
        self.summary.bytes = records.bytes_read();
        Ok(self.summary)
    }

    /// Checks one record as if the input had no other: nothing was said before it.
    pub(crate) fn alone(mut self, record: &Record<'_>, arena: &mut Arena) -> Summary {
        let tree = if record.fault.is_some() { Tree::UNREAD } else { arena.parse(record.bytes) };
        // What a sink that stops has seen counts.
        let _ = self.record(record, &tree);
        self.summary
    }

    fn record(&mut self, record: &Record<'_>, tree: &Tree<'_>) -> ControlFlow<()> {
        self.learn(record, tree);
        let places = Places::new(record);
        match tree.root() {
            Some(root) if self.format == InputFormat::Array && root.kind() == Kind::Array => {
                self.elements(record, tree, root, &places)?;
            }
            root => {
                let call = Call::new(root, *record, self.format, tree.faults(), self.file);
                self.call(call, tree, &places)?;
            }
        }
        self.file.latin1.pass();
        self.file.foreign.pass();
        self.file.multi_line.pass();
        ControlFlow::Continue(())
    }

    /// Each element of an array is a call; a fault of the syntax belongs to the one it stands in,
    /// or to the one that it stands behind.
    fn elements<'a>(
        &mut self,
        record: &Record<'a>,
        tree: &'a Tree<'a>,
        array: Node<'a>,
        places: &Places<'_>,
    ) -> ControlFlow<()>
    where
        'c: 'a,
    {
        let mut faults = tree.faults();
        let mut elements = array.elements().peekable();
        let mut number = 0_u64;
        while let Some(element) = elements.next() {
            number = number.saturating_add(1);
            let end = elements.peek().map_or(u32::MAX, |next| next.span().start);
            let (own, rest) = faults.split_at(faults.partition_point(|f| f.span.start < end));
            faults = rest;
            let record = record.with_number(number);
            let call = Call::new(Some(element), record, self.format, own, self.file);
            self.call(call, tree, places)?;
            // One element has said it for the others.
            if own.iter().any(|fault| fault.kind == FaultKind::InvalidUtf8) {
                self.file.latin1.pass();
            }
        }
        if faults.is_empty() {
            return ControlFlow::Continue(());
        }
        let record = record.with_number(number.saturating_add(1));
        let call = Call::new(None, record, self.format, faults, self.file);
        self.call(call, tree, places)
    }

    /// What is said once for each file.
    fn learn(&mut self, record: &Record<'_>, tree: &Tree<'_>) {
        let file = &mut self.file;
        let is_damaged = tree.faults().iter().any(|fault| fault.kind == FaultKind::InvalidUtf8);
        let may_be_latin1 = is_damaged && file.latin1 == Told::No && !file.has_utf8;
        // The mark at the start of the file is UTF-8, whatever follows it.
        let bytes = record.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(record.bytes);
        if may_be_latin1 && Encoding::is_latin1(bytes) {
            file.latin1 = Told::Now;
        }
        file.has_utf8 |= !is_damaged && !bytes.is_ascii();
        file.learn_format(foreign::guess(tree), record, tree.root());
        let is_multi_line = self.format == InputFormat::Ndjson && record.lines > 1;
        if is_multi_line && file.multi_line == Told::No && !breaks_strings_only(record, tree) {
            file.multi_line = Told::Now;
        }
    }

    fn call<'a>(
        &mut self,
        mut call: Call<'a>,
        tree: &'a Tree<'a>,
        places: &Places<'_>,
    ) -> ControlFlow<()>
    where
        'c: 'a,
    {
        if call.object().is_some() {
            call.plan = self.validator.plan();
            call.placeholders = self.validator.placeholders();
            call.now = self.validator.now();
            call.levels = self.validator.levels();
            call.judge();
        }
        self.drafts.clear();
        self.notes.clear();
        for (rule, level) in RULES.iter().zip(self.validator.levels()) {
            if let Some(level) = *level {
                let (drafts, notes) = (&mut self.drafts, &mut self.notes);
                let mut offences = Offences { rule, level, drafts, notes };
                (rule.check)(&call, &mut offences);
            }
        }
        self.finish(&call, tree, places)
    }

    /// Counts a call, and hands its findings over in the order of their places.
    fn finish<'a>(
        &mut self,
        call: &Call<'a>,
        tree: &'a Tree<'a>,
        places: &Places<'_>,
    ) -> ControlFlow<()> {
        let record = &call.record;
        for noted in &self.notes {
            let place = |span: &std::ops::Range<u32>| places.span(span);
            self.drafts.extend(self.memory.recall(noted, record.number, place));
        }
        let has_bad_bytes = call.faults.iter().any(|fault| fault.kind == FaultKind::InvalidUtf8);
        let unsaid = (call.file.latin1 == Told::Before && has_bad_bytes)
            || (call.file.foreign == Told::Before && call.is_foreign())
            || (call.format == InputFormat::Ndjson && record.lines > 1);
        let is_valid = !unsaid && self.drafts.iter().all(|draft| draft.level != Level::Error);
        self.summary.count_call(is_valid);
        self.drafts.sort_by(|a, b| {
            (a.span.start, a.span.end, a.rule).cmp(&(b.span.start, b.span.end, b.rule))
        });
        let source = Source { bytes: record.bytes, offset: record.offset, line: record.line };
        let mut patches = call
            .root
            .filter(|_| self.validator.makes_patches() && call.faults.is_empty())
            .map(Patches::new);
        for draft in self.drafts.drain(..) {
            self.summary.count(draft.level);
            let patch = match (&mut patches, &draft.fix) {
                (Some(patches), Some((_, edits))) => patches.patch(edits),
                _ => None,
            };
            let pointer = match (call.root, tree.at(draft.span.start)) {
                (Some(root), Some(node)) => node.pointer_from(root),
                _ => String::new(),
            };
            let mut finding = places.finding(draft, self.path, record.number, pointer);
            if let Some(fix) = &mut finding.fix {
                fix.patch = patch;
            }
            self.sink.finding(finding, &source)?;
        }
        let bytes = call.root.map_or(record.bytes, |root| root.raw());
        let length = call.root.map_or(record.bytes.len() as u64, |root| root.span().end.into());
        let end = record.offset.saturating_add(length);
        self.sink.call(&Checked { bytes, record: record.number, end, is_valid })
    }
}

/// Whether all the line breaks of a record stand in strings, where each is a fault of its own.
fn breaks_strings_only(record: &Record<'_>, tree: &Tree<'_>) -> bool {
    let is_control = |fault: &&Fault| matches!(fault.kind, FaultKind::ControlCharacter(_));
    let bytes = |fault: &Fault| {
        let span = fault.span.start as usize..fault.span.end as usize;
        record.bytes.get(span).unwrap_or_default()
    };
    let in_strings = tree.faults().iter().filter(is_control).flat_map(bytes);
    let count = in_strings.filter(|byte| **byte == b'\n').count() as u64;
    count.saturating_add(1) >= record.lines
}

/// Places of a record in the input.
struct Places<'r> {
    record: &'r Record<'r>,
    /// Made when there is something to place.
    locator: OnceCell<Locator<'r>>,
}

impl<'r> Places<'r> {
    fn new(record: &'r Record<'r>) -> Self {
        Self { record, locator: OnceCell::new() }
    }

    fn finding(&self, draft: Draft, path: &str, number: u64, pointer: String) -> Finding {
        Finding {
            rule: draft.rule.into(),
            level: draft.level,
            path: path.to_owned(),
            record: number,
            pointer,
            span: self.span(&draft.span),
            message: draft.message,
            label: draft.label,
            help: draft.help,
            related: draft
                .related
                .into_iter()
                .map(|(span, message)| Related { span: self.span(&span), message })
                .chain(draft.elsewhere)
                .collect(),
            suggestions: draft
                .suggestions
                .into_iter()
                .map(|(message, edits)| Suggestion { message, edits: self.edits(edits) })
                .collect(),
            fix: draft.fix.map(|(safety, edits)| Fix {
                safety,
                edits: self.edits(edits),
                patch: None,
            }),
        }
    }

    fn span(&self, span: &std::ops::Range<u32>) -> Span {
        Span { start: self.position(span.start), end: self.position(span.end) }
    }

    fn position(&self, offset: u32) -> Position {
        let locator =
            self.locator.get_or_init(|| Locator::new(self.record.bytes, self.record.line));
        let place = locator.place(offset as usize);
        Position { byte: self.byte(offset), line: place.line, column: place.column }
    }

    fn byte(&self, offset: u32) -> u64 {
        self.record.offset.saturating_add(u64::from(offset))
    }

    fn edits(&self, mut edits: Vec<DraftEdit>) -> Vec<Edit> {
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        edits
            .into_iter()
            .map(|(span, text)| Edit {
                start: self.byte(span.start),
                end: self.byte(span.end),
                text,
            })
            .collect()
    }
}
