//! Hostile text in values, names, files, plans, settings and options breaks out of nothing that the
//! command writes: each class of it × each form, piped and on a terminal.

use std::{fs, panic::Location};

use identify_cli::{Io, Terminal, run};
use identify_validator::render::{Format, visible};
use serde_json::Value;

use crate::folder::{Folder, VALID};

/// The texts that the tests of the renderers use as well.
const HOSTILE: &str = include_str!("../../../identify-validator/tests/render/hostile.json");

const RULES_URL: &str = "https://example.com/rules";

/// Text by what it attacks.
fn hostile() -> Vec<(String, String)> {
    let list: Vec<Value> = serde_json::from_str(HOSTILE).unwrap();
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    list.iter().map(|entry| (text(entry, "class"), text(entry, "text"))).collect()
}

/// What a file can be called.
fn file_name(text: &str) -> String {
    text.replace(['/', '\0'], "_")
}

/// Both streams of a run.
struct Streams {
    status: u8,
    output: String,
    errors: String,
}

fn ran(folder: &Folder, is_terminal: bool, arguments: &[&str]) -> Streams {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut input = &b""[..];
    let mut terminal = Terminal::default();
    if is_terminal {
        (terminal.reads, terminal.writes, terminal.unicode, terminal.links) =
            (true, true, true, true);
        (terminal.colours_output, terminal.colours_errors) = (true, true);
        terminal.width = Some(80);
    }
    let mut io = Io::new(&mut input, &mut output, &mut errors)
        .with_terminal(terminal)
        .with_directory(folder.path());
    let status = run(["identify"].iter().chain(arguments), &mut io);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Streams { status, output: text(output), errors: text(errors) }
}

/// Without the escapes that are the command's own: colours, and links to the pages of the rules.
fn plain(text: &str, about: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\u{1b}') {
        plain += before;
        rest = if let Some(link) = escape.strip_prefix("]8;;") {
            let (link, behind) = link.split_once("\u{1b}\\").unwrap();
            assert!(link.is_empty() || link.starts_with(RULES_URL), "{about}: {text:?}");
            behind
        } else {
            let (code, behind) = escape.split_once('m').unwrap();
            let is_colour = |it: char| it.is_ascii_digit() || matches!(it, '[' | ';');
            assert!(code.starts_with('[') && code.chars().all(is_colour), "{about}: {text:?}");
            behind
        };
    }
    plain + rest
}

/// Fails where something in a text would be obeyed: by a terminal, by what reads the log of a
/// build, or by a spreadsheet that opens the lines.
#[track_caller]
fn assert_tame(text: &str, has_commands: bool, about: &str) {
    let about = format!("{} {about}", Location::caller().line());
    let text = plain(text, &about);
    for character in text.chars().filter(|character| *character != '\n') {
        let shown = visible(character.encode_utf8(&mut [0; 4]));
        assert_eq!(shown, character.to_string(), "{about}: {text}");
        assert_ne!(character, '\t', "{about}: {text}");
    }
    for line in text.lines() {
        let is_older = line.split("##[").skip(1).any(|rest| rest.contains(']'));
        assert!(!is_older && !line.contains("##vso["), "{about}: {line}");
        let is_own = has_commands
            && ["::error ", "::warning ", "::notice "].iter().any(|name| line.starts_with(name))
            && line.contains("title=");
        assert!(is_own || !line.trim_start().starts_with("::"), "{about}: {line}");
        assert!(!line.starts_with("error[forged]"), "{about}: {text}");
        assert!(!line.starts_with(['=', '+', '@', '\t', '\r']), "{about}: {text}");
        let is_markdown = line.starts_with("- ") || line.starts_with("---");
        assert!(is_markdown || !line.starts_with('-'), "{about}: {text}");
    }
}

#[track_caller]
fn assert_streams(streams: &Streams, has_commands: bool, about: &str) {
    assert_tame(&streams.output, has_commands, about);
    assert_tame(&streams.errors, false, about);
    assert!(!streams.errors.contains("a mistake of its own"), "{about}: {}", streams.errors);
}

