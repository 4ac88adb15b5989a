//! The names that were met, and what is known of each: so that what takes time is asked once.

use std::{borrow::Cow, collections::HashMap};

use identify_json::Kind;

use super::{
    program::Program,
    trigger::{Trigger, UnknownName},
};

/// Most names that are remembered; beyond, they are forgotten between two calls.
const MOST: usize = 1024;

/// Places for them, twice as many as there may ever be.
const SLOTS: usize = 4 * MOST;

/// How far from its place a name may stand.
const REACH: usize = 16;

/// Most bytes of a name that is remembered.
const LONGEST: usize = 64;

/// A name that was met, harmless by itself.
#[derive(Debug, Clone, Copy, Default)]
struct Name {
    /// What tells it from others: the first eight bytes, the last eight, and the length; those of a
    /// longer one are compared as well.
    first: u64,
    last: u64,
    length: u32,
    known: Known,
}

/// What is known of a name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// Its number: those that the program knows come first. None is 0.
    pub(super) id: u16,
    /// What it is one with in an object.
    pub(super) class: u16,
}

/// What the triggers said of a name in the objects of one shape, as bits of kinds of values.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    asked: u8,
    harmless: u8,
}

/// The names that one thread met.
#[derive(Debug)]
pub(super) struct Names {
    slots: Box<[Name]>,
    /// By id.
    texts: Vec<Box<[u8]>>,
    asked: Vec<[Asked; Program::SHAPES]>,
    /// By what triggers make of names.
    classes: HashMap<Box<[u8]>, u16>,
}

impl Names {
    pub(super) fn new(program: &Program) -> Self {
        let mut names = Self {
            slots: vec![Name::default(); SLOTS].into_boxed_slice(),
            texts: Vec::new(),
            asked: Vec::new(),
            classes: HashMap::new(),
        };
        names.forget(program);
        names
    }

    /// Forgets names when there are many. Not within a call, in which they must stay what they are.
    pub(super) fn between_calls(&mut self, program: &Program) {
        if self.texts.len() > MOST {
            self.forget(program);
        }
    }

    #[cold]
    fn forget(&mut self, program: &Program) {
        self.slots.fill(Name::default());
        self.classes.clear();
        self.texts.clear();
        self.asked.clear();
        // Number 0 is no name.
        self.texts.push(Box::default());
        self.asked.push(Default::default());
        for name in program.names() {
            // The number counts for the tables of the program, whether or not it is harmless.
            let id = self.texts.len();
            let padded = [name.as_bytes(), &[0; 8]].concat();
            let _ = self.insert(program, name.as_bytes(), key(&padded, 0, name.len()));
            if self.texts.len() == id {
                self.texts.push(Box::default());
                self.asked.push(Default::default());
            }
        }
    }

    /// How many classes there can be.
    pub(super) const CLASSES: usize = SLOTS;

    /// The name in a block; nothing if it takes a look.
    #[inline]
    pub(super) fn find(
        &mut self,
        program: &Program,
        block: &[u8],
        start: usize,
        end: usize,
    ) -> Option<Known> {
        let key = key(block, start, end);
        // Nearly always the first.
        if let Some(found) = self.slots.get(key.place())
            && found.is(&key)
            && key.length <= 16
            && found.known.id != 0
        {
            return Some(found.known);
        }
        self.find_slowly(program, block.get(start..end)?, key)
    }

    #[inline(never)]
    fn find_slowly(&mut self, program: &Program, text: &[u8], key: Name) -> Option<Known> {
        let mut at = key.place();
        for _ in 0..REACH {
            let found = self.slots.get(at).copied().unwrap_or_default();
            if found.known.id == 0 {
                return self.insert(program, text, key);
            }
            if found.is(&key)
                && self.texts.get(usize::from(found.known.id)).is_some_and(|known| **known == *text)
            {
                return Some(found.known);
            }
            at = at.wrapping_add(1) % SLOTS;
        }
        None
    }

