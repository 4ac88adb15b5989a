//! The arena: the memory of a tree, kept from record to record.

use crate::{
    fault::{Fault, FaultKind},
    parser::{Level, Parser, Sound},
    tree::{Kind, Tree},
};

/// Most nested arrays and objects in a record, the outermost one counted.
pub const DEPTH_LIMIT: usize = 128;

/// Most bytes of a record that [`Arena::parse`] reads: 1.3 GiB. Places in the unescaped text are
/// 32-bit numbers, and that text can be three times as long as the source, because one byte that
/// means nothing reads as the three of U+FFFD.
pub const MAX_RECORD_BYTES: u64 = (u32::MAX / 3 - 1) as u64;

/// A node as it lies in the arena. Children follow their parent; in an object, names and values
/// take turns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawNode {
    pub(crate) kind: Kind,
    pub(crate) damaged: bool,
    /// Byte span in the source.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of the first node behind this one and all that it holds.
    pub(crate) next: u32,
    /// Members or elements.
    pub(crate) children: u32,
    /// Index of the array or object that it stands in; its own for the outermost value.
    pub(crate) parent: u32,
    /// Which child of it, names counted as well.
    pub(crate) ordinal: u32,
    /// Where the unescaped text lies, for a string that differs from its source.
    pub(crate) text: u32,
    pub(crate) text_len: u32,
}

/// Room that is made at once.
const FEW_NODES: usize = 512;

/// Says that a string's text is its source.
pub(crate) const VERBATIM: u32 = u32::MAX;

impl RawNode {
    pub(crate) fn new(kind: Kind, start: u32) -> Self {
        Self {
            kind,
            damaged: false,
            start,
            end: start,
            next: 0,
            children: 0,
            parent: 0,
            ordinal: 0,
            text: VERBATIM,
            text_len: 0,
        }
    }

    pub(crate) fn is_decoded(&self) -> bool {
        self.text != VERBATIM
    }
}

/// Parses records into trees, one after the other, in memory of its own that it keeps.
///
/// ```
/// use identify_json::{Arena, FaultKind};
///
/// let mut arena = Arena::new();
/// let tree = arena.parse(br#"{"user_id": "u1", "age": 36,}"#);
/// assert_eq!(tree.root().unwrap().get("age").unwrap().span(), 25..27);
/// assert_eq!(tree.faults()[0].kind, FaultKind::TrailingComma);
/// assert_eq!(tree.faults()[0].span, 27..28);
/// ```
#[derive(Debug, Default)]
pub struct Arena {
    pub(crate) nodes: Vec<RawNode>,
    pub(crate) decoded: String,
    pub(crate) faults: Vec<Fault>,
    /// Indices of the open containers, outermost first.
    pub(crate) open: Vec<u32>,
    /// Room for sorting the names of a wide object.
    pub(crate) names: Vec<u32>,
    /// The same as `open`, for the short way.
    pub(crate) levels: Vec<Level>,
    /// Fingerprints of the names of one object.
    pub(crate) prints: Vec<u64>,
    /// Whether the outermost array is no level of what stands in it.
    pub(crate) holds_records: bool,
}

impl Arena {
    /// An empty arena. It allocates when it first parses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Parses one record. Whatever the bytes are, there is a tree; what is wrong with them is in
    /// [`Tree::faults`]. Time and memory grow with the length of the source (n log n where the
    /// names of an object and the faults are sorted), and no call nests.
    /// A source of more than [`MAX_RECORD_BYTES`] is not read.
    pub fn parse<'a>(&'a mut self, source: &'a [u8]) -> Tree<'a> {
        self.holds_records = false;
        self.read(source)
    }

    /// Parses an array of records: what each of them may nest is [`DEPTH_LIMIT`], and the array
    /// around them is none of its levels. A source that is no array is one record.
    pub fn parse_array<'a>(&'a mut self, source: &'a [u8]) -> Tree<'a> {
        self.holds_records = true;
        self.read(source)
    }

    /// Whether nothing more may be opened within so many open arrays and objects.
    pub(crate) fn is_full(nodes: &[RawNode], open: usize, holds_records: bool) -> bool {
        let is_array = || nodes.first().is_some_and(|root| root.kind == Kind::Array);
        let outer = usize::from(open == DEPTH_LIMIT && holds_records && is_array());
        open >= DEPTH_LIMIT.saturating_add(outer)
    }

    fn read<'a>(&'a mut self, source: &'a [u8]) -> Tree<'a> {
        self.clear();
        // About as many as calls have; the rest comes as it is needed.
        self.nodes.reserve((source.len() / 8).min(FEW_NODES));
        let text = std::str::from_utf8(source).ok();
        let mut abandoned = None;
        if source.len() as u64 > MAX_RECORD_BYTES {
            self.faults.push(Fault { kind: FaultKind::TooLarge, span: 0..0 });
        } else if text.is_none_or(|text| Sound::new(self, text).run().is_none()) {
            self.clear();
            abandoned = Parser::new(self, source, text).run();
            // One byte may be at fault twice; readers want the order of places.
            self.faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
            // An object that was closed too early had its names compared twice.
            self.faults.dedup();
        }
        Tree {
            source,
            text,
            nodes: &self.nodes,
            decoded: &self.decoded,
            faults: &self.faults,
            abandoned,
        }
    }

    fn clear(&mut self) {
        self.nodes.clear();
        self.decoded.clear();
        self.faults.clear();
        self.open.clear();
    }
}
