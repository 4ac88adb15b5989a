//! `identify explain`: the page of a rule.

mod prose;

use anstyle::Style;
use identify_validator::{
    Example, Rule,
    render::{Format, visible},
};

use crate::{
    args::{Colour, ExplainArgs},
    console::{Console, Look},
    error::Error,
    io::Io,
    rules,
    status::Status,
    text,
};

/// Columns of prose, where the terminal has as many: longer lines are hard to read.
const PROSE_COLUMNS: usize = 80;

pub(crate) fn explain(args: &ExplainArgs, colour: Colour, io: &mut Io<'_>) -> Status {
    let look = Look::of_output(&io.terminal, colour);
    let mut console = Console::of(io);
    let page = match &args.rule {
        None => {
            let list = rules::table(look, console.is_terminal());
            Ok(format!("{list}\n`identify explain RULE` says more about one of them.\n"))
        }
        Some(id) => rules::find(bare(id)).and_then(|rule| page(rule, look)),
    };
    match page {
        Ok(page) => {
            console.print(&page);
            console.finish(Status::Clean)
        }
        Err(error) => {
            let status = console.complain(&error);
            console.finish(status)
        }
    }
}

/// An id that was copied out of a finding, such as `error[wrong-type]:`.
fn bare(id: &str) -> &str {
    let inside = id.split_once('[').map_or(id, |(_, inside)| inside);
    inside.split(']').next().unwrap_or(inside)
}

fn page(rule: &'static Rule, look: Look) -> Result<String, Error> {
    let columns = look.columns.min(PROSE_COLUMNS);
    let bold = if look.colour { Style::new().bold() } else { Style::new() };
    let fixes = match rules::fixes(rule, "no").as_str() {
        "safe/unsafe" => "safe or unsafe fix".to_owned(),
        one => format!("{one} fix"),
    };
    let level = rule.level.name();
    let setting = if rule.group.is_configurable() {
        format!("set by --rule {}=LEVEL", rule.id)
    } else {
        "part of the contract, so its level is fixed".to_owned()
    };
    let facts = format!("{}, {level}, {fixes}; {setting}", rule.group.name());
    Ok([
        format!("{bold}{}{bold:#}: {}\n", rule.id, rule.summary),
        text::wrap(&facts, columns, "", ""),
        "\n".to_owned(),
        prose::render(rule.docs, columns),
        format!("\n{bold}Finds something in{bold:#}{}\n\n", conditions(&rule.failing)),
        example(&rule.failing),
        format!("\n{bold}Reports{bold:#}\n\n"),
        rule.example_report(&mut *look.renderer(Format::Human))?,
        format!("{bold}Finds nothing in{bold:#}{}\n\n", conditions(&rule.passing)),
        example(&rule.passing),
    ]
    .concat())
}

/// What else has to hold for an example.
fn conditions(example: &Example) -> String {
    let limit = example.max_record_bytes;
    let limit = limit.map(|bytes| format!(", with --max-record-bytes {bytes}"));
    let now = example.now.map(|now| format!(", with --now {now}"));
    let plan = example.plan.map(|plan| {
        format!(", with the tracking plan\n\n{}\nand the call", indented(plan.trim_end()))
    });
    [limit, now, plan].into_iter().flatten().collect()
}

fn example(example: &Example) -> String {
    indented(visible(example.shown()).trim_end_matches('\n'))
}

fn indented(text: &str) -> String {
    text.lines().flat_map(|line| ["    ", line, "\n"]).collect()
}
