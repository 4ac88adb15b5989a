//! The command as a function: streams, folder and terminal given by the caller.

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
        // Examples keep their lines.
        let examples = help.split("Examples:").nth(1).unwrap();
        assert!(
            examples
                .lines()
                .all(|line| line.len() < 80 && !line.starts_with(' ') || line.starts_with("  "))
        );
        assert!(
            !examples.lines().any(|line| line.starts_with("  over") || line.starts_with("  plan"))
        );
    }
    terminal.writes = true;
    let (_, rules, _) = ran(&folder, terminal, &["rules"]);
    assert!(rules.lines().all(|line| line.len() <= 80), "{rules}");
}
