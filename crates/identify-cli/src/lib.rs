#![doc = include_str!("../README.md")]

mod args;
mod atomic;
mod completions;
mod console;
mod documents;
mod error;
mod explain;
mod fix;
mod input;
mod io;
mod job;
mod lint;
mod man;
mod normalize;
mod rules;
mod run;
mod settings;
mod status;
mod text;
mod totals;
mod watch;

pub use io::{Io, Terminal};
pub use run::run;
pub use status::FAILED;
