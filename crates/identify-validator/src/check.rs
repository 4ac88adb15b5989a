//! The inspect lane: the records of one input, from bytes to findings.

mod places;

use std::ops::{ControlFlow, Range};

use identify_json::{Encoding, Fault, FaultKind, Kind, Node, Record, Tree};

use crate::{
    call::{Call, FileState, Told},
    draft::Draft,
    foreign,
    lanes::Proof,
    memory::{Memory, Noted},
    patch::Patches,
    report::{Finding, LONGEST_POINTER, Level, Span, Summary},
    rule::Offences,
    rules::RULES,
    sink::{Checked, CleanRun, Sink, Source},
    torn,
    validator::{InputFormat, Validator},
    watch::{Seen, Watch},
};
use places::Places;

/// Where what is found goes: to a [`Sink`] at once, or into a list for later.
pub(crate) trait Outlet {
    /// A record is going to be checked, in a file of which so much is known.
    fn record(&mut self, record: &Record<'_>, file: FileState) -> ControlFlow<()> {
        let _ = (record, file);
        ControlFlow::Continue(())
    }

    /// Takes what the call at hand says to rules across records, and gives the finding where that
    /// contradicts what was said before.
    fn recall(
        &mut self,
        noted: Noted,
        record: u64,
        place: &dyn Fn(&Range<u32>) -> Span,
    ) -> Option<Draft>;

    /// Takes a finding.
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()>;

    /// Takes the verdict on a call, behind its findings.
    fn call(&mut self, call: &Checked<'_>, span: Range<u32>) -> ControlFlow<()>;

    /// Takes calls without a finding, which begin here in the input.
    fn clean(&mut self, run: &CleanRun<'_>, offset: u64) -> ControlFlow<()>;
}

/// Hands over what is found.
pub(crate) struct Direct<'s> {
    pub(crate) sink: &'s mut dyn Sink,
    pub(crate) memory: &'s mut Memory,
}

impl Outlet for Direct<'_> {
    fn recall(
        &mut self,
        noted: Noted,
        record: u64,
        place: &dyn Fn(&Range<u32>) -> Span,
    ) -> Option<Draft> {
        self.memory.recall(&noted, record, place)
    }

    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self.sink.finding(finding, source)
    }

    fn call(&mut self, call: &Checked<'_>, _: Range<u32>) -> ControlFlow<()> {
        self.sink.call(call)
    }

    fn clean(&mut self, run: &CleanRun<'_>, _: u64) -> ControlFlow<()> {
        self.sink.clean(run)
    }
}

/// What spares work, and makes no difference to what is found.
#[derive(Default)]
pub(crate) struct Aids<'a> {
    /// With its help fixes are tried out.
    pub(crate) proof: Option<&'a dyn Proof>,
    /// Tells which rules need not be run.
    pub(crate) watch: Option<&'a mut Watch>,
}

impl Aids<'_> {
    /// The same, for one of several calls.
    fn lend(&mut self) -> Aids<'_> {
        Aids { proof: self.proof, watch: self.watch.as_deref_mut() }
    }
}

/// Checks the calls of one input.
pub(crate) struct Check<'c> {
    validator: &'c Validator,
    path: &'c str,
    format: InputFormat,
    outlet: &'c mut dyn Outlet,
    pub(crate) file: FileState,
    pub(crate) summary: Summary,
    drafts: Vec<Draft>,
    /// What the call at hand says to rules across records.
    notes: Vec<Noted>,
}

impl<'c> Check<'c> {
    pub(crate) fn new(
        validator: &'c Validator,
        path: &'c str,
        format: InputFormat,
        outlet: &'c mut dyn Outlet,
    ) -> Self {
        let summary = Summary { files: 1, ..Summary::default() };
        let file = FileState::default();
        let (drafts, notes) = (Vec::new(), Vec::new());
        Self { validator, path, format, outlet, file, summary, drafts, notes }
    }

