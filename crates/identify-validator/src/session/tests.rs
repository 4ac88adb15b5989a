//! However an input is read, the same is handed over.

use std::{
    fmt::Write as _,
    fs,
    io::{self, BufReader, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use identify_json::{Arena, Framing, Records};

use super::{Examiner, Session};
use crate::{
    check::{Aids, Check, Direct},
    lanes::{Screen, Screens},
    memory::Memory,
    report::{Finding, Summary},
    screen::{CleanDocument, CleanLines},
    sink::{Checked, Sink, Source},
    validator::{InputFormat, Validator},
};

/// All that is handed over, as text, up to so many findings and calls.
#[derive(Default)]
struct Log {
    text: String,
    left: Option<u64>,
}

impl Log {
    fn go_on(&mut self) -> ControlFlow<()> {
        let Some(left) = &mut self.left else { return ControlFlow::Continue(()) };
        *left -= 1;
        if *left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Sink for Log {
    fn finding(&mut self, finding: Finding, source: &Source<'_>) -> ControlFlow<()> {
        let Source { bytes, offset, line } = source;
        let finding = serde_json::to_string(&finding).unwrap();
        let bytes = bytes.escape_ascii();
        writeln!(self.text, "{finding} {offset} {line} {bytes}").unwrap();
        self.go_on()
    }

    fn call(&mut self, call: &Checked<'_>) -> ControlFlow<()> {
        let Checked { bytes, record, is_valid, .. } = call;
        writeln!(self.text, "{record} {is_valid} {}", bytes.escape_ascii()).unwrap();
        self.go_on()
    }
}

/// An input, and what it is called.
type Input<'i> = (&'i str, &'i [u8], InputFormat);

/// What checking the inputs record by record gives: the way that all others are compared with.
fn plain(validator: &Validator, inputs: &[Input<'_>], most: Option<u64>) -> (String, Summary) {
    let mut log = Log { left: most, ..Log::default() };
    let mut memory = Memory::new(validator.memory_bytes());
    let mut total = Summary::default();
    for (path, input, format) in inputs {
        memory.begin(path);
        let mut outlet = Direct { sink: &mut log, memory: &mut memory };
        let mut check = Check::new(validator, path, *format, &mut outlet);
        let is_lines = *format == InputFormat::Ndjson;
        let framing = if is_lines { Framing::Lines } else { Framing::Whole };
        let mut records = Records::new(*input, framing).with_limit(validator.max_record_bytes());
        let mut arena = Arena::new();
        while let Some(record) = records.next().unwrap() {
            let tree = format.tree(&record, &mut arena);
            if check.record(&record, &tree, Aids::default()).is_break() {
                break;
            }
        }
        check.summary.bytes = records.bytes_read();
        let summary = check.summary;
        total.add(&summary);
        if log.left == Some(0) {
            break;
        }
    }
    (log.text, total)
}

/// Gives so many bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}

/// Proves lines clean by inspecting them.
struct Fake(Validator);

impl Fake {
    fn is_clean(&self, bytes: &[u8], format: InputFormat) -> bool {
        let (text, summary) = plain(&self.0, &[("-", bytes, format)], None);
        let is_call = bytes.first() == Some(&b'{') || format == InputFormat::Array;
        is_call && summary.records == text.lines().count() as u64 && summary.invalid == 0
    }
}

impl Screen for Fake {
    fn lines(&mut self, block: &[u8], at: usize) -> CleanLines {
        let mut clean = CleanLines { end: at, ..CleanLines::default() };
        for line in block[at..].split_inclusive(|byte| *byte == b'\n') {
            let is_blank = line.trim_ascii().is_empty();
            if !is_blank && !self.is_clean(line, InputFormat::Ndjson) {
                break;
            }
            clean.end += line.len();
            clean.calls += u64::from(!is_blank);
            clean.lines += u64::from(line.ends_with(b"\n"));
            clean.has_utf8 |= !line.is_ascii();
        }
        clean
    }

    fn document(&mut self, bytes: &[u8], format: InputFormat) -> Option<CleanDocument> {
        let (_, summary) = plain(&self.0, &[("-", bytes, format)], None);
        let is_clean = self.is_clean(bytes, format);
        let has_utf8 = !bytes.is_ascii();
        is_clean.then_some(CleanDocument { calls: summary.records, has_utf8 })
    }

    fn proves(&mut self, _: &[u8]) -> bool {
        false
    }
}

fn fake(validator: &Validator) -> Option<Box<dyn Screen>> {
    let is_wanted = !validator.looks_across_records();
    is_wanted.then(|| Box::new(Fake(validator.clone())) as Box<dyn Screen>)
}

fn none(_: &Validator) -> Option<Box<dyn Screen>> {
    None
}

/// One way to read the inputs.
#[derive(Debug, Clone, Copy)]
struct Way {
    threads: usize,
    block: usize,
    reading: usize,
    is_screened: bool,
    most: Option<u64>,
}

fn read(validator: &Validator, inputs: &[Input<'_>], way: Way) -> (String, Summary) {
    let Way { threads, block, reading, is_screened, most } = way;
    let mut log = Log { left: most, ..Log::default() };
    let mut session = Session::new(validator).with_threads(threads).with_block_bytes(block);
    session.screens = if is_screened { fake as Screens } else { none };
    let mut total = Summary::default();
    for (path, input, format) in inputs {
        let reader = BufReader::with_capacity(reading, Slow(input, reading));
        total.add(&session.check(path, reader, *format, &mut log).unwrap());
        if log.left == Some(0) {
            break;
        }
    }
    (log.text, total)
}

fn compare(validator: &Validator, inputs: &[Input<'_>], ways: impl Iterator<Item = Way>) {
    let mut known = None;
    for way in ways {
        let fresh = || (way.most, plain(validator, inputs, way.most));
        let (most, expected) = known.take().unwrap_or_else(fresh);
        let expected = if most == way.most { expected } else { fresh().1 };
        let found = read(validator, inputs, way);
        let first = expected.0.lines().zip(found.0.lines()).find(|(left, right)| left != right);
        assert_eq!(first, None, "{way:?} {}", inputs[0].0);
        assert!(expected == found, "{way:?} {}: {:?} {:?}", inputs[0].0, expected.1, found.1);
        known = Some((most, expected));
    }
}

const SIZES: [usize; 7] = [1, 2, 3, 7, 64, 4096, super::BLOCK_BYTES];

fn ways() -> impl Iterator<Item = Way> {
    let threads = [1, 2, 8].into_iter();
    let ways = threads.flat_map(|threads| SIZES.map(|block| (threads, block)));
    ways.flat_map(|(threads, block)| {
        [(1, true), (1, false), (1 << 16, true), (1 << 16, false)]
            .map(|(reading, is_screened)| Way { threads, block, reading, is_screened, most: None })
    })
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().and_then(|it| it.to_str());
        if path.is_dir() {
            files(&path, found);
        } else if matches!(extension, Some("json" | "ndjson")) {
            found.push(path);
        }
    }
    found.sort();
}

fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    files(Path::new("../../fixtures"), &mut found);
    assert!(found.len() > 300, "{}", found.len());
    found.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn validator() -> Validator {
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    Validator::builder().now(now).build().unwrap()
}

#[test]
fn fixtures_are_the_same_in_blocks() {
    let validator = validator();
    for (path, bytes) in fixtures() {
        let name = path.to_string_lossy();
        let format = if name.ends_with(".json") { InputFormat::Json } else { InputFormat::Ndjson };
        let ways = [(1, 1, true), (2, 1, false), (2, 64, true), (2, 300, true)];
        let ways = ways.map(|(threads, block, is_screened)| Way {
            threads,
            block,
            reading: 1 << 16,
            is_screened,
            most: None,
        });
        compare(&validator, &[(&name, &bytes, format)], ways.into_iter());
    }
}

#[test]
fn all_fixtures_in_one_log_are_the_same_in_blocks() {
    let validator = validator();
    let mut log = Vec::new();
    for (_, bytes) in fixtures().iter().filter(|(_, bytes)| bytes.len() < 4096) {
        log.extend_from_slice(bytes);
        log.push(b'\n');
    }
    compare(&validator, &[("log", &log, InputFormat::Ndjson)], some(0, 13));
}

/// Lines that change what is known of the file, or that belong together.
const LINES: [&[u8]; 16] = [
    br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#,
    b"\t{\"user_id\": \"u2\", \"user_traits\": {}, \"timestamp\": \"2020-11-23T22:28:55Z\"} \r",
    br#"{"user_id": "u1", "traits": {"username": "ada"}, "timestamp": "2020-11-23T22:28:55Z"}"#,
    br#"{"user_id": "u2", "user_traits": {"username": "ada"}, "timestamp": "2020-11-23T22:28:55Z"}"#,
    "{\"user_id\": \"u3\", \"user_traits\": {\"name\": \"Zoë\"}, \"timestamp\": \"2020-11-23T22:28:55Z\"}".as_bytes(),
    b"{\"user_id\": \"u4\", \"user_traits\": {\"name\": \"Zo\xEB Jos\xE9\"}, \"timestamp\": \"2020-11-23T22:28:55Z\"}",
    b"",
    b" \r",
    b"{\n  \"user_id\": \"u5\",\n  \"user_traits\": {\n  },\n  \"timestamp\": \"2020-11-23T22:28:55Z\"\n}",
    b"{\"user_id\": \"u\n6\", \"user_traits\": {}}",
    b"2020-11-23 INFO user_id=u1 identify",
    b"user_id,name,timestamp",
    b"[\n{\"user_id\": \"u7\"},\n{}\n]",
    b"{\"user_id\": \"u8\", \"user_traits\": {\"about\": \"a very long text, over and over, and over again and again, which makes the line longer than the limit, if there is one that is small enough for this line alone\"}}",
    b"{\"user_id\": [",
    b"\xFF\xFE\x00",
];

/// Lines in a random order, that are the same for the same seed.
fn random_log(seed: u64, lines: usize, kinds: &[usize]) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut log = Vec::new();
    for _ in 0..lines {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let kind = usize::try_from(state >> 40).unwrap() % kinds.len();
        log.extend_from_slice(LINES[kinds[kind]]);
        log.push(b'\n');
    }
    if seed.is_multiple_of(3) {
        log.pop();
    }
    log
}

fn logs() -> Vec<Vec<u8>> {
    let all: Vec<usize> = (0..LINES.len()).collect();
    let mut logs: Vec<_> = (0..12).map(|seed| random_log(seed, 40, &all)).collect();
    for kinds in [&[0, 1, 3, 4][..], &[0, 5], &[4, 5, 0, 0], &[10, 11], &[0, 10, 0], &[8], &[6, 7]]
    {
        for seed in 0..4 {
            logs.push(random_log(seed, 30, kinds));
        }
    }
    logs
}

/// Every so many of the ways, another choice for each log.
fn some(number: usize, each: usize) -> impl Iterator<Item = Way> {
    ways()
        .enumerate()
        .filter(move |(index, _)| (index + number).is_multiple_of(each))
        .map(|(_, way)| way)
}

#[test]
fn mixed_logs_are_the_same_in_blocks() {
    let validator = validator();
    let small = validator.to_builder().max_record_bytes(150).build().unwrap();
    for (number, log) in logs().iter().enumerate() {
        for (validator, format) in [
            (&validator, InputFormat::Ndjson),
            (&small, InputFormat::Ndjson),
            (&validator, InputFormat::Array),
        ] {
            let name = format!("log {number}");
            compare(validator, &[(&name, log, format)], some(number, 17));
        }
    }
}

#[test]
fn what_calls_say_together_is_the_same_in_blocks() {
    let across = validator().to_builder().across_records(true).memory_bytes(700).build().unwrap();
    let array = br#"[{"user_id": "a", "user_traits": {"username": "ada"}}, {"user_id": "b", "user_traits": {"username": "ada"}}]"#;
    for (number, log) in logs().iter().enumerate() {
        let name = format!("log {number}");
        let inputs = [
            (name.as_str(), log.as_slice(), InputFormat::Ndjson),
            ("array", array, InputFormat::Array),
            ("again", log, InputFormat::Ndjson),
        ];
        compare(&across, &inputs, some(number, 29));
    }
}

#[test]
fn who_stops_has_seen_the_same() {
    let validator = validator();
    for (number, log) in logs().iter().enumerate() {
        let name = format!("log {number}");
        let inputs = [(name.as_str(), log.as_slice(), InputFormat::Ndjson)];
        let few = |way: Way| [1, 5, 17, 40].map(|most| Way { most: Some(most), ..way });
        let mut ways: Vec<Way> = some(number, 37).flat_map(few).collect();
        ways.sort_by_key(|way| way.most);
        compare(&validator, &inputs, ways.into_iter());
    }
}

#[test]
fn inputs_examined_elsewhere_are_the_same() {
    let across = validator().to_builder().across_records(true).build().unwrap();
    let utf16: Vec<u8> = "{\"a\": 1}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let array = br#"[{"user_id": "a", "user_traits": {"username": "ada"}}, {"user_id": "b", "user_traits": {"username": "ada"}}, 1]"#;
    let many = "{}\n".repeat(3000);
    for validator in [validator(), across] {
        let validator = Arc::new(validator);
        let mut examiner = Examiner::new(validator.clone());
        let logs = logs();
        let mut inputs: Vec<Input<'_>> =
            logs.iter().map(|log| ("log", log.as_slice(), InputFormat::Ndjson)).collect();
        inputs.push(("utf16", &utf16, InputFormat::Ndjson));
        inputs.push(("array", array, InputFormat::Array));
        inputs.push(("call", LINES[2], InputFormat::Json));
        inputs.push(("many", many.as_bytes(), InputFormat::Ndjson));
        inputs.push(("empty", b"", InputFormat::Json));
        let (expected, total) = plain(&validator, &inputs, None);
        let mut session = validator.session();
        let (mut log, mut sum) = (Log::default(), Summary::default());
        for (path, input, format) in inputs {
            let known = examiner.examine(path, input.to_vec(), format);
            sum.add(&session.merge(known, &mut log));
        }
        let first = expected.lines().zip(log.text.lines()).find(|(left, right)| left != right);
        assert_eq!(first, None);
        assert_eq!((expected, total), (log.text, sum));
    }
}
