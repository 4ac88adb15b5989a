//! Reading a file of settings.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    ops::Range,
    path::{Path, PathBuf},
};

use identify_validator::RuleLevel;
use serde::Deserialize;
use serde_json::Value;
use toml::de::DeTable;

use super::{
    judge,
    keys::{Keys, MaxRecordBytes, Override},
    mistake::{Broken, Mistake},
    paths::Globs,
    tree::{Tree, child},
};
use crate::{
    args::Bytes,
    error::{reason, shown},
};

/// Most bytes of a file of settings: more is not one that a person wrote.
const MOST_BYTES: u64 = 1 << 20;

/// A file of settings that can be used.
#[derive(Debug)]
pub(crate) struct Config {
    /// What messages call it.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) place: PathBuf,
    /// The folder that its paths count from.
    pub(crate) folder: PathBuf,
    pub(crate) keys: Keys,
    pub(crate) max_record_bytes: Option<Bytes>,
    exclude: Globs,
    overrides: Vec<(Globs, BTreeMap<String, RuleLevel>)>,
    lines: BTreeMap<String, usize>,
    /// What the file says, as it says it.
    pub(crate) values: Value,
}

impl Config {
    /// Whether a file is passed over when its folder is searched.
    pub(crate) fn excludes(&self, file: &Path) -> bool {
        self.exclude.has(&self.folder, file)
    }

    /// The levels that hold for a file, and where each is set.
    pub(crate) fn levels(&self, file: &Path) -> BTreeMap<&str, (RuleLevel, String)> {
        let mut levels = BTreeMap::new();
        for (id, level) in &self.keys.rules.0 {
            levels.insert(id.as_str(), (*level, child("/rules", id)));
        }
        for (index, (globs, rules)) in self.overrides.iter().enumerate() {
            if globs.has(&self.folder, file) {
                for (id, level) in rules {
                    let pointer = child(&format!("/overrides/{index}/rules"), id);
                    levels.insert(id.as_str(), (*level, pointer));
                }
            }
        }
        levels
    }

    /// A file that is named in it.
    pub(crate) fn path(&self, named: &str) -> PathBuf {
        self.folder.join(named)
    }

    /// The line on which something is set, counted from 1.
    pub(crate) fn line(&self, pointer: &str) -> Option<usize> {
        self.lines.get(pointer).copied()
    }
}

/// Reads a file of settings. `named` is what messages call it, `place` where it is.
pub(super) fn load(named: &Path, place: &Path) -> Result<Config, Broken> {
    let name = shown(named);
    let text = read(place).map_err(|error| Broken::unread(&name, reason(&error)))?;
    of_text(&name, place, &text)
}

