//! Bytes to records, in memory that does not grow with the input.

mod input;
mod join;
mod line;
mod record;

use std::io::{self, BufRead, Read};

use crate::{
    encoding::{Encoding, sniff},
    outline::Outline,
};
use input::Input;
use line::{Line, read_line, read_to_end};
pub use record::{Behind, Record, RecordFault, Start};

/// Most bytes of a record, unless said otherwise: 16 MiB.
pub const DEFAULT_RECORD_LIMIT: u64 = 16 << 20;

/// Most lines of a record that are joined because a string goes on over them.
const STRING_LINES: u64 = 64;

/// Bytes by which the encoding is recognised.
const SNIFFED: u64 = 8;

/// How an input is divided into records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Framing {
    /// All of it is one record.
    Whole,
    /// Each line is one record; blank lines are none.
    Lines,
}

/// Reads the records of an input, one after the other.
///
/// ```
/// use identify_json::{Framing, Records};
///
/// let mut records = Records::new(&b"{}\n\n[1]\n"[..], Framing::Lines);
/// assert_eq!(records.next()?.unwrap().bytes, b"{}");
/// let second = records.next()?.unwrap();
/// assert_eq!((second.bytes, second.number, second.line), (&b"[1]"[..], 2, 3));
/// assert!(records.next()?.is_none());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Records<R> {
    input: Input<R>,
    framing: Framing,
    limit: u64,
    buffer: Vec<u8>,
    /// A line that was read to see how the one before goes on.
    ahead: Option<Line>,
    ahead_bytes: Vec<u8>,
    /// Room for reading ahead.
    start: Vec<u8>,
    number: u64,
    offset: u64,
    line: u64,
    done: bool,
    /// Whether it is not the input as a whole, by which its encoding could be told.
    is_part: bool,
    behind: Behind,
    torn: bool,
}

impl<R: BufRead> Records<R> {
    /// Reads records of at most [`DEFAULT_RECORD_LIMIT`] bytes.
    pub fn new(input: R, framing: Framing) -> Self {
        Self {
            input: Input::new(input),
            framing,
            limit: DEFAULT_RECORD_LIMIT,
            buffer: Vec::new(),
            ahead: None,
            ahead_bytes: Vec::new(),
            start: Vec::new(),
            number: 0,
            offset: 0,
            line: 1,
            done: false,
            is_part: false,
            behind: Behind::End,
            torn: false,
        }
    }

    /// Sets the most bytes of a record. Longer ones are passed over without being held in memory.
    #[must_use]
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Says that the input does not begin where its file does: its first bytes tell no encoding.
    #[must_use]
    pub fn in_the_midst(mut self) -> Self {
        self.is_part = true;
        self
    }

    /// Bytes read so far.
    pub fn bytes_read(&self) -> u64 {
        self.offset
    }

