//! Text around the value: a code fence, an assignment, a log line, the headers of a request.

use super::{Parser, escape::first_char, misquoted::name_length, string::foreign_quote, template};
use crate::fault::FaultKind;

/// How far the beginning of the value is looked for.
const HEAD: usize = 8 << 10;

/// How far a member is looked at.
const LONGEST_MEMBER: usize = 256;

impl Parser<'_, '_> {
    /// Moves over text in front of an object, if that is what the record is.
    pub(super) fn unwrap(&mut self) {
        let Some(length) = prefix_length(self.rest()) else { return };
        let start = self.at;
        let text = self.rest().get(..length).unwrap_or_default().trim_ascii_end();
        self.fault(FaultKind::Wrapping, start..start.saturating_add(text.len()));
        self.at = self.at.saturating_add(length);
        self.wrapped = true;
    }

    /// Moves over the text behind a value that has some in front of it.
    pub(super) fn unwrap_end(&mut self) -> bool {
        let rest = self.rest();
        if !self.wrapped || rest.contains(&b'{') {
            return false;
        }
        let text = rest.trim_ascii_end().len();
        self.fault(FaultKind::Wrapping, self.at..self.at.saturating_add(text));
        self.at = self.source.len();
        true
    }
}

/// The length of the text in front of an object: on the line on which it begins, or on lines
/// before that.
fn prefix_length(rest: &[u8]) -> Option<usize> {
    let head = rest.get(..HEAD.min(rest.len()))?;
    if !may_be_prefix(head) {
        return None;
    }
    let brace = opening_brace(head)?;
    let before = head.get(..brace)?;
    let line = before.iter().rposition(|byte| *byte == b'\n');
    let own_line = line.is_some_and(|line| {
        let line = before.get(line..).unwrap_or_default();
        line.trim_ascii().is_empty()
    });
    let is_first_line =
        line.is_none_or(|at| head.get(..at).is_some_and(|it| it.trim_ascii().is_empty()));
    // The second part of a call that was cut in two, or a line of YAML.
    let is_tail = memchr::memmem::find(before, b"\":").is_some();
    let is_yaml = is_first_line && before.trim_ascii_end().strip_suffix(b":").is_some_and(is_name);
    ((own_line || is_first_line) && !is_tail && !is_yaml).then_some(brace)
}

/// Where the object begins in a text: at the first brace with a member in it. One with nothing in it is a
/// part of the text if there is another; so is one that is closed before a name in quotation marks comes,
/// as in `{level: info} {"a": 1}`.
fn opening_brace(head: &[u8]) -> Option<usize> {
    let (mut bare, mut empty) = (None, None);
    let from = |at: usize| head.get(at..).unwrap_or_default();
    let holds = |outer: usize, at| head.get(outer..at).is_some_and(is_open);
    for at in memchr::memchr_iter(b'{', head) {
        let inner = from(at.saturating_add(1)).trim_ascii_start();
        match inner {
            [b'"' | b'\'', ..] | [b'\\', b'"', ..] => {
                return bare.filter(|outer| holds(*outer, at)).or(Some(at));
            }
            [b'}', ..] => empty = empty.or(Some(at)),
            _ if bare.is_none() => {
                let is_object = value_of_member(inner).is_some();
                bare = (is_object && template::placeholder(from(at)).is_none()).then_some(at);
            }
            _ => {}
        }
    }
    // Programs and style sheets have words behind a name as well: alone that is no member.
    let is_member = |outer: usize| {
        let inner = from(outer.saturating_add(1)).trim_ascii_start();
        !begins_word(inner) || value_of_member(inner).is_some_and(|value| !begins_word(value))
    };
    let holds_empty = |outer: usize| empty.is_some_and(|at| holds(outer, at));
    bare.filter(|outer| is_member(*outer) || holds_empty(*outer)).or(empty)
}

/// Whether a text opens more braces than it closes.
fn is_open(text: &[u8]) -> bool {
    let count = |brace| memchr::memchr_iter(brace, text).count();
    count(b'{') > count(b'}')
}

/// What stands behind a name, in whatever quotation marks or in none, and a colon or `=>`.
fn value_of_member(inner: &[u8]) -> Option<&[u8]> {
    let inner = inner.get(..LONGEST_MEMBER.min(inner.len()))?;
    let width = |text| foreign_quote(text).map_or(0, |(_, width)| width);
    // Ruby writes a symbol as `:name`.
    let is_symbol = inner.first() == Some(&b':');
    let name = inner.get(if is_symbol { 1 } else { width(inner) }..)?;
    let length = name_length(name);
    let behind = name.get(length..)?;
    let behind = behind.get(width(behind)..)?.trim_ascii_start();
    let value = match behind {
        [b'=', b'>', value @ ..] => value,
        // Addresses, and paths of programs.
        [b':', b':' | b'/', ..] => return None,
        [b':', value @ ..] if !is_symbol => value,
        _ => return None,
    };
    // Times of day begin with a digit.
    let is_name = length > 0 && !name.first().is_some_and(u8::is_ascii_digit);
    is_name.then(|| value.trim_ascii_start())
}

/// Whether a word stands here, without quotation marks.
fn begins_word(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic) && foreign_quote(text).is_none()
}

/// Whether the text may stand in front of a value and is none itself.
fn may_be_prefix(head: &[u8]) -> bool {
    match head {
        [b'"' | b'`' | b'\'', rest @ ..] if !rest.starts_with(b"``") => {
            // A call in quotation marks that are not escaped inside it.
            matches!(rest.trim_ascii_start(), [b'{', rest @ ..]
                if rest.trim_ascii_start().first() == Some(&b'"') && !rest.starts_with(b"\"\""))
        }
        [b'[', rest @ ..] => {
            // `[2026-01-01 00:00:00] INFO {`
            let end =
                rest.iter().take(64).position(|byte| matches!(byte, b']' | b',' | b'"' | b'{'));
            let behind = end.and_then(|end| rest.get(end..)).unwrap_or_default();
            rest.first().is_some_and(u8::is_ascii_alphanumeric)
                && behind.starts_with(b"]")
                && !matches!(
                    behind.get(1..).unwrap_or_default().trim_ascii_start().first(),
                    None | Some(b',' | b']' | b'}')
                )
        }
        [b'<', next, ..] => next.is_ascii_digit(),
        [b'{' | b'}' | b'\\' | b'/' | b'#', ..] | [] => false,
        [0..0x20, ..] => head.first() == Some(&0x1E),
        _ => first_char(head).is_some_and(|first| first.is_ascii() || first.is_alphanumeric()),
    }
}

/// Whether it is one word that is not of the format of server-sent events.
fn is_name(text: &[u8]) -> bool {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    text.trim_ascii() != b"data" && text.trim_ascii().iter().all(is_word)
}