/// The text of the file. Bytes that are not UTF-8 stay visible as what TOML does not take.
fn read(place: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(place)?.take(MOST_BYTES.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = "it has more than 1 MiB, so it is no file of settings";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    // Editors on Windows put a byte-order mark there.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

pub(super) fn of_text(name: &str, place: &Path, text: &str) -> Result<Config, Broken> {
    let mut mistakes = Vec::new();
    if let Some(at) = text.find('\u{fffd}') {
        let span = at..at.saturating_add('\u{fffd}'.len_utf8());
        mistakes.push(Mistake::new(span, "the file is not UTF-8", "not UTF-8"));
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    mistakes.extend(errors.iter().map(|error| {
        let span = error.span().unwrap_or(0..0);
        syntax(within(span, text), error.message())
    }));
    let tree = Tree::new(&table);
    // What could not be read would count as missing or wrong.
    if mistakes.is_empty() {
        mistakes = judge::mistakes(&tree);
    }
    let value = &tree.value;
    let exclude = globs(&value["exclude"], "/exclude", &tree, &mut mistakes);
    let overrides = value["overrides"].as_array().map(Vec::as_slice).unwrap_or_default();
    let overrides: Vec<Globs> = overrides
        .iter()
        .enumerate()
        .map(|(index, part)| {
            globs(&part["paths"], &format!("/overrides/{index}/paths"), &tree, &mut mistakes)
        })
        .collect();
    let read = Keys::deserialize(value);
    let limit = read.as_ref().ok().and_then(|keys| keys.max_record_bytes.as_ref());
    let max_record_bytes = limit.map(MaxRecordBytes::bytes).transpose().unwrap_or_else(|message| {
        let span = tree.places("/max-record-bytes").value;
        mistakes.push(Mistake::new(span, message, "not this many"));
        None
    });
    let broken = |mistakes| Err(Broken::new(name, text, mistakes));
    if !mistakes.is_empty() {
        return broken(mistakes);
    }
    match read {
        Ok(keys) => Ok(Config {
            name: name.to_owned(),
            place: place.to_owned(),
            folder: place.parent().map(Path::to_owned).unwrap_or_default(),
            overrides: overrides.into_iter().zip(keys.overrides.iter().map(rules_of)).collect(),
            keys,
            max_record_bytes,
            exclude,
            lines: tree.lines(text),
            values: tree.value,
        }),
        // The schema took it, so this is a mistake of ours; it is told all the same.
        Err(error) => broken(vec![Mistake::new(0..0, error.to_string(), "this file")]),
    }
}

fn rules_of(part: &Override) -> BTreeMap<String, RuleLevel> {
    part.rules.0.clone()
}

/// What the reader of TOML says, in the words of the other messages.
fn syntax(span: Range<usize>, message: &str) -> Mistake {
    match message {
        "duplicate key" => Mistake::new(span, "this key is set twice", "set before"),
        _ => Mistake::new(span, message.to_lowercase(), "not TOML"),
    }
}

fn globs(patterns: &Value, pointer: &str, tree: &Tree, mistakes: &mut Vec<Mistake>) -> Globs {
    // What is no text is told by the schema.
    let patterns = patterns.as_array().map(Vec::as_slice).unwrap_or_default();
    let patterns: Vec<&str> = patterns.iter().map(|it| it.as_str().unwrap_or_default()).collect();
    Globs::new(&patterns, |index, reason| {
        let span = tree.places(&child(pointer, &index.to_string())).value;
        let message = format!("this is not a glob: {reason}");
        mistakes.push(Mistake::new(span, message, "not a glob"));
    })
}

/// A place that the text has.
fn within(span: Range<usize>, text: &str) -> Range<usize> {
    let start = span.start.min(text.len());
    start..span.end.clamp(start, text.len())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::of_text;
    use crate::config::config_schema;

    fn piece() -> impl Strategy<Value = String> {
        let known = [
            "level = ",
            "\"warning\"",
            "\"off\"",
            "[rules]\n",
            "unknown-member = ",
            "[[overrides]]\n",
            "paths = ",
            "[\"a/**\"]",
            "exclude = ",
            "[\"[\"]",
            "plan = ",
            "max-record-bytes = ",
            "\"64KiB\"",
            "1",
            "-1",
            "1e999",
            "0x7fffffffffffffff",
            "99999999999999999999",
            "true",
            "2020-11-23",
            "\n",
            " ",
            "[output]\n",
            "files = { sarif = \"x\" }\n",
            "format = ",
            "\"json\"",
            "[",
            "]",
            "{",
            "}",
            "=",
            "\"",
            "'''",
            "# x\n",
            "é",
            "\u{1b}",
            "\u{202e}",
            "\"$schema\" = ",
            "a.b.c = ",
            "max-findings = ",
        ];
        prop_oneof![9 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,4}"]
    }

    proptest! {
        /// Whatever the file says, it is used or told; and what is used is what the schema takes.
        #[test]
        fn no_text_is_too_odd(pieces in prop::collection::vec(piece(), 0..24)) {
            let text = pieces.concat();
            let judge = jsonschema::validator_for(&config_schema()).unwrap();
            match of_text("identify.toml", Path::new("identify.toml"), &text) {
                Ok(config) => prop_assert!(judge.is_valid(&config.values)),
                Err(broken) => {
                    let told = broken.tell(identify_validator::render::Style::default()).unwrap();
                    prop_assert!(told.starts_with("error: "), "{told}");
                    prop_assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told}");
                }
            }
        }
    }

    #[test]
    fn the_schema_takes_what_is_used() {
        let judge = jsonschema::validator_for(&config_schema()).unwrap();
        for (text, is_used) in [
            ("", true),
            ("level = \"note\"", true),
            ("level = \"Note\"", false),
            ("[rules]\nunknown-member = \"error\"", true),
            ("[rules]\nwrong-type = \"error\"", false),
            ("[[overrides]]\npaths = []", true),
            ("[[overrides]]\nrules = {}", false),
            ("max-record-bytes = 0", false),
            ("max-record-bytes = 1", true),
            ("max-record-bytes = \"16 MiB\"", true),
            ("max-record-bytes = \"16MB\"", false),
            ("output.max-findings = -1", false),
            ("output.max-findings = 0", true),
            ("output.files.json = \"x\"", true),
            ("output.files.toml = \"x\"", false),
            ("across-records = \"true\"", false),
            ("placeholder-user-ids = [1]", false),
        ] {
            let value: Value = toml::from_str(text).unwrap();
            let config = of_text("identify.toml", Path::new("identify.toml"), text);
            assert_eq!(judge.is_valid(&value), config.is_ok(), "{text}");
            assert_eq!(config.is_ok(), is_used, "{text}");
        }
    }
}
