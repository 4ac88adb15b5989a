//! Reports for people and programs.

mod concise;
mod human;
mod json;
mod view;
mod visible;

pub use concise::concise;
pub use human::Human;
pub use json::{Json, visible_json};
pub use visible::{one_line, visible};
