//! Recognising a document that was printed over several lines.

/// How deep the brackets of a text are nested, read piece by piece.
#[derive(Debug, Default)]
pub(super) struct Outline {
    depth: u64,
    in_string: bool,
    escaped: bool,
}

impl Outline {
    pub(super) fn read(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if self.escaped {
                self.escaped = false;
            } else if self.in_string {
                match byte {
                    b'\\' => self.escaped = true,
                    // No string goes on behind the end of its line.
                    b'"' | b'\n' => self.in_string = false,
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => self.depth = self.depth.saturating_add(1),
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        self.in_string = false;
        self.escaped = false;
    }

    pub(super) fn is_open(&self) -> bool {
        self.depth > 0
    }
}

/// Whether a line looks as if its document went on in the next one.
pub(super) fn goes_on(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    matches!(line.first(), Some(b'{' | b'[')) && matches!(line.last(), Some(b'{' | b'[' | b','))
}

/// Whether a line looks as if it went on with the document that began with `first`, rather than
/// being a record of its own behind a torn one: a record begins with a bracket in column 1, which
/// a pretty-printed document has there only when all of it is an array.
pub(super) fn continues(line: &[u8], first: &[u8]) -> bool {
    let begins_record = matches!(line.first(), Some(b'{' | b'['));
    !begins_record || first.trim_ascii_start().first() == Some(&b'[')
}
