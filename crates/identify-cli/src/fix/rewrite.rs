//! Reading an input once, and passing its bytes on as they are or as fixes change them.

use std::{
    cell::RefCell,
    io::{self, BufRead, Read},
    ops::Range,
};

use identify_validator::{InputFormat, Mended};

use super::{Failure, Fixed, Rewriter, Wanted};

/// How many bytes may wait for what becomes of them, if no longer records are allowed.
const WAITING: usize = 64 << 20;

/// Zero bytes that are passed on at a time.
static ZEROS: [u8; 1 << 16] = [0; 1 << 16];

/// Passes an input on to `out`, with the fixes that are wanted.
pub(super) fn rewrite(
    wanted: Wanted<'_>,
    input: &mut dyn BufRead,
    format: InputFormat,
    limit: u64,
    out: &mut dyn Rewriter,
) -> Result<Fixed, Failure> {
    // The reader holds a record, and looks ahead by one line that could be a part of it, each with
    // the end of its line.
    let alive = usize::try_from(limit.saturating_add(2).saturating_mul(2)).unwrap_or(usize::MAX);
    let most = alive.saturating_mul(2).max(WAITING);
    let (bytes, zeros, start, failure) = (Vec::new(), 0, 0, None);
    let copy = Waiting { bytes, zeros, start, alive, most, out, failure };
    let copy = RefCell::new(copy);
    let mut applied = 0_u64;
    let mut take = |mended: Mended<'_>| {
        copy.borrow_mut().record(&mended)?;
        applied = applied.saturating_add(mended.applied);
        copy.borrow().check()
    };
    let tee = Tee { input, copy: &copy };
    let ended = wanted.validator.fix(tee, format, wanted.most, &mut take);
    let mut copy = copy.into_inner();
    if ended.is_ok() {
        copy.pass(u64::MAX);
    }
    match (copy.failure, ended) {
        (Some(failure), _) => Err(Failure::Write(failure)),
        (None, Err(error)) => Err(Failure::Read(error)),
        (None, Ok(rest)) => Ok(Fixed { applied, rest }),
    }
}

/// An input whose bytes are kept as they are read.
struct Tee<'t, 'o> {
    input: &'t mut dyn BufRead,
    copy: &'t RefCell<Waiting<'o>>,
}

impl Read for Tee<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.copy.borrow_mut().read(buffer.get(..read).unwrap_or_default());
        self.copy.borrow().check()?;
        Ok(read)
    }
}

impl BufRead for Tee<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.copy.borrow().check()?;
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed lies in the buffer already, so nothing is read.
        if let Ok(block) = self.input.fill_buf() {
            self.copy.borrow_mut().read(block.get(..amount).unwrap_or(block));
        }
        self.input.consume(amount);
    }
}

/// Bytes that were read and not yet passed on.
struct Waiting<'o> {
    bytes: Vec<u8>,
    /// Zero bytes behind them: there may be more behind a call than are to be held.
    zeros: u64,
    /// Where in the input they begin.
    start: u64,
    /// How many of the last ones may belong to records that are not done with.
    alive: usize,
    /// From how many on the others are passed on.
    most: usize,
    out: &'o mut dyn Rewriter,
    failure: Option<io::Error>,
}

impl Waiting<'_> {
    fn read(&mut self, bytes: &[u8]) {
        let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
        let before = bytes.get(..bytes.len().saturating_sub(zeros)).unwrap_or_default();
        if !before.is_empty() {
            self.hold_zeros(u64::MAX);
            self.hold(before);
        }
        self.zeros = self.zeros.saturating_add(zeros as u64);
    }

    /// Holds the zero bytes up to this place in the input as others are held.
    fn hold_zeros(&mut self, end: u64) {
        let held = |waiting: &Self| waiting.start.saturating_add(waiting.bytes.len() as u64);
        while self.zeros > 0 && held(self) < end {
            let piece = self.take_zeros(end.saturating_sub(held(self)));
            self.hold(piece);
        }
    }

    /// The next of the zero bytes, so many at most.
    fn take_zeros(&mut self, most: u64) -> &'static [u8] {
        let length = usize::try_from(self.zeros.min(most)).unwrap_or(usize::MAX);
        let piece = ZEROS.get(..length).unwrap_or(&ZEROS);
        self.zeros = self.zeros.saturating_sub(piece.len() as u64);
        piece
    }

    fn hold(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        // What is longer than a record may be: there is nothing to fix in it.
        if self.bytes.len() > self.most {
            self.pass_held(self.bytes.len().saturating_sub(self.alive));
        }
    }

    /// Passes a record on with its changes.
    fn record(&mut self, mended: &Mended<'_>) -> io::Result<()> {
        let source = mended.source;
        if source.offset < self.start && !mended.changes.is_empty() {
            return Err(io::Error::other("a call was passed on before it was fixed"));
        }
        let end = source.offset.saturating_add(source.bytes.len() as u64);
        // Those in a call are a part of it.
        self.hold_zeros(end);
        // They are dropped together, or those behind them would be moved for each change.
        let (bytes, mut at) = (std::mem::take(&mut self.bytes), 0);
        for change in &mended.changes {
            let [start, end] = [change.start, change.end].map(|place| self.index(place, &bytes));
            let slice = |range: Range<usize>| bytes.get(range).unwrap_or_default();
            self.same(slice(at..start));
            self.hand(|out| out.changed(slice(start..end), &change.bytes));
            at = end;
        }
        self.bytes = bytes;
        self.bytes.drain(..at);
        self.start = self.start.saturating_add(at as u64);
        self.pass(end);
        Ok(())
    }

    /// Passes on what lies before this place in the input.
    fn pass(&mut self, end: u64) {
        self.pass_held(self.index(end, &self.bytes));
        while self.zeros > 0 && self.bytes.is_empty() && self.start < end {
            let piece = self.take_zeros(end.saturating_sub(self.start));
            self.start = self.start.saturating_add(piece.len() as u64);
            self.hand(|out| out.same(piece));
        }
    }

    /// Passes on so many of the bytes that are held.
    fn pass_held(&mut self, length: usize) {
        let same: Vec<u8> = self.bytes.drain(..length).collect();
        self.start = self.start.saturating_add(length as u64);
        self.same(&same);
    }

    fn same(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.hand(|out| out.same(bytes));
        }
    }

    /// Where in the bytes that are held a place of the input is.
    fn index(&self, place: u64, held: &[u8]) -> usize {
        let index = usize::try_from(place.saturating_sub(self.start)).unwrap_or(usize::MAX);
        index.min(held.len())
    }

    fn hand(&mut self, over: impl FnOnce(&mut dyn Rewriter) -> io::Result<()>) {
        if self.failure.is_none() {
            self.failure = over(self.out).err();
        }
    }

    fn check(&self) -> io::Result<()> {
        let stop = || Err(io::Error::other("nothing more is taken"));
        if self.failure.is_some() { stop() } else { Ok(()) }
    }
}
