//! gzip: members one behind the other, as `gzip -d` reads them.

use std::{
    io::{self, BufRead, ErrorKind, Read},
    sync::Arc,
};

use flate2::bufread::GzDecoder;

use super::{
    Packing,
    source::{Source, State},
};

/// Unpacks all members. Zero bytes behind the last one are the rest of a block of a tape, and are
/// passed over; anything else there is an error, as it is for `gzip -d`.
pub(super) struct Gzip<R> {
    /// Nothing behind the last member.
    member: Option<GzDecoder<Source<R>>>,
    state: Arc<State>,
}

impl<R: BufRead> Gzip<R> {
    pub(super) fn new(reader: R) -> Self {
        let (source, state) = Source::new(reader);
        Self { member: Some(GzDecoder::new(source)), state }
    }

    /// The next member, if there is one.
    fn next(&self, mut source: Source<R>) -> io::Result<Option<GzDecoder<Source<R>>>> {
        loop {
            let block = match source.fill_buf() {
                Ok(block) => block,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let zeros = block.iter().take_while(|byte| **byte == 0).count();
            match block.get(zeros) {
                Some(0x1f) => {
                    source.consume(zeros);
                    return Ok(Some(GzDecoder::new(source)));
                }
                Some(_) => {
                    source.consume(zeros);
                    return Err(self.state.tell(Packing::Gzip, "is followed by something else"));
                }
                None if zeros == 0 => return Ok(None),
                None => source.consume(zeros),
            }
        }
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer);
            match read.map_err(|error| self.state.damage(Packing::Gzip, error))? {
                0 if !buffer.is_empty() => {
                    if let Some(member) = self.member.take() {
                        self.member = self.next(member.into_inner())?;
                    }
                }
                read => return Ok(read),
            }
        }
        Ok(0)
    }
}
