//! What can be wrong with the bytes of a record, below any schema.

use std::ops::Range;

/// One fault of the syntax, at its exact place.
///
/// ```
/// use identify_json::{Arena, FaultKind, Foreign};
///
/// let mut arena = Arena::new();
/// let tree = arena.parse(b"[None, 1,]");
/// let [word, comma] = tree.faults() else { panic!("two faults") };
/// assert_eq!((&word.kind, &word.span), (&FaultKind::ForeignWord(Foreign::Null), &(1..5)));
/// assert_eq!((&comma.kind, &comma.span), (&FaultKind::TrailingComma, &(8..9)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The offending bytes, counted from the start of the record. Empty where something is missing.
    pub span: Range<u32>,
}

/// Kinds of faults. See [`FaultKind::is_grammar`] for those that break the grammar of RFC 8259.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// There is nothing but white space.
    Empty,
    /// A token that cannot stand here.
    Unexpected {
        /// What stands here.
        found: Found,
        /// What could stand here.
        expected: Expected,
        /// Where the innermost open string, array or object begins.
        opened: Option<u32>,
    },
    /// A bracket was closed by one that belongs further out, so it is missing its own.
    Unclosed {
        /// Where the array or object begins.
        opened: u32,
        /// Whether it is an object.
        object: bool,
    },
    /// An array or object that lacks its opening bracket.
    Unopened {
        /// Whether it is an object.
        object: bool,
    },
    /// A bracket of the wrong kind: with the right one in its place, all that follows fits.
    MismatchedBracket {
        /// Where the array or object begins.
        opened: u32,
        /// Whether it is an object.
        object: bool,
    },
    /// A token that is one too many.
    Extra(char),
    /// Punctuation that stands for another.
    Instead {
        /// What stands here.
        found: char,
        /// What it stands for.
        expected: char,
    },
    /// Text around the value: what stands before it, and what stands after it.
    Wrapping,
    /// A place of a template that was not filled in, such as `{{name}}` or `%s`.
    Template,
    /// An expression of a programming language, such as `ISODate("…")` or `"a" + "b"`.
    Expression,
    /// A comma behind the last member or element.
    TrailingComma,
    /// Two members or elements with nothing between them.
    MissingComma,
    /// A name and a value with nothing between them.
    MissingColon,
    /// `// …`, `/* … */` or `# …`.
    Comment,
    /// A word of another language where JSON has a literal, a number or a string.
    ForeignWord(Foreign),
    /// A string or name in `'…'`.
    SingleQuoted,
    /// A string or name in `` `…` ``, a template literal of JavaScript.
    Backquoted,
    /// A string or name in typographic quotation marks, or with one of them.
    CurlyQuoted,
    /// A string or name in `\"…\"`: the text was taken out of a string.
    EscapedQuoted,
    /// A string or name in `&quot;…&quot;`: the text was written for HTML.
    EntityQuoted,
    /// `\n`, `\r` or `\t` in place of white space: the text was taken out of a string.
    EscapedSpace,
    /// A quotation mark inside a string that should be escaped.
    UnescapedQuote,
    /// A string or name that lacks its opening quotation mark.
    UnopenedString,
    /// A name without quotation marks.
    UnquotedName,
    /// A string that is not closed before the end of its line.
    UnclosedString,
    /// A control character below U+0020 that stands raw in a string.
    ControlCharacter(u8),
    /// A backslash sequence that JSON does not have.
    InvalidEscape,
    /// A number in a form that JSON does not have.
    MalformedNumber(NumberFault),
    /// A byte-order mark at the start of the record, which RFC 8259, section 8.1, lets readers
    /// pass over.
    ByteOrderMark,
    /// White space that is none to JSON, such as U+00A0, or U+FEFF behind the start.
    ForeignSpace(char),
    /// A second document behind the end of the first.
    SecondDocument,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// More nested arrays and objects than the limit.
    ExcessiveNesting {
        /// How many are allowed.
        limit: usize,
    },
    /// More bytes than [`MAX_RECORD_BYTES`](crate::MAX_RECORD_BYTES).
    TooLarge,
    /// An escaped surrogate without its other half.
    LoneSurrogate,
    /// A number beyond the range of a 64-bit float.
    NumberOutOfRange,
    /// A name that its object already has, also when spelled with other escapes.
    DuplicateMember {
        /// The first member's name, quotation marks included.
        first: Range<u32>,
    },
}