    pub(crate) fn validator(&self) -> &'c Validator {
        self.validator
    }

    pub(crate) fn format(&self) -> InputFormat {
        self.format
    }

    /// Counts calls that were proven clean, and hands them over. They begin here in the input.
    pub(crate) fn clean(
        &mut self,
        run: &CleanRun<'_>,
        offset: u64,
        has_utf8: bool,
    ) -> ControlFlow<()> {
        self.file.pass_clean(run.calls(), has_utf8);
        let flow = self.outlet.clean(run, offset);
        let calls = if flow.is_break() { run.taken().0 } else { run.calls() };
        self.summary.records = self.summary.records.saturating_add(calls);
        self.summary.valid = self.summary.valid.saturating_add(calls);
        flow
    }

    /// Hands over a finding that was made before.
    pub(crate) fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        self.summary.count(finding.level);
        self.outlet.finding(finding, source)
    }

    /// Whether what a call says to rules across records contradicts an earlier one.
    pub(crate) fn is_conflict(&mut self, noted: Noted, record: u64, span: Span) -> bool {
        self.outlet.recall(noted, record, &|_| span).is_some()
    }

    /// Hands over the verdict on a call that was checked before.
    pub(crate) fn verdict(&mut self, call: &Checked<'_>, span: Range<u32>) -> ControlFlow<()> {
        self.outlet.call(call, span)
    }

    /// Checks the calls of a record.
    pub(crate) fn record(
        &mut self,
        record: &Record<'_>,
        tree: &Tree<'_>,
        aids: Aids<'_>,
    ) -> ControlFlow<()> {
        self.outlet.record(record, self.file)?;
        self.learn(record, tree);
        let places = Places::new(record);
        match tree.root() {
            Some(root) if self.format == InputFormat::Array && root.kind() == Kind::Array => {
                self.elements(record, tree, root, (&places, aids))?;
            }
            root => {
                let torn = torn::find(record, tree, self.format);
                let (root, faults) = match torn {
                    Some(_) => (None, torn::faults_of_both(tree)),
                    None if self.file.is_unreadable(root) => (None, [].as_slice()),
                    None => (root, tree.faults()),
                };
                let mut call = Call::new(root, *record, self.format, faults, self.file);
                call.torn = torn;
                self.call(call, tree, (&places, aids))?;
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
        (places, mut aids): (&Places<'_>, Aids<'_>),
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
            let mut record = record.with_number(number);
            if elements.peek().is_some() {
                // They stand behind the last one.
                record.zeros = 0;
            }
            let call = Call::new(Some(element), record, self.format, own, self.file);
            self.call(call, tree, (places, aids.lend()))?;
            // One element has said it for the others.
            if own.iter().any(|fault| fault.kind == FaultKind::InvalidUtf8) {
                self.file.latin1.pass();
            }
        }
        // What stands behind the last element was told with it.
        if faults.is_empty() && (record.zeros == 0 || number > 0) {
            return ControlFlow::Continue(());
        }
        let record = record.with_number(number.saturating_add(1));
        let call = Call::new(None, record, self.format, faults, self.file);
        self.call(call, tree, (places, aids))
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
        (places, mut aids): (&Places<'_>, Aids<'a>),
    ) -> ControlFlow<()>
    where
        'c: 'a,
    {
        if call.object().is_some() {
            call.plan = self.validator.plan();
            call.placeholders = self.validator.placeholders();
            call.now = self.validator.now();
            call.levels = self.validator.levels();
            call.proof = aids.proof;
            if let Some(watch) = &mut aids.watch {
                call.seen = watch.look(&call);
            }
            call.judge();
        }
        let seen = aids.watch.as_ref().map_or(Seen::ALL, |watch| watch.rules(&call));
        self.drafts.clear();
        self.notes.clear();
        for (index, (rule, level)) in RULES.iter().zip(self.validator.levels()).enumerate() {
            if let Some(level) = level.filter(|_| seen.has_rule(index)) {
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
        for noted in self.notes.drain(..) {
            let place = |span: &Range<u32>| places.span(span);
            self.drafts.extend(self.outlet.recall(noted, record.number, &place));
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
        let source = Source::of(record);
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
                (Some(root), Some(node)) => node.pointer_within(root, LONGEST_POINTER).1,
                _ => String::new(),
            };
            let mut finding = places.finding(draft, self.path, record.number, pointer);
            if let Some(fix) = &mut finding.fix {
                fix.patch = patch;
            }
            self.outlet.finding(finding, &source)?;
        }
        let length = u32::try_from(record.bytes.len()).unwrap_or(u32::MAX);
        let span = call.root.map_or(0..length, |root| root.span());
        let bytes = call.root.map_or(record.bytes, |root| root.raw());
        let end = record.offset.saturating_add(span.end.into());
        self.outlet.call(&Checked { bytes, record: record.number, end, is_valid }, span)
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
