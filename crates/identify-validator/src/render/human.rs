//! The report for people: each finding with the lines that it is about.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Group, Level as Heading, Origin, Renderer, Snippet, Title, renderer::DecorStyle,
};

use super::{
    Render, Style,
    edits::{Patch, diff},
    ending::Ending,
    labels::fitting,
    redact::{Followed, names},
    view::{Room, SHORT_LINE, View},
    visible::{one_line, path_line, visible_bytes},
    wrap::wrap,
};
use crate::{
    report::{Edit, Finding, Level, Position, Report, Safety, Span},
    sink::Source,
};

/// Renders findings for people.
///
/// ```
/// use identify_validator::{
///     Source,
///     render::{Human, Render, Style},
///     validate,
/// };
///
/// let call = br#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
/// let report = validate(call);
/// let text = Human::new(Style::default()).finding(&report.findings[0], &Source::whole(call));
/// assert!(text.starts_with("warning[deprecated-alias]"));
/// ```
#[derive(Debug, Clone)]
pub struct Human {
    renderer: Renderer,
    style: Style,
}

impl Human {
    /// Reports that look so.
    pub fn new(style: Style) -> Self {
        let style = Style { columns: style.columns.max(40), ..style };
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        let decor = if style.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
        let renderer = renderer.term_width(style.columns).decor_style(decor);
        Self { renderer: renderer.hyperlink(style.links.is_some()), style }
    }

    /// A text on as many lines as it takes behind a heading of so many columns.
    fn wrap(&self, text: &str, heading: usize) -> String {
        let room = self.style.columns.saturating_sub(heading);
        wrap(&one_line(text), room, room)
    }

    fn title(&self, finding: &Finding) -> Title<'static> {
        let heading = match finding.level {
            Level::Error => Heading::ERROR,
            Level::Warning => Heading::WARNING,
            Level::Note => Heading::NOTE,
        };
        let rule = one_line(&finding.rule);
        // What is not about a call is found by no rule.
        let named = !rule.is_empty();
        // As in `error[too-long]: `.
        let brackets = if named { 4_usize } else { 2 };
        let label = finding.level.name().len().saturating_add(rule.len()).saturating_add(brackets);
        let title = heading.primary_title(self.wrap(&finding.message, label));
        match self.style.link(&finding.rule) {
            _ if !named => title,
            Some(link) => title.id(rule).id_url(link),
            None => title.id(rule),
        }
    }

    /// The finding with its own lines.
    fn main(&self, finding: &Finding, source: &Source<'_>) -> Group<'static> {
        let start = finding.span.start;
        // The snippet is a part of the file, so its own idea of the place would be wrong.
        let place = Origin::path(path_line(&finding.path))
            .line(usize::try_from(start.line).unwrap_or(usize::MAX))
            .char_column(usize::try_from(start.column).unwrap_or(usize::MAX));
        let mut group = Group::with_title(self.title(finding)).element(place);
        let related = finding.related.iter().map(|related| bytes_of(&related.span));
        let places: Vec<_> = std::iter::once(bytes_of(&finding.span)).chain(related).collect();
        let view = View::new(&places, &start, source, self.room());
        let view = view.map(|view| view.redacted(self.style.redact));
        if let Some(view) = &view {
            group = group.element(snippet(finding, view));
        }
        for related in &finding.related {
            if view.as_ref().is_none_or(|view| !view.contains(&bytes_of(&related.span))) {
                let Position { line, column, .. } = related.span.start;
                let note = format!("{}: line {line}, column {column}", related.message);
                group = group.element(Heading::NOTE.message(self.wrap(&note, NOTE)));
            }
        }
        group
    }

    /// Room for the lines that a finding is about. The renderer cuts them to the width.
    fn room(&self) -> Room {
        Room { line: SHORT_LINE, margin: 240, cut: if self.style.unicode { "…" } else { "..." } }
    }

    /// The lines as the edits make them, below their title.
    fn edited(
        &self,
        edits: &[Edit],
        finding: &Finding,
        source: &Source<'_>,
        digits: usize,
    ) -> Option<String> {
        let places: Vec<_> = edits.iter().map(|edit| edit.start..edit.end).collect();
        let view = View::new(&places, &finding.span.start, source, self.room())?;
        let view = view.redacted(self.style.redact);
        let (text, patches) = patches(edits, &view, self.style.redact);
        Some(diff(&text, &patches, view.first_line, digits, &self.style))
    }
}

/// Columns of `help: `.
const HELP: usize = 6;

