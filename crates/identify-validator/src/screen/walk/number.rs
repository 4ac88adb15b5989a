//! Numbers: their grammar, and what is asked of them.

use super::Walk;
use crate::screen::{
    program::{Node, NumberCheck},
    trigger::SHORT_NUMBER,
};

impl Walk<'_> {
    /// The place behind a number.
    #[inline(never)]
    pub(super) fn number(&self, start: usize, node: &Node) -> Option<usize> {
        let mut at = start;
        if self.byte(at) == b'-' {
            at = at.wrapping_add(1);
        }
        at = match self.byte(at) {
            b'0' => at.wrapping_add(1),
            _ => self.digits(at)?,
        };
        let is_integer = self.byte(at) != b'.';
        if !is_integer {
            at = self.digits(at.wrapping_add(1))?;
        }
        let has_exponent = matches!(self.byte(at), b'e' | b'E');
        if has_exponent {
            at = at.wrapping_add(1);
            if matches!(self.byte(at), b'+' | b'-') {
                at = at.wrapping_add(1);
            }
            at = self.digits(at)?;
        }
        let is_long = has_exponent || at.wrapping_sub(start) > SHORT_NUMBER;
        if is_long || !node.numbers.is_empty() {
            self.check_number(start, at, node, is_long, is_integer && !has_exponent)?;
        }
        Some(at)
    }

    /// The place behind one or more digits.
    #[inline]
    fn digits(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while self.byte(at).is_ascii_digit() {
            at = at.wrapping_add(1);
        }
        (at != start).then_some(at)
    }

    #[inline(never)]
    fn check_number(
        &self,
        start: usize,
        end: usize,
        node: &Node,
        is_long: bool,
        is_integer: bool,
    ) -> Option<()> {
        let text = std::str::from_utf8(self.block.get(start..end)?).ok()?;
        if is_long && self.program.long_numbers.iter().any(|sees| sees(text)) {
            return None;
        }
        if node.numbers.is_empty() && is_surely_finite(text) {
            return Some(());
        }
        let number: f64 = match short_integer(text.as_bytes()) {
            Some(integer) => integer,
            None => text.parse().ok().filter(|number: &f64| number.is_finite())?,
        };
        // Reading a number keeps its order, so what is beyond a bound in 64 bits is beyond it; of a
        // long one that comes out equal to the bound, only its digits tell.
        let holds = |check: &NumberCheck| match *check {
            NumberCheck::AtLeast(bound) => number > bound || (!is_long && number >= bound),
            NumberCheck::AtMost(bound) => number < bound || (!is_long && number <= bound),
            NumberCheck::Above(bound) => number > bound,
            NumberCheck::Below(bound) => number < bound,
            NumberCheck::Integer => is_integer || is_whole(number, text),
            NumberCheck::Unseen(sees) => !sees(text),
        };
        node.numbers.iter().all(holds).then_some(())
    }
}

/// Whether a number is in the range of floats, by its length and that of its exponent.
fn is_surely_finite(text: &str) -> bool {
    let exponent = text.find(['e', 'E']).map_or(0, |at| text.len().saturating_sub(at));
    text.len() <= 200 && exponent <= "e99".len()
}

/// Whether a number that has a point or an exponent is whole: what so few digits write and a float
/// so small is the same number.
fn is_whole(number: f64, text: &str) -> bool {
    const EXACT: f64 = 1e15;
    text.len() <= SHORT_NUMBER && number.fract() == 0.0 && number != 0.0 && number.abs() < EXACT
}

/// The number that a few digits write: exact, whoever reads it.
fn short_integer(digits: &[u8]) -> Option<f64> {
    let value = digits.iter().try_fold(0_u32, |value, digit| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit.wrapping_sub(b'0')))?;
        Some(value.wrapping_mul(10).wrapping_add(digit))
    });
    value.filter(|_| digits.len() <= 9).map(f64::from)
}
