//! `identify config`: the settings that hold for an input, and where each is from.

use std::{fmt::Write, path::Path};

use identify_validator::{Level, render::visible};
use serde_json::Value;

use crate::{
    args::{CheckArgs, ConfigArgs},
    config::{Config, FILE_NAME},
    console::Console,
    error::Error,
    input::{Input, STANDARD_INPUT},
    io::Io,
    settings::Settings,
    status::Status,
};

pub(crate) fn config(args: &ConfigArgs, io: &mut Io<'_>) -> Status {
    let settings = Settings::new(&args.checks, io.directory.as_deref());
    let mut console = Console::of(io);
    match page(&settings, args) {
        Ok(page) => {
            console.print(&visible(page));
            console.finish(Status::Clean)
        }
        Err(error) => {
            let status = console.complain_of(&error);
            console.finish(status)
        }
    }
}

fn page(settings: &Settings<'_>, args: &ConfigArgs) -> Result<String, Error> {
    let named = args.path.as_deref();
    // What holds for standard input is what holds for the run.
    let file = named.filter(|path| path.as_os_str() != STANDARD_INPUT);
    // What cannot be used is said, not shown.
    settings.validator(file)?;
    let config = settings.of(file)?;
    let what =
        named.map_or_else(|| "a run here".to_owned(), |path| Input::shown(&path.to_string_lossy()));
    let mut lines = Vec::new();
    let from = match config.as_deref() {
        Some(config) => format!("from {}", config.name),
        None => format!("no {FILE_NAME} holds for it"),
    };
    let options = options(&args.checks);
    let set = config.as_deref().map(|config| set(config, file, settings)).unwrap_or_default();
    for (section, key, value, origin) in set {
        if !options.iter().any(|option| option.0 == section && option.1 == key) {
            lines.push((section, key, value, origin));
        }
    }
    lines.extend(options);
    lines.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let mut text = format!("# Settings of {what}: {from}.\n");
    if lines.is_empty() {
        text += "# Nothing is set: every rule has its own level (`identify rules`).\n";
    }
    let mut open = String::new();
    for (section, key, value, origin) in lines {
        if section != open {
            // Writing to a string never fails.
            let _ = writeln!(text, "\n[{section}]");
            open = section;
        }
        let _ = writeln!(text, "{:<42} # {origin}", format!("{key} = {value}"));
    }
    Ok(text)
}

/// A setting: its section, its key, its value as TOML has it, and where it is from.
type Line = (String, String, String, String);

/// What a file of settings says of an input.
fn set(config: &Config, file: Option<&Path>, settings: &Settings<'_>) -> Vec<Line> {
    let origin = |pointer: &str| match config.line(pointer) {
        Some(line) => format!("{}:{line}", config.name),
        None => config.name.clone(),
    };
    let mut lines = Vec::new();
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    for (key, value) in members(&config.values) {
        if key == "output" {
            for (inner, value) in members(&value) {
                let origin = origin(&format!("/output/{inner}"));
                lines.push(("output".to_owned(), inner, toml(&value), origin));
            }
        } else if !["rules", "overrides", "$schema"].contains(&key.as_str()) {
            let origin = origin(&format!("/{key}"));
            lines.push((String::new(), key, toml(&value), origin));
        }
    }
    let place = file.map(|file| settings.place(file)).unwrap_or_default();
    for (id, (level, pointer)) in config.levels(&place) {
        lines.push(("rules".to_owned(), id.to_owned(), format!("\"{level}\""), origin(&pointer)));
    }
    lines
}

/// What the options say, which goes before.
fn options(checks: &CheckArgs) -> Vec<Line> {
    let line = |section: &str, key: &str, value: String, option: &str| {
        (section.to_owned(), key.to_owned(), value, option.to_owned())
    };
    let mut lines = Vec::new();
    for setting in &checks.rules {
        lines.retain(|(section, key, ..): &Line| section != "rules" || *key != setting.id);
        lines.push(line("rules", &setting.id, format!("\"{}\"", setting.level), "--rule"));
    }
    if let Some(level) = checks.level {
        lines.push(line("", "level", format!("\"{}\"", Level::name(level)), "--level"));
    }
    if let Some(bytes) = checks.max_record_bytes {
        lines.push(line("", "max-record-bytes", format!("\"{bytes}\""), "--max-record-bytes"));
    }
    if let Some(plan) = &checks.plan {
        let path = Value::from(plan.to_string_lossy().into_owned());
        lines.push(line("", "plan", toml(&path), "--plan"));
    }
    if checks.across_records {
        lines.push(line("", "across-records", "true".to_owned(), "--across-records"));
    }
    lines
}

/// A value as TOML has it, on one line.
fn toml(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{key} = {}", toml(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(elements) => {
            format!("[{}]", elements.iter().map(toml).collect::<Vec<_>>().join(", "))
        }
        // Strings of JSON are strings of TOML, numbers and truth values too.
        other => other.to_string(),
    }
}