/// A call with the text in values and in names.
fn call(text: &str) -> String {
    let text = Value::from(text);
    format!(
        "{{\"user_id\": {text}, {text}: {text}, \"user_traits\": {{{text}: null, \"age\": {text}, \
         \"birthday\": {text}, \"avatar\": {text}, \"email\": {text}, \"firstName\": {text}, \
         \"name\": null, \"title\": {text}}}, \"timestamp\": {text}}}\n"
    )
}

fn plan(text: &str) -> String {
    serde_json::json!({ "required": [text], "properties": { "user_traits": {
        "required": [text],
        "properties": { text: { "type": "string" }, "title": { "enum": [text] } },
    } } })
    .to_string()
}

#[test]
fn in_every_form_of_a_report() {
    let mut written = 0;
    for (class, text) in hostile() {
        let name = format!("{}.json", file_name(&text));
        let broken = format!("{{\"user_id\": '{text}', {text}: 1");
        let plan_name = format!("plan {}", file_name(&text));
        let folder = Folder::with(&[
            (&name, &call(&text)),
            ("calls/a.ndjson", &[call(&text), call(&text)].concat()),
            ("calls/broken.json", &broken),
            (&format!("calls/{}/b.json", file_name(&text)), &call(&text)),
            (&plan_name, &plan(&text)),
        ]);
        for format in Format::ALL {
            for is_terminal in [false, true] {
                let named = folder.path().join(&name);
                let report = format!("{}.report", file_name(&text));
                let file = format!("{format}=./{report}");
                let arguments = [
                    "lint",
                    "--level",
                    "note",
                    "--across-records",
                    "--statistics",
                    "--plan",
                    &plan_name,
                    "--rules-url",
                    RULES_URL,
                    "--output-format",
                    format.name(),
                    "--output-file",
                    &file,
                    "--no-config",
                    "calls",
                    &name,
                    "none\n::error::x",
                ];
                let about = format!("{class}, {format}, {is_terminal}");
                assert!(named.is_file(), "{about}");
                let streams = ran(&folder, is_terminal, &arguments);
                let is_github = *format == Format::Github;
                assert_eq!(streams.status, 2, "{about}: {}", streams.errors);
                assert_streams(&streams, is_github, &about);
                let file = fs::read_to_string(folder.path().join(&report)).unwrap();
                assert!(!file.is_empty(), "{about}");
                assert_tame(&file, is_github, &about);
                assert!(!file.contains('\u{1b}'), "{about}");
                written += 1;
            }
        }
    }
    assert_eq!(written, hostile().len() * 8 * 2);
}

