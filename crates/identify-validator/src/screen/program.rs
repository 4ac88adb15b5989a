//! The program that the screen runs: tables made of the schema documents and of what the rules that
//! are on declare. Nothing in it is about one schema or one rule.

mod characters;
mod compile;
mod fit;
mod object;

use identify_json::Kind;
use serde_json::Value;

use super::{
    formats::Format,
    trigger::{Surroundings, Trigger},
};
use crate::contract::Shape;
use characters::Characters;

/// What a value must be, to be clean.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The kinds of value that are clean if what stands below holds.
    pub(super) kinds: u8,
    pub(super) texts: Vec<TextCheck>,
    /// What may be seen in a text that has more than printable ASCII.
    pub(super) odd_texts: Vec<fn(&str) -> bool>,
    pub(super) numbers: Vec<NumberCheck>,
    /// The index of the objects.
    pub(super) object: u32,
    /// The node of the elements.
    pub(super) elements: u32,
    /// Least and most elements.
    pub(super) lengths: (u64, u64),
}

/// What an object must be, to be clean.
#[derive(Debug, Default)]
pub(super) struct Object {
    /// By the number of a name.
    members: Vec<Member>,
    /// Any other member.
    other: Member,
    /// Bits of members that must be there.
    pub(super) required: u64,
    /// Sets of members of which exactly one must be there.
    pub(super) one_of: Vec<u64>,
    /// Least and most members.
    pub(super) lengths: (u64, u64),
}

/// What a member must be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Member {
    pub(super) node: u32,
    /// Its bit among those that count, if it does.
    pub(super) bit: u64,
    /// The shape whose triggers look at its name; [`Program::NO_SHAPE`] for none.
    pub(super) shape: u8,
}

impl Object {
    #[inline]
    pub(super) fn member(&self, id: u16) -> Member {
        self.members.get(usize::from(id)).copied().unwrap_or(self.other)
    }
}

/// What a text must be.
#[derive(Debug, Clone)]
pub(super) enum TextCheck {
    /// So many characters.
    Length(u64, u64),
    Format(Format),
    /// One of these.
    Listed(Vec<Vec<u8>>),
    /// Nothing that this sees.
    Unseen(fn(&[u8], &Surroundings) -> bool),
}

/// What a number must be.
#[derive(Debug, Clone, Copy)]
pub(super) enum NumberCheck {
    AtLeast(f64),
    AtMost(f64),
    Above(f64),
    Below(f64),
    /// Written with digits only.
    Integer,
    /// Nothing that this sees.
    Unseen(fn(&str) -> bool),
}

/// The program.
#[derive(Debug)]
pub(crate) struct Program {
    pub(super) nodes: Vec<Node>,
    pub(super) objects: Vec<Object>,
    /// The names that the objects know; the first has number 1.
    names: Vec<String>,
    /// The shapes of the contract, and whether each is that of the call.
    shapes: Vec<(&'static Shape, bool)>,
    triggers: Vec<Trigger>,
    pub(super) surroundings: Surroundings,
    /// The node of a call; nothing if no call can be proven clean.
    pub(super) call: Option<u32>,
    /// Most bytes of a call.
    pub(super) most_bytes: usize,
    /// What may be seen in a long number.
    pub(super) long_numbers: Vec<fn(&str) -> bool>,
    /// Characters of texts that take a look.
    pub(super) seen: Characters,
}

impl Program {
    /// Most shapes of the contract whose names are looked at.
    pub(super) const SHAPES: usize = 8;
    pub(super) const NO_SHAPE: u8 = u8::MAX;

    /// Compiles schemas that a call must all satisfy, with what the rules declare.
    pub(crate) fn new(
        schemas: &[&Value],
        triggers: impl IntoIterator<Item = Trigger>,
        surroundings: Surroundings,
    ) -> Self {
        compile::compile(schemas, triggers.into_iter().collect(), surroundings)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn triggers(&self) -> impl Iterator<Item = &Trigger> {
        self.triggers.iter()
    }

    /// A shape of the contract, and whether it is that of the call.
    pub(super) fn shape(&self, index: u8) -> Option<(&'static Shape, bool)> {
        self.shapes.get(usize::from(index)).copied()
    }
}

/// The bit of a kind of value.
pub(super) const fn bit(kind: Kind) -> u8 {
    match kind {
        Kind::Null => 1,
        Kind::Boolean => 2,
        Kind::Number => 4,
        Kind::String => 8,
        Kind::Array => 16,
        Kind::Object => 32,
        Kind::Unknown => 0,
    }
}

/// The kinds of values that there are.
const KINDS: [Kind; 6] =
    [Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object];
