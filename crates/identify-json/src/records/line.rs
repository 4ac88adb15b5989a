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
}

/// Reads one line into `buffer`, which holds no more than `limit` bytes; the rest is counted.
pub(super) fn read_line(
    input: &mut impl BufRead,
    buffer: &mut Vec<u8>,
    limit: u64,
) -> io::Result<Option<Line>> {
    buffer.clear();
    let mut length = 0_u64;
    let mut oversized = false;
    let mut ended = false;
    let mut last = 0;
    while !ended {
        let block = retry(input)?;
        if block.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', block);
        ended = end.is_some();
        let piece = block.get(..end.unwrap_or(block.len())).unwrap_or_default();
        // One byte more than the limit: it may be the carriage return of a line end.
        let room = limit.saturating_add(1).saturating_sub(length);
        oversized |= piece.len() as u64 > room;
        if !oversized {
            buffer.extend_from_slice(piece);
        }
        last = piece.last().copied().unwrap_or(last);
        let used = piece.len().saturating_add(usize::from(ended));
        length = length.saturating_add(used as u64);
        input.consume(used);
    }
    if length == 0 {
        return Ok(None);
    }
    let carriage = ended && last == b'\r';
    if carriage && !oversized {
        buffer.pop();
    }
    let content = length.saturating_sub(u64::from(ended)).saturating_sub(u64::from(carriage));
    oversized |= content > limit;
    if oversized {
        *buffer = Vec::new();
    }
    Ok(Some(Line { length, content, ended, oversized }))
}

/// Reads all of the input into `buffer`, which holds no more than `limit` bytes.
pub(super) fn read_to_end(
    input: &mut impl BufRead,
    buffer: &mut Vec<u8>,
    limit: u64,
) -> io::Result<Line> {
    buffer.clear();
    let mut length = 0_u64;
    loop {
        let block = retry(input)?;
        if block.is_empty() {
            break;
        }
        let used = block.len();
        length = length.saturating_add(used as u64);
        if length <= limit {
            buffer.extend_from_slice(block);
        } else if !buffer.is_empty() {
            *buffer = Vec::new();
        }
        input.consume(used);
    }
    Ok(Line { length, content: length, ended: true, oversized: length > limit })
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
