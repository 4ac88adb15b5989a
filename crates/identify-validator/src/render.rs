//! Reports for people and programs.

mod concise;
mod human;
mod view;
mod visible;

pub use concise::concise;
pub use human::Human;
pub use visible::visible;
