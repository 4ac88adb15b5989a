//! From the Rust types of the identify call to its documents: JSON Schema, OpenAPI and the field
//! reference. Everything here is a pure function: the same model gives the same bytes, and nothing
//! is read or written. `cargo xtask gen-schema` writes what [`documents`] returns.
//!
//! ```
//! let schema = identify_codegen::identify_schema();
//! assert_eq!(schema["$id"], "urn:identify:schema:v1:identify");
//! assert!(identify_codegen::to_text(&schema).ends_with("}\n"));
//! ```

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

pub use documents::{Document, documents};
pub use http::{Body, OPERATION, Operation, Outcome};
pub use openapi::openapi;
pub use order::to_text;
pub use problem::{Problem, Verdict};
pub use reference::reference;
pub use schema::{accepted_schema, identify_schema, report_schema};
