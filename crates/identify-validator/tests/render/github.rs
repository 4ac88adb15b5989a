//! Workflow commands, read by the rules of the runner (`ActionCommand.TryParseV2` and `TryParse` in
//! the runner of GitHub Actions).

use std::collections::BTreeMap;

use identify_validator::render::{Format, Style};

use crate::report::{ALIAS, VALID, WRONG, of_log};

#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) data: String,
}

/// What the runner makes of a line: the newer form at its start, behind any white space.
pub(crate) fn command(line: &str) -> Option<Command> {
    let line = line.trim_start().strip_prefix("::")?;
    let (info, data) = line.split_once("::")?;
    let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
    let unescape = |text: &str, property: bool| {
        let mut text = text.replace("%0D", "\r").replace("%0A", "\n");
        if property {
            text = text.replace("%3A", ":").replace("%2C", ",");
        }
        text.replace("%25", "%")
    };
    let properties = properties.trim().split(',').filter_map(|pair| pair.split_once('='));
    Some(Command {
        name: name.to_owned(),
        properties: properties
            .map(|(name, value)| (name.to_owned(), unescape(value, true)))
            .collect(),
        data: unescape(data, false),
    })
}

/// Whether the runner finds a command of the older form, which may stand anywhere in a line.
pub(crate) fn has_older_command(line: &str) -> bool {
    line.split("##[").skip(1).any(|rest| rest.contains(']'))
}

#[test]
fn each_finding_is_one_command() {
    let log = format!("{VALID}\n{ALIAS}\n{WRONG}\n");
    let text = of_log(Format::Github, &Style::default(), &log);
    let commands: Vec<Command> = text.lines().map(|line| command(line).unwrap()).collect();
    let names: Vec<&str> = commands.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(names, ["warning", "error", "error"]);
    let properties: Vec<_> = commands[0].properties.iter().collect();
    let expected = [
        ("col", "19"),
        ("endColumn", "26"),
        ("endLine", "2"),
        ("file", "log.ndjson"),
        ("line", "2"),
        ("title", "deprecated-alias"),
    ];
    let properties: Vec<_> =
        properties.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(properties, expected);
    assert_eq!(
        commands[0].data,
        "`traits` is a deprecated name of `user_traits`\nhelp: rename `traits` to `user_traits`"
    );
    assert_eq!(of_log(Format::Github, &Style::default(), VALID), "");
}
