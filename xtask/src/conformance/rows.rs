//! The rows of a suite: one JSON object a line.

use data_encoding::BASE64;
use serde_json::Value;

use super::suite::Run;
use crate::{
    error::{Error, Result},
    repository,
};

/// A row.
pub(super) struct Row(Value);

/// All rows of a file.
pub(super) fn rows(run: &Run, file: &str) -> Result<Vec<Row>> {
    let path = run.folder.join(file);
    let text = repository::read(&path)?;
    let lines = text.lines().filter(|line| !line.is_empty());
    let rows = lines.map(|line| serde_json::from_str(line).map(Row));
    rows.collect::<std::result::Result<_, _>>().map_err(Error::file("read", &path))
}

impl Row {
    pub(super) fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// The text of a member; nothing where there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.get(name).as_str().unwrap_or_default()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        !self.get(name).is_null()
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.get(name) == &Value::Bool(true)
    }

    /// The bytes that the member `base64` stands for.
    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = BASE64.decode(self.text("base64").as_bytes());
        bytes.map_err(|error| Error::new(format!("a row's base64: {error}")))
    }
}
