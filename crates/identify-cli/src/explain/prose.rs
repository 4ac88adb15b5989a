//! The Markdown of a rule's page, for a terminal.

use crate::text::wrap;

/// Wraps paragraphs and list items; fenced and indented code and tables stay as they are.
pub(super) fn render(markdown: &str, columns: usize) -> String {
    let mut page = Page { columns, ..Page::default() };
    for line in markdown.lines() {
        page.line(line);
    }
    page.flush();
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
    columns: usize,
    /// The words of the paragraph or item that is being read, and how its lines begin.
    words: String,
    first: String,
    hanging: String,
    in_fence: bool,
}

impl Page {
    fn line(&mut self, line: &str) {
        let bare = line.trim_start();
        if bare.starts_with("```") {
            self.flush();
            self.in_fence = !self.in_fence;
        } else if self.in_fence {
            self.verbatim("    ", line);
        } else if bare.is_empty() {
            self.flush();
            if !self.text.is_empty() && !self.text.ends_with("\n\n") {
                self.text.push('\n');
            }
        } else if self.words.is_empty() && (line.starts_with("    ") || bare.starts_with('|')) {
            self.verbatim("", line);
        } else if let Some(heading) = bare.strip_prefix('#') {
            self.flush();
            self.verbatim("", heading.trim_start_matches('#').trim_start());
        } else {
            let indentation = line.len().saturating_sub(bare.len());
            let marker = marker(bare);
            if marker > 0 {
                self.flush();
                let (first, rest) = bare.split_at(marker);
                self.first = " ".repeat(indentation) + first;
                self.hanging = " ".repeat(indentation.saturating_add(marker));
                rest.clone_into(&mut self.words);
            } else {
                self.words.push(' ');
                self.words += bare;
            }
        }
    }

    fn verbatim(&mut self, indentation: &str, line: &str) {
        self.text += indentation;
        self.text += line;
        self.text.push('\n');
    }

    fn flush(&mut self) {
        if !self.words.is_empty() {
            self.text += &wrap(&self.words, self.columns, &self.first, &self.hanging);
        }
        self.words.clear();
        self.first.clear();
        self.hanging.clear();
    }
}

/// Length of the mark of a list's item at the start of a line, 0 if there is none.
fn marker(line: &str) -> usize {
    if line.starts_with("- ") || line.starts_with("* ") {
        return 2;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && line.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    if is_numbered { digits.saturating_add(2) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn paragraphs_lists_and_code() {
        let markdown = "\
One two three
four.

- five six seven
- eight

1. nine ten
   eleven

```json
{ \"kept\":   1 }
```

## Heading
twelve";
        let text = "\
One two three
four.

- five six
  seven
- eight

1. nine ten
   eleven

    { \"kept\":   1 }

Heading
twelve
";
        assert_eq!(render(markdown, 14), text);
    }
}
