//! Bytes to blocks of whole lines, for what reads many records at a time.

use std::{
    io::{self, ErrorKind, Read},
    mem,
};

use crate::{
    encoding::sniff,
    records::{Behind, DEFAULT_RECORD_LIMIT, Record, RecordFault, Start},
};

/// Bytes of a block, unless said otherwise: what fits the second cache of a core.
const BLOCK_BYTES: usize = 1 << 18;

/// Bytes by which the encoding is recognised.
const SNIFFED: usize = 8;

/// A reading that brings fewer bytes than this found an input that has no more for the moment: a
/// pipe that is full has 64 KiB.
const FULL_READING: usize = 1 << 15;

/// Divides an input into blocks of whole lines. A block may be larger than asked for where a line
/// is, up to the limit of a record; what is longer is passed over.
///
/// ```
/// use identify_json::{Blocks, Piece};
///
/// let mut blocks = Blocks::new(&b"{}\n[1]\n{"[..]).with_size(8);
/// let mut sizes = Vec::new();
/// while let Some(piece) = blocks.next(Vec::new())? {
///     if let Piece::Block(block) = piece {
///         sizes.push((block.offset, block.bytes().len()));
///     }
/// }
/// assert_eq!(sizes, [(0, 7), (7, 1)]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Blocks<R> {
    input: R,
    size: usize,
    limit: u64,
    /// All of it can be written to; what was read stands at its start.
    buffer: Vec<u8>,
    filled: usize,
    /// Behind the last end of a line in it.
    line_end: usize,
    /// Whether the last reading brought less than there was room for.
    is_short: bool,
    /// Where the buffer begins in the input.
    offset: u64,
    state: State,
    /// Why it cannot be read any further.
    failure: Option<io::Error>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The encoding is not known yet.
    Begins,
    Reads,
    /// In a line, or an input, whose bytes are passed over.
    Passes(Passed),
    Ended,
}

/// What was passed over of a record that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Passed {
    length: u64,
    last: u8,
    fault: RecordFault,
    /// Whether all of it is zero bytes, which are a hole in a log and no record.
    is_hole: bool,
}

/// What comes next of an input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Piece {
    /// Lines.
    Block(Block),
    /// A record that cannot be read.
    Unread(Unread),
    /// Nothing for the moment: reading on may take a while.
    Pause,
}

/// Some lines of an input. Only the last one of the input may lack its end.
#[derive(Debug)]
#[non_exhaustive]
pub struct Block {
    buffer: Vec<u8>,
    length: usize,
    /// Bytes from the start of the input.
    pub offset: u64,
    /// What stands behind it.
    pub behind: Behind,
}

impl Block {
    /// Its lines.
    pub fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    /// Its memory, for [`Blocks::next`].
    pub fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }
}

/// A record that cannot be read, all in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unread {
    /// Bytes from the start of the input.
    pub offset: u64,
    /// Its bytes, the end of the line included.
    pub length: u64,
    /// Whether the end of a line follows it.
    pub ended: bool,
    /// Why it cannot be read.
    pub fault: RecordFault,
}

impl Unread {
    /// It as a record, with so many others and lines before it.
    pub fn record(&self, at: Start) -> Record<'static> {
        Record {
            bytes: &[],
            number: at.records.saturating_add(1),
            offset: self.offset,
            line: at.line,
            lines: 1,
            ended: self.ended,
            zeros: match self.fault {
                RecordFault::Zeros => self.length.saturating_sub(u64::from(self.ended)),
                _ => 0,
            },
            fault: Some(self.fault),
            torn: false,
        }
    }
}

fn is_hole(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0)
}

impl<R: Read> Blocks<R> {
    /// Reads blocks of 256 KiB, and records of at most [`DEFAULT_RECORD_LIMIT`] bytes.
    pub fn new(input: R) -> Self {
        Self {
            input,
            size: BLOCK_BYTES,
            limit: DEFAULT_RECORD_LIMIT,
            buffer: Vec::new(),
            filled: 0,
            line_end: 0,
            is_short: false,
            offset: 0,
            state: State::Begins,
            failure: None,
        }
    }

    /// Sets how many bytes a block has, if there are so many at a time.
    #[must_use]
    pub fn with_size(mut self, bytes: usize) -> Self {
        self.set_size(bytes);
        self
    }

