#![doc = include_str!("../README.md")]

mod args;
mod atomic;
mod console;
mod documents;
mod error;
mod explain;
mod input;
mod io;
mod job;
mod lint;
mod normalize;
mod rules;
mod run;
mod settings;
mod status;
mod text;
mod totals;

pub use io::{Io, Terminal};
pub use run::run;
pub use status::FAILED;
