//! Applying fixes record by record, so that there is nothing left for a second time.

use std::io::{self, BufRead};

use identify_json::{Arena, Behind, Framing, Record, Records, Start, sniff};

use super::{attempt::Place, rest::Rest, settle::Mender};
use crate::{
    report::{Safety, Summary},
    sink::Source,
    validator::{InputFormat, Validator},
};

/// What applying fixes makes of a record.
#[derive(Debug)]
#[non_exhaustive]
pub struct Mended<'r> {
    /// The record as it stands in the input.
    pub source: Source<'r>,
    /// What to change, in the order of the places, none overlapping another.
    pub changes: Vec<Change>,
    /// How many fixes these changes are.
    pub applied: u64,
}

/// Replaces a half-open range of the input's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Byte offset of the first byte to replace, from the start of the input.
    pub start: u64,
    /// Byte offset behind the last byte to replace; equal to `start` for an insertion.
    pub end: u64,
    /// What to write there.
    pub bytes: Vec<u8>,
}

/// See [`Validator::fix`].
pub(crate) fn mend(
    validator: &Validator,
    input: impl BufRead,
    format: InputFormat,
    most: Safety,
    take: &mut dyn FnMut(Mended<'_>) -> io::Result<()>,
) -> io::Result<Summary> {
    let mender = Mender { validator, format, most };
    let limit = validator.max_record_bytes();
    let mut records = Records::new(input, mender.framing()).with_limit(limit);
    let mut arena = Arena::new();
    let mut total = Rest::default();
    let mut previous = Previous::default();
    let mut bytes = Vec::new();
    while let Some(mut record) = records.next()? {
        // A fix before it may have made a call more, or one less.
        record.number = total.summary.records.saturating_add(1);
        let mut source = Source::of(&record);
        let Record { offset, line, .. } = record;
        let place = Place::of(&record);
        let is_read = record.fault.is_none();
        let mut settled = if previous.pins {
            mender.kept(&record, total.file, &mut arena)
        } else {
            mender.settle(&record, total.file, &mut arena)
        };
        let mut pins = false;
        if settled.changes.is_empty() {
            previous.set(source, source.bytes, is_read);
        } else {
            let text = settled.text(source);
            source.bytes.clone_into(&mut bytes);
            source = Source { bytes: &bytes, offset, line };
            if mender.framing() == Framing::Lines {
                let next = records.peek()?;
                let joins = next.is_some_and(|next| !stay_apart(&text, next, limit));
                pins = joins || (offset == 0 && hides_encoding(&text, next.unwrap_or_default()));
            }
            let stays = !pins && !previous.joins(source, &text, limit);
            let told = || mender.told(&text, place, total.file, &mut arena);
            if let Some(rest) = stays.then(told).flatten() {
                settled.rest = rest;
                previous.set(source, &text, is_read);
            } else {
                settled = settled.undone();
                previous.set(source, &bytes, is_read);
            }
        }
        previous.pins = pins;
        total.add(&settled.rest);
        take(Mended { source, changes: settled.changes, applied: settled.applied })?;
    }
    Ok(Summary { files: 1, bytes: records.bytes_read(), ..total.summary })
}

/// The record before the next one, as it is now. What a record is depends on the lines around it: a fix
/// that would have it go on in the next line, or be a part of the one before, is not applied, since
/// there would be another call the next time. The line that it would go on in stays as well, or
/// the next time it might not.
#[derive(Debug, Default)]
struct Previous {
    text: Vec<u8>,
    /// Where it ended in the input; nothing if what follows it is a record of its own in any case.
    end: Option<u64>,
    /// Whether the next record stays as it is.
    pins: bool,
}

impl Previous {
    fn set(&mut self, source: Source<'_>, text: &[u8], is_read: bool) {
        self.text.clear();
        self.text.extend_from_slice(text);
        self.end = is_read.then(|| source.offset.saturating_add(source.bytes.len() as u64));
    }

    /// Whether the next record would be a part of it, if this were its text.
    fn joins(&self, next: Source<'_>, text: &[u8], limit: u64) -> bool {
        // Behind it stands the end of its line; with more between them, other lines do.
        let is_near = |end: u64| next.offset.saturating_sub(end) <= 2;
        self.end.is_some_and(is_near) && !stay_apart(&self.text, text, limit)
    }
}

/// Whether an input that begins with this line would seem to be in another encoding by it and the line
/// behind it, or if it is not known that it would not.
fn hides_encoding(text: &[u8], next: &[u8]) -> bool {
    let is_open = text.is_empty() && next.first().is_none_or(|byte| *byte == 0);
    is_open || sniff(&[text, b"\n", next].concat()).is_some()
}

/// Whether no record of the first lines goes on in those that follow.
fn stay_apart(lines: &[u8], next: &[u8], limit: u64) -> bool {
    let text = [lines, b"\n", next, b"\n"].concat();
    let end = lines.len() as u64;
    let mut records = Records::part(&text, Start::default(), Behind::End).with_limit(limit);
    // Reading from memory never fails.
    while let Ok(Some(record)) = records.next() {
        if record.offset > end {
            break;
        }
        if record.offset.saturating_add(record.bytes.len() as u64) > end {
            return false;
        }
    }
    true
}
