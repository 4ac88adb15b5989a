#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod accepted;
mod documents;
mod example;
mod http;
mod openapi;
mod order;
mod plain;
mod problem;
mod reference;
mod schema;

pub use accepted::Alias;
pub use documents::{Document, documents};
pub use http::{Body, OPERATION, Operation, Outcome};
pub use openapi::openapi;
pub use order::to_text;
pub use problem::{Problem, Verdict};
pub use reference::reference;
pub use schema::{
    accepted, accepted_schema, aliases, identify_schema, report_line_schema, report_schema,
    settings_schema,
};
