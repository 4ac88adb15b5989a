//! The two lanes: what the screen proves clean is counted, the rest is inspected.

use std::{
    cell::{OnceCell, RefCell},
    io::{self, BufRead},
    ops::ControlFlow,
};

use identify_json::{Arena, Behind, Framing, Record, Records, Start};

use crate::{
    check::{Aids, Check},
    screen::{CleanDocument, CleanLines, Screener},
    sink::CleanRun,
    validator::{InputFormat, Validator},
    watch::Watch,
};

/// Proves calls clean.
pub(crate) trait Screen: Send {
    /// See [`Screener::lines`].
    fn lines(&mut self, block: &[u8], at: usize) -> CleanLines;

    /// See [`Screener::document`].
    fn document(&mut self, bytes: &[u8], format: InputFormat) -> Option<CleanDocument>;

    /// See [`Screener::proves`].
    fn proves(&mut self, call: &[u8]) -> bool;
}

impl Screen for Screener {
    fn lines(&mut self, block: &[u8], at: usize) -> CleanLines {
        self.lines(block, at)
    }

    fn document(&mut self, bytes: &[u8], format: InputFormat) -> Option<CleanDocument> {
        self.document(bytes, format)
    }

    fn proves(&mut self, call: &[u8]) -> bool {
        self.proves(call)
    }
}

/// Proves edited calls clean while a call is inspected.
pub(crate) trait Proof {
    /// Whether it is proven that nothing is to be said of a call.
    fn is_clean(&self, call: &[u8]) -> bool;
}

impl Proof for RefCell<&mut (dyn Screen + 'static)> {
    fn is_clean(&self, call: &[u8]) -> bool {
        self.try_borrow_mut().is_ok_and(|mut screen| screen.proves(call))
    }
}

/// Makes the screen of a validator, if it is to have one.
pub(crate) type Screens = fn(&Validator) -> Option<Box<dyn Screen>>;

/// The screen, unless it is off. What calls say together is seen by the rules only, for which every
/// call has to be inspected.
pub(crate) fn screens(validator: &Validator) -> Option<Box<dyn Screen>> {
    let is_wanted = validator.has_screen() && !validator.looks_across_records();
    is_wanted.then(|| Box::new(Screener::new(validator)) as Box<dyn Screen>)
}

/// The lanes of one thread. They keep their memory from part to part.
pub(crate) struct Lanes {
    arena: Arena,
    screens: Screens,
    /// Made when there is something to screen.
    screen: OnceCell<Option<Box<dyn Screen>>>,
    /// Made when there is something to inspect.
    watch: OnceCell<Option<Watch>>,
}

/// Lines of an input.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'b> {
    pub(crate) bytes: &'b [u8],
    pub(crate) start: Start,
    pub(crate) behind: Behind,
}

/// How far the examination of a part came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reached {
    pub(crate) at: Start,
    pub(crate) end: End,
}

/// Why it came no farther.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// All of it was examined.
    Whole,
    /// The record there may go on behind the part.
    Torn,
    /// Nobody wants more.
    Stopped,
}

impl Lanes {
    /// Lanes for the inputs of one validator.
    pub(crate) fn new(screens: Screens) -> Self {
        Self { arena: Arena::new(), screens, screen: OnceCell::new(), watch: OnceCell::new() }
    }

    fn screen(&mut self, validator: &Validator) -> Option<&mut (dyn Screen + 'static)> {
        self.screen.get_or_init(|| (self.screens)(validator));
        self.screen.get_mut()?.as_deref_mut()
    }

