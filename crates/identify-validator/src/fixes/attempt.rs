//! A text on its way to one without fixes.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use identify_json::Record;

use super::{
    pieces::{Piece, Text},
    rest::Rest,
};

/// How fixes are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// All that do not overlap.
    Together,
    /// One after the other, looking each time which are still safe.
    OneByOne,
}

/// Parts of a record that are still to be looked at, the next one last.
pub(super) enum Task {
    /// Nothing to do any more.
    Pass(Vec<Piece>),
    Look(Box<Attempt>),
}

/// Where a record stands, and what follows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) offset: u64,
    pub(super) number: u64,
    pub(super) ended: bool,
    pub(super) zeros: u64,
}

impl Place {
    pub(super) fn of(record: &Record<'_>) -> Self {
        let Record { offset, number, ended, zeros, .. } = *record;
        Self { offset, number, ended, zeros }
    }
}

/// A text on its way to one without fixes.
pub(super) struct Attempt {
    pub(super) text: Text,
    /// What its record and the findings in it count from.
    pub(super) place: Place,
    pub(super) applied: u64,
    pub(super) pace: Pace,
    /// The states that it was in.
    pub(super) seen: HashSet<u64>,
    pub(super) best: Option<Best>,
}

/// The state with the fewest findings, the first of several.
pub(super) struct Best {
    pub(super) text: Text,
    pub(super) rest: Rest,
    pub(super) applied: u64,
}

pub(super) enum Looked {
    Again(Box<Attempt>),
    Parts {
        parts: Vec<Task>,
        applied: u64,
    },
    Settled {
        last: Best,
        /// Whether there is nothing left to fix, and not a circle.
        is_end: bool,
    },
}

impl Attempt {
    /// Each record goes on for itself; they begin and end there in the text.
    pub(super) fn divide(&self, ends: &[u64]) -> Looked {
        let last = ends.len().checked_div(2).unwrap_or(0).saturating_sub(1);
        let behind = ends.last().and_then(|end| usize::try_from(*end).ok());
        let behind = behind.and_then(|end| self.text.bytes.get(end..)).unwrap_or_default();
        let ended = self.place.ended || behind.contains(&b'\n');
        let parts = self.text.parts(ends).into_iter().enumerate();
        let parts = parts.map(|(index, text)| {
            let record = index.checked_div(2).unwrap_or(0);
            if index.is_multiple_of(2) {
                return Task::Pass(text.pieces);
            }
            let at = ends.get(index.saturating_sub(1)).copied().unwrap_or(0);
            let place = Place {
                offset: self.place.offset.saturating_add(at),
                number: self.place.number.saturating_add(record as u64),
                ended: ended || record < last,
                zeros: 0,
            };
            Task::Look(Box::new(Self {
                text,
                place,
                applied: 0,
                pace: self.pace,
                seen: HashSet::new(),
                best: None,
            }))
        });
        Looked::Parts { parts: parts.collect(), applied: self.applied }
    }
}

pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    // Its keys are the same in every run.
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
