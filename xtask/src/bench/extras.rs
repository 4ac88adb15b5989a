//! What is not one program on one file: memory on streams, the start of a process, growth.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::{
    Options, corpora,
    growth::{self, Growth},
    measure,
    workshop::{Workshop, piped},
};
use crate::{
    error::{Error, Result},
    programs,
    repository::root,
};

/// What was measured beside the table.
#[derive(Debug, Default)]
pub(super) struct Extras {
    pub(super) memory: Vec<Memory>,
    pub(super) start: Option<Start>,
    pub(super) growth: Vec<Growth>,
}

/// Peak memory on a stream.
#[derive(Debug)]
pub(super) struct Memory {
    pub(super) name: &'static str,
    /// Bytes, before they were compressed.
    pub(super) bytes: u64,
    pub(super) seconds: f64,
    /// Nothing where this build does not know such input.
    pub(super) peak: Option<u64>,
}

/// Time of a whole process on one small file.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) ours: Duration,
    pub(super) cat: Duration,
}

pub(super) fn measure(shop: &Workshop, options: &Options) -> Result<Extras> {
    let mut extras = Extras::default();
    let bytes: u64 = if options.quick { 1_000_000_000 } else { 10_000_000_000 };
    for (name, through) in [
        ("stream of calls", &[][..]),
        ("gzip stream", &["gzip", "-1", "-c"]),
        ("zstd stream", &["zstd", "-q", "-c"]),
    ] {
        if options.wants(&format!("memory: {name}")) {
            extras.memory.push(stream(shop, name, bytes, through)?);
        }
    }
    if options.wants("memory: one line") {
        extras.memory.push(line(shop, 1_000_000_000)?);
    }
    if options.wants("one fixture") {
        extras.start = Some(start(shop)?);
    }
    extras.growth = growth::measure(options)?;
    Ok(extras)
}

/// Typical calls without end, made once and sent again and again: files of such a size are not
/// written. Compressed, each block is a member or frame of its own.
fn stream(shop: &Workshop, name: &'static str, bytes: u64, through: &[&str]) -> Result<Memory> {
    println!("memory: {name}");
    let (block, calls) = corpora::block(64_000_000);
    let length = u64::try_from(block.len()).unwrap_or(u64::MAX);
    let times = bytes.div_ceil(length.max(1));
    let sent = match through {
        [] => block,
        [program, options @ ..] => {
            // No compressor is a row that is left out, like any other.
            let Ok(compressed) = compress(program, options, &block) else {
                return Ok(Memory { name, bytes: 0, seconds: 0.0, peak: None });
            };
            compressed
        }
    };
    let all = (0..times).map(|_| sent.as_slice());
    let (seconds, peak, records) = feed(shop, all)?;
    let is_known = records == calls.saturating_mul(times);
    Ok(Memory {
        name,
        bytes: length.saturating_mul(times),
        seconds,
        peak: peak.filter(|_| is_known),
    })
}

/// One call on one line of so many bytes, between two that are small.
fn line(shop: &Workshop, bytes: u64) -> Result<Memory> {
    println!("memory: one line");
    let small = br#"{"user_id":"u1","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#;
    let start = [small, &b"\n"[..], br#"{"user_id":"u2","user_traits":{"notes":""#].concat();
    let end = [&br#""},"timestamp":"2020-11-23T22:28:55Z"}"#[..], b"\n", small, b"\n"].concat();
    let block = "four score and 7".repeat(62_500).into_bytes();
    let times = bytes.div_ceil(1_000_000);
    let middle = (0..times).map(|_| block.as_slice());
    let all = std::iter::once(start.as_slice()).chain(middle).chain([end.as_slice()]);
    let (seconds, peak, records) = feed(shop, all)?;
    Ok(Memory { name: "one line", bytes, seconds, peak: peak.filter(|_| records == 3) })
}

/// Feeds the command: seconds, peak memory, and how many records it counted.
fn feed<'b>(
    shop: &Workshop,
    blocks: impl Iterator<Item = &'b [u8]>,
) -> Result<(f64, Option<u64>, u64)> {
    let threads = if shop.has_threads { "2" } else { "1" };
    let mut command = shop
        .lint(threads, &["--output-format=jsonl", "--input-format=ndjson", "-"])
        .ok_or_else(|| Error::new("the command cannot be called"))?;
    let notes = shop.file("time");
    let _ = fs::remove_file(&notes);
    let started = Instant::now();
    let mut timed = measure::below_time(&command, &notes);
    let mut child = piped(timed.as_mut().unwrap_or(&mut command))?;
    let mut input = child.stdin.take().ok_or_else(|| Error::new("no pipe to the command"))?;
    for block in blocks {
        // One that stops reading says so in its report.
        if input.write_all(block).is_err() {
            break;
        }
    }
    drop(input);
    let output = child.wait_with_output().map_err(Error::file("run", &shop.identify))?;
    let seconds = started.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&output.stdout);
    let last: serde_json::Value =
        serde_json::from_str(text.lines().last().unwrap_or_default()).unwrap_or_default();
    let records = last.pointer("/summary/records").and_then(serde_json::Value::as_u64);
    Ok((seconds, measure::peak(&notes), records.unwrap_or(0)))
}

fn compress(program: &str, options: &[&str], block: &[u8]) -> Result<Vec<u8>> {
    let mut child = piped(Command::new(program).args(options))?;
    let mut input = child.stdin.take().ok_or_else(|| Error::new("no pipe"))?;
    let block = block.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&block));
    let output = child.wait_with_output().map_err(Error::file("run", Path::new(program)))?;
    match writer.join() {
        Ok(Ok(())) if output.status.success() => Ok(output.stdout),
        _ => Err(Error::new(format!("{program} failed"))),
    }
}

/// How often a short process is started.
const STARTS: usize = 200;

/// The median of many starts, in turns.
fn start(shop: &Workshop) -> Result<Start> {
    println!("one fixture");
    let path = root().join("fixtures/valid/compact-one-line-without-newline.json");
    let mut times: [Vec<Duration>; 2] = Default::default();
    for _ in 0..STARTS {
        let mut ours = shop.lint("1", &[]).ok_or_else(|| Error::new("no command"))?;
        let mut cat = programs::command("cat");
        for (command, times) in [&mut ours, &mut cat].into_iter().zip(&mut times) {
            command.arg(&path).stdout(Stdio::null());
            let started = Instant::now();
            let status = command.status().map_err(Error::file("run", &path))?;
            if !status.success() {
                return Err(Error::new(format!("{}: {status}", command.get_program().display())));
            }
            times.push(started.elapsed());
        }
    }
    let [ours, cat] = times.map(|mut times| {
        times.sort();
        times.get(STARTS / 2).copied().unwrap_or_default()
    });
    Ok(Start { ours, cat })
}
