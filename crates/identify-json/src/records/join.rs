//! Recognising a document that was printed over several lines.

/// Whether a line looks as if its document went on in the next one.
pub(super) fn goes_on(line: &[u8]) -> bool {
    let line = unmarked(line);
    matches!(line.first(), Some(b'{' | b'[')) && matches!(line.last(), Some(b'{' | b'[' | b','))
}

/// A line without white space and what stands before its text: a byte-order mark, or the record
/// separator of a JSON text sequence (RFC 7464). With it or without, a line goes on in the same way.
fn unmarked(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    unseparated(line).trim_ascii_start()
}

fn unseparated(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\x1e").unwrap_or(line)
}

/// Whether a line breaks off inside a string that is a value: where the next line closes it, the
/// line break is a part of the string.
pub(super) fn breaks_string(line: &[u8]) -> bool {
    let line = unmarked(line);
    // The usual case costs nothing.
    if !matches!(line.first(), Some(b'{' | b'[')) || matches!(line.last(), Some(b'}' | b']')) {
        return false;
    }
    let mut outline = crate::outline::Outline::new();
    let mut opened = 0_usize;
    for (at, byte) in line.iter().enumerate() {
        let was_open = outline.in_string();
        outline.read(std::slice::from_ref(byte));
        if outline.in_string() && !was_open {
            opened = at;
        }
    }
    let before = line.get(..opened).unwrap_or_default().trim_ascii_end().last();
    outline.in_string() && matches!(before, Some(b':' | b',' | b'['))
}

/// Whether a line may be a further one of a string that was open at its start: the string goes on,
/// or is closed before a comma or bracket.
pub(super) fn continues_string(line: &[u8]) -> bool {
    let mut at = 0_usize;
    while let Some(byte) = line.get(at) {
        match byte {
            b'\\' => at = at.saturating_add(2),
            b'"' => {
                let behind = line.get(at.saturating_add(1)..).unwrap_or_default();
                return matches!(behind.trim_ascii_start().first(), Some(b',' | b'}' | b']'));
            }
            _ => at = at.saturating_add(1),
        }
    }
    line.first() != Some(&b'<')
}

/// Whether a document that begins with this line may have a bracket in column 1 of another: a
/// pretty-printed one has it only when all of it is an array.
pub(super) fn may_hold_records(first: &[u8]) -> bool {
    unmarked(first).first() == Some(&b'[')
}

/// Whether a line looks like a record of its own behind a torn one: it begins with a bracket in
/// column 1, or behind a record separator there.
pub(super) fn begins_record(line: &[u8]) -> bool {
    matches!(unseparated(line).first(), Some(b'{' | b'['))
}
