//! `cargo xtask gen-schema`: writes the generated files, or tells which are out of date.

use std::fs;
use std::path::Path;

use identify_cli::config_table;
use identify_codegen::{Document, to_text};
use identify_validator::{Finding, Report, ReportLine, example_findings};

use crate::error::{Error, Result};
use crate::page;
use crate::repository::{root, write as write_file};
use crate::{report_score, rule_pages, rule_registry};

/// Every generated file of the repository. A new kind of file is one more line here.
fn documents(root: &Path) -> Result<Vec<Document>> {
    let mut documents =
        identify_codegen::documents::<Report, ReportLine, Finding>(&example_findings());
    documents.extend(rule_registry::document(root)?);
    let settings = to_text(&identify_cli::config_schema());
    documents.push(Document::new("schemas/identify-toml.schema.json", settings));
    documents.push(Document::new("docs/rules.md", rule_pages::page()?));
    documents.push(page::with_block(root, "docs/configuration.md", "keys", &config_table())?);
    documents.extend(report_score::documents()?);
    let totals = report_score::totals()?;
    documents.push(page::with_block(root, "README.md", "report-score", &totals)?);
    Ok(documents)
}

/// Writes what is out of date.
pub(crate) fn write() -> Result {
    let root = root();
    let documents = documents(&root)?;
    let stale: Vec<_> = documents.iter().filter(|document| !is_fresh(&root, document)).collect();
    for document in &stale {
        write_file(&root.join(&document.path), &document.text)?;
        println!("wrote {}", document.path);
    }
    println!("{} files, {} written", documents.len(), stale.len());
    Ok(())
}

/// Fails if a generated file is out of date.
pub(crate) fn check() -> Result {
    check_within("")
}

/// Fails if a generated file whose path starts so is out of date.
pub(crate) fn check_within(start: &str) -> Result {
    let root = root();
    let mut documents = documents(&root)?;
    documents.retain(|document| document.path.starts_with(start));
    let stale = documents.iter().filter(|document| !is_fresh(&root, document));
    let stale: Vec<_> = stale.map(|document| document.path.as_str()).collect();
    match stale.as_slice() {
        [] => {
            println!("{} files are up to date", documents.len());
            Ok(())
        }
        [one] => Err(Error::new(format!("{one} is out of date: run `cargo xtask gen-schema`"))),
        more => {
            let more = more.join(", ");
            Err(Error::new(format!("{more} are out of date: run `cargo xtask gen-schema`")))
        }
    }
}

fn is_fresh(root: &Path, document: &Document) -> bool {
    fs::read(root.join(&document.path)).is_ok_and(|bytes| bytes == document.text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{check, documents};
    use crate::repository::root;

    /// What keeps the checked-in files true without any command but `cargo test`.
    #[test]
    fn generated_files_are_up_to_date() {
        if let Err(error) = check() {
            panic!("{error}");
        }
    }

    #[test]
    fn generation_is_deterministic() {
        assert_eq!(documents(&root()).unwrap(), documents(&root()).unwrap());
    }
}
