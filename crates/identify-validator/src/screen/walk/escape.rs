//! Escapes of texts and names.

/// What a text with escapes reads; nothing if one is none.
pub(super) fn unescape(source: &[u8], read: &mut Vec<u8>) -> Option<()> {
    read.clear();
    let mut at = 0;
    while let Some(rest) = source.get(at..) {
        let plain = rest.iter().position(|byte| *byte == b'\\');
        read.extend_from_slice(rest.get(..plain.unwrap_or(rest.len()))?);
        let Some(plain) = plain else { break };
        let (character, behind) = escape(source, at.wrapping_add(plain).wrapping_add(1))?;
        read.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        at = behind;
    }
    Some(())
}

/// What an escape stands for, and the place behind it; `at` is behind its backslash.
pub(super) fn escape(block: &[u8], at: usize) -> Option<(char, usize)> {
    let next = at.wrapping_add(1);
    let character = match block.get(at)? {
        plain @ (b'"' | b'\\' | b'/') => char::from(*plain),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return character(block, next),
        _ => return None,
    };
    Some((character, next))
}

/// The character of four digits, or of two times four, and the place behind them.
fn character(block: &[u8], at: usize) -> Option<(char, usize)> {
    let (high, behind) = unit(block, at)?;
    if !(0xd800..0xdc00).contains(&high) {
        return Some((char::from_u32(high)?, behind));
    }
    let [b'\\', b'u', ..] = block.get(behind..)? else { return None };
    let (low, behind) = unit(block, behind.wrapping_add(2))?;
    let low = low.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
    let high = high.wrapping_sub(0xd800);
    let code = 0x1_0000_u32.wrapping_add(high << 10).wrapping_add(low);
    Some((char::from_u32(code)?, behind))
}

/// Four hexadecimal digits, and the place behind them.
fn unit(block: &[u8], at: usize) -> Option<(u32, usize)> {
    let end = at.wrapping_add(4);
    let digits = block.get(at..end)?.iter();
    let mut unit = digits.map(|digit| char::from(*digit).to_digit(16));
    let unit = unit.try_fold(0, |unit, digit| Some((unit << 4) | digit?))?;
    Some((unit, end))
}
