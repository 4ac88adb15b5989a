//! How an input is divided into calls, told by its first line.

use std::io::{self, BufRead, ErrorKind};

use identify_json::Outline;
use identify_validator::InputFormat;

/// Reads block by block until there is a whole line that says something, or so many bytes, or all
/// there is.
pub(super) fn head(reader: &mut dyn BufRead, limit: u64) -> io::Result<Vec<u8>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut head = Vec::new();
    let mut line = 0_usize;
    while head.len() <= limit {
        let read = match reader.fill_buf() {
            Ok([]) => break,
            Ok(block) => {
                head.extend_from_slice(block);
                block.len()
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        reader.consume(read);
        // Behind the last end of a line, the search goes on with the next block.
        let rest = head.get(line..).unwrap_or_default();
        for piece in rest.split_inclusive(|byte| *byte == b'\n') {
            if piece.ends_with(b"\n") {
                if !bare(piece).is_empty() {
                    return Ok(head);
                }
                line = line.saturating_add(piece.len());
            }
        }
    }
    Ok(head)
}

/// One call a line if the first line that says something closes all brackets that it opens, or
/// breaks off in a string, which no pretty-printed call does. Otherwise, and if there is no such
/// line at all, the whole input is one call.
pub(super) fn format(head: &[u8]) -> InputFormat {
    let mut lines = head.split(|byte| *byte == b'\n').map(bare);
    match lines.find(|line| !line.is_empty()) {
        Some(line) if !is_open(line) && !is_wrapping(line) => InputFormat::Ndjson,
        _ => InputFormat::Json,
    }
}

/// Without white space and the byte-order mark.
fn bare(line: &[u8]) -> &[u8] {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    line.trim_ascii()
}

/// Whether the line stands around one call, on lines of its own: a code fence, a prefix against
/// hijacking, the first line of a request or response.
fn is_wrapping(line: &[u8]) -> bool {
    let starts: [&[u8]; 5] = [b"```", b")]}'", b"HTTP/1", b"POST /", b"PUT /"];
    !line.contains(&b'{') && starts.iter().any(|start| line.starts_with(start))
}

/// Whether the line goes on in the next one, being the first of a pretty-printed document.
fn is_open(line: &[u8]) -> bool {
    if !matches!(line.first(), Some(b'{' | b'[')) {
        return false;
    }
    let mut outline = Outline::new();
    outline.read(line);
    outline.depth() > 0 && !outline.in_string()
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use identify_validator::InputFormat::{Json, Ndjson};

    use super::{format, head};

    #[test]
    fn formats() {
        for (text, expected) in [
            ("", Json),
            ("\n \n", Json),
            ("{\n  \"user_id\": \"u1\"\n}", Json),
            ("{ \"user_id\": \"u1\",\n  \"x\": [] }", Json),
            ("\u{feff}{\n}", Json),
            ("\r\n{\r\n}\r\n", Json),
            ("[\n{}\n]", Json),
            ("```json\n{}\n```\n", Json),
            (")]}'\n{}\n", Json),
            ("POST /v1/identify HTTP/1.1\r\nHost: x\r\n\r\n{}", Json),
            ("{}", Ndjson),
            ("{}\n{}\n", Ndjson),
            ("\n\n{\"a\": \"{\"}\n", Ndjson),
            ("{\"a\": \"\\\"{\"}\n{", Ndjson),
            // The middle of a log: the first line is torn.
            ("er_id\": \"u1\"}\n{}\n", Ndjson),
            ("{\"user_id\": \"u\n{}\n", Ndjson),
            ("2020-11-23 started\n{}\n", Ndjson),
        ] {
            assert_eq!(format(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn head_is_the_same_line_for_any_block() {
        let text = b"\n\n{\n\"a\": 1}\n";
        for size in 1..=text.len() {
            let mut reader = BufReader::with_capacity(size, &text[..]);
            let head = head(&mut reader, 1 << 20).unwrap();
            assert!(head.starts_with(b"\n\n{\n"), "{size}: {head:?}");
            assert_eq!(format(&head), Json, "{size}");
        }
    }

    #[test]
    fn head_is_bounded() {
        let mut endless = BufReader::with_capacity(100, std::io::repeat(b'{'));
        assert_eq!(head(&mut endless, 1000).unwrap().len(), 1100);
    }
}
