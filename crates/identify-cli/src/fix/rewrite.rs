//! Reading an input once, and passing its bytes on as they are or as fixes change them.

use std::{
    cell::RefCell,
    io::{self, BufRead, Read},
};

use identify_validator::{InputFormat, Mended};

use super::{Failure, Fixed, Rewriter, Wanted};

/// Most bytes that wait for what becomes of them. A record may be shorter by far, but the reader
/// looks one line ahead.
const WAITING: usize = 64 << 20;

/// Passes an input on to `out`, with the fixes that are wanted.
pub(super) fn rewrite(
    wanted: Wanted<'_>,
    input: &mut dyn BufRead,
    format: InputFormat,
    limit: u64,
    out: &mut dyn Rewriter,
) -> Result<Fixed, Failure> {
    let most = usize::try_from(limit.saturating_mul(3)).unwrap_or(usize::MAX).max(WAITING);
    let copy = RefCell::new(Waiting { bytes: Vec::new(), start: 0, most, out, failure: None });
    let mut applied = 0_u64;
    let mut take = |mended: Mended<'_>| {
        if copy.borrow_mut().record(&mended) {
            applied = applied.saturating_add(mended.applied);
        }
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
    /// Where in the input they begin.
    start: u64,
    most: usize,
    out: &'o mut dyn Rewriter,
    failure: Option<io::Error>,
}

impl Waiting<'_> {
    fn read(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        // Of a record this long there is nothing to fix.
        if self.bytes.len() > self.most {
            let half = self.most.checked_div(2).unwrap_or(0) as u64;
            self.pass(self.start.saturating_add(half));
        }
    }

    /// Passes a record on with its changes, and says whether they could be made.
    fn record(&mut self, mended: &Mended<'_>) -> bool {
        let source = mended.source;
        let is_here = source.offset >= self.start;
        for change in mended.changes.iter().filter(|_| is_here) {
            self.pass(change.start);
            let length = self.index(change.end);
            let old: Vec<u8> = self.bytes.drain(..length).collect();
            self.start = change.end;
            self.hand(|out| out.changed(&old, &change.bytes));
        }
        self.pass(source.offset.saturating_add(source.bytes.len() as u64));
        is_here
    }

    /// Passes on what lies before this place in the input.
    fn pass(&mut self, end: u64) {
        let length = self.index(end);
        let same: Vec<u8> = self.bytes.drain(..length).collect();
        self.start = self.start.saturating_add(length as u64);
        if !same.is_empty() {
            self.hand(|out| out.same(&same));
        }
    }

    fn index(&self, at: u64) -> usize {
        let index = usize::try_from(at.saturating_sub(self.start)).unwrap_or(usize::MAX);
        index.min(self.bytes.len())
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