    /// The next record, or nothing at the end of the input.
    ///
    /// # Errors
    /// Those of the input. What is wrong with a record is no error: see [`Record::fault`].
    // It lends its buffer, which `Iterator` cannot.
    #[expect(clippy::should_implement_trait, reason = "a lending iterator")]
    pub fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        if self.done {
            return Ok(None);
        }
        if self.offset == 0
            && !self.is_part
            && let Some(encoding) = self.sniff()?
        {
            self.done = true;
            self.number = 1;
            let line = read_to_end(&mut self.input, &mut self.buffer, 0)?;
            let record = self.take(line, 1, Some(RecordFault::Encoding(encoding)));
            return Ok(Some(record));
        }
        match self.framing {
            Framing::Whole => self.whole().map(Some),
            Framing::Lines => self.lines(),
        }
    }

    /// Recognises the encoding by the first bytes, however few come at a time.
    fn sniff(&mut self) -> io::Result<Option<Encoding>> {
        let mut head = Vec::new();
        let read = self.input.by_ref().take(SNIFFED).read_to_end(&mut head);
        self.input.put_back(&head);
        read.map(|_| sniff(&head))
    }

    fn whole(&mut self) -> io::Result<Record<'_>> {
        self.done = true;
        self.number = 1;
        let line = read_to_end(&mut self.input, &mut self.buffer, self.limit)?;
        let lines = memchr::memchr_iter(b'\n', &self.buffer).count() as u64;
        let fault = self.oversized(line);
        Ok(self.take(line, lines.saturating_add(1), fault))
    }

    fn lines(&mut self) -> io::Result<Option<Record<'_>>> {
        loop {
            let Some(line) = self.read_line()? else {
                self.done = true;
                return Ok(None);
            };
            let is_blank = !line.oversized && self.buffer.trim_ascii().is_empty();
            if is_blank && line.zeros == 0 {
                self.skip(line);
                continue;
            }
            self.number = self.number.saturating_add(1);
            self.torn = false;
            if is_blank {
                return Ok(Some(self.take(line, 1, Some(RecordFault::Zeros))));
            }
            let (line, lines) = self.join(line)?;
            let fault = self.oversized(line);
            return Ok(Some(self.take(line, lines, fault)));
        }
    }

    /// Joins the lines of a pretty-printed document, which does not belong in such an input but
    /// is read all the same.
    fn join(&mut self, first: Line) -> io::Result<(Line, u64)> {
        if first.oversized {
            return Ok((first, 1));
        }
        let mut outline = Outline::new();
        let (mut whole, mut lines) = if join::breaks_string(&self.buffer) {
            outline.read(&self.buffer);
            self.join_string(first, &mut outline)?
        } else {
            (first, 1)
        };
        // A string that is closed again may be followed by more lines, as it would be if it had
        // not been broken.
        if outline.in_string() || !join::goes_on(&self.buffer) {
            return Ok((whole, lines));
        }
        // Asked once: the white space before the bracket may be long.
        let may_hold_records = join::may_hold_records(&self.buffer);
        if lines == 1 {
            outline.read(&self.buffer);
        }
        outline.end_line();
        while outline.depth() > 0 {
            let Some(next) = self.peek_line()? else {
                self.torn = match self.behind {
                    Behind::End => false,
                    Behind::Record => may_hold_records,
                    Behind::Unknown => true,
                };
                break;
            };
            let continues =
                !next.oversized && (may_hold_records || !join::begins_record(&self.ahead_bytes));
            let fits = whole.content.saturating_add(next.length) < self.limit;
            if !continues || !fits {
                break;
            }
            outline.read(&self.ahead_bytes);
            outline.end_line();
            whole = self.append(whole, next);
            lines = lines.saturating_add(1);
        }
        Ok((whole, lines))
    }

    /// Joins the lines of a record in whose string a line break stands raw; the outline is of the
    /// first line.
    fn join_string(&mut self, first: Line, outline: &mut Outline) -> io::Result<(Line, u64)> {
        let mut lines = 1_u64;
        let mut whole = first;
        while outline.in_string() && lines < STRING_LINES {
            let Some(next) = self.peek_line()? else {
                self.torn = self.behind == Behind::Unknown;
                break;
            };
            let continues = !next.oversized
                && !join::begins_record(&self.ahead_bytes)
                && join::continues_string(&self.ahead_bytes);
            let fits = whole.content.saturating_add(next.length) < self.limit;
            if !continues || !fits {
                break;
            }
            outline.read(&self.ahead_bytes);
            whole = self.append(whole, next);
            lines = lines.saturating_add(1);
        }
        Ok((whole, lines))
    }

    /// Makes the line that was read ahead a part of the record.
    fn append(&mut self, whole: Line, next: Line) -> Line {
        // The end of the line before is a part of the record now.
        let broken = whole.length.saturating_sub(whole.content);
        if broken == 2 {
            self.buffer.push(b'\r');
        }
        self.buffer.push(b'\n');
        self.buffer.append(&mut self.ahead_bytes);
        // Zero bytes in a record are a part of it, also where nothing follows them.
        let zeros = usize::try_from(next.zeros).unwrap_or(usize::MAX);
        self.buffer.resize(self.buffer.len().saturating_add(zeros), 0);
        self.ahead = None;
        Line {
            length: whole.length.saturating_add(next.length),
            content: whole.length.saturating_add(next.content).saturating_add(next.zeros),
            zeros: 0,
            ..next
        }
    }

    fn oversized(&self, line: Line) -> Option<RecordFault> {
        line.oversized.then_some(RecordFault::Oversized { length: line.content, limit: self.limit })
    }

    /// The line in the buffer becomes a record.
    fn take(&mut self, line: Line, lines: u64, fault: Option<RecordFault>) -> Record<'_> {
        let (offset, first) = (self.offset, self.line);
        self.offset = offset.saturating_add(line.length);
        self.line = first.saturating_add(lines);
        let bytes = if fault.is_some() { &[] } else { self.buffer.as_slice() };
        let (number, torn) = (self.number, self.torn);
        let Line { ended, zeros, .. } = line;
        // Those of what cannot be read are a part of it.
        let is_read = matches!(fault, None | Some(RecordFault::Zeros));
        let zeros = if is_read { zeros } else { 0 };
        Record { bytes, number, offset, line: first, lines, ended, zeros, fault, torn }
    }

    fn skip(&mut self, line: Line) {
        self.offset = self.offset.saturating_add(line.length);
        self.line = self.line.saturating_add(1);
    }

    /// The line behind the record that came last, without its end and zero bytes before that. Nothing
    /// at the end of the input, and of a line over the limit, if only by its zero bytes: no record goes
    /// on in it, and no more of it is read than that. To be asked behind a record, not before the first.
    ///
    /// ```
    /// use identify_json::{Framing, Records};
    ///
    /// let mut records = Records::new(&b"{}\n\n[1]\n"[..], Framing::Lines);
    /// assert_eq!(records.next()?.unwrap().bytes, b"{}");
    /// assert_eq!(records.peek()?, Some(&b""[..]));
    /// assert_eq!(records.next()?.unwrap().bytes, b"[1]");
    /// assert_eq!(records.peek()?, None);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the input.
    pub fn peek(&mut self) -> io::Result<Option<&[u8]>> {
        if self.done {
            return Ok(None);
        }
        let line = self.peek_line()?;
        Ok(line.filter(|line| !line.oversized).map(|_| self.ahead_bytes.as_slice()))
    }

    fn read_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.ahead.take() {
            std::mem::swap(&mut self.buffer, &mut self.ahead_bytes);
            return Ok(Some(line));
        }
        read_line(&mut self.input, &mut self.buffer, self.limit)
    }

    /// Reads the next line ahead, and no more of it than could go into a record: of one that is
    /// longer nothing is read. Who keeps what was read until it is known what becomes of a record
    /// need not keep more than that.
    fn peek_line(&mut self) -> io::Result<Option<Line>> {
        if self.ahead.is_some() {
            return Ok(self.ahead);
        }
        // One that fits, and its end.
        let most = self.limit.saturating_add(2);
        let mut start = std::mem::take(&mut self.start);
        start.clear();
        let read = self.input.by_ref().take(most).read_until(b'\n', &mut start);
        let is_long = start.len() as u64 >= most && !start.ends_with(b"\n");
        let line = if read.is_err() || is_long {
            self.input.put_back(&start);
            let length = start.len() as u64;
            let long = Line { length, content: length, ended: false, oversized: true, zeros: 0 };
            read.map(|_| Some(long))
        } else {
            self.ahead = read_line(&mut start.as_slice(), &mut self.ahead_bytes, self.limit)?;
            Ok(self.ahead)
        };
        self.start = start;
        line
    }
}

impl<'b> Records<&'b [u8]> {
    /// Reads the records of a part of an input that is divided into lines, which begins at a record
    /// and ends with a line.
    ///
    /// ```
    /// use identify_json::{Behind, Records, Start};
    ///
    /// let start = Start { records: 7, offset: 700, line: 8 };
    /// let mut records = Records::part(b"{}\n{\n", start, Behind::Unknown);
    /// let first = records.next()?.unwrap();
    /// assert_eq!((first.number, first.offset, first.line, first.torn), (8, 700, 8, false));
    /// assert!(records.next()?.unwrap().torn);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn part(bytes: &'b [u8], start: Start, behind: Behind) -> Self {
        let mut records = Self::new(bytes, Framing::Lines);
        (records.is_part, records.behind) = (true, behind);
        records.go_on(bytes, start);
        records
    }

    /// Goes on elsewhere in the same part, at a line that begins a record.
    pub fn go_on(&mut self, rest: &'b [u8], at: Start) {
        self.input = Input::new(rest);
        self.ahead = None;
        (self.number, self.offset, self.line) = (at.records, at.offset, at.line);
    }

    /// Where the next record may begin.
    pub fn at(&self) -> Start {
        Start { records: self.number, offset: self.offset, line: self.line }
    }
}
