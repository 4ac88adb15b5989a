//! What the search begins with: the fixtures, and the words of the contract.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use fixtures::property::Property;
use serde_json::Value;

use crate::error::{Error, Result};

/// Writes what the corpus of a target begins with, and says in which folder it is. What an earlier
/// search found worth keeping stays in it.
pub(super) fn begin(property: &Property, folder: &Path) -> Result<PathBuf> {
    let folder = folder.join("corpus").join(property.name);
    fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
    for seed in property.seeds() {
        let path = folder.join(format!("seed-{:016x}", digest(&seed)));
        if !path.exists() {
            fs::write(&path, &seed).map_err(Error::file("write", &path))?;
        }
    }
    Ok(folder)
}

/// FNV-1a.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What is worth being put in as a whole.
const TOKENS: &[&str] = &[
    "{}",
    "[]",
    "\":",
    ",\"",
    "null",
    "true",
    "false",
    "\\u",
    "\\ud83d\\ude00",
    "\\u0000",
    "1e999",
    "-0",
    "\r\n",
    "\n{",
    "}\n",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{e9}",
    "T00:00:00Z",
    "+05:30",
    "2020-11-23",
    "23:59:60Z",
    "https://",
    "ada@example.com",
    "//",
    "/*",
    "*/",
    "'",
    "`",
    "NaN",
    "None",
    "9007199254740993",
    "18446744073709551616",
    "::error::",
    "]]>",
    "%0A",
    "]8;;",
    "~1",
];

/// Writes a dictionary of `libFuzzer`: the names of all members, and tokens.
pub(super) fn dictionary(folder: &Path) -> Result<PathBuf> {
    let mut words: BTreeSet<String> = TOKENS.iter().map(|token| (*token).to_owned()).collect();
    names(&identify_codegen::accepted_schema(), &mut words);
    let escape = |byte: &u8| match byte {
        b' ' | b'!' | b'#'..=b'[' | b']'..=b'~' => char::from(*byte).to_string(),
        other => format!("\\x{other:02X}"),
    };
    let line =
        |word: &String| format!("\"{}\"\n", word.bytes().map(|it| escape(&it)).collect::<String>());
    let path = folder.join("dictionary");
    let text: String = words.iter().map(line).collect();
    fs::write(&path, text).map_err(Error::file("write", &path))?;
    Ok(path)
}

/// The names of the members that a schema speaks of.
fn names(schema: &Value, words: &mut BTreeSet<String>) {
    if let Some(members) = schema.get("properties").and_then(Value::as_object) {
        words.extend(members.keys().map(|name| format!("\"{name}\":")));
    }
    let values = schema.as_object().into_iter().flat_map(|object| object.values());
    for value in values.chain(schema.as_array().into_iter().flatten()) {
        names(value, words);
    }
}
