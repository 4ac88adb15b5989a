//! Completions and manual pages.

use std::{fs, process::Command};

use identify_validator::rules;

use crate::folder::{Folder, run};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

#[test]
fn every_shell_completes_commands_options_and_rules() {
    for shell in SHELLS {
        let ran = run(&["completions", shell]);
        assert_eq!((ran.status, ran.errors.as_str()), (Some(0), ""), "{shell}");
        for word in ["normalize", "unsafe-fixes", "output-format", "completions"] {
            assert!(ran.output.contains(word), "{shell}: {word}");
        }
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = run(&["completions", shell]).output;
        for rule in rules() {
            assert!(script.contains(rule.id), "{shell}: {}", rule.id);
        }
    }
    assert_eq!(run(&["completions", "tcsh"]).status, Some(2));
}

/// Shells that are there read the scripts without complaint.
#[test]
fn shells_take_the_scripts() {
    let folder = Folder::new();
    for (shell, option) in [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")] {
        let script = folder.run(&["completions", shell]).output;
        folder.write(shell, script.as_bytes());
        let checked = Command::new(shell).args([option, shell]).current_dir(folder.path()).output();
        if let Ok(output) = checked {
            assert!(output.status.success() && output.stderr.is_empty(), "{shell}: {output:?}");
        }
    }
}

/// What bash offers behind `identify explain null`.
#[test]
fn bash_completes_the_id_of_a_rule() {
    let folder = Folder::new();
    let rule = rules()[0].id;
    let (start, _) = rule.split_at(rule.len() - 2);
    let script = folder.run(&["completions", "bash"]).output;
    let ask = format!(
        "{script}\nCOMP_WORDS=(identify explain {start}); COMP_CWORD=2\n\
         _identify identify {start} explain; printf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    );
    folder.write("ask", ask.as_bytes());
    if let Ok(output) = Command::new("bash").arg("ask").current_dir(folder.path()).output() {
        let offered = String::from_utf8(output.stdout).unwrap();
        assert!(offered.lines().any(|line| line == rule), "{offered}");
    }
}

#[test]
fn pages_are_printed_and_written() {
    let folder = Folder::new();
    let ran = folder.run(&["man", "--output-dir", "share/man1"]);
    assert_eq!((ran.status, ran.output.as_str(), ran.errors.as_str()), (Some(0), "", ""));
    let mut pages: Vec<String> = fs::read_dir(folder.path().join("share/man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    pages.sort();
    for command in ["lint", "normalize", "explain", "completions", "man"] {
        let name = format!("identify-{command}.1");
        assert!(pages.contains(&name), "{pages:?}");
        let written = fs::read_to_string(folder.path().join("share/man1").join(name)).unwrap();
        assert_eq!(folder.run(&["man", command]).output, written);
        assert!(written.contains(&format!(".SH NAME\nidentify\\-{command} \\- ")), "{written}");
    }
    let lint = folder.run(&["man", "lint"]).output;
    assert!(lint.contains("\\-\\-unsafe\\-fixes") && lint.contains("Exit status"), "{lint}");
    assert!(folder.run(&["man"]).output.contains(".TH identify 1"));
    let none = folder.run(&["man", "lnt"]);
    assert_eq!(none.status, Some(2));
    assert_eq!(none.errors, "identify: there is no command `lnt`: `identify --help` lists them\n");

    for page in pages {
        let groff = Command::new("groff")
            .args(["-man", "-ww", "-z", &page])
            .current_dir(folder.path().join("share/man1"))
            .output();
        if let Ok(output) = groff {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.is_empty(), "{page}: {said}");
        }
    }
}
