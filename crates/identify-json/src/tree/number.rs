//! The values of numbers.

/// A number, exact where 64 bits hold it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A non-negative integer.
    Unsigned(u64),
    /// A negative integer.
    Signed(i64),
    /// Anything else: the nearest 64-bit float, infinite when out of range.
    Float(f64),
}

/// Integers exactly where 64 bits hold them, as `serde_json` reads them; `-0` is a float there too.
pub(super) fn number(text: &str) -> Number {
    let float = || Number::Float(text.parse().unwrap_or(f64::NAN));
    if text.contains(['.', 'e', 'E']) || text == "-0" {
        return float();
    }
    match (text.parse(), text.parse()) {
        (Ok(number), _) => Number::Unsigned(number),
        (_, Ok(number)) => Number::Signed(number),
        _ => float(),
    }
}
