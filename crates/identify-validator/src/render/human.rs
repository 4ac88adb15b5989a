//! The report for people: each finding with the lines that it is about.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Group, Level as Heading, Origin, Patch, Renderer, Snippet, renderer::DecorStyle,
};

use super::visible::{visible, visible_bytes};
use crate::{
    check::Source,
    report::{Edit, Finding, Level, Safety, Span},
};

/// Most bytes of source shown on each side of a finding: what does not fit a screen is no help.
const WINDOW: usize = 240;

/// Lines of context before and behind a finding.
const CONTEXT_LINES: usize = 1;

/// Renders findings for people.
///
/// ```
/// use identify_validator::{Source, render::Human, validate};
///
/// let call = br#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
/// let report = validate(call);
/// let text = Human::new().finding(&report.findings[0], &Source::whole(call));
/// assert!(text.starts_with("warning[deprecated-alias]"));
/// ```
#[derive(Debug, Clone)]
pub struct Human {
    renderer: Renderer,
    colour: bool,
}

impl Default for Human {
    fn default() -> Self {
        Self::new()
    }
}

impl Human {
    /// Plain text, 100 columns wide.
    pub fn new() -> Self {
        Self { renderer: Renderer::plain().term_width(100), colour: false }
    }

    /// Colours by ANSI escapes.
    #[must_use]
    pub fn with_colour(self, colour: bool) -> Self {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        Self { renderer: renderer.term_width(100), colour }
    }

    /// Sets the width in columns, 100 unless set.
    #[must_use]
    pub fn with_width(self, columns: usize) -> Self {
        Self { renderer: self.renderer.term_width(columns.max(40)), ..self }
    }

    /// Draws with box-drawing characters instead of ASCII.
    #[must_use]
    pub fn with_unicode(self, unicode: bool) -> Self {
        let style = if unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
        Self { renderer: self.renderer.decor_style(style), ..self }
    }

    /// One finding, with a line break at its end.
    pub fn finding(&self, finding: &Finding, source: &Source<'_>) -> String {
        let heading = match finding.level {
            Level::Error => Heading::ERROR,
            Level::Warning => Heading::WARNING,
            Level::Note => Heading::NOTE,
        };
        let title =
            heading.primary_title(visible(&finding.message)).id(finding.rule.clone().into_owned());
        let path = visible(&finding.path);
        let start = finding.span.start;
        // The snippet is a part of the file, so its own idea of the place would be wrong.
        let place = Origin::path(path.clone())
            .line(usize::try_from(start.line).unwrap_or(usize::MAX))
            .char_column(usize::try_from(start.column).unwrap_or(usize::MAX));
        let mut main = Group::with_title(title).element(place);
        if let Some(view) = View::of(finding, source) {
            main = main.element(view.snippet(finding));
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
            groups.push(match View::around(edits, source) {
                Some(view) => group.element(view.patches(edits)),
                None => group,
            });
        }
        self.renderer.render(&groups) + "\n"
    }

    /// Whether colours are on.
    pub fn has_colour(&self) -> bool {
        self.colour
    }
}

/// The part of a record that is shown.
struct View<'r> {
    bytes: &'r [u8],
    /// Where the part begins in the input.
    offset: u64,
    first_line: usize,
}

impl<'r> View<'r> {
    fn of(finding: &Finding, source: &Source<'r>) -> Option<Self> {
        let spans = finding.related.iter().map(|related| &related.span);
        let spans: Vec<Range<u64>> =
            std::iter::once(&finding.span).chain(spans).map(bytes_of).collect();
        Self::new(&spans, source)
    }

    fn around(edits: &[Edit], source: &Source<'r>) -> Option<Self> {
        let spans: Vec<Range<u64>> = edits.iter().map(|edit| edit.start..edit.end).collect();
        Self::new(&spans, source)
    }

