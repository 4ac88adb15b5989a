//! Expressions of programming languages where JSON has a value.

use super::{Flow, Parser, State, template::ends, word};
use crate::{fault::FaultKind, tree::Kind};

impl Parser<'_, '_> {
    /// Reads `[object Object]`, `ISODate("…")`, `new Date(…)`, `Decimal("1.5")` and the like.
    pub(super) fn expression(&mut self) -> bool {
        let Some(length) = self.call_length() else { return false };
        let start = self.at;
        let value = self.push(Kind::Unknown);
        self.bump(length);
        self.finish(value);
        self.damage(value);
        self.fault(FaultKind::Expression, start..self.at);
        true
    }

    /// Reads `"a" + "b"` behind the first of its strings.
    pub(super) fn concatenation(&mut self) -> Option<Flow> {
        let string = self.last_string()?;
        let mut at = self.at;
        while self.byte(at) == Some(b'+') {
            at = self.skip_blank(at.saturating_add(1));
            at = match self.byte(at)? {
                quote @ (b'"' | b'\'') => quoted_end(self.source, at, quote)?,
                byte if byte.is_ascii_alphanumeric() => at.saturating_add(operand(self.from(at))),
                _ => return None,
            };
            let behind = self.skip_blank(at);
            if self.byte(behind) == Some(b'+') {
                at = behind;
            }
        }
        if !ends(self.from(at)) {
            return None;
        }
        let start = self.start_of(string) as usize;
        self.at = at;
        self.bump(0);
        self.finish(string);
        self.damage(string);
        self.fault(FaultKind::Expression, start..at);
        Some(Flow::On(State::Separator))
    }

    /// The length of a function call, if one begins here and a value could end behind it.
    fn call_length(&mut self) -> Option<usize> {
        if self.at < self.no_call_before {
            return None;
        }
        let rest = self.rest();
        let mut at = if rest.starts_with(b"new ") { 4_usize } else { 0 };
        loop {
            at = at.saturating_add(operand(rest.get(at..)?));
            if rest.get(at) != Some(&b'(') {
                return None;
            }
            match call_end(rest, at) {
                Ok(end) => at = end,
                // No call behind this place ends before that one either: asked once.
                Err(stop) => {
                    self.no_call_before = self.at.saturating_add(stop);
                    return None;
                }
            }
            if rest.get(at) != Some(&b'.') {
                break;
            }
            at = at.saturating_add(1);
        }
        let is_value = ends(rest.get(at..)?);
        if !is_value {
            self.no_call_before = self.at.saturating_add(at);
        }
        is_value.then_some(at)
    }

    fn from(&self, at: usize) -> &[u8] {
        self.source.get(at..).unwrap_or_default()
    }

    /// Moves over spaces and tabs.
    fn skip_blank(&self, at: usize) -> usize {
        let blank = self.from(at).iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        at.saturating_add(blank)
    }
}

/// A name with points in it.
fn operand(rest: &[u8]) -> usize {
    let mut at = word::length(rest);
    while rest.get(at) == Some(&b'.') {
        let next = at.saturating_add(1);
        let length = word::length(rest.get(next..).unwrap_or_default());
        if length == 0 {
            break;
        }
        at = next.saturating_add(length);
    }
    at
}

/// Where the parenthesis that stands at `open` is closed in its line, or where the line ends.
fn call_end(rest: &[u8], open: usize) -> Result<usize, usize> {
    let mut depth = 0_usize;
    let mut at = open;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'(' => depth = depth.saturating_add(1),
            b')' if depth <= 1 => return Ok(at.saturating_add(1)),
            b')' => depth = depth.saturating_sub(1),
            b'\n' | b'\r' => break,
            quote @ (b'"' | b'\'') => {
                at = quoted_end(rest, at, *quote).ok_or(at)?;
                continue;
            }
            _ => {}
        }
        at = at.saturating_add(1);
    }
    Err(at)
}

/// Where the string ends that begins at `start`, in its line.
fn quoted_end(source: &[u8], start: usize, quote: u8) -> Option<usize> {
    let mut at = start.saturating_add(1);
    loop {
        match source.get(at)? {
            b'\\' => at = at.saturating_add(2),
            b'\n' => return None,
            byte if *byte == quote => return Some(at.saturating_add(1)),
            _ => at = at.saturating_add(1),
        }
    }
}
