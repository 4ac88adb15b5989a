//! Whether twice the input takes twice the time, on calls that were made to be slow as well.

use std::time::{Duration, Instant};

use fixtures::generate::{Faults, Generator, Size};
use identify_validator::{Finding, InputFormat, Source, Validator};

use super::Options;
use crate::error::{Error, Result};

/// The time of twice the input over that of the input.
#[derive(Debug)]
pub(super) struct Growth {
    pub(super) name: &'static str,
    pub(super) bytes: usize,
    pub(super) ratio: f64,
}

/// Makes an input of a number of parts.
type Make = fn(usize) -> Vec<u8>;

/// A name, how the input is divided, and what makes it.
const INPUTS: &[(&str, InputFormat, Make)] = &[
    ("typical calls", InputFormat::Ndjson, |n| log(Generator::new(1), n)),
    ("small calls", InputFormat::Ndjson, |n| log(Generator::new(1).size(Size::Small), n)),
    ("large calls", InputFormat::Ndjson, |n| log(Generator::new(1).size(Size::Large), n)),
    ("mutated calls", InputFormat::Ndjson, |n| {
        log(Generator::new(1).mutated(10_000, Faults::Any), n)
    }),
    ("an array of calls", InputFormat::Array, |n| {
        let mut bytes = Vec::new();
        Generator::new(1).array(&mut bytes, u64::try_from(n).unwrap_or(0));
        bytes
    }),
    ("blank lines", InputFormat::Ndjson, |n| b"\n".repeat(n)),
    ("long text", InputFormat::Json, |n| traits(&format!("\"a\":\"{}\"", "x".repeat(n)))),
    ("escapes", InputFormat::Json, |n| {
        traits(&format!("\"a\":\"{}\"", "\\ud83d\\ude00".repeat(n)))
    }),
    ("lone surrogates", InputFormat::Json, |n| {
        traits(&format!("\"a\":\"{}\"", "\\ud800".repeat(n)))
    }),
    ("hidden characters", InputFormat::Json, |n| {
        traits(&format!("\"name\":\"{}\"", "a\u{202e}".repeat(n)))
    }),
    ("bytes that are not UTF-8", InputFormat::Json, |n| {
        [&b"{\"a\":\""[..], &b"\xff ".repeat(n), b"\"}"].concat()
    }),
    ("many traits", InputFormat::Json, |n| each(n, |i| format!("\"trait {i}\":{i}"))),
    ("traits near known names", InputFormat::Json, |n| each(n, |i| format!("\"emai{i}\":{i}"))),
    ("traits that collide", InputFormat::Json, |n| each(n, |i| format!("\"a_{i}\":1,\"a-{i}\":2"))),
    ("one name again and again", InputFormat::Json, |n| each(n, |_| "\"email\":1".to_owned())),
    ("long names", InputFormat::Json, |n| {
        traits(&format!("\"{0}a\":1,\"{0}b\":2", "long_".repeat(n)))
    }),
    ("brackets", InputFormat::Json, |n| b"[".repeat(n)),
    ("objects in objects", InputFormat::Json, |n| b"{\"a\":".repeat(n)),
    ("commas", InputFormat::Json, |n| b"{,".repeat(n)),
    ("quotes", InputFormat::Json, |n| b"\"'".repeat(n)),
    ("colons without names", InputFormat::Json, |n| b"{:1 ".repeat(n)),
    ("a long number", InputFormat::Json, |n| traits(&format!("\"age\":1{}", "0".repeat(n)))),
    ("a long array", InputFormat::Json, |n| traits(&format!("\"a\":[1{}]", ",{}".repeat(n)))),
    ("space", InputFormat::Json, |n| traits(&" ".repeat(n))),
    ("a long e-mail address", InputFormat::Json, |n| {
        traits(&format!("\"email\":\"{}!\"", "a.".repeat(n)))
    }),
    ("a long address of a page", InputFormat::Json, |n| {
        traits(&format!("\"avatar\":\"http://{}\"", "a.".repeat(n)))
    }),
    ("lines that are cut", InputFormat::Ndjson, |n| b"{\"user_id\": \"u1\",\n".repeat(n)),
];

/// A run is long enough to be measured from here on.
const ENOUGH: Duration = Duration::from_millis(40);

/// Inputs do not become larger than this.
const MOST: usize = 60_000_000;

pub(super) fn measure(options: &Options) -> Result<Vec<Growth>> {
    let wanted = INPUTS.iter().filter(|(name, ..)| options.wants(&format!("growth: {name}")));
    wanted
        .map(|(name, format, make)| {
            println!("growth: {name}");
            growth(name, *format, *make)
        })
        .collect()
}

fn growth(name: &'static str, format: InputFormat, make: Make) -> Result<Growth> {
    let mut parts = 64_usize;
    let mut bytes = make(parts);
    while seconds(&bytes, format)? < ENOUGH && bytes.len() < MOST {
        parts = parts.saturating_mul(2);
        bytes = make(parts);
    }
    let twice = make(parts.saturating_mul(2));
    let (mut one, mut two) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        one = one.min(seconds(&bytes, format)?);
        two = two.min(seconds(&twice, format)?);
    }
    Ok(Growth { name, bytes: bytes.len(), ratio: two.as_secs_f64() / one.as_secs_f64().max(1e-9) })
}

fn seconds(bytes: &[u8], format: InputFormat) -> Result<Duration> {
    let validator = Validator::new();
    let mut count = 0_u64;
    let mut sink = |_: Finding, _: &Source<'_>| count = count.saturating_add(1);
    let (started, before) = (Instant::now(), on_processor());
    let checked = validator.check("-", bytes, format, &mut sink);
    checked.map_err(|error| Error::new(error.to_string()))?;
    Ok(match (before, on_processor()) {
        (Some(before), Some(behind)) => behind.saturating_sub(before),
        _ => started.elapsed(),
    })
}

/// How long this thread was on a processor, as Linux tells it: what else the machine does is not in
/// it.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

fn log(mut generator: Generator, calls: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    generator.log(&mut bytes, u64::try_from(calls).unwrap_or(0));
    bytes
}

/// A call with these traits.
fn traits(members: &str) -> Vec<u8> {
    format!(
        "{{\"user_id\":\"u1\",\"timestamp\":\"2020-11-23T22:28:55Z\",\"user_traits\":{{{members}}}}}"
    )
    .into()
}

fn each(count: usize, member: impl Fn(usize) -> String) -> Vec<u8> {
    traits(&(0..count).map(member).collect::<Vec<_>>().join(","))
}
