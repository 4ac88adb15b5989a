//! What a run remembers of earlier calls, for the rules across records: fingerprints and places,
//! no text of a call, within a bound.
//!
//! A rule takes [`Fact`]s from a call without looking at any other, so calls can be gone through in
//! any order and on several threads. What they say together is found when the facts are put into
//! the [`Memory`], in the order of the input.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fmt::{self, Display, Formatter},
    ops::Range,
};

use sha2::{Digest, Sha256};

use crate::{
    draft::Draft,
    render::one_line,
    report::{Level, Position, Related, Span},
};

/// Most bytes that rules across records remember, unless set: 64 MiB, for some 200,000 users.
pub const DEFAULT_MEMORY_BYTES: u64 = 64 << 20;

/// What a fact counts as. It takes 80 bytes, and nodes of the tree are two thirds full on average.
const FACT_BYTES: u64 = 128;

/// 128 bits that no other text has: the first of its SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint(u128);

impl Fingerprint {
    pub(crate) fn of(text: &str) -> Self {
        Self::of_parts(&[text])
    }

    /// Parts must not have the byte 0xFF, which no text has.
    fn of_parts(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
            hash.update([0xFF]);
        }
        let bytes = hash.finalize();
        Self(bytes.iter().take(16).fold(0, |bits, byte| (bits << 8) | u128::from(*byte)))
    }

    pub(crate) fn bits(self) -> u128 {
        self.0
    }
}

/// What a rule takes from one call: of `key`, `value` is true. Another value for the same key in a
/// later call is a conflict.
#[derive(Debug, Clone)]
pub(crate) struct Fact<'t> {
    /// The text that it is about.
    pub(crate) key: &'t str,
    /// What is said: a fingerprint, or a number itself.
    pub(crate) value: u128,
    /// The bytes that say it, in one line of the record.
    pub(crate) span: Range<u32>,
    /// Words the finding, which has its place already.
    pub(crate) conflict: fn(&Earlier<'_>, &mut Draft),
}

/// A fact that waits for its turn.
#[derive(Debug)]
pub(crate) struct Noted {
    key: Fingerprint,
    value: u128,
    pub(crate) span: Range<u32>,
    rule: &'static str,
    level: Level,
    conflict: fn(&Earlier<'_>, &mut Draft),
}

impl Noted {
    pub(crate) fn new(rule: &'static str, level: Level, fact: &Fact<'_>) -> Self {
        Self {
            key: Fingerprint::of_parts(&[rule, fact.key]),
            value: fact.value,
            span: fact.span.clone(),
            rule,
            level,
            conflict: fact.conflict,
        }
    }
}

/// The call that said something else before.
#[derive(Debug)]
pub(crate) struct Earlier<'m> {
    known: Known,
    /// Its input, where that is another one.
    input: Option<&'m str>,
    /// What is said now.
    pub(crate) own: u128,
}

impl Earlier<'_> {
    /// What it said.
    pub(crate) fn value(&self) -> u128 {
        self.known.value
    }
}

/// Where it is: `record 3 (line 3)`, `record 1 of day-1.ndjson (line 1)`.
impl Display for Earlier<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "record {}", self.known.record)?;
        match self.input {
            None => {}
            Some("-") => formatter.write_str(" of standard input")?,
            Some(path) => write!(formatter, " of {}", one_line(path))?,
        }
        write!(formatter, " (line {})", self.known.start.line)
    }
}

/// What is known of a key, and from where.
#[derive(Debug, Clone, Copy)]
struct Known {
    value: u128,
    input: u32,
    record: u64,
    start: Position,
    /// Bytes and characters to the end, which is in the same line.
    bytes: u32,
    columns: u32,
}

impl Known {
    fn span(&self) -> Span {
        let Position { byte, line, column } = self.start;
        let end = Position {
            byte: byte.saturating_add(self.bytes.into()),
            line,
            column: column.saturating_add(self.columns.into()),
        };
        Span { start: self.start, end }
    }
}

/// The facts of the calls so far.
#[derive(Debug)]
pub(crate) struct Memory {
    facts: BTreeMap<Fingerprint, Known>,
    /// The inputs of which something is remembered.
    inputs: Vec<String>,
    /// The input at hand, and whether it is the last of those.
    input: String,
    is_listed: bool,
    bytes: u64,
    most: u64,
    /// The first call of which something was not remembered.
    full: Option<String>,
}

impl Memory {
    pub(crate) fn new(most: u64) -> Self {
        Self {
            facts: BTreeMap::new(),
            inputs: Vec::new(),
            input: String::new(),
            is_listed: false,
            bytes: 0,
            most,
            full: None,
        }
    }

    /// Goes on to another input.
    pub(crate) fn begin(&mut self, path: &str) {
        path.clone_into(&mut self.input);
        self.is_listed = false;
    }

    /// Remembers a fact of a record, or gives the finding where it contradicts what is remembered.
    /// `place` finds the span of the fact in the input.
    pub(crate) fn recall(
        &mut self,
        noted: &Noted,
        record: u64,
        place: impl Fn(&Range<u32>) -> Span,
    ) -> Option<Draft> {
        let path_bytes = if self.is_listed { 0 } else { self.input.len() as u64 };
        let bytes = self.bytes.saturating_add(FACT_BYTES).saturating_add(path_bytes);
        match self.facts.entry(noted.key) {
            Entry::Vacant(_) if bytes > self.most => {
                self.full.get_or_insert_with(|| place_of(record, &self.input));
                None
            }
            Entry::Vacant(empty) => {
                if !self.is_listed {
                    self.inputs.push(self.input.clone());
                    self.is_listed = true;
                }
                self.bytes = bytes;
                let Span { start, end } = place(&noted.span);
                let short = |length: u64| u32::try_from(length).unwrap_or(u32::MAX);
                empty.insert(Known {
                    value: noted.value,
                    input: short(self.inputs.len() as u64),
                    record,
                    start,
                    bytes: short(end.byte.saturating_sub(start.byte)),
                    columns: short(end.column.saturating_sub(start.column)),
                });
                None
            }
            Entry::Occupied(known) if known.get().value == noted.value => None,
            Entry::Occupied(known) => {
                let known = *known.get();
                let is_here = self.is_listed && known.input as usize == self.inputs.len();
                let input =
                    (known.input as usize).checked_sub(1).and_then(|it| self.inputs.get(it));
                let input = input.filter(|_| !is_here).map(String::as_str);
                let earlier = Earlier { known, input, own: noted.value };
                let span = noted.span.clone();
                let mut draft = Draft::new(noted.rule, noted.level, span, "");
                (noted.conflict)(&earlier, &mut draft);
                if is_here {
                    let message = format!("first here, in record {}", known.record);
                    draft.elsewhere.push(Related { span: known.span(), message });
                }
                Some(draft)
            }
        }
    }

    /// A plain word where the bound was reached.
    pub(crate) fn notice(&self) -> Option<String> {
        let first = self.full.as_ref()?;
        let most = match self.most {
            bytes if bytes >= 1 << 20 && bytes % (1 << 20) == 0 => format!("{} MiB", bytes >> 20),
            bytes => format!("{bytes} bytes"),
        };
        Some(format!(
            "the rules across records remember {most} at most, which was reached at {first}: calls \
             from there on were compared with earlier ones, but not with each other"
        ))
    }
}

fn place_of(record: u64, path: &str) -> String {
    match path {
        "-" => format!("record {record} of standard input"),
        path => format!("record {record} of {}", one_line(path)),
    }
}
