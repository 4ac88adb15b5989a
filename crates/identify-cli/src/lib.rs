#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod args;
mod atomic;
mod baseline;
mod completions;
mod config;
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
mod meter;
mod normalize;
mod outputs;
mod progress;
mod rules;
mod run;
mod settings;
mod show;
mod status;
mod stop;
mod text;
mod totals;
mod watch;

pub use config::{config_schema, config_table};
pub use io::{Io, Terminal};
pub use run::run;
pub use status::FAILED;
pub use stop::{Awaited, Stop};
