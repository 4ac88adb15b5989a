//! A signal in the middle of a run.
#![cfg(unix)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    folder::{ALIAS, Folder, INVALID, VALID},
    packed::gzip,
};

/// A run that waits for the rest of its input.
struct Waiting {
    folder: Folder,
    child: Child,
    /// What it writes, line by line.
    output: Receiver<String>,
}

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(30);

struct Ended {
    status: Option<i32>,
    output: String,
    errors: String,
    folder: Folder,
}

impl Waiting {
    /// Begins a run, and gives it this as standard input without ending that.
    fn begin(arguments: &[&str], input: &[u8]) -> Self {
        let folder = Folder::with(&[("other.json", VALID)]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_identify"));
        command.current_dir(folder.path()).args(arguments).env_remove("CI");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.as_mut().unwrap().write_all(input).unwrap();
        let (send, output) = mpsc::channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        thread::spawn(move || lines.for_each(|line| drop(send.send(line.unwrap() + "\n"))));
        Self { folder, child, output }
    }

    /// Waits until a line with this was written.
    fn until(&self, text: &str) -> String {
        let mut lines = String::new();
        while !lines.contains(text) {
            lines += &self.output.recv_timeout(LONG).unwrap();
        }
        lines
    }

    /// Sends a signal, and waits for the end, which comes although the input is still open.
    fn end(mut self, signal: &str) -> Ended {
        send(&self.child, signal);
        let status = wait(&mut self.child);
        let output = self.output.iter().collect();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        Ended { status: status.code(), output, errors, folder: self.folder }
    }
}

fn send(child: &Child, signal: &str) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
}

fn wait(child: &mut Child) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        assert!(begun.elapsed() < LONG, "it does not end");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Two calls, and the beginning of a third.
fn log() -> String {
    format!("{VALID}\n{INVALID}\n{{\"user_id")
}

fn notice(signal: &str) -> String {
    let byte = VALID.len() + INVALID.len() + 1;
    format!(
        "interrupted by {signal} behind call 2 of standard input, at byte {byte}: what follows was \
         not checked"
    )
}

#[test]
fn what_was_checked_is_reported() {
    for (signal, name, status) in [("-INT", "SIGINT", 130), ("-TERM", "SIGTERM", 143)] {
        for input in ["-", "/dev/stdin"] {
            let run = Waiting::begin(&["lint", input, "other.json"], log().as_bytes());
            if input == "-" {
                run.until("missing-member");
            } else {
                // Of a file, what is found need not show at once.
                thread::sleep(Duration::from_millis(300));
            }
            let ended = run.end(signal);
            assert_eq!(ended.status, Some(status));
            let notice = notice(name);
            let notice =
                if input == "-" { notice } else { notice.replace("standard input", input) };
            assert_eq!(ended.errors, format!("identify: {notice}\n"));
            let summary = ended.output.lines().next_back().unwrap();
            assert!(
                summary.ends_with("2 calls: 1 valid, 1 invalid; 1 error; interrupted"),
                "{summary}"
            );
            // What a signal cuts off was not cut off by whoever wrote it.
            assert!(!ended.output.contains("partial-record"), "{}", ended.output);
        }
    }
}

#[test]
fn compressed_inputs_as_well() {
    let packed = gzip(&log());
    // All but the end of the member has come.
    let run = Waiting::begin(&["lint", "-"], &packed[..packed.len() - 4]);
    run.until("missing-member");
    let ended = run.end("-INT");
    assert_eq!(ended.status, Some(130));
    assert_eq!(ended.errors, format!("identify: {}\n", notice("SIGINT")));
}

#[test]
fn reports_say_that_they_are_partial() {
    let arguments = [
        ["lint", "--output-format", "concise"],
        ["--output-file", "json=report.json", "--output-file"],
        ["jsonl=report.jsonl", "--output-file", "sarif=report.sarif"],
        ["--output-file", "junit=report.xml", "-"],
    ];
    let run = Waiting::begin(arguments.as_flattened(), log().as_bytes());
    run.until("missing-member");
    let ended = run.end("-TERM");
    assert_eq!(ended.status, Some(143));
    let read = |name: &str| String::from_utf8(ended.folder.read(name)).unwrap();
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();

    let report = json(&read("report.json"));
    assert_eq!(report["partial"], true);
    assert_eq!(report["notices"], serde_json::json!([notice("SIGTERM")]));
    assert_eq!(report["summary"]["records"], 2);
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);

    let last = json(read("report.jsonl").lines().next_back().unwrap());
    assert_eq!((&last["type"], &last["partial"]), (&"summary".into(), &true.into()));

    let invocation = &json(&read("report.sarif"))["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(told, &notice("SIGTERM"));

    let xml = read("report.xml");
    assert!(xml.ends_with("</testsuites>\n") && xml.contains(&notice("SIGTERM")), "{xml}");
    assert!(xml.contains("errors=\"1\""), "{xml}");
}

#[test]
fn a_partial_baseline_is_not_written() {
    let arguments =
        ["lint", "--write-baseline", "baseline.json", "--output-format", "concise", "-"];
    let run = Waiting::begin(&arguments, log().as_bytes());
    // What is found does not show; it has been read soon.
    thread::sleep(Duration::from_millis(300));
    let ended = run.end("-INT");
    assert_eq!(ended.status, Some(130));
    assert!(ended.errors.contains("baseline.json is not written"), "{}", ended.errors);
    assert!(!ended.folder.path().join("baseline.json").exists());
}

#[test]
fn nothing_is_half_fixed() {
    let run = Waiting::begin(&["lint", "--fix", "-"], format!("{ALIAS}\n").as_bytes());
    thread::sleep(Duration::from_millis(300));
    let ended = run.end("-INT");
    assert_eq!((ended.status, &*ended.output), (Some(130), ""));
    assert_eq!(ended.errors, "identify: interrupted by SIGINT: nothing was written\n");
}

#[test]
fn what_normalize_has_written_stands() {
    let run = Waiting::begin(&["normalize", "-"], format!("{VALID}\n{VALID}\n{{").as_bytes());
    let first = run.until("u1");
    let ended = run.end("-INT");
    assert_eq!(ended.status, Some(130));
    assert_eq!((first + &ended.output).lines().count(), 2);
    assert!(ended.errors.contains("behind call 2 of standard input"), "{}", ended.errors);
}

#[test]
fn a_second_signal_ends_it_at_once() {
    // Nobody opens the other end, so it does not come to look for the first one.
    let folder = Folder::new();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = Command::new(env!("CARGO_BIN_EXE_identify"));
    command.current_dir(folder.path()).args(["lint", "none.json", "pipe"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut complaint = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut complaint).unwrap();
    assert!(complaint.contains("none.json"), "{complaint}");
    // By then it waits for the pipe to be opened.
    thread::sleep(Duration::from_secs(1));
    send(&child, "-INT");
    thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none());
    send(&child, "-INT");
    assert_eq!(wait(&mut child).code(), Some(130));
}
