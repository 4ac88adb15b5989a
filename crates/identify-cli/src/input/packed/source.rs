//! The compressed bytes, and what is said where they cannot be unpacked.

use std::{
    io::{self, BufRead, ErrorKind, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

use super::Packing;
use crate::text::grouped;

/// The compressed bytes of an input.
pub(super) struct Source<R> {
    reader: R,
    state: Arc<State>,
}

/// How far the compressed bytes were read.
#[derive(Debug, Default)]
pub(super) struct State {
    read: AtomicU64,
    /// Whether they could not be read themselves.
    has_failed: AtomicBool,
}

impl<R> Source<R> {
    pub(super) fn new(reader: R) -> (Self, Arc<State>) {
        let state = Arc::new(State::default());
        (Self { reader, state: state.clone() }, state)
    }
}

impl State {
    /// Why they cannot be unpacked.
    pub(super) fn damage(&self, packing: Packing, error: io::Error) -> io::Error {
        if self.has_failed.load(Relaxed) || error.kind() == ErrorKind::Interrupted {
            return error;
        }
        let what = match error.kind() {
            ErrorKind::UnexpectedEof => "is cut off",
            _ => "is damaged",
        };
        self.tell(packing, what)
    }

    /// The same in words of our own.
    pub(super) fn tell(&self, packing: Packing, what: &str) -> io::Error {
        let (name, at) = (packing.name(), grouped(self.read.load(Relaxed)));
        io::Error::other(format!("its {name} data {what} at byte {at} of the compressed input"))
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let filled = self.reader.fill_buf();
        if filled.as_ref().is_err_and(|error| error.kind() != ErrorKind::Interrupted) {
            self.state.has_failed.store(true, Relaxed);
        }
        filled
    }

    fn consume(&mut self, amount: usize) {
        self.state.read.fetch_add(amount as u64, Relaxed);
        self.reader.consume(amount);
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut block = self.fill_buf()?;
        let read = block.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}
