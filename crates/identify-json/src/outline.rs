//! How deep the brackets of a text are nested, told without parsing it.

/// How deep the brackets of a text are nested, not counting those inside strings. It takes the text
/// in pieces of any size, and holds none of it.
///
/// ```
/// use identify_json::Outline;
///
/// let mut outline = Outline::new();
/// outline.read(br#"{"a": "}", "b": ["#);
/// assert_eq!((outline.depth(), outline.in_string()), (2, false));
/// outline.read(b"\"torn");
/// assert_eq!((outline.depth(), outline.in_string()), (2, true));
/// outline.end_line();
/// outline.read(b"]}");
/// assert_eq!((outline.depth(), outline.in_string()), (0, false));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outline {
    depth: u64,
    in_string: bool,
    escaped: bool,
}

impl Outline {
    /// The outline of a text of which nothing was read.
    pub const fn new() -> Self {
        Self { depth: 0, in_string: false, escaped: false }
    }

    /// Reads the next piece. A string goes on over line ends until it is closed.
    pub fn read(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.bracket(byte);
        }
    }

    /// Says that a line ends here, and with it a string that is still open: no string of JSON goes
    /// on in the next line.
    pub fn end_line(&mut self) {
        self.in_string = false;
        self.escaped = false;
    }

    /// How many brackets are open. One that closes nothing is passed over.
    pub fn depth(&self) -> u64 {
        self.depth
    }

    /// Whether a string is open.
    pub fn in_string(&self) -> bool {
        self.in_string
    }

    /// Reads one byte, and gives it back if it is a bracket.
    pub(crate) fn bracket(&mut self, byte: u8) -> Option<u8> {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => {
                self.depth = self.depth.saturating_add(1);
                return Some(byte);
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return Some(byte);
            }
            _ => {}
        }
        None
    }
}
