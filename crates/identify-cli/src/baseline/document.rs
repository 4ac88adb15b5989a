//! The file of a baseline.

use std::{fs, io::Write, path::Path};

use identify_validator::render::visible_json;
use serde::{Deserialize, Serialize};

use crate::{atomic::Draft, error::Error};

/// The version of the form, which is the first thing in the file.
const VERSION: u64 = 1;

/// Findings that are alike: of one rule, at one pointer of one file, and with the same message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Entry {
    /// From the folder of the baseline, with `/`.
    pub(super) path: String,
    pub(super) rule: String,
    pub(super) pointer: String,
    pub(super) fingerprint: String,
    pub(super) count: u64,
}

/// The form of a file, and nothing else of it: what follows is read only if the form is known.
#[derive(Deserialize)]
struct Form {
    version: u64,
}

#[derive(Deserialize)]
struct Document {
    findings: Vec<Entry>,
}

/// Reads a baseline.
pub(super) fn read(place: &Path, name: &str) -> Result<Vec<Entry>, Error> {
    let text = fs::read(place).map_err(|source| Error::read_baseline(name, source))?;
    parse(&text).map_err(|reason| Error::Baseline { path: name.to_owned(), reason })
}

fn parse(text: &[u8]) -> Result<Vec<Entry>, String> {
    // Editors on Windows put a byte-order mark there.
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let broken =
        |error: serde_json::Error| format!("it is not what --write-baseline writes: {error}");
    let form: Form = serde_json::from_slice(text).map_err(broken)?;
    if form.version != VERSION {
        return Err(format!(
            "it is of version {}, and this program knows version {VERSION} only",
            form.version
        ));
    }
    let document: Document = serde_json::from_slice(text).map_err(broken)?;
    Ok(document.findings)
}

/// Writes a baseline, an entry a line, so that a comparison shows what changed.
pub(super) fn write(place: &Path, entries: &[Entry], name: &str) -> Result<(), Error> {
    let write = || {
        let mut draft = Draft::create(place)?;
        write!(draft, "{{\n  \"version\": {VERSION},\n  \"findings\": [")?;
        for (index, entry) in entries.iter().enumerate() {
            let before = if index == 0 { "" } else { "," };
            let entry = visible_json(serde_json::to_string(entry)?);
            write!(draft, "{before}\n    {entry}")?;
        }
        let before = if entries.is_empty() { "" } else { "\n  " };
        write!(draft, "{before}]\n}}\n")?;
        draft.commit()
    };
    write().map_err(|error| Error::write(name, error))
}

#[cfg(test)]
mod tests {
    use super::{Entry, parse};

    #[test]
    fn documents() {
        let entry = r#"{"path": "a.json", "rule": "wrong-type", "pointer": "/user_id", "fingerprint": "00", "count": 2}"#;
        let text = format!("\u{feff}{{\"version\": 1, \"findings\": [{entry}], \"more\": []}}");
        let expected = Entry {
            path: "a.json".to_owned(),
            rule: "wrong-type".to_owned(),
            pointer: "/user_id".to_owned(),
            fingerprint: "00".to_owned(),
            count: 2,
        };
        assert_eq!(parse(text.as_bytes()), Ok(vec![expected]));
        assert_eq!(
            parse(b"{\"version\": 2}"),
            Err("it is of version 2, and this program knows version 1 only".to_owned())
        );
        for text in ["", "[]", "{}", "{\"version\": 1}", "{\"version\": \"1\", \"findings\": []}"] {
            let reason = parse(text.as_bytes()).unwrap_err();
            assert!(reason.starts_with("it is not what --write-baseline writes: "), "{reason}");
        }
    }
}
