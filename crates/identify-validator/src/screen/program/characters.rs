//! Sets of characters, asked of every text that is not all plain ASCII.

use std::ops::RangeInclusive;

/// Characters that take a look.
#[derive(Debug)]
pub(crate) struct Characters {
    ranges: Vec<RangeInclusive<char>>,
    /// The same as far as the first two bytes tell: by the first byte, a bit for the lower six bits
    /// of the second. Nothing is asked of ASCII there.
    begins: Box<[u64; 256]>,
}

impl Characters {
    pub(super) fn new() -> Self {
        Self { ranges: Vec::new(), begins: Box::new([0; 256]) }
    }

    pub(super) fn add(&mut self, range: &RangeInclusive<char>) {
        self.ranges.push(range.clone());
        let mut code = u32::from(*range.start());
        while code <= u32::from(*range.end()) {
            if let Some(character) = char::from_u32(code) {
                self.mark(character);
            }
            // Three bytes and more: 64 characters or more begin with the same two.
            code =
                if code < 0x800 { code.saturating_add(1) } else { (code | 63).saturating_add(1) };
        }
    }

    fn mark(&mut self, character: char) {
        let mut bytes = [0; 4];
        character.encode_utf8(&mut bytes);
        let [first, second, ..] = bytes;
        if let Some(begins) = self.begins.get_mut(usize::from(first)) {
            *begins |= 1_u64 << (second & 63);
        }
    }

    /// Whether a character is among them.
    pub(in crate::screen) fn has(&self, character: char) -> bool {
        self.ranges.iter().any(|range| range.contains(&character))
    }

    /// The place behind the bytes beyond ASCII that begin at a place of a text; nothing if one of
    /// these characters is among them.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
    pub(in crate::screen) fn behind(&self, text: &[u8], at: usize) -> Option<usize> {
        let mut rest = text.get(at..)?;
        while let [first, behind @ ..] = rest
            && *first >= 0x80
        {
            let second = behind.first()? & 63;
            if (self.begins[usize::from(*first)] >> second) & 1 == 1 && self.begin(rest) {
                return None;
            }
            rest = behind;
        }
        Some(text.len().wrapping_sub(rest.len()))
    }

    /// Whether a text begins with one of them, or with no character at all.
    #[cold]
    fn begin(&self, text: &[u8]) -> bool {
        let character = text.get(..4).unwrap_or(text).utf8_chunks().next();
        let character = character.and_then(|chunk| chunk.valid().chars().next());
        character.is_none_or(|character| self.has(character))
    }
}

#[cfg(test)]
mod tests {
    use super::Characters;

    #[test]
    fn those_of_the_ranges_and_no_others() {
        let ranges = ['\u{80}'..='\u{9f}', '\u{202a}'..='\u{202e}', '\u{1f468}'..='\u{e0001}'];
        let mut characters = Characters::new();
        for range in &ranges {
            characters.add(range);
        }
        for character in '\u{80}'..=char::MAX {
            let is_in = ranges.iter().any(|range| range.contains(&character));
            let text = format!("é{character}ö\"");
            let behind = characters.behind(text.as_bytes(), 0);
            assert_eq!(behind, (!is_in).then_some(text.len() - 1), "{character:?}");
        }
        assert_eq!(characters.behind(b"plain", 2), Some(2));
    }
}
