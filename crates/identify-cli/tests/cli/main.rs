//! The command as its users run it.

#![expect(clippy::unwrap_used, reason = "a test says so by panicking")]

mod across;
mod baseline;
mod bombs;
mod config;
mod crash;
mod disk;
mod docs;
mod faults;
mod fix;
mod folder;
mod formats;
mod hostile;
mod in_process;
mod inputs;
mod interrupt;
mod limits;
mod lint;
mod manual;
mod normalize;
mod outputs;
mod outside;
mod packed;
mod pages;
mod progress;
mod readme;
mod streaming;
mod threads;
mod unreadable;
mod watch;
