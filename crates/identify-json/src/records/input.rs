//! An input of which bytes that were read can be put back.

use std::io::{self, BufRead, Read};

/// An input, behind bytes that were read of it before they were wanted.
#[derive(Debug)]
pub(super) struct Input<R> {
    head: Vec<u8>,
    /// Up to where the head was read again.
    at: usize,
    rest: R,
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(rest: R) -> Self {
        Self { head: Vec::new(), at: 0, rest }
    }

    /// Puts bytes back that were the last to be read.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        let old = self.head.get(self.at..).unwrap_or_default();
        self.head = [bytes, old].concat();
        self.at = 0;
    }
}

impl<R: BufRead> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.head.get(self.at..) {
            Some(head) if !head.is_empty() => Ok(head),
            _ => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.head.len() {
            self.at = self.at.saturating_add(amount);
            if self.at >= self.head.len() {
                self.head = Vec::new();
                self.at = 0;
            }
        } else {
            self.rest.consume(amount);
        }
    }
}
