//! What shows while a long run lasts, and behind it.

use std::{
    io::{Read, Write},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use crate::folder::{Folder, INVALID, VALID};

/// Runs the command on a terminal of its own, by `script`, and gives it its input slowly: all that
/// the terminal got. Nothing where there is no `script`.
fn on_a_terminal(arguments: &str) -> Option<String> {
    let folder = Folder::new();
    // Standard input of the command is a pipe, as it is behind `tail -f`.
    let inner = format!("cat <&3 | '{}' lint {arguments}", env!("CARGO_BIN_EXE_identify"));
    let mut command = Command::new("sh");
    command.args(["-c", "exec script -qec \"$0\" /dev/null 3<&0 </dev/null", &inner]);
    command.current_dir(folder.path()).env_remove("CI").env("TERM", "xterm");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let available = Command::new("script").arg("--version").output();
    available.ok().filter(|output| output.status.success())?;
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for _ in 0..8 {
        write!(input, "{VALID}\n{INVALID}\n").unwrap();
        input.flush().unwrap();
        thread::sleep(Duration::from_millis(200));
    }
    drop(input);
    let mut shown = String::new();
    child.stdout.take().unwrap().read_to_string(&mut shown).unwrap();
    child.wait().unwrap();
    Some(shown)
}

/// What is left of a text on a terminal: what was taken away is gone.
fn left(shown: &str) -> String {
    let lines = shown.split('\n').map(|line| line.trim_end_matches('\r'));
    let lines = lines.map(|line| line.rsplit(['\r']).next().unwrap_or_default());
    lines.map(|line| line.replace("\x1b[2K", "") + "\n").collect()
}

#[test]
fn a_terminal_sees_how_far_it_is() {
    let Some(shown) = on_a_terminal("--color never -") else { return };
    assert!(shown.contains(" calls, ") && shown.contains(" findings, "), "{shown:?}");
    // Nothing of it is in the way of the findings, or left behind.
    let left = left(&shown);
    assert_eq!(left.matches("error[missing-member]").count(), 4, "{left}");
    assert!(left.contains("5 more: error[missing-member]"), "{left}");
    assert!(!left.contains("B/s,") || left.contains("\nchecked "), "{left}");
    let last: Vec<&str> = left.trim_end().lines().rev().take(2).collect();
    assert!(last[0].starts_with("checked ") && last[0].ends_with(" calls a second"), "{left}");
    assert_eq!(last[1], "16 calls: 8 valid, 8 invalid; 8 errors", "{left}");
}

#[test]
fn nothing_shows_where_it_is_not_wanted() {
    for arguments in ["--color never --progress never -", "--color never --quiet -"] {
        let Some(shown) = on_a_terminal(arguments) else { return };
        assert!(!shown.contains("checked ") && !shown.contains("B/s"), "{shown:?}");
        assert!(!shown.contains('\x1b'), "{shown:?}");
    }
}

#[test]
fn elsewhere_only_where_it_is_asked_for() {
    let folder = Folder::with(&[("a.ndjson", &format!("{VALID}\n").repeat(3000))]);
    let plain = folder.run(&["lint", "a.ndjson"]);
    assert_eq!((plain.status, &*plain.errors), (Some(0), ""));
    // Off a terminal the totals are the same with it, and what it says is on standard error.
    let ran = folder.run(&["lint", "--progress", "always", "a.ndjson"]);
    assert_eq!((ran.status, ran.output), (plain.status, plain.output));
    let is_told = |line: &str| line.starts_with("identify: ") || line.starts_with("checked ");
    assert!(ran.errors.lines().all(is_told), "{}", ran.errors);
}
