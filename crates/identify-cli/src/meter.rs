//! How far the inputs were read, told from whatever thread reads them.

use std::{
    io::{self, BufRead, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// Bytes that were read of all inputs, packed as they are. Clones are one and the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter(Arc<AtomicU64>);

impl Meter {
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Relaxed)
    }

    /// Counts what is read.
    pub(crate) fn count<R>(&self, reader: R) -> Metered<R> {
        Metered { reader, left: 0, meter: self.clone() }
    }

    pub(crate) fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Relaxed);
    }
}

/// An input that is counted block by block.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    reader: R,
    /// Bytes of the present block that are counted and not yet consumed.
    left: usize,
    meter: Meter,
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let block = self.reader.fill_buf()?;
        if self.left == 0 {
            self.left = block.len();
            self.meter.add(block.len());
        }
        Ok(block)
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.reader.consume(amount);
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        // What is read past the present block was not counted with it.
        self.meter.add(read.saturating_sub(self.left));
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}
