//! Reading a line, or all there is, into memory that does not grow beyond a limit.

use std::io::{self, BufRead};

/// What reading a line said of it; its bytes are in a buffer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Bytes in the input, the end of the line included.
    pub(super) length: u64,
    /// Bytes of its own.
    pub(super) content: u64,
    pub(super) ended: bool,
    pub(super) oversized: bool,
    /// Zero bytes at its end that are not in the buffer.
    pub(super) zeros: u64,
}

/// Reads one line into `buffer`, which holds no more than `limit` bytes; the rest is counted.
pub(super) fn read_line(
    input: &mut impl BufRead,
    buffer: &mut Vec<u8>,
    limit: u64,
) -> io::Result<Option<Line>> {
    // One byte more than the limit: it may be the carriage return of a line end.
    let mut held = Held::new(buffer, limit.saturating_add(1));
    let mut ended = false;
    while !ended {
        let block = retry(input)?;
        if block.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', block);
        ended = end.is_some();
        let piece = block.get(..end.unwrap_or(block.len())).unwrap_or_default();
        held.add(piece);
        let used = piece.len().saturating_add(usize::from(ended));
        input.consume(used);
    }
    let read = held.length();
    if read == 0 && !ended {
        return Ok(None);
    }
    // Zero bytes before the end of a line belong to what stands there, and so do those that make a
    // line too long that does not begin with them: whoever reads it in pieces gives up before it is
    // known what follows them.
    if (ended && !held.is_blank()) || (read > limit && held.before > 0) {
        held.keep_zeros();
    }
    let Held { mut oversized, zeros, last, .. } = held;
    let carriage = ended && last == b'\r' && zeros == 0;
    if carriage && !oversized {
        buffer.pop();
    }
    let content = read.saturating_sub(zeros).saturating_sub(u64::from(carriage));
    oversized |= content > limit;
    if oversized {
        *buffer = Vec::new();
    }
    let length = read.saturating_add(u64::from(ended));
    Ok(Some(Line { length, content, ended, oversized, zeros }))
}

/// Reads all of the input into `buffer`, which holds no more than `limit` bytes.
pub(super) fn read_to_end(
    input: &mut impl BufRead,
    buffer: &mut Vec<u8>,
    limit: u64,
) -> io::Result<Line> {
    let mut held = Held::new(buffer, limit);
    loop {
        let block = retry(input)?;
        if block.is_empty() {
            break;
        }
        held.add(block);
        let used = block.len();
        input.consume(used);
    }
    let length = held.length();
    // Of nothing but zero bytes there is no record that they could follow.
    if held.is_blank() {
        held.keep_zeros();
    }
    let Held { oversized, zeros, .. } = held;
    let content = length.saturating_sub(zeros);
    Ok(Line { length, content, ended: true, oversized, zeros })
}

/// What is read of a record. Zero bytes at its end are only counted, until others follow.
struct Held<'b> {
    buffer: &'b mut Vec<u8>,
    limit: u64,
    /// Bytes before the zero bytes at the end.
    before: u64,
    zeros: u64,
    /// The last of those before.
    last: u8,
    oversized: bool,
}

impl<'b> Held<'b> {
    fn new(buffer: &'b mut Vec<u8>, limit: u64) -> Self {
        buffer.clear();
        Self { buffer, limit, before: 0, zeros: 0, last: 0, oversized: false }
    }

    fn add(&mut self, piece: &[u8]) {
        let zeros = piece.iter().rev().take_while(|byte| **byte == 0).count();
        let before = piece.get(..piece.len().saturating_sub(zeros)).unwrap_or_default();
        if let Some(last) = before.last() {
            self.keep_zeros();
            self.last = *last;
            self.before = self.before.saturating_add(before.len() as u64);
            self.bound();
            if !self.oversized {
                self.buffer.extend_from_slice(before);
            }
        }
        self.zeros = self.zeros.saturating_add(zeros as u64);
    }

    /// Holds the zero bytes as well.
    fn keep_zeros(&mut self) {
        let zeros = std::mem::take(&mut self.zeros);
        if zeros == 0 {
            return;
        }
        self.last = 0;
        self.before = self.before.saturating_add(zeros);
        self.bound();
        if !self.oversized {
            let length = usize::try_from(self.before).unwrap_or(usize::MAX);
            self.buffer.resize(length, 0);
        }
    }

    /// Holds nothing any more of what is longer than the limit.
    fn bound(&mut self) {
        if self.before > self.limit {
            self.oversized = true;
            *self.buffer = Vec::new();
        }
    }

    fn is_blank(&self) -> bool {
        !self.oversized && self.buffer.trim_ascii().is_empty()
    }

    fn length(&self) -> u64 {
        self.before.saturating_add(self.zeros)
    }
}

/// `fill_buf`, again when a signal came between.
fn retry<R: BufRead>(input: &mut R) -> io::Result<&[u8]> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    input.fill_buf()
}