/// Columns of a note below a snippet: the gutter, `= note: `.
const NOTE: usize = 13;

impl Render for Human {
    fn finding(&mut self, finding: &Finding, source: &Source<'_>) -> String {
        let mut main = self.main(finding, source);
        let mut tails = Vec::new();
        for suggestion in &finding.suggestions {
            tails.push((format!("{}, write", suggestion.message), &suggestion.edits));
        }
        if let Some(fix) = &finding.fix {
            let title = match (&finding.help, fix.safety) {
                (Some(help), Safety::Safe) => help.clone(),
                (Some(help), Safety::Unsafe) => format!("{help} (a guess: check it first)"),
                (None, Safety::Safe) => "the safe fix".to_owned(),
                (None, Safety::Unsafe) => "a guess: check it first".to_owned(),
            };
            tails.push((title, &fix.edits));
        } else if let Some(help) = &finding.help {
            main = main.element(Heading::HELP.message(self.wrap(help, NOTE)));
        }
        let digits = finding.span.start.line.to_string().len();
        // The first title is rendered with the finding, so that what stands above it is closed.
        let mut above = vec![main];
        let mut text = String::new();
        for (title, edits) in tails {
            let title = Heading::HELP.secondary_title(self.wrap(&title, HELP));
            above.push(Group::with_title(title));
            text += &self.renderer.render(&above);
            text.push('\n');
            text += &self.edited(edits, finding, source, digits).unwrap_or_default();
            above.clear();
        }
        if !above.is_empty() {
            text += &self.renderer.render(&above);
        }
        fitting(&without_second_origin(&text), finding, &self.style) + "\n"
    }

    fn end(&mut self, report: &Report) -> String {
        let ending = Ending::of(report).text();
        if ending.is_empty() { ending } else { ending + "\n" }
    }
}

/// The renderer announces the lines of a snippet once more when it was told their place before.
fn without_second_origin(text: &str) -> String {
    let mut is_first = true;
    let mut kept = String::with_capacity(text.len().saturating_add(1));
    for line in text.lines() {
        let is_marker = |marker| {
            line.split_once(marker).is_some_and(|(before, after)| {
                before.trim_start_matches(is_style).trim_matches(' ').is_empty()
                    && after.trim_start_matches(is_style).trim_matches(' ').is_empty()
            })
        };
        if is_first && (is_marker(":::") || is_marker("⸬")) {
            is_first = false;
            continue;
        }
        kept += line.trim_end_matches(' ');
        kept.push('\n');
    }
    kept
}

/// Characters of an ANSI style, and spaces.
fn is_style(character: char) -> bool {
    matches!(character, '\u{1b}' | '[' | ';' | 'm' | ' ' | '0'..='9')
}

fn bytes_of(span: &Span) -> Range<u64> {
    span.start.byte..span.end.byte
}

/// The finding's own place and those that belong to it, as far as they are near.
fn snippet(
    finding: &Finding,
    view: &View<'_>,
) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let related: Vec<_> =
        finding.related.iter().filter(|related| view.contains(&bytes_of(&related.span))).collect();
    let mut places = vec![bytes_of(&finding.span)];
    places.extend(related.iter().map(|related| bytes_of(&related.span)));
    let (text, ranges) = view.marked(&places);
    let mut ranges = ranges.into_iter();
    let mut snippet = Snippet::source(text).line_start(view.first_line).fold(true);
    if let Some(range) = ranges.next() {
        let label = finding.label.as_deref().map(one_line);
        snippet = snippet.annotation(AnnotationKind::Primary.span(range).label(label));
    }
    for (range, related) in ranges.zip(related) {
        let label = one_line(&related.message);
        snippet = snippet.annotation(AnnotationKind::Context.span(range).label(label));
    }
    snippet
}

/// The text of a view, and what the edits put in place of its parts.
fn patches(edits: &[Edit], view: &View<'_>, redact: bool) -> (String, Vec<Patch>) {
    let shown = edits.iter().filter(|edit| view.contains(&(edit.start..edit.end)));
    let (places, edits): (Vec<_>, Vec<_>) = shown.map(|edit| (edit.start..edit.end, edit)).unzip();
    let (text, ranges) = view.text(&places);
    let patches = ranges.into_iter().zip(edits).map(|(range, edit)| {
        let bytes = edit.text.as_bytes();
        let names = redact.then(|| names(bytes, Followed::ByAnything));
        (range, visible_bytes(bytes, &mut [], names.as_deref()))
    });
    let patches = patches.collect();
    (text, patches)
}
