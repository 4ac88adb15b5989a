//! The list of the documents.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    accepted_schema, identify_schema, openapi, reference, report_line_schema, report_schema,
    to_text,
};

/// A file of the repository that is generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it is written, from the repository's root, with `/` between the parts.
    pub path: String,
    /// All it holds.
    pub text: String,
}

impl Document {
    /// A document of this path and text.
    pub fn new(path: impl Into<String>, text: String) -> Self {
        Self { path: path.into(), text }
    }
}

/// Every document that is made from the model. `R` is the machine report, `L` a line
/// of it as JSON Lines, `F` the finding in it;
/// `findings` are shown as an example in the OpenAPI document.
///
/// ```
/// #[derive(schemars::JsonSchema, serde::Serialize)]
/// struct Finding {
///     message: String,
/// }
/// let documents = identify_codegen::documents::<Vec<Finding>, Finding, Finding>(&[]);
/// assert!(documents.iter().any(|document| document.path == "schemas/openapi.json"));
/// ```
pub fn documents<R: JsonSchema, L: JsonSchema, F: JsonSchema + Serialize>(
    findings: &[F],
) -> Vec<Document> {
    vec![
        Document::new("schemas/identify.schema.json", to_text(&identify_schema())),
        Document::new("schemas/identify-accepted.schema.json", to_text(&accepted_schema())),
        Document::new("schemas/report.schema.json", to_text(&report_schema::<R>())),
        Document::new("schemas/report-line.schema.json", to_text(&report_line_schema::<L>())),
        Document::new("schemas/openapi.json", to_text(&openapi(findings))),
        Document::new("schemas/reference.md", reference()),
    ]
}
