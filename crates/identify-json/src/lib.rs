#![doc = include_str!("../README.md")]
// Beside what the workspace denies; each exception has its reason.
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::string_slice)
)]

mod arena;
mod blocks;
mod encoding;
mod fault;
mod outline;
mod parser;
mod position;
mod records;
mod scan;
mod tree;

pub use arena::{Arena, DEPTH_LIMIT, MAX_RECORD_BYTES};
pub use blocks::{Block, Blocks, Piece, Unread};
pub use encoding::{Encoding, sniff};
pub use fault::{Expected, Fault, FaultKind, Foreign, Found, NumberFault};
pub use outline::Outline;
pub use position::{Locator, Place};
pub use records::{Behind, DEFAULT_RECORD_LIMIT, Framing, Record, RecordFault, Records, Start};
pub use scan::{Kernel, KernelError, WORD_BYTES};
pub use tree::{Elements, Kind, Member, Members, Node, Number, Strings, Tree, Values};
