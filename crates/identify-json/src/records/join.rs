//! Recognising a document that was printed over several lines.

/// Whether a line looks as if its document went on in the next one.
pub(super) fn goes_on(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    matches!(line.first(), Some(b'{' | b'[')) && matches!(line.last(), Some(b'{' | b'[' | b','))
}

/// Whether a document that begins with this line may have a bracket in column 1 of another: a
/// pretty-printed one has it only when all of it is an array.
pub(super) fn may_hold_records(first: &[u8]) -> bool {
    first.trim_ascii_start().first() == Some(&b'[')
}

/// Whether a line looks like a record of its own behind a torn one: it begins with a bracket in
/// column 1.
pub(super) fn begins_record(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'{' | b'['))
}
