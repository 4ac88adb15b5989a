//! A log that grows: what is found shows at once.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::folder::{INVALID, VALID};

#[test]
fn findings_show_while_the_input_waits() {
    for format in ["concise", "human"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_identify"));
        command.args(["lint", "--output-format", format, "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        let reader = thread::spawn(move || {
            for line in output.lines() {
                let _ = send.send(line.unwrap());
            }
        });
        for record in 1..=3 {
            // A valid call before it, and half of one behind it.
            write!(input, "{VALID}\n{INVALID}\n{}", &VALID[..20]).unwrap();
            input.flush().unwrap();
            loop {
                let line = lines.recv_timeout(Duration::from_secs(60)).unwrap();
                if line.contains("missing-member") {
                    break;
                }
            }
            writeln!(input, "{}", &VALID[20..]).unwrap();
            assert!(child.try_wait().unwrap().is_none(), "{format}: ended at {record}");
        }
        drop(input);
        assert_eq!(child.wait().unwrap().code(), Some(1));
        drop(lines);
        let _ = reader.join();
    }
}
