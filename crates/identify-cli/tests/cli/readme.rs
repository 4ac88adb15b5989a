//! What the pages for people say is what the command says.

use std::{fs, path::Path};

use crate::folder::run;

/// The README of the crate, and that of the repository where there is one.
fn readmes() -> Vec<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = fs::read_to_string(crates.join("README.md")).unwrap();
    let root = fs::read_to_string(crates.join("../../README.md"));
    [Some(own), root.ok()].into_iter().flatten().collect()
}

/// The paragraph below a heading.
fn below<'t>(text: &'t str, heading: &str) -> Vec<&'t str> {
    let (_, rest) = text.split_once(heading).unwrap();
    rest.trim_start_matches('\n').lines().take_while(|line| !line.is_empty()).collect()
}

#[test]
fn every_command_is_in_the_tables() {
    let help = run(&["--help"]).output;
    let lines = below(&help, "\nCommands:\n").into_iter();
    let commands = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let commands: Vec<&str> = commands.filter(|name| !name.is_empty() && *name != "help").collect();
    assert!(commands.len() >= 7, "{help}");
    for readme in readmes() {
        let rows = readme.lines().filter_map(|line| line.strip_prefix("| `identify "));
        let rows: Vec<&str> = rows.filter_map(|row| row.split([' ', '`']).next()).collect();
        assert_eq!(rows, commands);
    }
}

#[test]
fn exit_statuses_are_those_of_the_help() {
    let readme = &readmes()[0];
    let table = below(readme, "\n## Exit status\n").into_iter().skip(2);
    let rows: Vec<String> = table
        .map(|row| row.trim_matches(['|', ' ']).split('|').map(str::trim).collect::<Vec<_>>())
        .map(|cells| cells.join("  "))
        .collect();
    assert_eq!(rows.len(), 4);
    for arguments in [&["--help"][..], &["lint", "--help"]] {
        let help = run(arguments).output;
        let lines: Vec<&str> =
            below(&help, "\nExit status:\n").into_iter().map(str::trim).collect();
        assert_eq!(lines, rows);
    }
}