    /// Adds a name that is harmless by itself.
    #[cold]
    #[inline(never)]
    fn insert(&mut self, program: &Program, text: &[u8], key: Name) -> Option<Known> {
        let name = std::str::from_utf8(text).ok()?;
        if text.len() > LONGEST || self.texts.len() > 2 * MOST {
            return None;
        }
        if program.triggers().any(|it| matches!(it, Trigger::Name(sees) if sees(name))) {
            return None;
        }
        let class = program.triggers().find_map(|trigger| match trigger {
            Trigger::SameName(same) => Some(same(name)),
            _ => None,
        });
        let class = class.unwrap_or(Cow::Borrowed(name));
        let next = u16::try_from(self.classes.len()).ok()?;
        let class = *self.classes.entry(class.as_bytes().into()).or_insert(next);
        let free = |at: &usize| self.slots.get(*at).is_some_and(|slot| slot.known.id == 0);
        let at = (0..REACH).map(|step| key.place().wrapping_add(step) % SLOTS).find(free)?;
        let id = u16::try_from(self.texts.len()).ok()?;
        let known = Known { id, class };
        *self.slots.get_mut(at)? = Name { known, ..key };
        self.texts.push(text.into());
        self.asked.push(Default::default());
        Some(known)
    }

    /// Whether a name that the contract does not know is harmless in an object of a shape.
    #[inline]
    pub(super) fn is_harmless(
        &mut self,
        program: &Program,
        name: Known,
        shape: u8,
        kind: u8,
    ) -> bool {
        let asked = self.asked.get_mut(usize::from(name.id));
        let Some(asked) = asked.and_then(|asked| asked.get_mut(usize::from(shape))) else {
            return false;
        };
        if asked.asked & kind == 0 {
            asked.asked |= kind;
            let text = self.texts.get(usize::from(name.id)).map(|text| std::str::from_utf8(text));
            if let Some(Ok(text)) = text
                && is_harmless(program, text, shape, kind)
            {
                asked.harmless |= kind;
            }
        }
        asked.harmless & kind != 0
    }
}

#[cold]
#[inline(never)]
fn is_harmless(program: &Program, name: &str, shape: u8, kind: u8) -> bool {
    let Some((shape, is_call)) = program.shape(shape) else { return false };
    let kinds = [Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object];
    let Some(kind) = kinds.into_iter().find(|it| super::program::bit(*it) == kind) else {
        return false;
    };
    let unknown = UnknownName { name, kind, shape, is_call };
    !program.triggers().any(|it| matches!(it, Trigger::UnknownName(sees) if sees(&unknown)))
}

impl Name {
    /// The place at which it is looked for first.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "any bits will do")]
    fn place(&self) -> usize {
        let bits = self.first ^ self.last.rotate_left(29) ^ u64::from(self.length);
        // Both halves of the product: every bit of a name counts.
        let product = u128::from(bits).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((product >> 64) as u64 ^ product as u64) as usize % SLOTS
    }

    #[inline]
    fn is(&self, key: &Self) -> bool {
        (self.first, self.last, self.length) == (key.first, key.last, key.length)
    }
}

/// What tells the name at a place of a block from others.
#[inline]
fn key(block: &[u8], start: usize, end: usize) -> Name {
    /// The bits of the first bytes of eight, by their number.
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
    const FIRST: [u64; 9] = {
        let mut masks = [!0; 9];
        let mut length = 0;
        while length < 8 {
            masks[length] = (1 << (8 * length)) - 1;
            length += 1;
        }
        masks
    };
    let length = end.wrapping_sub(start);
    let mask = FIRST.get(length).copied().unwrap_or(!0);
    let eight = |from: usize| -> Option<u64> {
        Some(u64::from_le_bytes(*block.get(from..)?.first_chunk()?))
    };
    let first = eight(start).unwrap_or_else(|| slow_eight(block, start, end)) & mask;
    // Of a short name the first bytes say it all.
    let last = eight(end.wrapping_sub(8)).unwrap_or_default();
    let last = if length > 8 { last } else { 0 };
    // A longer one is no name that is remembered.
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    Name { first, last, length, known: Known::default() }
}

/// Eight bytes near the end of a block.
#[cold]
fn slow_eight(block: &[u8], start: usize, end: usize) -> u64 {
    let bytes = block.get(start..end).unwrap_or_default().iter().take(8).rev();
    bytes.fold(0, |bits, byte| (bits << 8) | u64::from(*byte))
}
