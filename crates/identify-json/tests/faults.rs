//! What each kind of broken input is said to be, and where.

use identify_json::{
    Arena,
    Expected::{self, *},
    FaultKind::{self, *},
    Foreign,
    Found::{self, Character, Number, Word},
    Kind, Node, NumberFault,
};

type Spans = &'static [(u32, u32)];

type Row = (&'static str, &'static [(FaultKind, std::ops::Range<u32>)]);

const fn unexpected(found: Found, expected: Expected, opened: Option<u32>) -> FaultKind {
    Unexpected { found, expected, opened }
}

const ROWS: &[Row] = &[
    // No fault.
    (r#"{"a": [1, -0.5e3, "\ud83d\ude42", true, null]}"#, &[]),
    // Nothing, and white space.
    ("", &[(Empty, 0..0)]),
    (" \n\t", &[(Empty, 0..3)]),
    ("// x", &[(Comment, 0..4), (Empty, 0..4)]),
    ("\u{feff}{}", &[(ByteOrderMark, 0..3)]),
    ("\u{feff}", &[(ByteOrderMark, 0..3), (Empty, 0..3)]),
    ("\u{feff}\u{feff}{}", &[(ByteOrderMark, 0..3), (ForeignSpace('\u{feff}'), 3..6)]),
    ("\u{feff}x", &[(ByteOrderMark, 0..3), (unexpected(Word, Value, None), 3..4)]),
    ("{\u{a0}\u{a0}}", &[(ForeignSpace('\u{a0}'), 1..5)]),
    ("\0\0{}", &[(ForeignSpace('\0'), 0..2)]),
    ("[1,\u{c}2]", &[(ForeignSpace('\u{c}'), 3..4)]),
    // Comments.
    ("{} // x", &[(Comment, 3..7)]),
    ("[1, /* x */ 2]", &[(Comment, 4..11)]),
    ("# x\n[]", &[(Comment, 0..3)]),
    ("[1 /* x", &[(Comment, 3..7)]),
    // Commas and colons.
    (r#"{"a": 1,}"#, &[(TrailingComma, 7..8)]),
    ("[1, 2, ]", &[(TrailingComma, 5..6)]),
    (r#"{"a": 1 "b": 2}"#, &[(MissingComma, 7..7)]),
    ("[1 2]", &[(MissingComma, 2..2)]),
    (r#"{"a" 1}"#, &[(MissingColon, 4..4)]),
    (r#"{"a": 1,, "b": 2}"#, &[(unexpected(Character(','), Name, Some(0)), 8..9)]),
    (
        r#"{"a": 1,,,}"#,
        &[(TrailingComma, 7..8), (unexpected(Character(','), Name, Some(0)), 8..10)],
    ),
    (r#"{,"a": 1}"#, &[(unexpected(Character(','), NameOrBrace, Some(0)), 1..2)]),
    ("[1,,2]", &[(unexpected(Character(','), Value, Some(0)), 3..4)]),
    (r#"{"a":,"b":1}"#, &[(unexpected(Character(','), Value, Some(0)), 5..6)]),
    (r#"{"a": }"#, &[(unexpected(Character('}'), Value, Some(0)), 6..7)]),
    (
        r#"{"a": 1; "b": 2; "c": 3}"#,
        &[
            (unexpected(Character(';'), CommaOrBrace, Some(0)), 7..8),
            (unexpected(Character(';'), CommaOrBrace, Some(0)), 15..16),
        ],
    ),
    (
        r#"{"a" = 1, "b" => 2}"#,
        &[
            (unexpected(Character('='), Colon, Some(0)), 5..6),
            (unexpected(Character('='), Colon, Some(0)), 14..16),
        ],
    ),
    // Brackets.
    (r#"{"a": 1"#, &[(unexpected(Found::End, CommaOrBrace, Some(0)), 7..7)]),
    ("[1, [2 \n", &[(unexpected(Found::End, CommaOrBracket, Some(4)), 6..6)]),
    (r#"{"a": [1, 2}"#, &[(Unclosed { opened: 6, object: false }, 11..11)]),
    (r#"{"a": [1, 2}, "b": 3}"#, &[(MismatchedBracket { opened: 6, object: false }, 11..12)]),
    (
        "[{\"a\": [1, {\"b\": 2, \"c\": [3]]",
        &[
            (Unclosed { opened: 11, object: true }, 28..28),
            (unexpected(Found::End, CommaOrBrace, Some(1)), 29..29),
        ],
    ),
    (r#"[{"a": 1], 2]"#, &[(MismatchedBracket { opened: 1, object: true }, 8..9)]),
    (r#"{"a": 1]"#, &[(MismatchedBracket { opened: 0, object: true }, 7..8)]),
    ("{}}", &[(unexpected(Character('}'), Expected::End, None), 2..3)]),
    ("{} {}", &[(SecondDocument, 3..4)]),
    (r#"{},"a""#, &[(unexpected(Character(','), Expected::End, None), 2..3)]),
    // Words.
    (
        "[NaN, -Infinity, undefined]",
        &[
            (ForeignWord(Foreign::NotANumber), 1..4),
            (ForeignWord(Foreign::Infinity), 6..15),
            (ForeignWord(Foreign::Undefined), 17..26),
        ],
    ),
    (
        "[None, True, False, NULL]",
        &[
            (ForeignWord(Foreign::Null), 1..5),
            (ForeignWord(Foreign::True), 7..11),
            (ForeignWord(Foreign::False), 13..18),
            (ForeignWord(Foreign::Null), 20..24),
        ],
    ),
    // A sign stands before a number, or what stands for one.
    (
        "[-inf, +Infinity, -INFINITY, -nan, +NaN]",
        &[
            (ForeignWord(Foreign::Infinity), 1..5),
            (ForeignWord(Foreign::Infinity), 7..16),
            (ForeignWord(Foreign::Infinity), 18..27),
            (ForeignWord(Foreign::NotANumber), 29..33),
            (ForeignWord(Foreign::NotANumber), 35..39),
        ],
    ),
    (
        "[-foo, +None, -true, -infinite, - inf]",
        &[
            (ForeignWord(Foreign::Text), 1..5),
            (ForeignWord(Foreign::Text), 7..12),
            (ForeignWord(Foreign::Text), 14..19),
            (ForeignWord(Foreign::Text), 21..30),
            (MalformedNumber(NumberFault::MissingDigits), 32..33),
        ],
    ),
    (
        r#"{"a": --all or nothing, "b": -x y}"#,
        &[(MalformedNumber(NumberFault::Text), 6..22), (ForeignWord(Foreign::Text), 29..33)],
    ),
    ("-Infinity", &[(ForeignWord(Foreign::Infinity), 0..9)]),
    ("-foo", &[(unexpected(Character('-'), Value, None), 0..1)]),
    (r#"{"a": 1 -b}"#, &[(unexpected(Character('-'), CommaOrBrace, Some(0)), 8..9)]),
    (r#"{"a": 1 -2}"#, &[(unexpected(Number, CommaOrBrace, Some(0)), 8..9)]),
    (r#"{"a": hello world, "b": 1}"#, &[(ForeignWord(Foreign::Text), 6..17)]),
    ("hello", &[(unexpected(Word, Value, None), 0..5)]),
    ("<p>", &[(unexpected(Character('<'), Value, None), 0..1)]),
    ("{a: 1, $b: 2}", &[(UnquotedName, 1..2), (UnquotedName, 7..9)]),
    ("{a-b: 1}", &[(UnquotedName, 1..4)]),
    // Quotation marks.
    ("{'a': `b`}", &[(SingleQuoted, 1..4), (Backquoted, 6..9)]),
    ("{\"a\": `x\ny`}", &[(Backquoted, 6..11)]),
    ("{\"a\": 'x\ty'}", &[(SingleQuoted, 6..11), (ControlCharacter(9), 8..9)]),
    ("{user-id: 1, a.b: 2}", &[(UnquotedName, 1..8), (UnquotedName, 13..16)]),
    // What stands behind a quotation mark says whether it closes the value.
    (r#"{"a": "b"c", "d": 1}"#, &[(UnescapedQuote, 8..9)]),
    ("{\"a\": \"b\"c\",\n \"d\": 1}", &[(UnescapedQuote, 8..9)]),
    (r#"{"a": "b"c",}"#, &[(UnescapedQuote, 8..9), (TrailingComma, 11..12)]),
    (r#"{"a": 'it\'s "x"'}"#, &[(SingleQuoted, 6..17)]),
    ("[“a”, «b»]", &[(CurlyQuoted, 1..8), (CurlyQuoted, 10..15)]),
    ("['it's', 1]", &[(SingleQuoted, 1..7)]),
    (r#"{"a": "x "y" z"}"#, &[(UnescapedQuote, 9..10), (UnescapedQuote, 11..12)]),
    (r#"["a "b", "c"]"#, &[(UnescapedQuote, 4..5)]),
    (
        r#"{"a": "x ""y"" z"}"#,
        &[
            (UnescapedQuote, 9..10),
            (UnescapedQuote, 10..11),
            (UnescapedQuote, 12..13),
            (UnescapedQuote, 13..14),
        ],
    ),
    (
        r#"{a": b", "c": 1"}"#,
        &[(UnopenedString, 1..3), (UnopenedString, 5..7), (UnopenedString, 14..16)],
    ),
    (r#"{"a: "b, "c": 1}"#, &[(UnclosedString, 1..3), (UnclosedString, 5..7)]),
    (r#"{"a": ["b, "c"], "d": 1}"#, &[(UnclosedString, 7..9)]),
    (r#"{"a": {"b": "c}, "d": 1}"#, &[(UnclosedString, 12..14)]),
    (r#"{"a": "b}"#, &[(UnclosedString, 6..8)]),
    (
        "{\"a”: \"b”, \"c\": “d\"}",
        &[(CurlyQuoted, 1..6), (CurlyQuoted, 8..13), (CurlyQuoted, 20..25)],
    ),
    (r#"{\"a\": \"b \\\"c\\\"\"}"#, &[(EscapedQuoted, 1..6), (EscapedQuoted, 8..23)]),
    (
        r#"{\n  \"a\": 1\n}"#,
        &[(EscapedSpace, 1..3), (EscapedQuoted, 5..10), (EscapedSpace, 13..15)],
    ),
    ("{&quot;a&quot;: 1}", &[(EntityQuoted, 1..14)]),
    // A comma at the end of the line is none of the text.
    (
        "{\"a\": ['x,\n\"b\": 1}",
        &[(UnclosedString, 7..9), (Unclosed { opened: 6, object: false }, 9..9)],
    ),
    ("{\"a\": 'x,\n\"b\": 1}", &[(UnclosedString, 6..8)]),
    // Templates, expressions, and text around the value.
    (r#"{"a": <name>}"#, &[(Template, 6..12)]),
    (r#"{"a": <>}"#, &[(unexpected(Character('<'), Value, Some(0)), 6..7)]),
    (r#"{"a": [[name]]}"#, &[(Template, 6..14)]),
    (r#"{"a": [[true]]}"#, &[]),
    (r#"{"a": new Date(1), "b": f(2).g(3)}"#, &[(Expression, 6..17), (Expression, 24..33)]),
    (r#"{"a": f(2).g(3) x}"#, &[(ForeignWord(Foreign::Text), 6..17)]),
    // A sign that begins a text does so within an object.
    (r#"{"a": #fff}"#, &[(ForeignWord(Foreign::Text), 6..10)]),
    ("$x", &[(unexpected(Character('$'), Value, None), 0..1)]),
    ("\u{e9}t\u{e9}", &[(unexpected(Character('\u{e9}'), Value, None), 0..2)]),
    ("{\"a\": \u{e9}t\u{e9}}", &[(ForeignWord(Foreign::Text), 6..11)]),
    (
        "[\u{ff3b}1, 2\u{ff3d}]",
        &[
            (Instead { found: '\u{ff3b}', expected: '[' }, 1..4),
            (Instead { found: '\u{ff3d}', expected: ']' }, 8..11),
        ],
    ),
    (
        r#"{"a": {{b}}, "c": %s, "d": ${e.f}, "g": <%= h %>, "i": {j}, "k": [[l]]}"#,
        &[
            (Template, 6..11),
            (Template, 18..20),
            (Template, 27..33),
            (Template, 40..48),
            (Template, 55..58),
            (Template, 65..70),
        ],
    ),
    (
        r#"{"a": 1{% if b %}, "c": 2{% endif %}, {{d}}: 3}"#,
        &[(Template, 7..17), (Template, 25..36), (Template, 38..43)],
    ),
    (r#"{"a": [[true]], "b": {"c": {}}, "d": "{{e}}"}"#, &[]),
    (
        r#"{"a": ISODate("b, c"), "d": new Date(1).e(), "f": "g" + h.i}"#,
        &[(Expression, 6..21), (Expression, 28..43), (Expression, 50..59)],
    ),
    (r#"2026 INFO {"a": 1} done"#, &[(Wrapping, 0..9), (Wrapping, 19..23)]),
    (r#"'{"a": 1}'"#, &[(Wrapping, 0..1), (Wrapping, 9..10)]),
    // The outermost brace with a member in it is where the value begins, whatever marks its name has.
    (
        r#"f({a: 1, b: {}, c: {"d": 2}});"#,
        &[
            (Wrapping, 0..2),
            (UnquotedName, 3..4),
            (UnquotedName, 9..10),
            (UnquotedName, 16..17),
            (Wrapping, 28..30),
        ],
    ),
    ("INFO {“a”: {}}", &[(Wrapping, 0..4), (CurlyQuoted, 6..13)]),
    ("INFO {`a`: {}}", &[(Wrapping, 0..4), (Backquoted, 6..9)]),
    ("INFO {u'a': {}}", &[(Wrapping, 0..4), (SingleQuoted, 6..10)]),
    ("INFO {&quot;a&quot;: {}}", &[(Wrapping, 0..4), (EntityQuoted, 6..19)]),
    (
        "INFO {:a=>{}}",
        &[
            (Wrapping, 0..4),
            (UnquotedName, 6..8),
            (unexpected(Character('='), Colon, Some(5)), 8..10),
        ],
    ),
    (
        "x = {a: b, c: {}}",
        &[
            (Wrapping, 0..3),
            (UnquotedName, 5..6),
            (ForeignWord(Foreign::Text), 8..9),
            (UnquotedName, 11..12),
        ],
    ),
    // A brace with no member in it is text, and so is one that is closed before the next.
    (r#"INFO {level=info} {"a": 1}"#, &[(Wrapping, 0..17)]),
    (r#"INFO {level: info} {} {"a": 1}"#, &[(Wrapping, 0..21)]),
    (r#"at {std::vector} {10:30} {http://x} {"a": 1}"#, &[(Wrapping, 0..35)]),
    ("a {b: c; d: e}", &[(unexpected(Word, Value, None), 0..1)]),
    (r#"a: {"b": 1}"#, &[(unexpected(Word, Value, None), 0..1)]),
    // Punctuation that stands for another, or is one too many.
    (
        "{\"a\"：1，\"b\": 2｝",
        &[
            (Instead { found: '：', expected: ':' }, 4..7),
            (Instead { found: '，', expected: ',' }, 8..11),
            (Instead { found: '｝', expected: '}' }, 17..20),
        ],
    ),
    (
        r#"{"a", 1, "b": 2: "c": "3". "d": 4}"#,
        &[
            (Instead { found: ',', expected: ':' }, 4..5),
            (Instead { found: ':', expected: ',' }, 15..16),
            (Instead { found: '.', expected: ',' }, 25..26),
        ],
    ),
    (
        "[('a', 1)]",
        &[
            (Instead { found: '(', expected: '[' }, 1..2),
            (SingleQuoted, 2..5),
            (Instead { found: ')', expected: ']' }, 8..9),
        ],
    ),
    (
        "['a' => array('b' => 1)]",
        &[
            (Instead { found: '[', expected: '{' }, 0..1),
            (SingleQuoted, 1..4),
            (unexpected(Character('='), Colon, Some(0)), 5..7),
            (Instead { found: '(', expected: '{' }, 8..14),
            (SingleQuoted, 14..17),
            (unexpected(Character('='), Colon, Some(8)), 18..20),
            (Instead { found: ')', expected: '}' }, 22..23),
            (Instead { found: ']', expected: '}' }, 23..24),
        ],
    ),
    (
        r#"{"a":: 1, "b":, 2, "c": 3], "d": 4)}"#,
        &[(Extra(':'), 5..6), (Extra(','), 14..15), (Extra(']'), 25..26), (Extra(')'), 34..35)],
    ),
    (r#"{"a": {"b": 1}}, "c": 2}"#, &[(Extra('}'), 14..15)]),
    (r#"{{"a": 1}"#, &[(Extra('{'), 1..2)]),
    (r#"{"a": "b": 1}, "c": 2}"#, &[(Unopened { object: true }, 6..6)]),
    (r#"{"a": "b", "c"], "d": 1}"#, &[(Unopened { object: false }, 6..6)]),
    (r#"{"a": "b", "c]", 2], "d": 1}"#, &[(Unopened { object: false }, 6..6)]),
    (r#"{"a": ["b", "c": 1}"#, &[(Unclosed { opened: 6, object: false }, 10..10)]),
    (
        r#"{"a", "b": 1, : 2, "c"}"#,
        &[
            (unexpected(Character(','), Colon, Some(0)), 4..5),
            (unexpected(Character(':'), Name, Some(0)), 14..15),
        ],
    ),
    // Strings.
    ("{\"a\": \"b,\n \"c\": 1}", &[(UnclosedString, 6..8)]),
    (r#"{"a": "b"#, &[(unexpected(Found::End, Quote, Some(6)), 8..8)]),
    (r#"{"a": 'b"#, &[(unexpected(Found::End, Quote, Some(6)), 8..8)]),
    ("[\"a\nb\"]", &[(ControlCharacter(b'\n'), 3..4)]),
    ("[\"a\t\t\0b\"]", &[(ControlCharacter(b'\t'), 3..6)]),
    (r#"["\x41", "\D"]"#, &[(InvalidEscape, 2..4), (InvalidEscape, 10..12)]),
    (r#"["\u12g4"]"#, &[(InvalidEscape, 2..6)]),
    (r#"["\ud83d!", "\ude42"]"#, &[(LoneSurrogate, 2..8), (LoneSurrogate, 13..19)]),
    // Numbers.
    (
        "[+1, 01, .5, -.5]",
        &[
            (MalformedNumber(NumberFault::PlusSign), 1..3),
            (MalformedNumber(NumberFault::LeadingZero), 5..7),
            (MalformedNumber(NumberFault::MissingInteger), 9..11),
            (MalformedNumber(NumberFault::MissingInteger), 13..16),
        ],
    ),
    (
        "[1., 1e, 1e+, -]",
        &[
            (MalformedNumber(NumberFault::MissingFraction), 1..3),
            (MalformedNumber(NumberFault::MissingExponent), 5..7),
            (MalformedNumber(NumberFault::MissingExponent), 9..12),
            (MalformedNumber(NumberFault::MissingDigits), 14..15),
        ],
    ),
    (
        "[0x1F, -0XfF]",
        &[
            (MalformedNumber(NumberFault::Hexadecimal), 1..5),
            (MalformedNumber(NumberFault::Hexadecimal), 7..12),
        ],
    ),
    (
        "[1_250, 1_0.5]",
        &[
            (MalformedNumber(NumberFault::Grouped), 1..6),
            (MalformedNumber(NumberFault::Grouped), 8..13),
        ],
    ),
    (r#"{"a": 1,250, "b": 2}"#, &[(MalformedNumber(NumberFault::Grouped), 6..11)]),
    (r#"{"a": 1,250,000, "b": 2}"#, &[(MalformedNumber(NumberFault::Grouped), 6..15)]),
    // In India two digits make a group, but for the last; others do not, nor do four.
    (r#"{"a": 12,34,567}"#, &[(MalformedNumber(NumberFault::Grouped), 6..15)]),
    (r#"{"a": 1.234.567,89}"#, &[(MalformedNumber(NumberFault::DecimalComma), 6..18)]),
    (r#"{"a": 1234,567,890}"#, &[(unexpected(Number, Name, Some(0)), 11..12)]),
    (r#"{"a": 1,23,4567}"#, &[(unexpected(Number, Name, Some(0)), 8..9)]),
    // In an array the comma parts two numbers.
    ("[1,250]", &[]),
    (
        "[2020-11-23, 12ab]",
        &[
            (MalformedNumber(NumberFault::Text), 1..11),
            (MalformedNumber(NumberFault::Text), 13..17),
        ],
    ),
    ("2020-11-23 {}", &[(Wrapping, 0..10)]),
    ("2020-11-23 {", &[(unexpected(Number, Value, None), 0..1)]),
    (
        r#"{"a": 1,5, "b": 1.250,5, "c": 1 000, "d": 1'000.5, "e": 1,00,000}"#,
        &[
            (MalformedNumber(NumberFault::DecimalComma), 6..9),
            (MalformedNumber(NumberFault::DecimalComma), 16..23),
            (MalformedNumber(NumberFault::Grouped), 30..35),
            (MalformedNumber(NumberFault::Grouped), 42..49),
            (MalformedNumber(NumberFault::Grouped), 56..64),
        ],
    ),
    (
        "[0o17, 0b11, 10n, −5, 50%, 5€]",
        &[
            (MalformedNumber(NumberFault::Octal), 1..5),
            (MalformedNumber(NumberFault::Binary), 7..11),
            (MalformedNumber(NumberFault::BigInteger), 13..16),
            (MalformedNumber(NumberFault::ForeignDigits), 18..22),
            (MalformedNumber(NumberFault::Text), 24..27),
            (MalformedNumber(NumberFault::Text), 29..33),
        ],
    ),
    ("[1e400]", &[(NumberOutOfRange, 1..6)]),
    (
        "[5xn, 0xn, n]",
        &[
            (MalformedNumber(NumberFault::Text), 1..4),
            (MalformedNumber(NumberFault::Hexadecimal), 6..9),
            (ForeignWord(Foreign::Text), 11..12),
        ],
    ),
    (
        r#"{"a": f(g(1), "(", ')'), "b": f(1}"#,
        &[(Expression, 6..23), (ForeignWord(Foreign::Text), 30..33)],
    ),
    (r#"{"a": {], "b": 1}"#, &[(MismatchedBracket { opened: 6, object: true }, 7..8)]),
    ("[[}, 2]", &[(MismatchedBracket { opened: 1, object: false }, 2..3)]),
    (
        "{\"a\": \"b\", \"c\", \"d\ne\"], \"f\": 1}",
        &[
            (Instead { found: ',', expected: ':' }, 14..15),
            (ControlCharacter(b'\n'), 18..19),
            (Extra(']'), 21..22),
        ],
    ),
    ("{:a => 1}", &[(UnquotedName, 1..3), (unexpected(Character('='), Colon, Some(0)), 4..6)]),
    ("{: => 1}", &[(unexpected(Character(':'), Name, Some(0)), 1..2)]),
    (
        "{:a: 1}",
        &[(unexpected(Character(':'), Name, Some(0)), 1..2), (ForeignWord(Foreign::Text), 2..6)],
    ),
    (
        r#"{"a": 5a Main Street", "b": 5 Main Street", "c": 1"}"#,
        &[(UnopenedString, 6..21), (UnopenedString, 28..42), (UnopenedString, 49..51)],
    ),
    (
        "[(1,), (), array()]",
        &[
            (Instead { found: '(', expected: '[' }, 1..2),
            (TrailingComma, 3..4),
            (Instead { found: ')', expected: ']' }, 4..5),
            (Instead { found: '(', expected: '[' }, 7..8),
            (Instead { found: ')', expected: ']' }, 8..9),
            (Instead { found: '(', expected: '[' }, 11..17),
            (Instead { found: ')', expected: ']' }, 17..18),
        ],
    ),
    (
        "{'a': array('b' => 1,), 'c': ['d' => 1,]}",
        &[
            (SingleQuoted, 1..4),
            (Instead { found: '(', expected: '{' }, 6..12),
            (SingleQuoted, 12..15),
            (unexpected(Character('='), Colon, Some(6)), 16..18),
            (TrailingComma, 20..21),
            (Instead { found: ')', expected: '}' }, 21..22),
            (SingleQuoted, 24..27),
            (Instead { found: '[', expected: '{' }, 29..30),
            (SingleQuoted, 30..33),
            (unexpected(Character('='), Colon, Some(29)), 34..36),
            (TrailingComma, 38..39),
            (Instead { found: ']', expected: '}' }, 39..40),
        ],
    ),
    (
        "\u{ff5b}\"a\"\u{ff1a} \u{ff3b}1\u{ff0c} 2\u{ff0c}\u{ff3d}\u{ff0c}\u{ff5d}",
        &[
            (Instead { found: '｛', expected: '{' }, 0..3),
            (Instead { found: '：', expected: ':' }, 6..9),
            (Instead { found: '［', expected: '[' }, 10..13),
            (Instead { found: '，', expected: ',' }, 14..17),
            (TrailingComma, 19..22),
            (Instead { found: '］', expected: ']' }, 22..25),
            (TrailingComma, 25..28),
            (Instead { found: '｝', expected: '}' }, 28..31),
        ],
    ),
    ("[\"Ada, \n\"b\", 1]", &[(UnclosedString, 1..5)]),
    (
        "[1// a\n, 2/* b */, 1.#INF]",
        &[
            (Comment, 2..6),
            (Comment, 10..17),
            (MalformedNumber(NumberFault::MissingFraction), 19..21),
            (unexpected(Character('#'), CommaOrBracket, Some(0)), 21..22),
        ],
    ),
    (
        r#"{"a": [object Object], "b": [object Array], "c": [objects]}"#,
        &[
            (ForeignWord(Foreign::Object), 6..21),
            (ForeignWord(Foreign::Object), 28..42),
            (ForeignWord(Foreign::Text), 50..57),
        ],
    ),
    // What begins neither a name nor a member.
    ("{.a: 1}", &[(unexpected(Character('.'), NameOrBrace, Some(0)), 1..2)]),
    ("{a.: 1, b-: 2}", &[(unexpected(Word, NameOrBrace, Some(0)), 1..2)]),
    (r#"{"a":1,{"b":2}}"#, &[(unexpected(Character('{'), Name, Some(0)), 7..8)]),
    ("{{1}", &[(unexpected(Character('{'), NameOrBrace, Some(0)), 1..2)]),
    (r#"{"a": {{}}}"#, &[(unexpected(Character('{'), NameOrBrace, Some(6)), 7..8)]),
    (r#"{ {"a": 1}}"#, &[(unexpected(Character('{'), NameOrBrace, Some(0)), 2..3)]),
    (
        "[1_, 1__2, 1_2_, 1_2_3]",
        &[
            (MalformedNumber(NumberFault::Text), 1..3),
            (MalformedNumber(NumberFault::Text), 5..9),
            (MalformedNumber(NumberFault::Text), 11..15),
            (MalformedNumber(NumberFault::Grouped), 17..22),
        ],
    ),
    (
        r#"{"a": #{b}, "c": #d, "e": 1 # f"#,
        &[(Template, 6..10), (ForeignWord(Foreign::Text), 17..19), (Comment, 28..31)],
    ),
    ("{\"a\": #d,\n\"b\": 1} # c", &[(ForeignWord(Foreign::Text), 6..8), (Comment, 18..21)]),
    ("{\"a\": 1, -- b\n \"c\": 2}", &[(Comment, 9..13)]),
    ("-- a\n{}", &[(Wrapping, 0..4)]),
    ("[1, <!-- a --> 2, -- b\n3]", &[(Comment, 4..14), (Comment, 18..22)]),
    (
        "[%s, %05.2f, %(name)s, %NAME%, %ld]",
        &[
            (Template, 1..3),
            (Template, 5..11),
            (Template, 13..21),
            (Template, 23..29),
            (Template, 31..34),
        ],
    ),
    ("[%, %x%, %%, %(name)]", &[(unexpected(Character('%'), ValueOrBracket, Some(0)), 1..2)]),
    (
        "[[[a]], [[a b]], [[null]], <a b>]",
        &[(Template, 1..6), (ForeignWord(Foreign::Text), 10..13), (Template, 27..32)],
    ),
    (
        "[@a.b, :c, $d_e, ?, @f]",
        &[
            (Template, 1..5),
            (Template, 7..9),
            (Template, 11..15),
            (Template, 17..18),
            (Template, 20..22),
        ],
    ),
    (r#"{"a": "b", "c\"]", 2], "d": 1}"#, &[(Unopened { object: false }, 6..6)]),
    // Names.
    (r#"{"a": 1, "\u0061": 2}"#, &[(DuplicateMember { first: 1..4 }, 9..17)]),
];

#[test]
fn faults_are_found_where_they_are() {
    let mut arena = Arena::new();
    let mut wrong = Vec::new();
    for (source, expected) in ROWS {
        let tree = arena.parse(source.as_bytes());
        let found: Vec<_> =
            tree.faults().iter().map(|fault| (fault.kind.clone(), fault.span.clone())).collect();
        if found != *expected {
            wrong.push(format!("{source:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the parser goes on with behind each of these faults: `?` for what has no value, `~` before
/// what is not to be judged.
#[test]
fn what_is_read_is_what_was_meant() {
    let mut arena = Arena::new();
    let mut readings = String::new();
    for (source, _) in ROWS {
        let tree = arena.parse(source.as_bytes());
        let reading = tree.root().map_or_else(|| "nothing".to_owned(), read);
        for line in [&source.escape_debug().to_string(), "\n    ", &reading, "\n"] {
            readings.push_str(line);
        }
    }
    insta::assert_snapshot!("readings", readings);
}

fn read(node: Node<'_>) -> String {
    let mark = if node.is_damaged() { "~" } else { "" };
    let list = |items: Vec<String>| items.join(", ");
    let value = match node.kind() {
        Kind::Object => {
            let member = |member: identify_json::Member<'_>| {
                format!("{}: {}", read(member.key), read(member.value))
            };
            format!("{{{}}}", list(node.members().map(member).collect()))
        }
        Kind::Array => format!("[{}]", list(node.elements().map(read).collect())),
        Kind::String => format!("{:?}", node.as_str().unwrap_or_default()),
        Kind::Unknown => "?".to_owned(),
        _ => String::from_utf8_lossy(node.raw()).into_owned(),
    };
    format!("{mark}{value}")
}

#[test]
fn bytes_that_are_not_utf8_are_found_where_they_are() {
    const ROWS: &[(&[u8], Spans)] = &[
        (b"[\"a\xFFb\"]", &[(3, 4)]),
        (b"[\"\xC3\xA9\xC3\", \"\xED\xA0\xBD\xED\xB8\x80\"]", &[(4, 5), (9, 15)]),
        (b"[\"\xF0\x9F\x98\"]", &[(2, 5)]),
        (b"\xFF{}", &[(0, 1)]),
    ];
    let mut arena = Arena::new();
    for (source, expected) in ROWS {
        let tree = arena.parse(source);
        assert!(tree.faults().iter().all(|fault| fault.kind == InvalidUtf8), "{source:?}");
        let found: Vec<_> =
            tree.faults().iter().map(|fault| (fault.span.start, fault.span.end)).collect();
        assert_eq!(found, *expected, "{source:?}");
    }
}

/// Too deep, and never closed: the end says nothing new.
#[test]
fn depth_is_limited() {
    let mut arena = Arena::new();
    for (source, open) in [("[".repeat(5000), false), ("[".repeat(129) + &"]".repeat(129), true)] {
        let tree = arena.parse(source.as_bytes());
        let kinds: Vec<_> = tree.faults().iter().map(|fault| &fault.kind).collect();
        assert_eq!(kinds, [&ExcessiveNesting { limit: 128 }], "closed: {open}");
        assert_eq!(tree.faults().first().map(|fault| fault.span.clone()), Some(128..129));
    }
    let source = "[".repeat(128) + &"]".repeat(128);
    assert!(arena.parse(source.as_bytes()).faults().is_empty());
    // What stands behind it is read, whatever brackets its text has.
    let deep = "[".repeat(127) + "{\"]\": \"\\\"]]\"}" + &"]".repeat(127);
    let source = format!("{{\"a\": [{deep}], \"b\": 01}}");
    let kinds: Vec<_> =
        arena.parse(source.as_bytes()).faults().iter().map(|it| it.kind.clone()).collect();
    let number = MalformedNumber(NumberFault::LeadingZero);
    assert_eq!(kinds, [ExcessiveNesting { limit: 128 }, number]);
}

/// An array of records is no level of any of them: not in what is sound, and not behind a fault.
#[test]
fn the_array_of_records_is_no_level() {
    let mut arena = Arena::new();
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    for (start, end) in [("[{}, ", "]"), ("[1,, ", "]"), ("\u{feff}[", ", {}]")] {
        let faults = |levels, arena: &mut Arena| {
            let source = format!("{start}{}{end}", nested(levels));
            let tree = arena.parse_array(source.as_bytes());
            let is_deep = |kind: &FaultKind| *kind == ExcessiveNesting { limit: 128 };
            let deep: Vec<_> = tree.faults().iter().filter(|fault| is_deep(&fault.kind)).collect();
            deep.iter().map(|fault| fault.span.start as usize).collect::<Vec<_>>()
        };
        assert_eq!(faults(128, &mut arena), [], "{start}");
        assert_eq!(faults(129, &mut arena), [start.len() + 128], "{start}");
    }
    for levels in [128, 129] {
        let record = format!("{{\"a\": {}}}", nested(levels - 1));
        let is_sound = |tree: identify_json::Tree<'_>| tree.faults().is_empty();
        assert_eq!(is_sound(arena.parse_array(record.as_bytes())), levels == 128, "no array");
        let array = nested(levels);
        assert_eq!(is_sound(arena.parse(array.as_bytes())), levels == 128, "one record");
    }
}

/// Where a fault hides its consequences, it is known which one it was.
#[test]
fn consequences_are_abandoned() {
    let mut arena = Arena::new();
    let rows = [
        ("['it's b', 1]", None),
        ("['it's, 1]", Some(1)),
        (r#"{"name": "Kofi" "KB"}"#, Some(15)),
        (r#"{"a" "b": 1}"#, Some(4)),
        ("['a', 1]", None),
        (r#"{"a": 1"#, None),
        ("{,}", None),
    ];
    for (source, expected) in rows {
        assert_eq!(arena.parse(source.as_bytes()).abandoned(), expected, "{source}");
    }
}

/// A value that was closed too early is not to be judged by what it lacks.
#[test]
fn what_goes_on_behind_its_end_is_damaged() {
    let mut arena = Arena::new();
    let rows = [
        (r#"{"a": 1}}, "b": 2}"#, true),
        (r#"{"a": 1}, "b": 2}"#, true),
        (r#"{"a": 1}}"#, false),
        (r#"{"a": 1},"#, false),
        (r#"{"a": 1}, {"a": 2}"#, false),
        (r#"{"a": 1} {"a": 2}"#, false),
    ];
    for (source, expected) in rows {
        let tree = arena.parse(source.as_bytes());
        assert_eq!(tree.root().map(|root| root.is_damaged()), Some(expected), "{source}");
    }
}
