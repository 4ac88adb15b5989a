//! Compressed inputs.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::folder::{ALIAS, Folder, INVALID, VALID, pipe};

pub(crate) fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(text: &str) -> Vec<u8> {
    zstd::encode_all(text.as_bytes(), 3).unwrap()
}

#[test]
fn reports_are_those_of_what_is_in_it() {
    let log = format!("{VALID}\n\n{ALIAS}\n{INVALID}\n{{\"user_id");
    for format in ["human", "concise", "json", "jsonl", "github", "sarif", "junit", "markdown"] {
        let arguments = ["lint", "--output-format", format, "-"];
        let plain = pipe(&arguments, &*log);
        for packed in [gzip(&log), zstandard(&log)] {
            let ran = pipe(&arguments, packed);
            assert_eq!((ran.status, ran.output, ran.errors), {
                let plain = plain.clone();
                (plain.status, plain.output, plain.errors)
            });
        }
    }
}

/// A file, packed or not, has the findings of what is piped in, under its own name.
#[test]
fn findings_are_those_of_standard_input() {
    let log =
        format!("{VALID}\r\n{ALIAS}\n{INVALID}\n{{\"a\": \"\u{e9}\",\n\"b\": 1}}\n{{\"user_id");
    let folder = Folder::with(&[("plain", &log)]);
    folder.write("gzip", &gzip(&log));
    folder.write("zstandard", &zstandard(&log));
    for format in ["concise", "jsonl"] {
        let arguments = |name| ["lint", "--input-format=ndjson", "--output-format", format, name];
        let piped = folder.pipe(&arguments("-"), &*log);
        let lines = |text: &str| -> Vec<String> {
            let kept = text.lines().filter(|line| !line.contains("\"summary\""));
            kept.map(str::to_owned).collect()
        };
        assert!(lines(&piped.output).len() > 4, "{piped:?}");
        for name in ["plain", "gzip", "zstandard"] {
            let ran = folder.run(&arguments(name));
            let output = ran.output.replace(&format!("\"path\":\"{name}\""), "\"path\":\"-\"");
            let output = output.replace(&format!("{name}:"), "-:");
            assert_eq!((ran.status, lines(&output)), (piped.status, lines(&piped.output)));
        }
    }
}

#[test]
fn content_tells_the_packing_and_names_the_format() {
    let log = format!("{VALID}\n{INVALID}\n");
    let folder = Folder::new();
    folder.write("calls/a.ndjson", &gzip(&log));
    folder.write("calls/b.ndjson.gz", &zstandard(&log));
    folder.write("calls/c.jsonl.zst", &zstandard(&log));
    folder.write("calls/d.json.GZ", &gzip(INVALID));
    folder.write("calls/e.ndjson.gz", log.as_bytes());
    folder.write("calls/other.tar.gz", b"no call");
    let ran = folder.run(&["lint", "--output-format", "concise", "calls"]);
    assert_eq!(
        ran.places(),
        [
            "calls/a.ndjson:2:1:",
            "calls/b.ndjson.gz:2:1:",
            "calls/c.jsonl.zst:2:1:",
            "calls/d.json.GZ:1:1:",
            "calls/e.ndjson.gz:2:1:"
        ]
    );
    folder.write("log.1.gz", &gzip(&log));
    let ran = folder.run(&["lint", "--output-format", "concise", "log.1.gz"]);
    assert_eq!(ran.places(), ["log.1.gz:2:1:"]);
    let ran = folder.run(&["normalize", "log.1.gz"]);
    assert_eq!(ran.output.lines().count(), 1);
}

#[test]
fn damage_is_told_behind_what_was_found_before_it() {
    let calls: String = (0..3000).map(|n| VALID.replace("u1", &format!("u{n}")) + "\n").collect();
    let log = format!("{INVALID}\n{calls}");
    for packed in [gzip(&log), zstandard(&log)] {
        let folder = Folder::with(&[("b.json", INVALID)]);
        folder.write("a.ndjson.gz", &packed[..packed.len() - 10]);
        let ran = folder.run(&["lint", "--output-format", "concise", "a.ndjson.gz", "b.json"]);
        assert_eq!(ran.places(), ["a.ndjson.gz:1:1:", "b.json:1:1:"]);
        assert_eq!(ran.status, Some(2));
        assert!(ran.errors.contains("identify: cannot read a.ndjson.gz: its "), "{}", ran.errors);
        assert!(ran.errors.contains(" data is cut off at byte "), "{}", ran.errors);
        assert!(ran.errors.contains("; 1 input not read to its end\n"), "{}", ran.errors);
        assert!(!ran.errors.contains(" 2 calls"), "what was checked counts: {}", ran.errors);
    }
}

#[test]
fn packed_files_are_not_fixed() {
    let packed = gzip(ALIAS);
    let folder = Folder::with(&[("b.json", ALIAS)]);
    folder.write("a.json.gz", &packed);
    let why = "it is compressed with gzip: unpack it, fix that, and pack it";
    let ran = folder.run(&["lint", "--fix", "a.json.gz", "b.json"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.errors.contains(&format!("identify: cannot fix a.json.gz: {why}")));
    assert!(ran.output.contains("deprecated-alias"), "it is checked all the same: {}", ran.output);
    assert_eq!(folder.read("a.json.gz"), packed);
    assert!(!folder.read("b.json").starts_with(ALIAS.as_bytes()));

    let ran = folder.run(&["lint", "--diff", "a.json.gz"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.errors.contains(why), "{}", ran.errors);
    let ran = pipe(&["lint", "--fix", "-"], packed);
    assert_eq!((ran.status, &*ran.output), (Some(2), ""));
    assert!(ran.errors.contains(&format!("cannot fix standard input: {why}")), "{}", ran.errors);
}

#[test]
fn unpacked_bytes_are_limited_where_asked_for() {
    let log = format!("{INVALID}\n") + &format!("{VALID}\n").repeat(5000);
    for packed in [gzip(&log), zstandard(&log)] {
        let ran = pipe(&["lint", "--max-unpacked-bytes", "100KiB", "-"], packed.clone());
        assert_eq!(ran.status, Some(2));
        assert!(ran.output.contains("missing-member"), "{}", ran.output);
        let why = "cannot read standard input: it unpacks to more than 100KiB, the limit of";
        assert!(ran.errors.contains(why), "{}", ran.errors);
        let ran = pipe(&["lint", "--max-unpacked-bytes", "1GiB", "-"], packed);
        assert_eq!(ran.status, Some(1));
    }
}
