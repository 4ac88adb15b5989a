//! Guessing what an input is that is not JSON at all, by its first bytes.

use identify_json::{Expected, FaultKind, Found, Tree};

use crate::contract::CONTRACT;

/// What an input that is not JSON looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Xml,
    Yaml,
    Csv,
    FormEncoded,
    /// A JavaScript function call around the value (JSONP).
    Callback,
    /// Text in front of an object.
    LogLine,
    Gzip,
    Zstandard,
    Zip,
    Parquet,
    Avro,
    Binary,
    Base64,
    PercentEncoded,
    Multipart,
    MergeConflict,
    /// In the middle of a file that is not.
    Utf16,
    Text,
}

/// How much of an input is looked at.
const HEAD: usize = 4096;

/// Guesses what a record is of which the parser could not read so much as the first token, or
/// could not get after it. Nothing where it may be JSON after all.
pub(crate) fn guess(tree: &Tree<'_>) -> Option<Format> {
    if let Some(format) = utf16(tree.source()) {
        return Some(format);
    }
    let stopped = tree.faults().iter().any(|fault| match fault.kind {
        FaultKind::InvalidUtf8 => tree.root().is_none(),
        FaultKind::Unexpected { found, expected: Expected::Value, opened: None } => {
            found != Found::End
        }
        // A first field that happens to be JSON.
        FaultKind::Unexpected { found, expected: Expected::End, .. } => {
            let root = tree.root().map(|root| root.span());
            let first = root.is_some_and(|root| !is_bracket(tree.source(), root.start));
            first && found != Found::End
        }
        _ => false,
    });
    let head = tree.source().get(..HEAD.min(tree.source().len()))?.trim_ascii();
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    if !stopped || is_tail(head) { None } else { of(head) }
}

fn is_bracket(source: &[u8], at: u32) -> bool {
    matches!(source.get(at as usize), Some(b'{' | b'['))
}

/// Text in UTF-16 where the rest of the file is not: every other byte is zero, behind a byte-order mark
/// or without one.
fn utf16(source: &[u8]) -> Option<Format> {
    let marks: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];
    let unmarked = marks.iter().find_map(|mark| source.strip_prefix(*mark)).unwrap_or(source);
    let head = unmarked.get(..16)?;
    let zeros = |from: usize| head.iter().skip(from).step_by(2).all(|byte| *byte == 0);
    let any = |from: usize| head.iter().skip(from).step_by(2).all(|byte| *byte != 0);
    ((zeros(0) && any(1)) || (zeros(1) && any(0))).then_some(Format::Utf16)
}

fn of(head: &[u8]) -> Option<Format> {
    let binary = match head {
        [0x1F, 0x8B, ..] => Some(Format::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Format::Zstandard),
        [b'P', b'K', 3, 4, ..] => Some(Format::Zip),
        [b'P', b'A', b'R', b'1', ..] => Some(Format::Parquet),
        [b'O', b'b', b'j', 1, ..] => Some(Format::Avro),
        [b'%', b'P', b'D', b'F', ..] => Some(Format::Binary),
        _ if head.iter().any(|byte| is_binary(*byte)) => Some(Format::Binary),
        _ => None,
    };
    let text = String::from_utf8_lossy(head);
    let first = text.lines().next().unwrap_or_default().trim_end();
    let starts = |what: &str| text.to_ascii_lowercase().starts_with(what);
    binary.or_else(|| {
        Some(match first.chars().next()? {
            '<' if starts("<!doctype html") || text.to_ascii_lowercase().contains("<html") => {
                Format::Html
            }
            '<' if starts("<<<<<<<") => Format::MergeConflict,
            '<' if text
                .get(1..)
                .is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit())) =>
            {
                Format::Text
            }
            '<' => Format::Xml,
            '-' if starts("--") && text.contains("Content-Disposition") => Format::Multipart,
            '%' if starts("%7b") || starts("%22") => Format::PercentEncoded,
            _ if is_base64(first) => Format::Base64,
            _ if is_callback(first) => Format::Callback,
            _ if is_log_line(first) => Format::LogLine,
            _ if is_form(first) => Format::FormEncoded,
            _ if is_yaml(&text) => Format::Yaml,
            _ if is_csv(&text) => Format::Csv,
            first if first.is_alphanumeric() => Format::Text,
            _ => return None,
        })
    })
}

/// Control characters that no text has.
fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x1E)
}

/// What `{"` and `{` before white space are in Base64, and nothing but its letters behind.
fn is_base64(line: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=');
    line.len() >= 16
        && ["eyJ", "ewog", "ewoJ", "ew0K", "eyAi"].iter().any(|start| line.starts_with(start))
        && line.chars().all(is_letter)
}

/// Whether it may be the second part of a call that was cut in two.
pub(crate) fn is_tail(record: &[u8]) -> bool {
    let record = record.trim_ascii();
    let before = record.split(|byte| *byte == b'{').next().unwrap_or_default();
    !matches!(record.first(), Some(b'{' | b'[' | b'<'))
        && record.ends_with(b"}")
        && before.contains(&b'"')
        && record.windows(2).any(|pair| pair == b"\":")
}

