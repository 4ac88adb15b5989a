//! The forms in which findings are written.

use identify_validator::{Finding, Source, render};

use crate::{args::OutputFormat, console::Look, error::one_line, lint::Totals, text};

/// Writes findings in one form, as they come.
pub(super) trait Format {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> String;

    fn end(&mut self, totals: &Totals) -> End;
}

/// What is written when all is done.
#[derive(Debug, Default)]
pub(super) struct End {
    /// To standard output.
    pub(super) output: String,
    /// To standard error.
    pub(super) errors: String,
}

pub(super) fn of(format: OutputFormat, look: Look) -> Box<dyn Format> {
    match format {
        OutputFormat::Human => Box::new(Human { renderer: human(look) }),
        OutputFormat::Concise => Box::new(Concise),
        OutputFormat::Json => Box::new(Json { is_begun: false }),
    }
}

/// The report for people as it fits the terminal.
pub(crate) fn human(look: Look) -> render::Human {
    render::Human::new()
        .with_colour(look.colour)
        .with_width(look.columns)
        .with_unicode(look.unicode)
}

struct Human {
    renderer: render::Human,
}

impl Format for Human {
    fn finding(&mut self, mut finding: Finding, source: &Source<'_>) -> String {
        finding.path = one_line(&finding.path);
        self.renderer.finding(&finding, source) + "\n"
    }

    fn end(&mut self, totals: &Totals) -> End {
        End { output: totals.sentence() + "\n", ..End::default() }
    }
}

struct Concise;

impl Format for Concise {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> String {
        render::concise(&finding) + "\n"
    }

    fn end(&mut self, totals: &Totals) -> End {
        End { errors: totals.sentence() + "\n", ..End::default() }
    }
}

/// One document, written as the findings come: the totals, which are known last, stand last.
struct Json {
    is_begun: bool,
}

impl Json {
    fn begin(&mut self) -> &'static str {
        if std::mem::replace(&mut self.is_begun, true) {
            ",\n    "
        } else {
            "{\n  \"version\": 1,\n  \"findings\": [\n    "
        }
    }
}

impl Format for Json {
    fn finding(&mut self, finding: Finding, _: &Source<'_>) -> String {
        self.begin().to_owned() + &text::json(serde_json::to_string(&finding))
    }

    fn end(&mut self, totals: &Totals) -> End {
        let summary = text::json(serde_json::to_string(&totals.summary));
        let findings =
            if self.is_begun { "\n  " } else { "{\n  \"version\": 1,\n  \"findings\": [" };
        End { output: format!("{findings}],\n  \"summary\": {summary}\n}}\n"), ..End::default() }
    }
}
