//! The settings under which both ways must agree, in the library and through the command.

use chrono::{DateTime, Utc};
use identify_validator::{Level, RuleLevel, Validator, ValidatorBuilder};
use serde_json::{Value, json};

use crate::error::{Error, Result};

/// Settings.
pub(super) struct Setting {
    pub(super) name: &'static str,
    /// In the library.
    pub(super) apply: fn(ValidatorBuilder) -> Result<ValidatorBuilder>,
    /// Through the command; `PLAN` is the file of the plan, and `SETTINGS` one of settings.
    pub(super) arguments: &'static [&'static str],
}

pub(super) const SETTINGS: &[Setting] = &[
    Setting { name: "default", apply: |it| Ok(it), arguments: &["--no-config"] },
    Setting {
        name: "notes",
        apply: |it| Ok(it.level(Level::Note)),
        arguments: &["--no-config", "--level", "note"],
    },
    Setting {
        name: "errors only",
        apply: |it| Ok(it.level(Level::Error)),
        arguments: &["--no-config", "--level", "error"],
    },
    Setting {
        name: "a plan",
        apply: |it| Ok(it.plan(plan())),
        arguments: &["--no-config", "--plan", "PLAN"],
    },
    Setting {
        name: "a plan that asks little",
        apply: |it| Ok(it.plan(json!({"required": ["timestamp"]}))),
        arguments: &["--no-config", "--plan", "LENIENT"],
    },
    Setting {
        name: "rules off and at other levels",
        apply: |it| {
            Ok(it
                .rule("near-miss-member", RuleLevel::Off)
                .rule("colliding-members", RuleLevel::Off)
                .rule("unknown-member", RuleLevel::Off)
                .rule("padded-user-id", RuleLevel::At(Level::Error))
                .rule("missing-full-name", RuleLevel::At(Level::Error)))
        },
        arguments: &[
            "--no-config",
            "--rule=near-miss-member=off",
            "--rule=colliding-members=off",
            "--rule=unknown-member=off",
            "--rule=padded-user-id=error",
            "--rule=missing-full-name=error",
        ],
    },
    Setting {
        name: "placeholder ids",
        apply: |it| Ok(it.placeholder_user_ids(["7", "ユーザー-1", "none of yours"])),
        arguments: &["--config", "SETTINGS"],
    },
    Setting {
        name: "another now",
        apply: |it| Ok(it.now(now())),
        arguments: &["--no-config", "--now", NOW],
    },
    Setting {
        name: "small records",
        apply: |it| Ok(it.max_record_bytes(500)),
        arguments: &["--no-config", "--max-record-bytes", "500"],
    },
    Setting {
        name: "across records",
        apply: |it| Ok(it.across_records(true)),
        arguments: &["--no-config", "--across-records"],
    },
];

/// A validator for each of the settings, in their order.
pub(super) fn validators() -> Result<Vec<Validator>> {
    let build = |setting: &Setting| {
        let built = (setting.apply)(Validator::builder())?.build();
        built.map_err(|error| Error::new(format!("{}: {error}", setting.name)))
    };
    SETTINGS.iter().map(build).collect()
}

/// In the midst of the times of generated calls.
pub(super) const NOW: &str = "2018-06-15T12:00:00Z";

pub(super) fn now() -> DateTime<Utc> {
    NOW.parse().unwrap_or_default()
}

/// A plan of many keywords.
pub(super) fn plan() -> Value {
    json!({
        "required": ["context"],
        "properties": {
            "user_id": { "type": "string", "maxLength": 40, "pattern": "^[^ ]" },
            "user_traits": {
                "required": ["email"],
                "properties": {
                    "email": { "type": "string", "maxLength": 64 },
                    "age": { "minimum": 18, "maximum": 120 },
                    "gender": { "enum": ["female", "male", "non-binary", "", null] },
                    "cart_total": { "type": "number" },
                    "billing_currency": { "type": "string", "minLength": 3 },
                    "company": { "properties": { "plan": { "enum": ["free", "pro"] } } },
                    "password": false
                }
            },
            "context": { "properties": { "ip": { "type": "string", "format": "ipv4" } } }
        }
    })
}

/// The files that arguments name.
pub(super) fn files() -> [(&'static str, &'static str, String); 3] {
    let settings = "placeholder-user-ids = [\"7\", \"ユーザー-1\", \"none of yours\"]\n";
    [
        ("PLAN", "plan.json", plan().to_string()),
        ("LENIENT", "lenient.json", json!({"required": ["timestamp"]}).to_string()),
        ("SETTINGS", "identify.toml", settings.to_owned()),
    ]
}
