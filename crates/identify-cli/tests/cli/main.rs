//! The command as its users run it.

#![expect(clippy::unwrap_used, reason = "a test says so by panicking")]

mod across;
mod faults;
mod folder;
mod formats;
mod in_process;
mod inputs;
mod lint;
mod normalize;
mod pages;
mod readme;
