//! Pages that are written by hand but for a block.

use std::fs;
use std::path::Path;

use identify_codegen::Document;

use crate::error::{Error, Result};

/// A page with this text between the comments `<!-- NAME -->` and `<!-- end of NAME -->`.
pub(crate) fn with_block(root: &Path, path: &str, name: &str, text: &str) -> Result<Document> {
    let page = fs::read_to_string(root.join(path))
        .map_err(|error| Error::new(format!("cannot read {path}: {error}")))?;
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->\n"));
    let split = page.split_once(&start).and_then(|(before, rest)| {
        let (_, behind) = rest.split_once(&end)?;
        Some([before, &start, "\n", text.trim_end(), "\n\n", &end, behind].concat())
    });
    let page = split.ok_or_else(|| Error::new(format!("{path} has no block {name:?}")))?;
    Ok(Document::new(path, page))
}
