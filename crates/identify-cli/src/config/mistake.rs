//! What is wrong with a file of settings, and how it is told.

use std::{
    fmt::{self, Display, Formatter},
    ops::Range,
    sync::atomic::{AtomicBool, Ordering},
};

use identify_validator::{
    Finding, Level, Source, Span,
    render::{Format, Style, one_line},
};

/// Something wrong with a file of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) label: String,
    pub(super) help: Option<String>,
}

impl Mistake {
    pub(super) fn new(
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self { span, message: message.into(), label: label.into(), help: None }
    }

    pub(super) fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// A file of settings that cannot be used, with all that is wrong with it.
#[derive(Debug)]
pub(crate) struct Broken {
    path: String,
    text: String,
    /// In the order of their places.
    mistakes: Vec<Mistake>,
    /// Why it cannot be read at all.
    unread: Option<String>,
    /// It holds for many files, and is told once.
    told: AtomicBool,
}

impl Broken {
    pub(super) fn new(path: &str, text: &str, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| (mistake.span.start, mistake.span.end));
        mistakes.dedup();
        let (path, text) = (path.to_owned(), text.to_owned());
        Self { path, text, mistakes, unread: None, told: AtomicBool::new(false) }
    }

    pub(super) fn unread(path: &str, reason: String) -> Self {
        Self { unread: Some(reason), ..Self::new(path, "", Vec::new()) }
    }

    /// Every mistake with the lines that it is about, as findings are shown; nothing where this was
    /// asked before.
    pub(crate) fn tell(&self, style: Style) -> Option<String> {
        if self.told.swap(true, Ordering::Relaxed) {
            return None;
        }
        if self.unread.is_some() {
            return Some(format!("identify: {self}\n"));
        }
        let mut renderer = Format::Human.renderer(style);
        let source = Source::whole(self.text.as_bytes());
        let shown = self.mistakes.iter().map(|mistake| {
            let span = Span::of(self.text.as_bytes(), mistake.span.clone());
            let mut finding = Finding::new("", Level::Error, &self.path, span, &mistake.message);
            finding.label = Some(mistake.label.clone());
            finding.help.clone_from(&mistake.help);
            renderer.finding(&finding, &source)
        });
        Some(shown.collect())
    }
}

impl Display for Broken {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let path = one_line(&self.path);
        if let Some(reason) = &self.unread {
            return write!(formatter, "cannot read the settings {path}: {reason}");
        }
        let place = |mistake: &Mistake| {
            let start = Span::of(self.text.as_bytes(), mistake.span.clone()).start;
            format!("{path}:{}:{}: {}", start.line, start.column, mistake.message)
        };
        let lines: Vec<String> = self.mistakes.iter().map(place).collect();
        formatter.write_str(&lines.join("\n"))
    }
}
