#![doc = include_str!("../README.md")]

mod arena;
mod encoding;
mod fault;
mod outline;
mod parser;
mod position;
mod records;
mod tree;

pub use arena::{Arena, DEPTH_LIMIT, MAX_RECORD_BYTES};
pub use encoding::{Encoding, sniff};
pub use fault::{Expected, Fault, FaultKind, Foreign, Found, NumberFault};
pub use outline::Outline;
pub use position::{Locator, Place};
pub use records::{DEFAULT_RECORD_LIMIT, Framing, Record, RecordFault, Records};
pub use tree::{Elements, Kind, Member, Members, Node, Number, Strings, Tree, Values};
