//! Records are the same whatever the pieces in which they come. The fuzz target of this name holds
//! it too: see `fixtures/src/property.rs`.
#![allow(dead_code, reason = "each of those that include this file uses a part of it")]

use std::io::{self, BufReader, Read};

use identify_json::{Behind, Blocks, Framing, Piece, Record, RecordFault, Records, Start};

/// How an input is cut into pieces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pieces {
    /// Most bytes of a record.
    pub(crate) limit: u64,
    /// Bytes of a block.
    pub(crate) size: usize,
    /// Bytes that a reader gives at a time.
    pub(crate) reading: usize,
}

/// Gives so many bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(buffer.get_mut(..most).unwrap_or_default())
    }
}

/// All that a record says of itself.
type Said = (Vec<u8>, u64, u64, u64, u64, bool, u64, Option<RecordFault>);

fn said(record: &Record<'_>) -> Said {
    let Record { bytes, number, offset, line, lines, ended, zeros, fault, .. } = *record;
    (bytes.to_vec(), number, offset, line, lines, ended, zeros, fault)
}

/// The first three bytes say how the others are cut into pieces.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let Some(([limit, size, reading], source)) = bytes.split_first_chunk() else { return Ok(()) };
    let several = |byte: u8| usize::from(byte).saturating_add(1);
    let limit = u64::from(*limit).saturating_mul(3).saturating_add(1);
    same_records(source, Pieces { limit, size: several(*size), reading: several(*reading) })
}

/// Read as a whole, by a reader with little room, and in blocks, an input has the same records; each
/// is where it says that it is.
pub(crate) fn same_records(source: &[u8], pieces: Pieces) -> Result<(), String> {
    let fail = |error: io::Error| error.to_string();
    let room = source.len().max(8);
    let expected = by_records(source, Framing::Lines, pieces.limit, room).map_err(fail)?;
    for record in &expected {
        is_in_place(record, source)?;
    }
    let small = by_records(source, Framing::Lines, pieces.limit, pieces.size).map_err(fail)?;
    differs(&expected, &small, pieces, "by a reader with little room")?;
    let whole = by_records(source, Framing::Whole, pieces.limit, room).map_err(fail)?;
    is_whole(&whole, source, pieces.limit)?;
    let small = by_records(source, Framing::Whole, pieces.limit, pieces.size).map_err(fail)?;
    differs(&whole, &small, pieces, "as one document, by a reader with little room")?;
    differs(&expected, &by_blocks(source, pieces)?, pieces, "in blocks")
}

fn differs(one: &[Said], other: &[Said], pieces: Pieces, how: &str) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    Err(format!("{pieces:?}, {how}: {other:?} in place of {one:?}"))
}

fn is_in_place((bytes, _, offset, line, ..): &Said, source: &[u8]) -> Result<(), String> {
    let start = usize::try_from(*offset).unwrap_or(usize::MAX);
    let (before, behind) = source.split_at_checked(start).unwrap_or_default();
    let lines = before.split(|byte| *byte == b'\n').count() as u64;
    if behind.starts_with(bytes) && lines == *line {
        return Ok(());
    }
    Err(format!("a record says it is at byte {offset}, line {line}, but that is line {lines}"))
}

/// One document is one record, of all bytes or too long.
fn is_whole(records: &[Said], source: &[u8], limit: u64) -> Result<(), String> {
    let [(bytes, 1, 0, 1, .., fault)] = records else {
        return Err(format!("one document is {records:?}"));
    };
    let is_read = matches!(fault, None | Some(RecordFault::Zeros));
    if is_read && (bytes.len() as u64 > limit || !source.starts_with(bytes)) {
        return Err(format!("it is not {}", bytes.escape_ascii()));
    }
    Ok(())
}

fn by_records(source: &[u8], framing: Framing, limit: u64, room: usize) -> io::Result<Vec<Said>> {
    let input = BufReader::with_capacity(room, source);
    let mut records = Records::new(input, framing).with_limit(limit);
    let mut all = Vec::new();
    while let Some(record) = records.next()? {
        all.push(said(&record));
    }
    if records.bytes_read() == source.len() as u64 {
        return Ok(all);
    }
    Err(io::Error::other(format!("{} bytes were read", records.bytes_read())))
}

/// The records of all blocks; what is torn is looked at again with what follows it.
fn by_blocks(source: &[u8], pieces: Pieces) -> Result<Vec<Said>, String> {
    let Pieces { limit, size, reading } = pieces;
    let mut blocks = Blocks::new(Slow(source, reading)).with_size(size).with_limit(limit);
    let mut parts = Parts { limit, ..Parts::default() };
    let mut end = 0_u64;
    while let Some(piece) = blocks.next(Vec::new()).map_err(|error| error.to_string())? {
        match piece {
            Piece::Block(block) => {
                let is_whole = block.bytes().ends_with(b"\n");
                follows(block.offset, end)?;
                end = end.saturating_add(block.bytes().len() as u64);
                if !is_whole && end != source.len() as u64 {
                    return Err(format!("a block ends in a line, at {end}"));
                }
                parts.torn.extend_from_slice(block.bytes());
                parts.read(block.behind).map_err(|error| error.to_string())?;
            }
            Piece::Unread(record) => {
                follows(record.offset, end)?;
                end = end.saturating_add(record.length);
                parts.read(Behind::End).map_err(|error| error.to_string())?;
                if !parts.torn.is_empty() {
                    return Err(format!("a record before byte {} is torn", record.offset));
                }
                let Start { records, line, .. } = parts.at;
                parts.all.push(said(&record.record(parts.at)));
                let (records, line) = (records.saturating_add(1), line.saturating_add(1));
                parts.at = Start { records, offset: end, line };
            }
            _ => {}
        }
    }
    follows(blocks.bytes_read(), end)?;
    follows(source.len() as u64, end)?;
    parts.read(Behind::End).map_err(|error| error.to_string())?;
    parts.all.sort_by_key(|record| record.1);
    Ok(parts.all)
}

fn follows(offset: u64, end: u64) -> Result<(), String> {
    if offset == end { Ok(()) } else { Err(format!("byte {offset} is not {end}")) }
}

/// Blocks as they are read one after the other.
#[derive(Default)]
struct Parts {
    limit: u64,
    all: Vec<Said>,
    at: Start,
    /// What may go on in the next block.
    torn: Vec<u8>,
}

impl Parts {
    /// The records of what is there; the torn one remains.
    fn read(&mut self, behind: Behind) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.torn);
        let start = self.at.offset;
        let mut records = Records::part(&bytes, self.at, behind).with_limit(self.limit);
        while let Some(record) = records.next()? {
            if record.torn {
                let rest = usize::try_from(record.offset.saturating_sub(start));
                self.torn = bytes.get(rest.unwrap_or(usize::MAX)..).unwrap_or_default().to_vec();
                let number = record.number.saturating_sub(1);
                self.at = Start { records: number, offset: record.offset, line: record.line };
                return Ok(());
            }
            self.all.push(said(&record));
        }
        self.at = records.at();
        Ok(())
    }
}
