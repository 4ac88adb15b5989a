//! What each form of a report looks like, and that nothing breaks out of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

mod alike;
mod github;
mod human;
mod injection;
mod junit;
mod lines;
mod markdown;
mod patches;
mod redaction;
mod report;
mod sarif;
