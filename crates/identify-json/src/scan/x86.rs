//! The vector instructions of x86-64.
//!
//! The only `unsafe` of the project stands here: calling a function that is compiled for
//! instructions which not every processor has. Everything inside these functions is safe code.

use std::arch::x86_64::{
    __m128i, __m256i, __m512i, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128,
    _mm_set_epi64x, _mm_set1_epi8, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_movemask_epi8,
    _mm256_or_si256, _mm256_set_epi64x, _mm256_set1_epi8, _mm512_cmpeq_epi8_mask,
    _mm512_cmplt_epi8_mask, _mm512_set_epi64, _mm512_set1_epi8,
};

use super::WORD_BYTES;

pub(super) fn sse2(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    #[expect(unsafe_code, reason = "SAFETY: every x86-64 processor has SSE2")]
    unsafe {
        sse2_stops(blocks, words);
    }
}

#[target_feature(enable = "sse2")]
fn sse2_stops(blocks: &[[u8; WORD_BYTES]], words: &mut Vec<u64>) {
    for block in blocks {
        let (parts, _) = block.as_chunks::<16>();
        let mut word = 0;
        for part in parts.iter().rev() {
            let bytes: __m128i = _mm_set_epi64x(eight(part, 1), eight(part, 0));
            // As signed numbers, the bytes beyond ASCII are below the space as well.
            let below_space = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
            let quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x22));
            let backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x5c));
            let delete = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f));
            let marks = _mm_or_si128(quote, backslash);
            let any = _mm_or_si128(_mm_or_si128(below_space, delete), marks);
            // Sixteen bits, the rest of the mask is zero.
            word = (word << 16) | u64::from(_mm_movemask_epi8(any).cast_unsigned());
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
    for block in blocks {
        let (parts, _) = block.as_chunks::<32>();
        let mut word = 0;
        for part in parts.iter().rev() {
            let bytes: __m256i =
                _mm256_set_epi64x(eight(part, 3), eight(part, 2), eight(part, 1), eight(part, 0));
            let below_space = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes);
            let quote = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x22));
            let backslash = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x5c));
            let delete = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7f));
            let marks = _mm256_or_si256(quote, backslash);
            let any = _mm256_or_si256(_mm256_or_si256(below_space, delete), marks);
            word = (word << 32) | u64::from(_mm256_movemask_epi8(any).cast_unsigned());
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
    for block in blocks {
        let at = |index| eight(block, index);
        let bytes: __m512i =
            _mm512_set_epi64(at(7), at(6), at(5), at(4), at(3), at(2), at(1), at(0));
        let below_space = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(0x20));
        let quote = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(0x22));
        let backslash = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(0x5c));
        let delete = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(0x7f));
        words.push(below_space | quote | backslash | delete);
    }
}

/// Eight bytes, which the compiler joins to one load with their neighbours.
#[inline]
fn eight(bytes: &[u8], index: usize) -> i64 {
    let (eights, _) = bytes.as_chunks::<8>();
    eights.get(index).map_or(0, |eight| i64::from_le_bytes(*eight))
}