    /// Examines lines.
    pub(crate) fn lines(&mut self, check: &mut Check<'_>, part: &Part<'_>) -> Reached {
        let limit = check.validator().max_record_bytes();
        let mut records = Records::part(part.bytes, part.start, part.behind).with_limit(limit);
        loop {
            let begun = records.at();
            if let Some((flow, at)) = self.screen_lines(check, part, begun) {
                records.go_on(part.from(at), at);
                if flow.is_break() {
                    return Reached { at, end: End::Stopped };
                }
            }
            let begun = records.at();
            let record = match records.next() {
                Ok(Some(record)) => record,
                Ok(None) => return Reached { at: records.at(), end: End::Whole },
                Err(error) => unreachable!("reading from memory never fails: {error}"),
            };
            if record.torn {
                let (offset, line) = (record.offset, record.line);
                let at = Start { records: begun.records, offset, line };
                return Reached { at, end: End::Torn };
            }
            if self.inspect(check, &record).is_break() {
                return Reached { at: records.at(), end: End::Stopped };
            }
        }
    }

    /// Counts what the screen proves clean from here on, and tells what comes behind it.
    fn screen_lines(
        &mut self,
        check: &mut Check<'_>,
        part: &Part<'_>,
        from: Start,
    ) -> Option<(ControlFlow<()>, Start)> {
        let screen = self.screen(check.validator())?;
        let at = part.index(from);
        let clean = screen.lines(part.bytes, at);
        let bytes = part.bytes.get(at..clean.end).filter(|bytes| !bytes.is_empty())?;
        let run =
            CleanRun::new(bytes, InputFormat::Ndjson, (from.records, clean.calls), from.offset);
        let flow = check.clean(&run, from.offset, clean.has_utf8);
        let mut behind = Start {
            records: from.records.saturating_add(clean.calls),
            offset: from.offset.saturating_add(bytes.len() as u64),
            line: from.line.saturating_add(clean.lines),
        };
        if flow.is_break() {
            let (calls, length) = run.taken();
            behind.records = from.records.saturating_add(calls);
            behind.offset = from.offset.saturating_add(length as u64);
        }
        Some((flow, behind))
    }

    /// Examines an input that is one record.
    ///
    /// # Errors
    /// Those of the input.
    pub(crate) fn document(
        &mut self,
        check: &mut Check<'_>,
        input: impl BufRead,
    ) -> io::Result<ControlFlow<()>> {
        let limit = check.validator().max_record_bytes();
        let mut records = Records::new(input, Framing::Whole).with_limit(limit);
        let mut flow = ControlFlow::Continue(());
        if let Some(record) = records.next()? {
            let format = check.format();
            // Zeros behind the record are none of its bytes.
            let is_all = record.fault.is_none() && record.zeros == 0;
            let screen = self.screen(check.validator()).filter(|_| is_all);
            let clean = screen.and_then(|screen| screen.document(record.bytes, format));
            flow = match clean {
                Some(clean) => {
                    let run = CleanRun::new(record.bytes, format, (0, clean.calls), 0);
                    check.clean(&run, 0, clean.has_utf8)
                }
                None => self.inspect(check, &record),
            };
        }
        check.summary.bytes = records.bytes_read();
        Ok(flow)
    }

    /// Inspects a record.
    fn inspect(&mut self, check: &mut Check<'_>, record: &Record<'_>) -> ControlFlow<()> {
        let tree = check.format().tree(record, &mut self.arena);
        let screen = self.screen.get_mut().and_then(Option::as_deref_mut).map(RefCell::new);
        let proof = screen.as_ref().map(|screen| screen as &dyn Proof);
        // Without a screen, nothing is spared: what is found with and without it is compared.
        let watched = check.validator().has_screen().then(|| check.validator());
        self.watch.get_or_init(|| watched.map(Watch::new));
        let watch = self.watch.get_mut().and_then(Option::as_mut);
        check.record(record, &tree, Aids { proof, watch })
    }
}

impl<'b> Part<'b> {
    /// Where a place of the input is in it.
    fn index(&self, at: Start) -> usize {
        let index = at.offset.saturating_sub(self.start.offset);
        usize::try_from(index).unwrap_or(usize::MAX).min(self.bytes.len())
    }

    /// What comes behind a place of the input.
    pub(crate) fn from(&self, at: Start) -> &'b [u8] {
        self.bytes.get(self.index(at)..).unwrap_or_default()
    }
}
