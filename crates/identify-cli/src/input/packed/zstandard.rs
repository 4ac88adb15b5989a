//! Zstandard: frames one behind the other, and those between them that are to be skipped.

use std::{
    io::{self, BufRead, Read},
    sync::Arc,
};

use zstd::stream::read::Decoder;

use super::{
    MOST_WINDOW, Packing,
    source::{Source, State},
};

/// What the library says of a frame whose window is too large.
const TOO_LARGE: &str = "requires too much memory";

/// Unpacks all frames.
///
/// # Errors
/// There is no memory for it.
pub(super) fn zstandard<R: BufRead>(reader: R) -> io::Result<Zstandard<R>> {
    let (source, state) = Source::new(reader);
    let mut frames = Decoder::with_buffer(source)?;
    frames.window_log_max(MOST_WINDOW)?;
    Ok(Zstandard { frames, state })
}

/// Unpacks all frames.
pub(super) struct Zstandard<R: BufRead> {
    frames: Decoder<'static, Source<R>>,
    state: Arc<State>,
}

impl<R: BufRead> Read for Zstandard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.frames.read(buffer).map_err(|error| {
            if !error.to_string().contains(TOO_LARGE) {
                return self.state.damage(Packing::Zstandard, error);
            }
            let most = 1_u64.checked_shl(MOST_WINDOW).unwrap_or(u64::MAX) >> 20;
            io::Error::other(format!(
                "its zstd data needs a window of more than {most} MiB: unpack it with `zstd -dc \
                 --long=31`, and pipe that in"
            ))
        })
    }
}
