//! The rows that say how their bytes are made.

use std::io::Read;

use super::{
    super::{
        calls::with_value,
        rows::Row,
        suite::{Run, expect},
    },
    reported::Reported,
};
use crate::error::Result;

/// How the input of a row is made. Large ones are smaller unless all of it is asked for.
pub(super) struct Recipe {
    name: &'static str,
    /// How many of what it repeats: in a usual run, and in full.
    counts: [u64; 2],
    make: fn(u64) -> Made,
    arguments: &'static [&'static str],
    /// The findings that there are to be, told apart by their rules alone.
    rules: &'static [&'static str],
}

type Made = Box<dyn Read>;

const NDJSON: &[&str] = &["--input-format=ndjson"];
const JSON: &[&str] = &["--input-format=json"];
const MIB: u64 = 1 << 20;

const RECIPES: &[Recipe] = &[
    recipe(
        "number-digits:1000000",
        [1_000_000; 2],
        |n| trait_of(&nines(n)),
        &["number-out-of-range", "oversized-call"],
    ),
    recipe("hash-flood:100000", [10_000, 100_000], colliding, &["oversized-call"]),
    // The call and its traits are two of the levels that may be 128.
    recipe("nest-array:129", [127; 2], |n| trait_of(&nested(n)), &["excessive-nesting"]),
    recipe(
        "nest-array:100000",
        [100_000; 2],
        |n| trait_of(&nested(n)),
        &["excessive-nesting", "oversized-call"],
    ),
    recipe("string:100MiB", [100 * MIB; 2], |n| trait_of(&string(n)), &["oversized-record"]),
    recipe(
        "key:1MiB",
        [MIB; 2],
        |n| made(with_value(&["user_traits", &letters(n)], b"1")),
        &["oversized-call"],
    ),
    recipe(
        "keys:1000000",
        [10_000, 1_000_000],
        |n| made(members(n)),
        &["oversized-call", "unknown-member"],
    ),
    Recipe {
        arguments: NDJSON,
        ..recipe("crlf-at:65536", [65_536; 2], |n| made(line_ends_at(n)), &["oversized-call"])
    },
    Recipe {
        arguments: NDJSON,
        ..recipe("sparse-line:30GiB", [100 * MIB, 30 << 30], nul_line, &["nul-padding"])
    },
    Recipe { arguments: NDJSON, ..recipe("newlines:10GiB", [2 * MIB, 10 << 30], newlines, &[]) },
    recipe("utf8-at:65536", [65_536; 2], |n| made(character_at(n)), &["oversized-call"]),
    Recipe {
        arguments: &["--input-format=ndjson", "--across-records"],
        ..recipe(
            "case-pair",
            [1; 2],
            |_| made(log(&["Ann", "ann"], "1", "1")),
            &["variant-user-id"],
        )
    },
    Recipe {
        arguments: &["--input-format=ndjson", "--across-records"],
        ..recipe("type-drift", [1; 2], |_| made(log(&["u1", "u2"], "\"pro\"", "3")), &[])
    },
    recipe("trait:1MiB", [MIB; 2], |n| trait_of(&string(n)), &["oversized-call"]),
    recipe("traits:100000", [100_000; 2], |n| made(traits(n)), &["oversized-call"]),
    recipe("trait-depth:65", [65; 2], |n| trait_of(&nested(n)), &[]),
    recipe("email-redos:100000", [100_000; 2], redos, &["malformed-email", "oversized-call"]),
    recipe("url:1MiB", [MIB; 2], url, &["oversized-call"]),
    recipe("trait:10MiB", [10 * MIB; 2], |n| trait_of(&string(n)), &["oversized-call"]),
    recipe(
        "errors:1000000",
        [100_000, 1_000_000],
        |n| made(wrong(n)),
        &["malformed-json", "oversized-call"],
    ),
];

const fn recipe(
    name: &'static str,
    counts: [u64; 2],
    make: fn(u64) -> Made,
    rules: &'static [&'static str],
) -> Recipe {
    Recipe { name, counts, make, arguments: JSON, rules }
}

pub(super) fn find(name: &str) -> Option<&'static Recipe> {
    RECIPES.iter().find(|recipe| recipe.name == name)
}

