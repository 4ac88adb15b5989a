//! `--watch`, as a process of its own.

use std::{
    cell::RefCell,
    fs,
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use crate::folder::{ALIAS, Folder, INVALID, VALID};

/// How long a report may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Watch {
    child: Child,
    /// What it prints, line by line, on both streams.
    lines: Receiver<String>,
    /// Lines that nobody expected yet: the streams do not wait for each other.
    seen: RefCell<Vec<String>>,
}

impl Watch {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_identify"))
            .args(["lint", "--watch"])
            .args(arguments)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, lines, seen: RefCell::default() }
    }

    /// Waits for another line with this in it.
    fn expect(&self, text: &str) {
        let begun = Instant::now();
        let mut seen = self.seen.borrow_mut();
        loop {
            if let Some(index) = seen.iter().position(|line| line.contains(text)) {
                seen.remove(index);
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "no {text:?} in {seen:#?}");
            seen.extend(self.lines.recv_timeout(Duration::from_millis(200)));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_folder_is_checked_at_each_change() {
    let folder = Folder::with(&[("calls/a.json", VALID)]);
    let watch = Watch::start(&folder, &["calls"]);
    watch.expect("1 call: valid");
    watch.expect("UTC] watching 1 path; Ctrl-C ends it");

    folder.write("calls/a.json", &INVALID.as_bytes()[..9]);
    watch.expect("malformed-json");
    folder.write("calls/a.json", INVALID.as_bytes());
    watch.expect("error[missing-member]");
    folder.write("calls/b/new.json", ALIAS.as_bytes());
    watch.expect("warning[deprecated-alias]");

    fs::remove_dir_all(folder.path().join("calls")).unwrap();
    watch.expect("cannot read calls");
    folder.write("calls/a.json", VALID.as_bytes());
    watch.expect("1 file, 1 call: valid");
}

#[test]
fn a_file_may_be_put_in_place_of_another() {
    let folder = Folder::with(&[("a.json", VALID), ("b.json", VALID)]);
    let watch = Watch::start(&folder, &["a.json"]);
    watch.expect("watching");
    folder.write("draft", INVALID.as_bytes());
    fs::rename(folder.path().join("draft"), folder.path().join("a.json")).unwrap();
    watch.expect("error[missing-member]");
    watch.expect("watching");
    fs::remove_file(folder.path().join("a.json")).unwrap();
    watch.expect("cannot read a.json");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let folder = Folder::with(&[("a.json", VALID)]);
    let mut watch = Watch::start(&folder, &["a.json"]);
    watch.expect("watching");
    let sent = Command::new("kill").args(["-INT", &watch.child.id().to_string()]).status();
    assert!(sent.unwrap().success());
    assert_eq!(watch.child.wait().unwrap().code(), Some(130));
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::with(&[("a.json", VALID)]);
    for arguments in [&["lint", "--watch"][..], &["lint", "--watch", "-"]] {
        let ran = folder.pipe(arguments, VALID);
        assert_eq!(ran.status, Some(2));
        assert_eq!(ran.errors, "identify: --watch is for files and folders: name them\n");
    }
    for option in ["--fix", "--diff"] {
        assert_eq!(folder.run(&["lint", "--watch", option, "a.json"]).status, Some(2));
    }
}
