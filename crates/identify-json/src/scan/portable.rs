//! Eight bytes at a time in an ordinary register.

use super::WORD_BYTES;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

pub(super) fn stops(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    words.extend(blocks.iter().map(|block| {
        let (eights, _) = block.as_chunks::<8>();
        eights.iter().rev().fold(0, |word, eight| (word << 8) | eight_stops(*eight))
    }));
}

/// One bit for each of eight bytes.
fn eight_stops(bytes: [u8; 8]) -> u64 {
    let bytes = u64::from_le_bytes(bytes);
    // Without the top bits there is no carry from byte to byte.
    let low = bytes & !HIGH;
    // The top bit of a byte of `difference` is clear where the byte is zero.
    let differs = |from: u8| (low ^ (LOW.wrapping_mul(u64::from(from)))).wrapping_add(!HIGH);
    let is_below_space = !low.wrapping_add(LOW.wrapping_mul(0x80 - 0x20));
    let is_delete = low.wrapping_add(LOW);
    let is_mark = !(differs(b'"') & differs(b'\\'));
    let stops = (bytes | is_below_space | is_delete | is_mark) & HIGH;
    // Gathers the eight top bits in the top byte: each product bit is set by one of them only.
    (stops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}
