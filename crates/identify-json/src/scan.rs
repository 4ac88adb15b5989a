//! Finding where the plain part of a string ends, 64 bytes at a time.
//!
//! A byte *stops* a string if it is a quotation mark, a backslash, a control character (below
//! U+0020, and U+007F), or beyond ASCII. Everything else in a string is plain text, in which there
//! is nothing to look at. Of each 64 bytes a kernel makes one word, with a bit for each byte.

mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
    sync::OnceLock,
};

/// Bytes for which one word has the bits.
pub const WORD_BYTES: usize = 64;

/// A way to classify bytes. All give the same words; they differ in the processor that they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kernel {
    /// Eight bytes at a time in an ordinary register. Every processor has it.
    Portable,
    /// 16 bytes at a time. Nearly every 64-bit x86 processor has it.
    Ssse3,
    /// 32 bytes at a time.
    Avx2,
    /// 64 bytes at a time (AVX-512 BW).
    Avx512,
}

impl Kernel {
    /// All of them, the slowest first.
    pub const ALL: [Self; 4] = [Self::Portable, Self::Ssse3, Self::Avx2, Self::Avx512];

    /// The fastest that this processor has.
    pub fn best() -> Self {
        static BEST: OnceLock<Kernel> = OnceLock::new();
        *BEST.get_or_init(|| {
            let available = Self::ALL.into_iter().rev().find(|kernel| kernel.is_available());
            available.unwrap_or(Self::Portable)
        })
    }

    /// Whether this processor has it.
    pub fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Ssse3 => std::arch::is_x86_feature_detected!("ssse3"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => std::arch::is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => std::arch::is_x86_feature_detected!("avx512bw"),
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }

    /// Its name: `portable`, `ssse3`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Ssse3 => "ssse3",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }

    /// Appends the words of `bytes`: one for each [`WORD_BYTES`], the lowest bit for the first byte.
    /// Bytes that are missing in the last word count as ones that stop a string.
    ///
    /// On a processor that does not have this kernel the portable one is used.
    ///
    /// ```
    /// use identify_json::Kernel;
    ///
    /// let mut words = Vec::new();
    /// Kernel::best().stops(b"plain text\" \xC3\xA9", &mut words);
    /// assert_eq!(words, [!0 << 14 | 1 << 13 | 1 << 12 | 1 << 10]);
    /// ```
    pub fn stops(self, bytes: &[u8], words: &mut Vec<u64>) {
        let (blocks, rest) = bytes.as_chunks::<WORD_BYTES>();
        words.reserve(blocks.len().saturating_add(1));
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Ssse3 if self.is_available() => x86::ssse3(blocks, words),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 if self.is_available() => x86::avx2(blocks, words),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 if self.is_available() => x86::avx512(blocks, words),
            _ => portable::stops(blocks, words),
        }
        if !rest.is_empty() {
            let mut last = [0; WORD_BYTES];
            for (to, from) in last.iter_mut().zip(rest) {
                *to = *from;
            }
            portable::stops(&[last], words);
        }
    }
}

impl Display for Kernel {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// No kernel has that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KernelError;

impl Display for KernelError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("expected one of portable, ssse3, avx2, avx512")
    }
}

impl std::error::Error for KernelError {}

impl FromStr for Kernel {
    type Err = KernelError;

    fn from_str(name: &str) -> Result<Self, KernelError> {
        Self::ALL.into_iter().find(|kernel| kernel.name() == name).ok_or(KernelError)
    }
}

/// Whether a byte ends the plain part of a string.
#[cfg(test)]
fn is_stop(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..0x20 | 0x7f..)
}

#[cfg(test)]
mod tests;
