//! `identify.toml`: the settings of a folder and the folders in it.

mod find;
mod judge;
mod keys;
mod load;
mod mistake;
mod paths;
mod table;
mod tree;

use serde_json::Value;

pub(crate) use find::Folders;
pub(crate) use keys::Keys;
pub(crate) use load::Config;
pub(crate) use mistake::Broken;
pub use table::config_table;

/// What the file is called.
pub(crate) const FILE_NAME: &str = "identify.toml";

/// The JSON Schema of `identify.toml`, for editors: draft 7, which the editors' extensions for TOML
/// know.
///
/// ```
/// let schema = identify_cli::config_schema();
/// assert_eq!(schema["properties"]["rules"]["properties"]["null-trait"]["title"], "Null trait");
/// ```
pub fn config_schema() -> Value {
    identify_codegen::settings_schema::<Keys>()
}
