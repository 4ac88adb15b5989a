//! What would change, as a unified diff that `patch -p1` and `git apply` take.

mod hunk;

use std::{fmt::Write, io};

use anstyle::{AnsiColor, Style};
use identify_validator::render::visible;

use super::{Failure, Fixed, Rewriter, Spool, Wanted, rewrite::rewrite};
use crate::{console::Console, input::Input};
use hunk::{Hunks, Kind};

/// How a diff is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Diff {
    pub(crate) colour: bool,
}

impl Diff {
    /// Prints what fixing would change in an input, and keeps what it would become where that is
    /// wanted.
    pub(crate) fn print(
        self,
        wanted: Wanted<'_>,
        input: &mut Input<'_>,
        limit: u64,
        spool: Option<&mut Spool>,
        console: &mut Console<'_>,
    ) -> Result<Fixed, Failure> {
        let name = input.name.clone();
        let printer = Printer { look: self, name: &name, begun: false, console };
        let mut differ = Differ { hunks: Hunks::default(), printer, spool };
        let fixed = rewrite(wanted, &mut *input.reader, input.format, limit, &mut differ)?;
        differ.hunks.end(&mut |kind, line| differ.printer.line(kind, line));
        Ok(fixed)
    }
}

struct Differ<'d, 'o> {
    hunks: Hunks,
    printer: Printer<'d, 'o>,
    spool: Option<&'d mut Spool>,
}

impl Rewriter for Differ<'_, '_> {
    fn same(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hunks.same(bytes, &mut |kind, line| self.printer.line(kind, line));
        self.spool.as_mut().map_or(Ok(()), |spool| spool.same(bytes))
    }

    fn changed(&mut self, old: &[u8], new: &[u8]) -> io::Result<()> {
        self.hunks.changed(old, new);
        self.spool.as_mut().map_or(Ok(()), |spool| spool.changed(old, new))
    }
}

struct Printer<'d, 'o> {
    look: Diff,
    name: &'d str,
    /// Whether the names of the files were printed.
    begun: bool,
    console: &'d mut Console<'o>,
}

impl Printer<'_, '_> {
    fn line(&mut self, kind: Kind, line: &[u8]) {
        if !self.begun {
            self.begun = true;
            for (mark, side) in [("---", "a"), ("+++", "b")] {
                let header = format!("{mark} {}\n", quoted(side, self.name));
                self.paint(AnsiColor::White.on_default().bold(), header.as_bytes());
            }
        }
        let (mark, style) = match kind {
            Kind::Header => ("", AnsiColor::Cyan.on_default()),
            Kind::Same => (" ", Style::new()),
            Kind::Old => ("-", AnsiColor::Red.on_default()),
            Kind::New => ("+", AnsiColor::Green.on_default()),
        };
        let mut bytes = mark.as_bytes().to_vec();
        bytes.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            bytes.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
        self.paint(style, &bytes);
    }

    /// A program gets the bytes as they are, a terminal nothing that it would obey.
    fn paint(&mut self, style: Style, line: &[u8]) {
        let text;
        let line = if self.console.is_terminal() {
            text = visible(String::from_utf8_lossy(line).into_owned()).into_bytes();
            &text
        } else {
            line
        };
        if !self.look.colour || style.is_plain() {
            return self.console.print_bytes(line);
        }
        let (line, end) = line.strip_suffix(b"\n").map_or((line, ""), |line| (line, "\n"));
        self.console.print(&style.render().to_string());
        self.console.print_bytes(line);
        self.console.print(&(style.render_reset().to_string() + end));
    }
}

/// A file's name as Git writes it: quoted where it has more in it than a line of text can say.
fn quoted(side: &str, name: &str) -> String {
    let path =
        format!("{side}/{}", if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() });
    let is_plain = |byte: u8| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\';
    if path.bytes().all(is_plain) {
        // A tab ends a name with blanks in it.
        return if path.contains(' ') { path + "\t" } else { path };
    }
    let mut text = String::from("\"");
    for byte in path.bytes() {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            byte if is_plain(byte) => text.push(char::from(byte)),
            byte => {
                // Writing to memory never fails.
                let _ = write!(text, "\\{byte:03o}");
            }
        }
    }
    text + "\""
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn names() {
        for (name, expected) in [
            ("calls/one.json", "a/calls/one.json"),
            ("my calls.json", "a/my calls.json\t"),
            ("a\"b\n.json", r#""a/a\"b\012.json""#),
            ("\u{e9}.json", r#""a/\303\251.json""#),
        ] {
            assert_eq!(quoted("a", name), expected);
        }
    }
}