    /// Sets the most bytes of a record. Longer ones are passed over without being held in memory.
    #[must_use]
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Sets how many bytes the blocks from here on have.
    pub fn set_size(&mut self, bytes: usize) {
        self.size = bytes.max(1);
    }

    /// Bytes handed over so far.
    pub fn bytes_read(&self) -> u64 {
        self.offset
    }

    /// The next piece, or nothing at the end of the input. `spare` is the memory of a block that is
    /// no longer needed, or new.
    ///
    /// # Errors
    /// Those of the input.
    pub fn next(&mut self, mut spare: Vec<u8>) -> io::Result<Option<Piece>> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        loop {
            let piece = match self.state {
                State::Ended => return Ok(None),
                State::Begins => self.begin()?,
                State::Reads => self.read(&mut spare)?,
                State::Passes(passed) => self.pass(passed)?,
            };
            if let Some(piece) = piece {
                return Ok(Some(piece));
            }
        }
    }

    /// Recognises the encoding by the first bytes, however few come at a time.
    fn begin(&mut self) -> io::Result<Option<Piece>> {
        self.buffer.resize(self.size.max(SNIFFED), 0);
        while self.filled < SNIFFED {
            if self.fill()? == 0 {
                break;
            }
        }
        self.state = State::Reads;
        if let Some(encoding) = sniff(self.read_bytes()) {
            let fault = RecordFault::Encoding(encoding);
            self.state = State::Passes(Passed {
                length: self.filled as u64,
                last: 0,
                fault,
                is_hole: false,
            });
            self.filled = 0;
            return Ok(None);
        }
        self.line_end = self.last_line_end(0);
        Ok(None)
    }

    fn read(&mut self, spare: &mut Vec<u8>) -> io::Result<Option<Piece>> {
        if self.filled >= self.size {
            if let Some(piece) = self.cut(spare) {
                return Ok(Some(piece));
            }
            if self.filled as u64 > self.limit.saturating_add(1) {
                self.give_up(spare);
                return Ok(None);
            }
        }
        if self.is_short {
            return Ok(self.cut_at(self.line_end, spare).or_else(|| {
                self.is_short = false;
                Some(Piece::Pause)
            }));
        }
        if self.filled == self.buffer.len() {
            self.make_room(self.filled);
        }
        let before = self.filled;
        let read = match self.fill() {
            Ok(read) => read,
            Err(error) => return self.fail(error, spare),
        };
        if read == 0 {
            self.state = State::Ended;
            return Ok((self.filled > 0).then(|| self.take(self.filled, Behind::End, spare)));
        }
        self.line_end = self.line_end.max(self.last_line_end(before));
        Ok(None)
    }

    /// What stands before the place at which the input cannot be read comes first.
    fn fail(&mut self, error: io::Error, spare: &mut Vec<u8>) -> io::Result<Option<Piece>> {
        let Some(piece) = self.cut_at(self.line_end, spare) else { return Err(error) };
        self.failure = Some(error);
        Ok(Some(piece))
    }

    /// Begins to pass over a line that is too long. It makes no large block of those behind it.
    fn give_up(&mut self, spare: &mut Vec<u8>) {
        let last = self.read_bytes().last().copied().unwrap_or_default();
        let fault = RecordFault::Oversized { length: 0, limit: self.limit };
        let is_hole = is_hole(self.read_bytes());
        self.state = State::Passes(Passed { length: self.filled as u64, last, fault, is_hole });
        self.buffer = mem::take(spare);
        self.filled = 0;
        self.make_room(0);
    }

    /// Passes over the rest of a line, or of the input.
    fn pass(&mut self, mut passed: Passed) -> io::Result<Option<Piece>> {
        let read = self.fill()?;
        let is_oversized = matches!(passed.fault, RecordFault::Oversized { .. });
        let end = memchr::memchr(b'\n', self.read_bytes()).filter(|_| is_oversized);
        let used = end.map_or(self.filled, |end| end.saturating_add(1));
        let own = self.read_bytes().get(..end.unwrap_or(used)).unwrap_or_default();
        passed.is_hole &= is_hole(own);
        passed.last = own.last().copied().unwrap_or(passed.last);
        passed.length = passed.length.saturating_add(used as u64);
        self.buffer.copy_within(used..self.filled, 0);
        self.filled = self.filled.saturating_sub(used);
        self.state = State::Passes(passed);
        if end.is_none() && read > 0 {
            return Ok(None);
        }
        self.line_end = self.last_line_end(0);
        self.state = if end.is_some() { State::Reads } else { State::Ended };
        Ok(Some(Piece::Unread(self.unread(passed, end.is_some()))))
    }

    fn unread(&mut self, passed: Passed, ended: bool) -> Unread {
        let Passed { length, last, fault, is_hole } = passed;
        let offset = self.offset;
        self.offset = offset.saturating_add(length);
        match fault {
            _ if is_hole => Unread { offset, length, ended, fault: RecordFault::Zeros },
            RecordFault::Oversized { limit, .. } => {
                let carriage = ended && last == b'\r';
                let end = u64::from(ended).saturating_add(u64::from(carriage));
                let fault = RecordFault::Oversized { length: length.saturating_sub(end), limit };
                Unread { offset, length, ended, fault }
            }
            fault => Unread { offset, length, ended: true, fault },
        }
    }

    /// Reads once.
    fn fill(&mut self) -> io::Result<usize> {
        let all = self.buffer.len();
        let end = if self.filled < self.size { self.size.min(all) } else { all };
        let room = self.buffer.get_mut(self.filled..end).unwrap_or_default();
        let size = room.len();
        loop {
            match self.input.read(room) {
                Ok(read) => {
                    self.filled = self.filled.saturating_add(read);
                    self.is_short = read < FULL_READING && read < size;
                    return Ok(read);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn read_bytes(&self) -> &[u8] {
        self.buffer.get(..self.filled).unwrap_or_default()
    }

    /// Behind the last end of a line from here on, or the start of the buffer.
    fn last_line_end(&self, from: usize) -> usize {
        let new = self.read_bytes().get(from..).unwrap_or_default();
        let end = memchr::memrchr(b'\n', new);
        end.map_or(0, |end| from.saturating_add(end).saturating_add(1))
    }

    /// The lines of a full buffer: those before the last one that is known to begin a record, if
    /// there is one, so that no record goes on behind the block.
    fn cut(&mut self, spare: &mut Vec<u8>) -> Option<Piece> {
        let bytes = self.read_bytes();
        if self.line_end == 0 || self.line_end == bytes.len() {
            return self.cut_at(self.line_end, spare);
        }
        let begins = memchr::memrchr_iter(b'\n', bytes)
            .map(|end| end.saturating_add(1))
            .find(|end| bytes.get(*end) == Some(&b'{'));
        self.cut_at(begins.unwrap_or(self.line_end), spare)
    }

    /// The lines before a place where one ends; nothing if there are none.
    fn cut_at(&mut self, end: usize, spare: &mut Vec<u8>) -> Option<Piece> {
        if end == 0 {
            return None;
        }
        let behind = match self.read_bytes().get(end) {
            Some(b'{') => Behind::Record,
            _ => Behind::Unknown,
        };
        Some(self.take(end, behind, spare))
    }

    /// Hands over the start of the buffer. The rest becomes the start of the next one.
    fn take(&mut self, end: usize, behind: Behind, spare: &mut Vec<u8>) -> Piece {
        let buffer = mem::replace(&mut self.buffer, mem::take(spare));
        let rest = buffer.get(end..self.filled).unwrap_or_default();
        self.filled = rest.len();
        if self.buffer.len() < rest.len() {
            self.buffer.clear();
            self.buffer.extend_from_slice(rest);
        } else if let Some(start) = self.buffer.get_mut(..rest.len()) {
            start.copy_from_slice(rest);
        }
        self.make_room(0);
        self.line_end = self.last_line_end(0);
        let offset = self.offset;
        self.offset = offset.saturating_add(end as u64);
        Piece::Block(Block { buffer, length: end, offset, behind })
    }

    /// Makes the buffer as large as a block is to be, and larger than what was read: twice that,
    /// but no larger than the longest line and the byte that makes it too long.
    fn make_room(&mut self, filled: usize) {
        let most = usize::try_from(self.limit.saturating_add(2)).unwrap_or(usize::MAX);
        let wanted = filled.saturating_mul(2).min(most).max(filled.saturating_add(1));
        let wanted = wanted.max(self.size);
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
    }
}
