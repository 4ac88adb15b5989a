use proptest::prelude::*;

use super::{Kernel, WORD_BYTES, is_stop};

/// The words as their definition has them.
fn expected(bytes: &[u8]) -> Vec<u64> {
    let words = bytes.chunks(WORD_BYTES);
    words
        .map(|chunk| {
            let is_set = |at: usize| chunk.get(at).is_none_or(|byte| is_stop(*byte));
            (0..WORD_BYTES).fold(0, |word, at| word | u64::from(is_set(at)) << at)
        })
        .collect()
}

fn words(kernel: Kernel, bytes: &[u8]) -> Vec<u64> {
    let mut words = Vec::new();
    kernel.stops(bytes, &mut words);
    words
}

#[test]
fn every_byte_at_every_place() {
    for kernel in Kernel::ALL.into_iter().filter(|kernel| kernel.is_available()) {
        for byte in 0..=u8::MAX {
            for around in [b'a', b'"', 0, 0x7e, 0x80, 0xff] {
                for at in 0..WORD_BYTES {
                    let mut block = [around; WORD_BYTES];
                    block[at] = byte;
                    assert_eq!(words(kernel, &block), expected(&block), "{kernel} {byte:#x} {at}");
                }
            }
        }
    }
}

#[test]
fn names() {
    for kernel in Kernel::ALL {
        assert_eq!(kernel.name().parse(), Ok(kernel));
        assert_eq!(kernel.to_string(), kernel.name());
    }
    assert!("sse9".parse::<Kernel>().is_err());
    assert!(Kernel::best().is_available());
}

proptest! {
    #[test]
    fn all_kernels_agree(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for kernel in Kernel::ALL {
            prop_assert_eq!(words(kernel, &bytes), expected(&bytes), "{}", kernel);
        }
    }
}
