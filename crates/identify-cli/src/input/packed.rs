//! Compressed inputs, known by their first bytes and not by their names.
//!
//! Memory is bounded by the window of the format: 32 KiB for gzip, [`MOST_WINDOW`] for Zstandard.
//! How far an input expands is not limited by itself: it costs time only, and logs that repeat
//! themselves expand a thousandfold in all honesty. `--max-unpacked-bytes` sets a limit.

mod gzip;
mod source;
mod zstandard;

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

use super::BLOCK;
use crate::args::Bytes;

/// What an input is compressed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstandard,
}

/// What the first bytes of an input tell of its packing.
#[derive(Debug, Clone, Copy)]
enum Told {
    /// More of them are needed.
    NotYet,
    Is(Option<Packing>),
}

/// Largest window that a Zstandard frame may ask for, as a power of two: 32 MiB. That is what
/// `zstd` asks for up to level 20; beyond are `--ultra -21` and `-22`, and `--long`.
const MOST_WINDOW: u32 = 25;

/// Bytes that tell the packing of an input.
const MAGIC: usize = 4;

impl Packing {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "zstd",
        }
    }

    /// Whether an input that begins so may be compressed.
    pub(crate) fn may_begin(head: &[u8]) -> bool {
        !matches!(Self::of(head), Told::Is(None))
    }

    /// The packing of an input that begins so. No text begins so: the second byte is none of UTF-8,
    /// or the fourth a control character.
    fn of(head: &[u8]) -> Told {
        match head {
            [0x1f, 0x8b, ..] => Told::Is(Some(Self::Gzip)),
            // A frame, or one that is to be skipped (RFC 8878, section 3.1).
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
                Told::Is(Some(Self::Zstandard))
            }
            []
            | [0x1f | 0x28 | 0x50..=0x5f]
            | [0x28, 0xb5]
            | [0x28, 0xb5, 0x2f]
            | [0x50..=0x5f, 0x2a]
            | [0x50..=0x5f, 0x2a, 0x4d] => Told::NotYet,
            _ => Told::Is(None),
        }
    }

    /// The extension that names of such files have behind the one of what is in them.
    pub(super) fn has_extension(extension: &std::ffi::OsStr) -> bool {
        ["gz", "zst"].into_iter().any(|known| extension.eq_ignore_ascii_case(known))
    }

    /// Why such an input cannot be changed where it lies.
    pub(crate) fn unfixable(self) -> io::Error {
        let name = self.name();
        io::Error::other(format!("it is compressed with {name}: unpack it, fix that, and pack it"))
    }
}

/// An input, unpacked if it is compressed, and what it is compressed with. No more is read than it
/// takes to know: of text, one byte is enough.
pub(crate) fn unpack<'r>(
    reader: Box<dyn BufRead + 'r>,
    most: Option<Bytes>,
) -> io::Result<(Option<Packing>, Box<dyn BufRead + 'r>)> {
    let (packing, reader) = told(reader)?;
    let Some(packing) = packing else { return Ok((None, reader)) };
    let unpacked: Box<dyn Read + 'r> = match packing {
        Packing::Gzip => Box::new(gzip::Gzip::new(reader)),
        Packing::Zstandard => Box::new(zstandard::zstandard(reader)?),
    };
    let bounded = Bounded { unpacked, read: 0, most };
    match told(Box::new(BufReader::with_capacity(BLOCK, bounded)))? {
        (None, reader) => Ok((Some(packing), reader)),
        (Some(_), _) => Err(io::Error::other("it is compressed twice: unpack it once")),
    }
}

/// The packing of an input, which still begins where it did.
fn told<'r>(
    mut reader: Box<dyn BufRead + 'r>,
) -> io::Result<(Option<Packing>, Box<dyn BufRead + 'r>)> {
    let mut head = Vec::new();
    loop {
        let block = match reader.fill_buf() {
            Ok(block) => block,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if head.is_empty()
            && let Told::Is(packing) = Packing::of(block)
        {
            return Ok((packing, reader));
        }
        // Fewer bytes have come than tell it.
        let is_end = block.is_empty();
        let wanted = MAGIC.saturating_sub(head.len()).min(block.len());
        head.extend_from_slice(block.get(..wanted).unwrap_or_default());
        reader.consume(wanted);
        match Packing::of(&head) {
            Told::NotYet if !is_end => {}
            Told::NotYet => return Ok((None, Box::new(Cursor::new(head).chain(reader)))),
            Told::Is(packing) => return Ok((packing, Box::new(Cursor::new(head).chain(reader)))),
        }
    }
}

/// Ends with an error where an input unpacks to more than is wanted.
struct Bounded<'r> {
    unpacked: Box<dyn Read + 'r>,
    read: u64,
    most: Option<Bytes>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        self.read = self.read.saturating_add(read as u64);
        match self.most {
            Some(most) if self.read > most.0 => Err(io::Error::other(format!(
                "it unpacks to more than {most}, the limit of --max-unpacked-bytes"
            ))),
            _ => Ok(read),
        }
    }
}

#[cfg(test)]
mod tests;
