//! A summary in GitHub's Markdown, for a pull request or a job's summary.

mod text;

use super::{
    Render, Style,
    ending::{Ending, grouped},
    visible::path_line,
};
use crate::{
    report::{Finding, Level, Position, Report, Summary},
    sink::Source,
};
use text::{code, prose};

/// Most findings that are shown.
const MOST_FINDINGS: usize = 50;

/// Places that are shown of a rule.
const MOST_PLACES: usize = 3;

/// Writes the totals, a table with a line a rule, and the first fifty findings folded away. Nothing
/// of a payload, a name or a path is read as Markdown or HTML: no link, no image, no mention.
#[derive(Debug, Clone, Default)]
pub struct Markdown {
    style: Style,
    /// In the order of their first findings.
    rules: Vec<OfRule>,
    findings: Vec<String>,
}

#[derive(Debug, Clone)]
struct OfRule {
    rule: String,
    level: Level,
    count: u64,
    fixable: u64,
    places: Vec<String>,
}

impl Markdown {
    /// A summary without findings so far.
    pub fn new(style: &Style) -> Self {
        Self { style: style.clone(), ..Self::default() }
    }

    fn of_rule(&mut self, rule: &str, level: Level) -> Option<&mut OfRule> {
        let known = self.rules.iter().position(|known| known.rule == rule && known.level == level);
        let index = known.unwrap_or(self.rules.len());
        if known.is_none() {
            let rule = rule.to_owned();
            self.rules.push(OfRule { rule, level, count: 0, fixable: 0, places: Vec::new() });
        }
        self.rules.get_mut(index)
    }

    /// A rule's id, which leads to its page where there is one.
    fn id(&self, rule: &str) -> String {
        match self.style.link(rule) {
            // Of an address nothing is left that could end it.
            Some(link) => format!("[{}](<{}>)", code(rule), link.replace(['<', '>', '\\'], "")),
            None => code(rule),
        }
    }

    fn table(&self) -> String {
        let mut rules: Vec<&OfRule> = self.rules.iter().collect();
        rules.sort_by(|one, other| other.level.cmp(&one.level).then(other.count.cmp(&one.count)));
        let mut text = String::from(
            "| level | rule | findings | with a fix | the first places |\n\
             | --- | --- | ---: | ---: | --- |\n",
        );
        for of_rule in rules {
            let cells = [
                of_rule.level.to_string(),
                self.id(&of_rule.rule),
                grouped(of_rule.count),
                grouped(of_rule.fixable),
                of_rule.places.join("<br>"),
            ];
            text = text + "| " + &cells.join(" | ") + " |\n";
        }
        text
    }

    fn details(&self, total: u64) -> String {
        let shown = self.findings.len();
        let title = match u64::try_from(shown) {
            Ok(shown) if shown == total => "All findings".to_owned(),
            _ => format!("The first {} of {} findings", shown, grouped(total)),
        };
        format!("<details>\n<summary>{title}</summary>\n\n{}\n</details>\n", self.findings.concat())
    }
}

impl Render for Markdown {
    fn finding(&mut self, finding: &Finding, _: &Source<'_>) -> String {
        let place = place(&finding.path, finding.span.start);
        if self.findings.len() < MOST_FINDINGS {
            let id = self.id(&finding.rule);
            let mut item =
                format!("- {}: **{}** {id}<br>{}", place, finding.level, prose(&finding.message));
            if let Some(help) = &finding.help {
                item = item + "<br>*help:* " + &prose(help);
            }
            self.findings.push(item + "\n");
        }
        if let Some(of_rule) = self.of_rule(&finding.rule, finding.level) {
            of_rule.count = of_rule.count.saturating_add(1);
            of_rule.fixable = of_rule.fixable.saturating_add(u64::from(finding.fix.is_some()));
            if of_rule.places.len() < MOST_PLACES {
                of_rule.places.push(place);
            }
        }
        String::new()
    }

    fn end(&mut self, report: &Report) -> String {
        for hidden in &report.hidden {
            let known = self.rules.iter_mut().find(|known| known.rule == hidden.rule);
            if let Some(of_rule) = known {
                of_rule.count = of_rule.count.saturating_add(hidden.count);
            }
        }
        let summary = &report.summary;
        let mut parts = vec![format!("### Identify: {}\n", verdict(summary)), totals(summary)];
        if !self.rules.is_empty() {
            let total = self.rules.iter().fold(0_u64, |sum, of| sum.saturating_add(of.count));
            parts.extend([self.table(), self.details(total)]);
        }
        let ending = Ending::of(report);
        if !ending.statistics.is_empty() {
            parts.push(format!("```text\n{}\n```\n", ending.statistics.join("\n")));
        }
        if !ending.notices.is_empty() {
            let notices = ending.notices.iter().map(|notice| format!("- {}\n", prose(notice)));
            parts.push(notices.collect());
        }
        parts.join("\n")
    }
}

fn place(path: &str, start: Position) -> String {
    code(&format!("{}:{}:{}", path_line(path), start.line, start.column))
}

fn verdict(summary: &Summary) -> String {
    let levels = [
        (summary.errors, Level::Error),
        (summary.warnings, Level::Warning),
        (summary.notes, Level::Note),
    ];
    let levels: Vec<String> = levels
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, level)| counted(number, level.name()))
        .collect();
    if levels.is_empty() { "nothing found".to_owned() } else { levels.join(", ") }
}

fn totals(summary: &Summary) -> String {
    format!(
        "{}, {}: {} valid, {} invalid.\n",
        counted(summary.files, "file"),
        counted(summary.records, "call"),
        grouped(summary.valid),
        grouped(summary.invalid)
    )
}

fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}