/// Messages about options, baselines, plans and files that cannot be used.
#[test]
fn in_what_is_said_of_options() {
    for (class, text) in hostile() {
        // No shell passes on such an argument.
        let text = text.replace('\0', "_");
        let name = file_name(&text);
        let folder = Folder::with(&[
            ("a.json", VALID),
            (&format!("x{name}"), &text),
            ("plan.json", &serde_json::json!({ "type": text, "$ref": text }).to_string()),
            (
                "names.json",
                &serde_json::json!({ "properties": { &text: { "type": &text } } }).to_string(),
            ),
            ("base.json", &serde_json::json!({ "version": &text }).to_string()),
            (
                "base2.json",
                &serde_json::json!({ "version": 1, "findings": [{ &text: 1 }] }).to_string(),
            ),
        ]);
        let file = format!("x{name}");
        let missing = format!("none{name}");
        let inside = format!("a.json/{name}");
        for arguments in [
            &["lint", "--rule", &text, "a.json"][..],
            &["lint", "--level", &text, "a.json"],
            &["lint", &format!("--{text}"), "a.json"],
            &["lint", "--output-format", &text, "a.json"],
            &["lint", "--output-file", &text, "--output-file", &inside, "a.json"],
            &["lint", "--output-file", &format!("{text}=a"), "a.json"],
            &["lint", "--output-file", &format!("json={inside}"), "a.json"],
            &["lint", "--max-findings", &text, "a.json"],
            &["lint", "--now", &text, "a.json"],
            &["lint", "--plan", &file, "a.json"],
            &["lint", "--plan", &missing, "a.json"],
            &["lint", "--plan", "plan.json", "a.json"],
            &["lint", "--plan", "names.json", "a.json"],
            &["lint", "--baseline", &file, "a.json"],
            &["lint", "--baseline", &missing, "a.json"],
            &["lint", "--baseline", "base.json", "a.json"],
            &["lint", "--baseline", "base2.json", "a.json"],
            &["lint", "--write-baseline", &inside, "a.json"],
            &["lint", "--config", &file, "a.json"],
            &["lint", "--config", &missing, "a.json"],
            &["lint", "--rules-url", &text, "plan.json"],
            &["lint", "--max-record-bytes", &text, "a.json"],
            &["lint", &missing],
            &["lint", "--fix", &missing],
            &["normalize", &missing],
            &["explain", &text],
            &["rules", "--output-format", &text],
            &["man", &text],
            &["man", "--output-dir", &inside],
            &["completions", &text],
            &["config", &missing, "--config", &file],
            &["config", &format!("{name}/b"), "--plan", "plan.json"],
            &[&text],
        ] {
            for is_terminal in [false, true] {
                let about = format!("{class}, {arguments:?}");
                // What the link leads to is what was asked for.
                if is_terminal && arguments.contains(&"--rules-url") {
                    continue;
                }
                assert_streams(&ran(&folder, is_terminal, arguments), false, &about);
            }
        }
    }
}

#[test]
fn in_settings() {
    for (class, text) in hostile() {
        // A string of JSON is one of TOML, but for this.
        let quoted = Value::from(text.as_str()).to_string().replace('\u{7f}', "\\u007f");
        let folder_name = file_name(&text);
        for settings in [
            format!("{quoted} = 1\n"),
            format!("[rules]\n{quoted} = \"off\"\n"),
            format!("[rules]\nnull-trait = {quoted}\n"),
            format!("[{quoted}]\na = 1\n"),
            format!("exclude = [{quoted}, \"[\"]\n"),
            format!(
                "exclude = [{quoted}]\n[[overrides]]\npaths = [{quoted}]\nrules.null-trait = \"off\"\n"
            ),
            format!("baseline = {quoted}\n"),
            format!("plan = {quoted}\n"),
            format!("level = {quoted}\n"),
            format!("max-record-bytes = {quoted}\n"),
            format!("placeholder-user-ids = [{quoted}]\n"),
            format!("[output]\nformat = {quoted}\n"),
            format!("[output.files]\n{quoted} = {quoted}\n"),
            format!("[output.files]\njson = {quoted}\n"),
            format!("{text} = 1\n"),
            format!("# {text}\nlevel = [\n"),
        ] {
            let folder = Folder::with(&[
                (&format!("{folder_name}/identify.toml"), &settings),
                (&format!("{folder_name}/a.json"), &call(&text)),
            ]);
            let call = format!("./{folder_name}/a.json");
            for arguments in [&["config", &call][..], &["lint", &call], &["lint", "--diff", &call]]
            {
                for is_terminal in [false, true] {
                    // A diff is for `git apply`: off a terminal its bytes are those of the file.
                    if !is_terminal && arguments.contains(&"--diff") {
                        continue;
                    }
                    let about = format!("{class}, {arguments:?}, {settings}");
                    let mut streams = ran(&folder, is_terminal, arguments);
                    if arguments.contains(&"--diff") {
                        // The signs of a diff are its own.
                        let signs = |line: &str| {
                            line.trim_start_matches(['+', '-', '@'])
                                .trim_end_matches('\t')
                                .to_owned()
                        };
                        let output = plain(&streams.output, &about);
                        streams.output = output.lines().map(signs).collect::<Vec<_>>().join("\n");
                    }
                    assert_streams(&streams, false, &about);
                }
            }
        }
    }
}
