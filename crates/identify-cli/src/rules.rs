//! `identify rules`, and finding a rule by its name.

use anstyle::{AnsiColor, Style};
use identify_validator::{
    Group, Rule,
    render::{one_line, visible_json},
    rules as all,
};
use serde_json::{Value, json};

use crate::{
    args::{Colour, ListFormat, RulesArgs},
    console::{Console, Look},
    error::Error,
    io::Io,
    status::Status,
    text,
};

pub(crate) fn rules(args: &RulesArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let look = Look::of_output(&io.terminal, colour);
    let mut console = Console::of(io);
    let list = match args.output_format {
        ListFormat::Human => table(look, console.is_terminal()),
        ListFormat::Json => document(),
    };
    console.print(&list);
    console.finish(Status::Clean)
}

/// The rules, group by group. Summaries are wrapped for people only: elsewhere a rule is a line.
pub(crate) fn table(look: Look, is_wrapped: bool) -> String {
    let bold = if look.colour { Style::new().bold() } else { Style::new() };
    let name = if look.colour { AnsiColor::Cyan.on_default() } else { Style::new() };
    let width = all().iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let columns = if is_wrapped { look.columns } else { usize::MAX };
    let mut groups: Vec<Group> = all().iter().map(|rule| rule.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut list = format!("  {:<width$}  {:<7}  {:<11}  finds\n", "rule", "level", "fix");
    for group in groups {
        let fixed = if group.is_configurable() { "" } else { " (part of the contract)" };
        list += &["\n", &format!("{bold}{}{bold:#}", group.name()), fixed, "\n"].concat();
        for rule in all().iter().filter(|rule| rule.group == group) {
            let id = format!("  {:<width$}", rule.id);
            let start = format!("{id}  {:<7}  {:<11}  ", rule.level.name(), fixes(rule, "-"));
            let hanging = " ".repeat(start.len());
            let line = text::wrap(rule.summary, columns, &start, &hanging);
            list += &line.replacen(&id, &format!("{name}{id}{name:#}"), 1);
        }
    }
    list
}

/// The safety of the fixes that a rule can offer.
pub(crate) fn fixes(rule: &Rule, none: &str) -> String {
    let mut names: Vec<&str> = rule.fixes.iter().map(|safety| safety.name()).collect();
    names.dedup();
    match names.as_slice() {
        [] => none.to_owned(),
        [one] => (*one).to_owned(),
        _ => names.join("/"),
    }
}

fn document() -> String {
    let rules: Vec<_> = all()
        .iter()
        .map(|rule| {
            let fixes: Vec<&str> = rule.fixes.iter().map(|safety| safety.name()).collect();
            json!({
                "id": rule.id,
                "group": rule.group.name(),
                "level": rule.level,
                "configurable": rule.group.is_configurable(),
                "fixes": fixes,
                "summary": rule.summary,
            })
        })
        .collect();
    // A `Value` is written with two blanks by `{:#}`, and that never fails.
    visible_json(format!("{:#}\n", Value::from(rules)))
}

/// The rule of an id.
pub(crate) fn find(id: &str) -> Result<&'static Rule, Error> {
    all().iter().copied().find(|rule| rule.id == id).ok_or_else(|| unknown(id))
}

/// Says that there is no such rule, with the one that was most likely meant.
pub(crate) fn unknown(id: &str) -> Error {
    let wanted = id.to_lowercase().replace(['_', ' '], "-");
    let distance = |rule: &&'static Rule| strsim::osa_distance(&wanted, rule.id);
    let near = all().iter().copied().min_by_key(distance);
    let near = near.filter(|rule| distance(rule) <= rule.id.len() / 3);
    Error::UnknownRule { id: one_line(id), near: near.map(|rule| rule.id) }
}
