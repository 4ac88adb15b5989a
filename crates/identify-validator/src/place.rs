//! Places in a text, for findings that are not made by rules.

use std::{borrow::Cow, ops::Range};

use identify_json::Locator;

use crate::report::{Finding, Level, Position, Span};

impl Span {
    /// The place of some bytes of a text.
    ///
    /// ```
    /// use identify_validator::Span;
    ///
    /// let span = Span::of("é\nab".as_bytes(), 4..5);
    /// assert_eq!((span.start.byte, span.start.line, span.start.column), (4, 2, 2));
    /// ```
    pub fn of(text: &[u8], bytes: Range<usize>) -> Self {
        let locator = Locator::new(text, 1);
        let position = |byte: usize| {
            let byte = byte.min(text.len());
            let place = locator.place(byte);
            Position { byte: byte as u64, line: place.line, column: place.column }
        };
        Self { start: position(bytes.start), end: position(bytes.end) }
    }
}

impl Finding {
    /// A finding without label, help and fix, such as one about a file that is no call: what shows
    /// the findings of the rules shows it as well.
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        level: Level,
        path: impl Into<String>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            level,
            path: path.into(),
            record: 1,
            pointer: String::new(),
            span,
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
            suggestions: Vec::new(),
            fix: None,
        }
    }
}
