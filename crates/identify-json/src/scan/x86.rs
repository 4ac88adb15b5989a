//! The vector instructions of x86-64.
//!
//! The only `unsafe` of the project stands here: calling a function that is compiled for
//! instructions which not every processor has, and loading the bytes of an array into a register.
//!
//! A byte is looked up by its two halves, in two tables of 16 bytes that lie in registers: it stops
//! a string where the two entries have a bit in common. Comparing it with one character after the
//! other looks simpler, and the compiler makes ten times the instructions of it.

use std::arch::x86_64::{
    __m128i, __m256i, __m512i, _mm_and_si128, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8,
    _mm_set1_epi8, _mm_setzero_si128, _mm_shuffle_epi8, _mm_srli_epi16, _mm256_and_si256,
    _mm256_broadcastsi128_si256, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8,
    _mm256_set1_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16,
    _mm512_and_si512, _mm512_broadcast_i32x4, _mm512_loadu_si512, _mm512_set1_epi8,
    _mm512_shuffle_epi8, _mm512_srli_epi16, _mm512_test_epi8_mask,
};

use super::WORD_BYTES;

/// Bits for `"`, for `\`, for U+007F, and for halves that are enough by themselves.
const QUOTE: u8 = 1;
const BACKSLASH: u8 = 2;
const DELETE: u8 = 4;
const ANY: u8 = 8;

/// By the upper half of a byte.
const UPPER: [u8; 16] =
    [ANY, ANY, QUOTE, 0, 0, BACKSLASH, 0, DELETE, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY];

/// By the lower half.
const LOWER: [u8; 16] = {
    let mut bits = [ANY; 16];
    bits[0x2] |= QUOTE;
    bits[0xc] |= BACKSLASH;
    bits[0xf] |= DELETE;
    bits
};

/// Must be called where the processor has SSSE3.
pub(super) fn ssse3(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    debug_assert!(super::Kernel::Ssse3.is_available(), "checked by the only caller");
    #[expect(unsafe_code, reason = "SAFETY: the only caller has asked whether there is SSSE3")]
    unsafe {
        ssse3_stops(blocks, words);
    }
}

#[target_feature(enable = "ssse3")]
fn ssse3_stops(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    let (upper, lower) = (load(&UPPER), load(&LOWER));
    let half = _mm_set1_epi8(0x0f);
    for block in blocks {
        let (parts, _) = block.as_chunks::<16>();
        let mut word = 0;
        for part in parts.iter().rev() {
            let bytes = load(part);
            let high = _mm_shuffle_epi8(upper, _mm_and_si128(_mm_srli_epi16::<4>(bytes), half));
            let low = _mm_shuffle_epi8(lower, _mm_and_si128(bytes, half));
            let plain = _mm_cmpeq_epi8(_mm_and_si128(high, low), _mm_setzero_si128());
            // Sixteen bits, the rest of the mask is zero.
            let stops = !_mm_movemask_epi8(plain).cast_unsigned() & 0xffff;
            word = (word << 16) | u64::from(stops);
        }
        words.push(word);
    }
}

/// Must be called where the processor has AVX2.
pub(super) fn avx2(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    debug_assert!(super::Kernel::Avx2.is_available(), "checked by the only caller");
    #[expect(unsafe_code, reason = "SAFETY: the only caller has asked whether there is AVX2")]
    unsafe {
        avx2_stops(blocks, words);
    }
}

#[target_feature(enable = "avx2")]
fn avx2_stops(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    let upper = _mm256_broadcastsi128_si256(load(&UPPER));
    let lower = _mm256_broadcastsi128_si256(load(&LOWER));
    let half = _mm256_set1_epi8(0x0f);
    for block in blocks {
        let (parts, _) = block.as_chunks::<32>();
        let mut word = 0;
        for part in parts.iter().rev() {
            #[expect(unsafe_code, reason = "SAFETY: it has 32 bytes; they need not be aligned")]
            let bytes: __m256i = unsafe { _mm256_loadu_si256(part.as_ptr().cast()) };
            let high = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), half);
            let high = _mm256_shuffle_epi8(upper, high);
            let low = _mm256_shuffle_epi8(lower, _mm256_and_si256(bytes, half));
            let plain = _mm256_cmpeq_epi8(_mm256_and_si256(high, low), _mm256_setzero_si256());
            word = (word << 32) | u64::from(!_mm256_movemask_epi8(plain).cast_unsigned());
        }
        words.push(word);
    }
}

/// Must be called where the processor has AVX-512 BW.
pub(super) fn avx512(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    debug_assert!(super::Kernel::Avx512.is_available(), "checked by the only caller");
    #[expect(unsafe_code, reason = "SAFETY: the only caller has asked whether there is AVX-512 BW")]
    unsafe {
        avx512_stops(blocks, words);
    }
}

#[target_feature(enable = "avx512f,avx512bw")]
fn avx512_stops(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    let upper = _mm512_broadcast_i32x4(load(&UPPER));
    let lower = _mm512_broadcast_i32x4(load(&LOWER));
    let half = _mm512_set1_epi8(0x0f);
    for block in blocks {
        #[expect(unsafe_code, reason = "SAFETY: it has 64 bytes; they need not be aligned")]
        let bytes: __m512i = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
        let high = _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), half);
        let high = _mm512_shuffle_epi8(upper, high);
        let low = _mm512_shuffle_epi8(lower, _mm512_and_si512(bytes, half));
        words.push(_mm512_test_epi8_mask(high, low));
    }
}

#[target_feature(enable = "sse2")]
fn load(bytes: &[u8; 16]) -> __m128i {
    #[expect(unsafe_code, reason = "SAFETY: it has 16 bytes; they need not be aligned")]
    unsafe {
        _mm_loadu_si128(bytes.as_ptr().cast())
    }
}
