//! Making an input small that shows a difference.

/// The bytes without whatever can be left out of them while they still differ: lines first, then
/// runs of bytes, halving their length (after Zeller and Hildebrandt 2002, without complements).
/// The difference is looked for so many times at most.
pub(super) fn shrink(bytes: &[u8], mut tries: u32, differs: &dyn Fn(&[u8]) -> bool) -> Vec<u8> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let lines = without(lines, &mut tries, &|lines| differs(&lines.concat()));
    let mut bytes = lines.concat();
    loop {
        let before = bytes.len();
        bytes = without(bytes, &mut tries, differs);
        if bytes.len() == before || tries == 0 {
            return bytes;
        }
    }
}

/// The items without what can be left out.
fn without<T: Clone>(mut items: Vec<T>, tries: &mut u32, differs: &dyn Fn(&[T]) -> bool) -> Vec<T> {
    let mut length = items.len().div_ceil(2);
    while length > 0 && *tries > 0 {
        let mut start = 0_usize;
        while start < items.len() && *tries > 0 {
            *tries = tries.saturating_sub(1);
            let end = start.saturating_add(length).min(items.len());
            let mut fewer = items.clone();
            fewer.drain(start..end);
            if differs(&fewer) {
                items = fewer;
            } else {
                start = end;
            }
        }
        length = if length == 1 { 0 } else { length.div_ceil(2) };
    }
    items
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn what_does_not_matter_is_left_out() {
        let log = b"{\"a\": 1}\n{\"needle\": 2, \"other\": 7}\n{}\n".repeat(30);
        let has = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|it| it == part);
        let small = shrink(&log, 4_000, &|bytes| has(bytes, b"needle") && has(bytes, b"7"));
        assert_eq!(small, b"needle7");
        assert_eq!(shrink(b"abc", 4_000, &|_| false), b"abc");
    }
}
