//! The report for people: each finding with the lines that it is about.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Group, Level as Heading, Origin, Patch, Renderer, Snippet, renderer::DecorStyle,
};

use super::{
    Render, Style,
    view::View,
    visible::{one_line, visible},
};
use crate::{
    check::Source,
    report::{Edit, Finding, Level, Position, Safety, Span},
};

/// Most bytes of a long line on each side of a finding. The renderer cuts them to the width.
const MARGIN: usize = 240;

/// The same for a fix, where the renderer cuts nothing.
const PATCH_MARGIN: usize = 30;

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
}

impl Human {
    /// Reports that look so.
    pub fn new(style: Style) -> Self {
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        let decor = if style.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
        Self { renderer: renderer.term_width(style.columns.max(40)).decor_style(decor) }
    }
}

impl Render for Human {
    fn finding(&mut self, finding: &Finding, source: &Source<'_>) -> String {
        let heading = match finding.level {
            Level::Error => Heading::ERROR,
            Level::Warning => Heading::WARNING,
            Level::Note => Heading::NOTE,
        };
        let mut title = heading.primary_title(visible(&finding.message));
        // What is not about a call is found by no rule.
        if !finding.rule.is_empty() {
            title = title.id(finding.rule.clone().into_owned());
        }
        let path = one_line(&finding.path);
        let start = finding.span.start;
        // The snippet is a part of the file, so its own idea of the place would be wrong.
        let place = Origin::path(path.clone())
            .line(usize::try_from(start.line).unwrap_or(usize::MAX))
            .char_column(usize::try_from(start.column).unwrap_or(usize::MAX));
        let mut main = Group::with_title(title).element(place);
        let related = finding.related.iter().map(|related| bytes_of(&related.span));
        let places: Vec<_> = std::iter::once(bytes_of(&finding.span)).chain(related).collect();
        let view = View::new(&places, &finding.span.start, source, MARGIN);
        if let Some(view) = &view {
            main = main.element(snippet(finding, view));
        }
        for related in &finding.related {
            if view.as_ref().is_none_or(|view| !view.contains(&bytes_of(&related.span))) {
                let Position { line, column, .. } = related.span.start;
                let note = format!("{}: line {line}, column {column}", visible(&related.message));
                main = main.element(Heading::NOTE.message(note));
            }
        }
        let mut groups = Vec::new();
        let mut tails = Vec::new();
        let help = finding.help.as_deref().map(visible);
        for suggestion in &finding.suggestions {
            tails.push((format!("{}, write", visible(&suggestion.message)), &suggestion.edits));
        }
        if let Some(fix) = &finding.fix {
            let title = match (&help, fix.safety) {
                (Some(help), Safety::Safe) => help.clone(),
                (Some(help), Safety::Unsafe) => format!("{help} (a guess: look at it first)"),
                (None, Safety::Safe) => "the safe fix".to_owned(),
                (None, Safety::Unsafe) => "a guess: look at it first".to_owned(),
            };
            tails.push((title, &fix.edits));
        } else if let Some(help) = &help {
            main = main.element(Heading::HELP.message(help.clone()));
        }
        groups.push(main);
        for (title, edits) in tails {
            let group = Group::with_title(Heading::HELP.secondary_title(title));
            let places: Vec<_> = edits.iter().map(|edit| edit.start..edit.end).collect();
            groups.push(match View::new(&places, &finding.span.start, source, PATCH_MARGIN) {
                Some(view) => group.element(patches(edits, &view)),
                None => group,
            });
        }
        without_second_origin(&self.renderer.render(&groups)) + "\n"
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
    let (text, ranges) = view.text(&places);
    let mut ranges = ranges.into_iter();
    let mut snippet = Snippet::source(text).line_start(view.first_line).fold(true);
    if let Some(range) = ranges.next() {
        let label = finding.label.as_deref().map(visible);
        snippet = snippet.annotation(AnnotationKind::Primary.span(range).label(label));
    }
    for (range, related) in ranges.zip(related) {
        let label = visible(&related.message);
        snippet = snippet.annotation(AnnotationKind::Context.span(range).label(label));
    }
    snippet
}

/// The lines as the edits make them.
fn patches(edits: &[Edit], view: &View<'_>) -> Snippet<'static, Patch<'static>> {
    let shown = edits.iter().filter(|edit| view.contains(&(edit.start..edit.end)));
    let (places, edits): (Vec<_>, Vec<_>) = shown.map(|edit| (edit.start..edit.end, edit)).unzip();
    let (text, ranges) = view.text(&places);
    let patches =
        ranges.into_iter().zip(edits).map(|(range, edit)| Patch::new(range, visible(&edit.text)));
    Snippet::source(text).line_start(view.first_line).fold(true).patches(patches)
}
