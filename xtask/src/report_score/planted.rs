//! A call with a fault in it.

use std::ops::Range;

use chrono::DateTime;
use identify_validator::InputFormat;
use serde_json::Value;

/// An input with one fault at a known place.
#[derive(Debug, Clone)]
pub(super) struct Planted {
    /// The bytes.
    pub(super) input: Vec<u8>,
    /// Where the fault stands: what was put in, or the gap where something was taken away.
    pub(super) place: Range<usize>,
    /// Where something was taken away, how many bytes.
    pub(super) gap: Option<usize>,
    /// How the input is divided into calls.
    pub(super) format: InputFormat,
    /// What the input holds once it is mended.
    pub(super) meaning: Meaning,
    /// What was changed of the call, where that was one place of it.
    pub(super) edit: Option<Edit>,
    /// The most bytes of a call, where that is what the fault is about.
    pub(super) limit: Option<u64>,
}

/// Bytes in place of others.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// Of the call before it was edited.
    pub(super) range: Range<usize>,
    pub(super) bytes: Vec<u8>,
}

/// What a mended input must hold.
#[derive(Debug, Clone)]
pub(super) enum Meaning {
    /// These calls, as JSON.
    Calls(Vec<Value>),
    /// Any that nothing is wrong with: the fault destroyed what was there.
    Any,
}

impl Planted {
    /// Something was put in at this place.
    pub(super) fn put_in(input: impl Into<Vec<u8>>, place: Range<usize>, call: Value) -> Self {
        Self {
            input: input.into(),
            place,
            gap: None,
            format: InputFormat::Json,
            meaning: Meaning::Calls(vec![call]),
            edit: None,
            limit: None,
        }
    }

    /// The fault stands elsewhere than where the bytes were changed.
    pub(super) fn at(mut self, place: Range<usize>) -> Self {
        (self.place, self.gap) = (place, None);
        self
    }

    /// So many bytes are missing somewhere in this place.
    pub(super) fn missing_in(mut self, place: Range<usize>, bytes: usize) -> Self {
        (self.place, self.gap) = (place, Some(bytes));
        self
    }

    /// The fault is this part of what was planted.
    pub(super) fn inside(self, part: &str) -> Option<Self> {
        let planted = self.input.get(self.place.clone())?;
        let at = std::str::from_utf8(planted).ok()?.rfind(part)?;
        let start = self.place.start.saturating_add(at);
        Some(self.at(start..start.saturating_add(part.len())))
    }

    /// The fault is all of the input.
    pub(super) fn everywhere(self) -> Self {
        let place = 0..self.input.len();
        self.at(place)
    }

    /// The input is one call a line.
    pub(super) fn in_lines(mut self) -> Self {
        self.format = InputFormat::Ndjson;
        self
    }

    /// Mended, the input is these calls rather than the one that the fault was planted in.
    pub(super) fn meaning(mut self, calls: Vec<Value>) -> Self {
        self.meaning = Meaning::Calls(calls);
        self
    }

    /// What was there cannot be known any more.
    pub(super) fn meaning_lost(mut self) -> Self {
        self.meaning = Meaning::Any;
        self
    }

    /// Calls may have so many bytes.
    pub(super) fn limited(mut self, bytes: u64) -> Self {
        self.limit = Some(bytes);
        self
    }

    /// Behind other lines, and before one: the fault stands in the middle of a log.
    pub(super) fn among_lines(mut self, before: &str, behind: &str) -> Self {
        let shift = before.len();
        self.input = [before.as_bytes(), &self.input, behind.as_bytes()].concat();
        self.place = self.place.start.saturating_add(shift)..self.place.end.saturating_add(shift);
        if let Meaning::Calls(calls) = &mut self.meaning {
            let around = |lines: &str| calls_of(lines.as_bytes(), InputFormat::Ndjson);
            let mut all = around(before).unwrap_or_default();
            all.append(calls);
            all.extend(around(behind).unwrap_or_default());
            *calls = all;
        }
        self.edit = None;
        self.in_lines()
    }

    /// Whether bytes are what the mended input must be, as JSON.
    pub(super) fn means(&self, bytes: &[u8]) -> bool {
        match &self.meaning {
            Meaning::Any => true,
            Meaning::Calls(calls) => calls_of(bytes, self.format).is_some_and(|found| {
                found.len() == calls.len() && found.iter().zip(calls).all(|(a, b)| is_same(a, b))
            }),
        }
    }
}

/// The calls of an input; nothing if one is no JSON.
fn calls_of(bytes: &[u8], format: InputFormat) -> Option<Vec<Value>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let calls: Vec<&str> = match format {
        InputFormat::Ndjson => text.lines().filter(|line| !line.trim().is_empty()).collect(),
        _ => vec![text],
    };
    calls.into_iter().map(|call| serde_json::from_str(call).ok()).collect()
}

/// Whether two values mean the same: `5.0` is `5`, and a time is the same at any offset.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, a)| other.get(name).is_some_and(|b| is_same(a, b)))
        }
        (Value::String(one), Value::String(other)) => {
            let instant = |text: &str| DateTime::parse_from_rfc3339(text).ok();
            one == other || instant(one).is_some_and(|one| Some(one) == instant(other))
        }
        _ => one == other,
    }
}