pub(super) fn of_row(run: &Run, recipe: &Recipe, row: &Row) -> Result<Vec<String>> {
    let [usual, full] = recipe.counts;
    let count = if run.full { full } else { usual };
    let reported = Reported::of(&run.folder, recipe.arguments, (recipe.make)(count))?;
    let mut what = reported.against(row);
    let mut rules: Vec<_> =
        reported.findings.iter().filter_map(|it| it.split(':').next()).collect();
    rules.sort_unstable();
    rules.dedup();
    expect(&mut what, rules == recipe.rules, || {
        format!("findings: {rules:?}, expected {:?}", recipe.rules)
    });
    Ok(what)
}

fn made(bytes: Vec<u8>) -> Made {
    Box::new(std::io::Cursor::new(bytes))
}

fn trait_of(value: &[u8]) -> Made {
    made(with_value(&["user_traits", "x"], value))
}

fn times(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn letters(count: u64) -> String {
    "a".repeat(times(count))
}

fn string(count: u64) -> Vec<u8> {
    format!("\"{}\"", letters(count)).into()
}

fn nines(count: u64) -> Vec<u8> {
    b"9".repeat(times(count))
}

fn nested(depth: u64) -> Vec<u8> {
    [b"[".repeat(times(depth)), b"]".repeat(times(depth))].concat()
}

/// Members that the contract does not know.
fn members(count: u64) -> Vec<u8> {
    let members: Vec<String> = (0..count).map(|it| format!("\"k{it}\":1")).collect();
    let call = with_value(&["context"], b"{}");
    let call = call.strip_suffix(b"}").unwrap_or(&call);
    [call, b",", members.join(",").as_bytes(), b"}"].concat()
}

fn traits(count: u64) -> Vec<u8> {
    let traits: Vec<String> = (0..count).map(|it| format!("\"k{it}\":1")).collect();
    with_value(&["user_traits"], format!("{{{}}}", traits.join(",")).as_bytes())
}

/// Names that are one to a hash which multiplies by 31 and adds: `Aa` and `BB` are, and so is
/// whatever is made of them.
fn colliding(count: u64) -> Made {
    let name = |number: u64| -> String {
        (0..17).map(|bit| if number >> bit & 1 == 0 { "Aa" } else { "BB" }).collect()
    };
    let traits: Vec<String> = (0..count).map(|it| format!("\"{}\":1", name(it))).collect();
    made(with_value(&["user_traits"], format!("{{{}}}", traits.join(",")).as_bytes()))
}

/// A log of which a line ends in the midst of what is read at once: `\r` here, `\n` there.
fn line_ends_at(offset: u64) -> Vec<u8> {
    let empty = with_value(&["user_traits", "x"], b"\"\"").len();
    let text = string(offset.saturating_sub(u64::try_from(empty).unwrap_or(0)).saturating_sub(1));
    let call = with_value(&["user_traits", "x"], &text);
    [&call, &b"\r\n"[..], &call, b"\n"].concat()
}

/// A call of which a character of three bytes stands across what is read at once.
fn character_at(offset: u64) -> Vec<u8> {
    let begin = with_value(&["user_traits", "x"], b"").len().saturating_sub(1);
    let before = letters(offset.saturating_sub(u64::try_from(begin).unwrap_or(0)));
    with_value(&["user_traits", "x"], format!("\"{before}€\"").as_bytes())
}

fn nul_line(bytes: u64) -> Made {
    let call = with_value(&["context"], b"{}");
    let end = [b"\n", call.as_slice()].concat();
    Box::new(std::io::repeat(0).take(bytes).chain(std::io::Cursor::new(end)))
}

fn newlines(bytes: u64) -> Made {
    Box::new(std::io::repeat(b'\n').take(bytes))
}

/// Two calls: their ids, and a trait of each.
fn log(ids: &[&str; 2], one: &str, other: &str) -> Vec<u8> {
    let lines = ids.iter().zip([one, other]).map(|(id, value)| {
        format!(
            "{{\"user_id\":\"{id}\",\"user_traits\":{{\"plan\":{value}}},\
             \"timestamp\":\"2020-11-23T22:28:55Z\"}}\n"
        )
    });
    lines.collect::<String>().into()
}

fn redos(count: u64) -> Made {
    let address = format!("\"{}!\"", letters(count));
    made(with_value(&["user_traits", "email"], address.as_bytes()))
}

fn url(count: u64) -> Made {
    let address = format!("\"https://example.com/{}\"", letters(count));
    made(with_value(&["user_traits", "avatar"], address.as_bytes()))
}

fn wrong(count: u64) -> Vec<u8> {
    with_value(&["user_traits", "x"], format!("[{}1]", "NaN,".repeat(times(count))).as_bytes())
}
