//! The command as a function: streams, folder and terminal given by the caller.

use std::io::BufReader;

use identify_cli::{Io, Terminal, run};

use crate::folder::{ALIAS, Folder, INVALID};

fn ran(folder: &Folder, terminal: Terminal, arguments: &[&str]) -> (u8, String, String) {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut input = &b""[..];
    let mut io = Io::new(&mut input, &mut output, &mut errors)
        .with_terminal(terminal)
        .with_directory(folder.path());
    let status = run(["identify"].iter().chain(arguments), &mut io);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status, text(output), text(errors))
}

#[test]
fn paths_lead_from_the_given_folder() {
    let folder = Folder::with(&[
        ("a/b.json", ALIAS),
        ("c.json", ALIAS),
        ("plan.json", r#"{"required": ["context"]}"#),
    ]);
    for (path, first) in [("c.json", "c.json:"), ("a", "a/b.json:"), (".", "a/b.json:")] {
        let (status, output, _) =
            ran(&folder, Terminal::default(), &["lint", "--output-format", "concise", path]);
        assert!(output.starts_with(first), "{output}");
        assert_eq!(status == 0, path != ".", "plan.json is no call");
        let arguments =
            ["normalize", "--plan", "plan.json", "--rule", "deprecated-alias=off", path];
        let (_, _, errors) = ran(&folder, Terminal::default(), &arguments);
        assert!(!errors.contains(" plan.json:"), "{errors}");
    }
    let arguments = ["lint", "--plan", "plan.json", "c.json"];
    assert_eq!(ran(&folder, Terminal::default(), &arguments).0, 1);
    let (status, output, errors) = ran(&folder, Terminal::default(), &["lint", "none.json"]);
    assert_eq!((status, output.as_str()), (2, "no calls; 1 input not read\n"));
    assert_eq!(errors, "identify: cannot read none.json: no such file or directory\n");
}

#[test]
fn nobody_is_asked_to_type_calls() {
    let mut terminal = Terminal::default();
    terminal.reads = true;
    let (status, _, errors) = ran(&Folder::new(), terminal, &["lint"]);
    assert_eq!(status, 2);
    assert!(errors.starts_with("identify: nothing to read: name files or folders"), "{errors}");
}

/// The first paragraph of the examples in a help text.
fn examples(help: &str) -> &str {
    help.split_once("\nExamples:\n").unwrap().1.split("\n\n").next().unwrap()
}

#[test]
fn terminal() {
    let folder = Folder::with(&[("a.json", INVALID)]);
    let (_, plain, _) = ran(&folder, Terminal::default(), &["lint", "a.json"]);
    assert!(plain.is_ascii(), "{plain}");

    let mut terminal = Terminal::default();
    terminal.unicode = true;
    terminal.colours_output = true;
    let (_, drawn, _) = ran(&folder, terminal, &["lint", "a.json"]);
    assert!(drawn.contains('\u{1b}') && drawn.contains('│'), "{drawn}");

    let mut terminal = Terminal::default();
    terminal.width = Some(60);
    for arguments in [&["lint", "--help"][..], &["normalize", "--help"], &["--help"]] {
        let (_, help, _) = ran(&folder, terminal, arguments);
        let widest = help.lines().map(str::len).max();
        assert!(widest <= Some(60), "{help}");
    }
    terminal.width = Some(80);
    for command in ["lint", "normalize", "rules", "schema", "openapi", "reference", "explain"] {
        let (_, help, _) = ran(&folder, terminal, &[command, "--help"]);
        let widest = help.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{help}");
        // Examples keep their lines, however wide it is.
        let (_, wide, _) = ran(&folder, Terminal::default(), &[command, "--help"]);
        assert_eq!(examples(&help), examples(&wide));
    }
    terminal.writes = true;
    let (_, rules, _) = ran(&folder, terminal, &["rules"]);
    assert!(rules.lines().all(|line| line.len() <= 80), "{rules}");
}

#[test]
fn a_slow_pipe_gives_the_same() {
    // UTF-16, which is told by its first four bytes.
    let text = b"{\0\"\0a\0\"\0:\0[\0]\0}\0\n\0";
    for option in [&[][..], &["--input-format", "json"], &["--input-format", "ndjson"]] {
        let reports = [1, 2, 3, 64].map(|block| {
            let (mut output, mut errors) = (Vec::new(), Vec::new());
            let mut input = BufReader::with_capacity(block, &text[..]);
            let arguments = ["identify", "lint"].iter().chain(option);
            let status = run(arguments, &mut Io::new(&mut input, &mut output, &mut errors));
            assert_eq!((status, errors.as_slice()), (1, &b""[..]));
            String::from_utf8(output).unwrap()
        });
        assert!(reports[0].starts_with("error[wrong-encoding]"), "{option:?}: {}", reports[0]);
        assert!(reports.iter().all(|report| *report == reports[0]), "{option:?}: {reports:#?}");
    }
}
