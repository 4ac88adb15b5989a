//! Text around the value: a code fence, an assignment, a log line, the headers of a request.

use super::{Parser, escape::first_char};
use crate::fault::FaultKind;

/// How far the beginning of the value is looked for.
const HEAD: usize = 8 << 10;

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
    let brace = memchr::memchr_iter(b'{', head).find(|&at| {
        let inner = head.get(at.saturating_add(1)..).unwrap_or_default().trim_ascii_start();
        matches!(inner, [b'"' | b'\'' | b'}', ..] | [b'\\', b'"', ..])
    })?;
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
