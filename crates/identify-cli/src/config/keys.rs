//! The keys of `identify.toml`: each is declared here once. The JSON Schema, what is refused and
//! the table in the documentation come from this.

use std::{borrow::Cow, collections::BTreeMap};

use identify_validator::{Level, RuleLevel, render::Format, rules};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::{Map, Value, json};

use crate::args::Bytes;

/// Settings of `identify lint` and `identify normalize` for the folder that the file lies in and
/// the folders in it. Options on the command line go before them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Keys {
    /// The JSON Schema of this file, for editors. It sets nothing.
    #[serde(rename = "$schema")]
    schema: Option<String>,
    /// The lowest level that is looked at; `warning` unless set. Option: `--level`.
    pub(crate) level: Option<LevelName>,
    /// Levels of rules. Rules about the syntax and the schema are part of the contract, and cannot
    /// be set. Option: `--rule ID=LEVEL`.
    pub(crate) rules: Rules,
    /// Levels of rules for some files only. Where several have the same file, the later counts.
    pub(crate) overrides: Vec<Override>,
    /// Globs of files that are passed over when folders are searched. A file that is named on the
    /// command line is checked all the same, unless `--force-exclude` is given.
    pub(crate) exclude: Vec<String>,
    /// A tracking plan that calls must satisfy as well: a JSON Schema laid over the contract. The
    /// path counts from this file's folder. Option: `--plan`.
    pub(crate) plan: Option<String>,
    /// Ids that stand for no user, beside the usual ones that `placeholder-user-id` finds.
    pub(crate) placeholder_user_ids: Vec<String>,
    /// Most bytes of one call, as a number or such as `"64KiB"`; `"16MiB"` unless set. Longer ones
    /// are reported and passed over. Option: `--max-record-bytes`.
    pub(crate) max_record_bytes: Option<MaxRecordBytes>,
    /// Whether to look at what several calls say together too; `false` unless set. It counts for a
    /// run as a whole. Option: `--across-records`.
    pub(crate) across_records: Option<bool>,
    /// Findings that are known and fail no run. The path counts from this file's folder. It counts
    /// for a run as a whole. Option: `--baseline`.
    pub(crate) baseline: Option<String>,
    /// How findings are written. It counts for a run as a whole.
    pub(crate) output: Output,
}

/// Levels of rules for some files.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) struct Override {
    /// Globs of the files. They count from this file's folder; one without `/` is looked for in
    /// every folder.
    #[expect(dead_code, reason = "read with their places in the file")]
    paths: Vec<String>,
    /// Levels of rules there.
    #[serde(default)]
    pub(crate) rules: Rules,
}

/// How findings are written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) struct Output {
    /// The form of the report; `human` unless set. Option: `--output-format`.
    pub(crate) format: Option<FormatName>,
    /// Most findings that are listed of a rule, and of a call; 0 for no bound. Option:
    /// `--max-findings`.
    #[schemars(range(min = 0, max = 9_007_199_254_740_991_u64))]
    pub(crate) max_findings: Option<u64>,
    /// Whether to add what each rule found in numbers; `false` unless set. Option: `--statistics`.
    pub(crate) statistics: Option<bool>,
    /// Whether values of the payload are masked; where nothing sets it, they are when the
    /// environment says `CI`. Options: `--redact`, `--show-values`.
    pub(crate) redact: Option<bool>,
    /// Where the pages of the rules are, such as a copy of `docs/rules.md`: rule ids in reports link
    /// to it. Option: `--rules-url`.
    pub(crate) rules_url: Option<String>,
    /// Further reports: the form of each, and the file that it is written to. The paths count from
    /// this file's folder. Option: `--output-file FORMAT=FILE`.
    pub(crate) files: Files,
}

/// A value that is one of some names, which the validator knows.
macro_rules! name {
    ($name:ident, $value:ty, $prose:literal) => {
        #[doc = $prose]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) $value);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map(Self).map_err(Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let names: Vec<&str> = <$value>::ALL.iter().map(|value| value.name()).collect();
                json_schema!({ "type": "string", "enum": names })
            }
        }
    };
}

name!(FormatName, Format, "The name of a form of a report.");
name!(LevelName, Level, "The name of a level.");

/// Reports and the files that they are written to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Files(pub(crate) BTreeMap<String, String>);

impl JsonSchema for Files {
    fn schema_name() -> Cow<'static, str> {
        "Files".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let file = |format: &Format| {
            let property =
                json!({ "description": format.summary(), "type": "string", "minLength": 1 });
            (format.name().to_owned(), property)
        };
        let properties: Map<String, Value> = Format::ALL.iter().map(file).collect();
        object(&properties)
    }
}

/// Levels of rules.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules(pub(crate) BTreeMap<String, RuleLevel>);

impl<'de> Deserialize<'de> for Rules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = BTreeMap::<String, String>::deserialize(deserializer)?;
        let levels = names.into_iter().map(|(id, name)| Ok((id, name.parse()?)));
        levels
            .collect::<Result<_, identify_validator::LevelError>>()
            .map(Self)
            .map_err(Error::custom)
    }
}

impl JsonSchema for Rules {
    fn schema_name() -> Cow<'static, str> {
        "Rules".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let levels = RuleLevel::ALL.map(|level| level.to_string());
        let setting = |id: &str, summary: &str, level: Level| {
            let prose = format!("Finds: {summary}. Its level is {level} unless set.");
            let property = json!({ "description": prose, "type": "string", "enum": levels });
            (id.to_owned(), property)
        };
        let rules = rules().iter().filter(|rule| rule.group.is_configurable());
        object(&rules.map(|rule| setting(rule.id, rule.summary, rule.level)).collect())
    }
}

/// A number of bytes, plain or with a unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum MaxRecordBytes {
    Number(u64),
    Text(String),
}

impl MaxRecordBytes {
    pub(crate) fn bytes(&self) -> Result<Bytes, String> {
        match self {
            Self::Number(number) => number.to_string().parse(),
            Self::Text(text) => text.parse(),
        }
    }
}

impl JsonSchema for MaxRecordBytes {
    fn schema_name() -> Cow<'static, str> {
        "MaxRecordBytes".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": identify_json::MAX_RECORD_BYTES },
                { "type": "string", "pattern": "^[0-9]{1,10} *(B|KiB|MiB|GiB)?$" },
            ],
            "examples": ["64KiB", 65536],
        })
    }
}

/// An object with these members and no other.
fn object(properties: &Map<String, Value>) -> Schema {
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}
