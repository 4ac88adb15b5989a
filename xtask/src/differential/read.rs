//! Another reader of calls: `serde_json`, which says also what it would pass over in silence.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Most arrays and objects around each other in a call, the call itself counted.
const MOST_DEPTH: usize = 128;

/// What another reader makes of a call.
#[derive(Debug)]
pub(super) enum Read {
    Value(Value),
    /// It is no JSON, or none that can be held: half a surrogate pair, a number beyond all floats.
    Refused,
    /// Arrays and objects are nested too deep for a call.
    TooDeep,
    /// An object has two members of one name.
    Repeats,
}

/// The bytes without the mark that stands before some texts: readers may pass over it (RFC 8259,
/// section 8.1), and `serde_json` does not.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Reads a call.
pub(super) fn read(call: &[u8]) -> Read {
    let (repeats, is_deep) = (Cell::new(false), Cell::new(false));
    let mut deserializer = serde_json::Deserializer::from_slice(call);
    // There is a limit of our own.
    deserializer.disable_recursion_limit();
    let seed = Seed { depth: 0, repeats: &repeats, is_deep: &is_deep };
    let value = seed.deserialize(&mut deserializer);
    match value.and_then(|value| deserializer.end().map(|()| value)) {
        _ if is_deep.get() => Read::TooDeep,
        Err(_) => Read::Refused,
        Ok(_) if repeats.get() => Read::Repeats,
        Ok(value) => Read::Value(value),
    }
}

/// Reads a value that stands so deep.
#[derive(Clone, Copy)]
struct Seed<'c> {
    depth: usize,
    repeats: &'c Cell<bool>,
    is_deep: &'c Cell<bool>,
}

impl Seed<'_> {
    /// For what is in an array or an object.
    fn inner<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth.saturating_add(1);
        if depth > MOST_DEPTH {
            self.is_deep.set(true);
            return Err(E::custom("too deep"));
        }
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("no finite number"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let seed = self.inner()?;
        let mut array = Vec::new();
        while let Some(value) = access.next_element_seed(seed)? {
            array.push(value);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let seed = self.inner()?;
        let mut object = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            if object.insert(name, access.next_value_seed(seed)?).is_some() {
                self.repeats.set(true);
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::{Read, read, without_mark};

    #[test]
    fn what_it_would_pass_over_is_told() {
        assert!(
            matches!(read(br#"{"a": [1, null, "x"]} "#), Read::Value(value) if value["a"][2] == "x")
        );
        assert!(matches!(read(br#"{"a": {"b": 1, "\u0062": 1}}"#), Read::Repeats));
        for refused in ["", "{} {}", "\"\\ud800\"", "1e999", "\u{feff}{}"] {
            assert!(matches!(read(refused.as_bytes()), Read::Refused), "{refused}");
        }
        assert!(matches!(read(without_mark("\u{feff}{}".as_bytes())), Read::Value(_)));
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(matches!(read(nested(128).as_bytes()), Read::Value(_)));
        assert!(matches!(read(nested(129).as_bytes()), Read::TooDeep));
    }
}
