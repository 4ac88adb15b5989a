//! Where strings stop and whether it is UTF-8, of the part of a block that is being read.

use identify_json::{Kernel, WORD_BYTES};
use simdutf8::compat::from_utf8;

/// Bytes that are classified at a time: they are still in the nearest cache when they are read.
const STEP: usize = 8 << 10;

/// Words of bytes that were read, beyond which they are dropped.
const BEHIND: usize = 64;

/// The words of a [`Kernel`], from some place in a block on.
#[derive(Debug)]
pub(super) struct Words {
    kernel: Kernel,
    bits: Vec<u64>,
    /// The place of the first word's first byte.
    base: usize,
    /// Where the bytes end that are UTF-8.
    utf8_end: usize,
}

impl Words {
    pub(super) fn new(kernel: Kernel) -> Self {
        Self { kernel, bits: Vec::new(), base: 0, utf8_end: 0 }
    }

    /// Begins anew at a place of a block.
    pub(super) fn begin(&mut self, at: usize) {
        self.bits.clear();
        self.base = at;
        self.utf8_end = at;
    }

    /// Drops the words of what was read, up to a place.
    pub(super) fn pass(&mut self, at: usize) {
        let read = at.saturating_sub(self.base) / WORD_BYTES;
        if read >= BEHIND {
            self.bits.drain(..read.min(self.bits.len()));
            self.base = self.base.saturating_add(read.saturating_mul(WORD_BYTES));
        }
    }

    /// The first place from `from` on where a string stops; the length of the block if there is none.
    #[inline]
    pub(super) fn stop(&mut self, block: &[u8], from: usize) -> usize {
        let offset = from.wrapping_sub(self.base);
        let index = offset / WORD_BYTES;
        if let Some([first, second]) = self.bits.get(index..index.saturating_add(2)) {
            let shift = offset % WORD_BYTES;
            // The next 64 bits, without a branch for where they begin. Shifted by 64 in two steps.
            let next = (first >> shift) | ((second << 1) << (63_usize.wrapping_sub(shift)));
            if next != 0 {
                return from.wrapping_add(next.trailing_zeros() as usize);
            }
        }
        self.far_stop(block, from)
    }

    #[cold]
    #[inline(never)]
    fn far_stop(&mut self, block: &[u8], from: usize) -> usize {
        let mut from = from;
        loop {
            let offset = from.saturating_sub(self.base);
            let (index, shift) = (offset / WORD_BYTES, offset % WORD_BYTES);
            let Some(word) = self.bits.get(index) else {
                if self.extend(block) {
                    continue;
                }
                return block.len();
            };
            let next = word >> shift;
            if next != 0 {
                return from.saturating_add(next.trailing_zeros() as usize);
            }
            from = from.saturating_add(WORD_BYTES.saturating_sub(shift));
        }
    }

    /// Classifies more bytes; there may be none.
    fn extend(&mut self, block: &[u8]) -> bool {
        let from = self.base.saturating_add(self.bits.len().saturating_mul(WORD_BYTES));
        let rest = block.get(from..).unwrap_or_default();
        // Little at first: what is found at once is not worth more.
        let step = if self.bits.is_empty() { STEP / 8 } else { STEP };
        let step = step.min(rest.len());
        self.kernel.stops(rest.get(..step).unwrap_or(rest), &mut self.bits);
        let unread = block.get(self.utf8_end..from.saturating_add(step)).unwrap_or_default();
        // A character that the step cuts is read with the next one.
        let valid = from_utf8(unread).map_or_else(|fault| fault.valid_up_to(), str::len);
        self.utf8_end = self.utf8_end.saturating_add(valid);
        !rest.is_empty()
    }

    /// Whether a text, which was read up to its end, is UTF-8.
    #[inline]
    pub(super) fn is_utf8(&self, end: usize) -> bool {
        end <= self.utf8_end
    }
}
