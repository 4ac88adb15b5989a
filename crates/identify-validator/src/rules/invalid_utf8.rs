//! `invalid-utf8`

use identify_json::FaultKind;

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "invalid-utf8",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "there are bytes that are not UTF-8",
    docs: "\
There are bytes that do not form characters in UTF-8, the one encoding of JSON that is exchanged \
between systems (RFC 8259, section 8.1).

Readers disagree about such bytes: some refuse the call, some put the replacement character U+FFFD \
in their place, some drop them. Two user ids that differ in one such byte become one user.

The message says what is wrong with the bytes. A character that is cut short was cut by bytes \
rather than by characters, mostly where a length limit was applied. A byte that begins nothing comes \
from text in another encoding, mostly Windows-1252, that was pasted or joined in. Encoded surrogates \
come from software that takes UTF-16 for characters (CESU-8, Java's modified UTF-8). Write the text \
again from where it came from: what the bytes were meant to be cannot be known from here, so there \
is no fix.",
    failing: Example::json(
        b"{ \"user_id\": \"user123\", \"user_traits\": { \"name\": \"Zo\xC3\xAB \xFF\" }, \
          \"timestamp\": \"2020-11-23T22:28:55Z\" }",
    ),
    passing: Example::json(
        b"{ \"user_id\": \"user123\", \"user_traits\": { \"name\": \"Zo\xC3\xAB\" }, \
          \"timestamp\": \"2020-11-23T22:28:55Z\" }",
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    // Then the encoding is at fault, or the format, which is said once for the file.
    if call.file.latin1.is_known() || call.is_foreign() {
        return;
    }
    let cut = call.cut().unwrap_or(u32::MAX);
    for span in call.faults_where(|kind| *kind == FaultKind::InvalidUtf8) {
        if span.start >= cut {
            continue;
        }
        let source = call.record.bytes;
        let bytes = source.get(span.start as usize..span.end as usize).unwrap_or_default();
        let (what, help) = cause(bytes);
        let label = match bytes.len() {
            1 => "this byte".to_owned(),
            length => format!("these {length} bytes"),
        };
        offences.at(span, format!("found {what}, expected UTF-8")).label(label).help(help);
    }
}

/// What is wrong with the bytes, by the table of well-formed sequences (Unicode 16, table 3-7).
fn cause(bytes: &[u8]) -> (&'static str, &'static str) {
    const WRITE_AGAIN: &str = "write the text again from where it came from, as UTF-8";
    match bytes {
        [0xED, 0xA0..=0xBF, ..] => (
            "an encoded surrogate, half of a UTF-16 pair",
            "encode the text as UTF-8 rather than CESU-8 or Java's modified UTF-8",
        ),
        [0xC0 | 0xC1, ..] | [0xE0, 0x80..=0x9F, ..] | [0xF0, 0x80..=0x8F, ..] => (
            "an overlong form, which spells a character with more bytes than it takes",
            "encode the text again; overlong forms are also used to smuggle characters past filters",
        ),
        [0xF4, 0x90..=0xBF, ..] | [0xF5..=0xF7, ..] => {
            ("a code point beyond U+10FFFF, the last that there is", WRITE_AGAIN)
        }
        [0xF8..=0xFF, ..] => ("a byte that never occurs in UTF-8", WRITE_AGAIN),
        [0x80..=0xBF, ..] => ("a continuation byte without a beginning", WRITE_AGAIN),
        _ => (
            "a character that is cut short",
            "cut text between characters rather than bytes; a letter in another encoding, such as \
             Windows-1252, also looks like this",
        ),
    }
}