    /// Whole lines around the spans where they are short; else so much as fits.
    fn new(spans: &[Range<u64>], source: &Source<'r>) -> Option<Self> {
        let bytes = source.bytes;
        if bytes.is_empty() {
            return None;
        }
        let local = |at: u64| {
            let at = usize::try_from(at.saturating_sub(source.offset)).unwrap_or(usize::MAX);
            at.min(bytes.len())
        };
        let start = local(spans.iter().map(|span| span.start).min()?);
        // The first line of a long span is enough; other spans are shown if they are not far.
        let end = spans.iter().map(|span| local(span.end.min(span.start + 80))).max()?;
        let before = bytes.get(..start).unwrap_or_default();
        let after = bytes.get(end..).unwrap_or_default();
        let from = line_start(before).max(floor(bytes, start.saturating_sub(WINDOW)));
        let to = line_end(after, end).min(ceil(bytes, end.saturating_add(WINDOW)));
        let lines = memchr_count(bytes.get(..from).unwrap_or_default());
        Some(Self {
            bytes: bytes.get(from..to).unwrap_or_default(),
            offset: source.offset.saturating_add(from as u64),
            first_line: usize::try_from(source.line).unwrap_or(usize::MAX).saturating_add(lines),
        })
    }

    /// A range of the input as a range of the part.
    fn local(&self, range: Range<u64>) -> Range<usize> {
        let local = |at: u64| {
            usize::try_from(at.saturating_sub(self.offset))
                .unwrap_or(usize::MAX)
                .min(self.bytes.len())
        };
        local(range.start)..local(range.end)
    }

    fn contains(&self, span: &Span) -> bool {
        let end = self.offset.saturating_add(self.bytes.len() as u64);
        span.start.byte >= self.offset && span.start.byte <= end
    }

    fn snippet(
        &self,
        finding: &Finding,
    ) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let related: Vec<_> =
            finding.related.iter().filter(|related| self.contains(&related.span)).collect();
        let mut ranges = vec![self.local(bytes_of(&finding.span))];
        ranges.extend(related.iter().map(|related| self.local(bytes_of(&related.span))));
        // A finding of many lines is shown at its first.
        if let Some(first) = ranges.first_mut() {
            let shown = self.bytes.get(first.clone()).unwrap_or_default();
            if let Some(line) = shown.iter().position(|byte| *byte == b'\n') {
                first.end = first.start.saturating_add(line.max(1));
            }
        }
        let text = visible_bytes(self.bytes, &mut ranges);
        let mut ranges = ranges.into_iter();
        let mut snippet =
            Snippet::source(text).line_start(self.first_line).fold(true);
        if let Some(range) = ranges.next() {
            let label = finding.label.as_deref().map(visible);
            snippet = snippet.annotation(AnnotationKind::Primary.span(range).label(label));
        }
        for (range, related) in ranges.zip(related) {
            snippet = snippet
                .annotation(AnnotationKind::Context.span(range).label(visible(&related.message)));
        }
        snippet
    }

    fn patches(&self, edits: &[Edit]) -> Snippet<'static, Patch<'static>> {
        let mut ranges: Vec<_> =
            edits.iter().map(|edit| self.local(edit.start..edit.end)).collect();
        let text = visible_bytes(self.bytes, &mut ranges);
        let patches = ranges
            .into_iter()
            .zip(edits)
            .map(|(range, edit)| Patch::new(range, visible(&edit.text)));
        Snippet::source(text).line_start(self.first_line).fold(true).patches(patches)
    }
}

fn bytes_of(span: &Span) -> Range<u64> {
    span.start.byte..span.end.byte
}

fn memchr_count(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count().saturating_sub(1)
}

/// Where the line begins that lies so many lines before the end of the text.
fn line_start(before: &[u8]) -> usize {
    let mut breaks = before.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n');
    breaks.nth(CONTEXT_LINES).map_or(0, |(at, _)| at.saturating_add(1))
}

/// Where the line ends that lies so many lines behind.
fn line_end(after: &[u8], offset: usize) -> usize {
    let mut breaks = after.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    offset.saturating_add(breaks.nth(CONTEXT_LINES).map_or(after.len(), |(at, _)| at))
}

/// The next start of a character at or before a byte.
fn floor(bytes: &[u8], at: usize) -> usize {
    (0..=at).rev().take(4).find(|at| is_start(bytes, *at)).unwrap_or(at)
}

/// The next start of a character at or behind a byte.
fn ceil(bytes: &[u8], at: usize) -> usize {
    (at..bytes.len()).take(4).find(|at| is_start(bytes, *at)).unwrap_or(at.min(bytes.len()))
}

fn is_start(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}