/// `name({ …`
fn is_callback(line: &str) -> bool {
    let name =
        line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.'));
    name.len() < line.len()
        && name.strip_prefix('(').is_some_and(|inner| {
            inner.trim_start().is_empty() || inner.trim_start().starts_with(['{', '[', '"'])
        })
}

/// `… {"`
fn is_log_line(line: &str) -> bool {
    line.find('{').is_some_and(|at| {
        let inner = line.get(at.saturating_add(1)..).unwrap_or_default();
        at > 0 && inner.trim_start().starts_with('"')
    })
}

/// `a=1&b=2`
fn is_form(line: &str) -> bool {
    let is_token = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '_' | '-' | '.' | '%' | '[' | ']' | '+' | '*' | '@' | ':')
    };
    line.contains('=')
        && line.split('&').all(|pair| match pair.split_once('=') {
            Some((name, value)) => {
                !name.is_empty()
                    && pair.chars().filter(|c| *c != '=').all(is_token)
                    && !value.contains('=')
            }
            None => false,
        })
}

/// `name: …` in several lines, or in one with a name that the contract knows.
fn is_yaml(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let Some(first) = lines.next() else { return false };
    if first.trim_end() == "---" || first.starts_with("%YAML") {
        return true;
    }
    let name = |line: &str| -> Option<String> {
        let (name, rest) = line.trim_start().trim_start_matches("- ").split_once(':')?;
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let is_name = !name.is_empty() && name.chars().all(is_word);
        (is_name && (rest.is_empty() || rest.starts_with(' '))).then(|| name.to_owned())
    };
    let Some(first) = name(first) else { return false };
    CONTRACT.shape.member(&first).is_some() || lines.next().is_some_and(|line| name(line).is_some())
}

/// Fields between commas, semicolons or tabs, as many in the second line as in the first.
fn is_csv(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    // Programs have commas too.
    let is_program = |c: char| matches!(c, '{' | '}' | '(' | ')' | '=' | '<' | '>');
    !first.contains(is_program)
        && !first.ends_with(';')
        && [',', ';', '\t'].into_iter().any(|separator| {
            let fields = |line: &str| line.split(separator).count();
            let is_row = first.split(separator).all(|field| !field.starts_with(' '));
            let same = lines.clone().next().is_none_or(|second| fields(second) == fields(first));
            fields(first) > 1 && is_row && same
        })
}

impl Format {
    /// What it looks like, in a noun with its article where it has one.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Html => "an HTML page",
            Self::Xml => "XML",
            Self::Yaml => "YAML",
            Self::Csv => "CSV",
            Self::FormEncoded => "a form-encoded body",
            Self::Callback => "a JavaScript function call (JSONP)",
            Self::LogLine => "a log line: text stands in front of the object",
            Self::Gzip => "data compressed with gzip",
            Self::Zstandard => "data compressed with Zstandard",
            Self::Zip => "a ZIP archive",
            Self::Parquet => "a Parquet file",
            Self::Avro => "an Avro file",
            Self::Binary => "binary data",
            Self::Base64 => "Base64",
            Self::PercentEncoded => "percent-encoded text, as in an address",
            Self::Multipart => "a multipart body of a form",
            Self::MergeConflict => "an unresolved merge conflict",
            Self::Utf16 => "UTF-16",
            Self::Text => "plain text",
        }
    }

    /// What to do about it.
    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::Html => {
                "this is most likely an error page that was saved in place of the data: check the \
                 address and the status of the request"
            }
            Self::Yaml => "convert it to JSON, such as with `yq -o=json FILE`",
            Self::Csv => "convert it to JSON, one object for each row",
            Self::FormEncoded | Self::Multipart => {
                "send the body as JSON, with the header `Content-Type: application/json`"
            }
            Self::Callback => "take away the function's name and the parentheses around the object",
            Self::LogLine => {
                "take away what stands before the `{`, so that only the object is left"
            }
            Self::Gzip => "decompress it first, such as with `gzip -dc FILE`",
            Self::Zstandard => "decompress it first, such as with `zstd -dc FILE`",
            Self::Zip => "unpack it first, such as with `unzip FILE`",
            Self::Xml | Self::Parquet | Self::Avro => {
                "have it exported as JSON, one object for each call"
            }
            Self::Binary => "check what wrote it, and export the calls as JSON",
            Self::Base64 => "decode it first, such as with `base64 -d FILE`",
            Self::PercentEncoded => {
                "decode it first; in the body of a request JSON is not encoded so"
            }
            Self::MergeConflict => "resolve the conflict: keep one side, and remove the marks",
            Self::Utf16 => {
                "write all of the file in UTF-8: a program such as PowerShell appended to it in UTF-16"
            }
            Self::Text => "check what wrote it: it may be a message that stands in for the data",
        }
    }
}