impl FaultKind {
    /// Whether the fault breaks the JSON grammar itself, rather than one of the limits that
    /// RFC 8259 leaves to its readers.
    pub fn is_grammar(&self) -> bool {
        !matches!(
            self,
            Self::ExcessiveNesting { .. }
                | Self::TooLarge
                | Self::ByteOrderMark
                | Self::LoneSurrogate
                | Self::NumberOutOfRange
                | Self::DuplicateMember { .. }
        )
    }

    /// Whether it is `=>` in the place of a colon, as Ruby and PHP write it, or `=`.
    pub fn is_arrow(&self) -> bool {
        let found = Found::Character('=');
        matches!(self, Self::Unexpected { found: it, expected: Expected::Colon, .. } if *it == found)
    }

    /// Whether reading on behind the fault rests on a guess, so that what else seems wrong in the
    /// same line may be nothing but its consequence.
    pub(crate) fn is_doubtful(&self) -> bool {
        match self {
            Self::MalformedNumber(fault) => *fault == NumberFault::Text,
            Self::ForeignWord(word) => *word == Foreign::Text,
            Self::ControlCharacter(byte) => matches!(byte, b'\n' | b'\r'),
            Self::Comment
            | Self::Wrapping
            | Self::EscapedSpace
            | Self::Instead { .. }
            | Self::Extra(_)
            | Self::Template
            | Self::Expression
            | Self::TrailingComma
            | Self::InvalidEscape
            | Self::ForeignSpace(_)
            | Self::Empty => false,
            other => other.is_grammar(),
        }
    }
}

/// What stood where something else was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// The end of the record.
    End,
    /// A string.
    String,
    /// A number.
    Number,
    /// A word without quotation marks.
    Word,
    /// Any other character.
    Character(char),
}

/// What the grammar allows at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A value.
    Value,
    /// A value or `]`.
    ValueOrBracket,
    /// A name in quotation marks.
    Name,
    /// A name in quotation marks or `}`.
    NameOrBrace,
    /// `:`.
    Colon,
    /// `,` or `]`.
    CommaOrBracket,
    /// `,` or `}`.
    CommaOrBrace,
    /// The closing quotation mark of a string.
    Quote,
    /// Nothing more.
    End,
}

/// Words of other languages that stand where JSON has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Foreign {
    /// `NaN`, with or without a sign.
    NotANumber,
    /// `Infinity`, `inf` and the like, with or without a sign.
    Infinity,
    /// JavaScript's `undefined`.
    Undefined,
    /// Python's `None`, Ruby's and Go's `nil`, or `null` in other letter case.
    Null,
    /// `True`, or `true` in other letter case.
    True,
    /// `False`, or `false` in other letter case.
    False,
    /// What JavaScript makes of an object that it turns into text: `[object Object]`.
    Object,
    /// Any other text without quotation marks.
    Text,
}

/// What is wrong with the form of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberFault {
    /// `01`.
    LeadingZero,
    /// `+1`.
    PlusSign,
    /// `.5`.
    MissingInteger,
    /// `1.`.
    MissingFraction,
    /// `1e`.
    MissingExponent,
    /// `-`.
    MissingDigits,
    /// `0x1F`.
    Hexadecimal,
    /// `0o17`.
    Octal,
    /// `0b11`.
    Binary,
    /// JavaScript's `10n`.
    BigInteger,
    /// Digits in groups: `1_250`, or in an object `1,250`, `1 250` or `1'250`.
    Grouped,
    /// A comma for the decimal point, in an object: `1,5`.
    DecimalComma,
    /// Digits or a sign from beyond ASCII, such as U+2212.
    ForeignDigits,
    /// Digits that run on into something else, such as a date without quotation marks.
    Text,
}
