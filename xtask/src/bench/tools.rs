//! The programs that are measured.

use std::process::Command;

use super::{
    corpora::{Corpus, FILES},
    workshop::Workshop,
};

/// What a program does with calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// All that is measured against: `identify lint`.
    Ours,
    /// Checks them by the schema, or by types, and counts.
    Checks,
    /// Tells whether they are JSON.
    Parses,
    /// Reads them.
    Reads,
}

/// A program, and how it is called.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) work: Work,
    /// Nothing where it is not here, or where this corpus is not for it.
    pub(super) command: fn(&Workshop, &Corpus) -> Option<Command>,
    /// What to know of its answers.
    pub(super) remark: &'static str,
}

/// What ratios are to.
pub(super) const BASE: &str = "jsonschema + Value";

/// The same where every error is asked for.
pub(super) const ERRORS: &str = "jsonschema + Value, iter_errors";

/// The command on one thread.
pub(super) const OURS: &str = "identify lint, 1 thread";

/// And on two.
pub(super) const OURS_TWO: &str = "identify lint, 2 threads";

const fn tool(
    name: &'static str,
    work: Work,
    command: fn(&Workshop, &Corpus) -> Option<Command>,
) -> Tool {
    Tool { name, work, command, remark: "" }
}

pub(super) const TOOLS: &[Tool] = &[
    tool(OURS, Work::Ours, |shop, corpus| ours(shop, corpus, "1", &[])),
    tool(OURS_TWO, Work::Ours, |shop, corpus| ours(shop, corpus, "2", &[])),
    tool("identify lint --no-screen, 1 thread", Work::Ours, |shop, corpus| {
        ours(shop, corpus, "1", &["--no-screen"])
    }),
    tool(BASE, Work::Checks, |shop, corpus| peers(shop, corpus, "is-valid")),
    tool(ERRORS, Work::Checks, |shop, corpus| peers(shop, corpus, "iter-errors")),
    tool("boon + Value", Work::Checks, |shop, corpus| peers(shop, corpus, "boon")),
    Tool {
        remark: "reads what it must and no more; knows no formats of addresses",
        ..tool("serde types of identify-types", Work::Checks, |shop, corpus| {
            let mut command = shop.program("peers --features types", &["types/release/peers"])?;
            command.arg("types").arg(log(corpus)?);
            Some(command)
        })
    },
    tool("Ajv in Node.js", Work::Checks, |shop, corpus| {
        // Its packages are found from the folder that it runs in.
        shop.program("ajv", &["node/node_modules/ajv/package.json"])?;
        let mut command = shop.program("node", &["*"])?;
        command.current_dir(shop.file("node"));
        command.arg(Workshop::script("ajv.mjs")).arg(shop.schema()).arg(&corpus.path);
        Some(command)
    }),
    tool("sourcemeta jsonschema", Work::Checks, |shop, corpus| {
        let mut command =
            shop.program("sourcemeta-jsonschema", &["node/node_modules/.bin/jsonschema"])?;
        command.args(["validate", "--fast"]).arg(shop.schema()).arg(&corpus.path);
        Some(command)
    }),
    tool("jsonschema-cli", Work::Checks, |shop, corpus| {
        let mut command = shop.program("jsonschema-cli", &["cargo/bin/jsonschema-cli"])?;
        command.current_dir(&corpus.path).args(["validate", "--assert-format"]);
        command.arg(shop.schema());
        for name in names(corpus)? {
            command.args(["-i", &name]);
        }
        Some(command)
    }),
    tool("check-jsonschema", Work::Checks, |shop, corpus| {
        let mut command =
            shop.program("check-jsonschema", &["python/venv/bin/check-jsonschema"])?;
        command.current_dir(&corpus.path).arg("--schemafile").arg(shop.schema());
        command.args(names(corpus)?);
        Some(command)
    }),
    Tool {
        remark: "types of Python: no formats of addresses, `null` and `traits` in its own way",
        ..tool("msgspec in Python", Work::Checks, |shop, corpus| python(shop, corpus, "msgspec"))
    },
    tool("jsonschema-rs + orjson in Python", Work::Checks, |shop, corpus| {
        python(shop, corpus, "jsonschema-rs")
    }),
    tool("serde_json Value", Work::Parses, |shop, corpus| peers(shop, corpus, "value")),
    tool("serde_json IgnoredAny", Work::Parses, |shop, corpus| peers(shop, corpus, "ignored-any")),
    tool("simd-json tape", Work::Parses, |shop, corpus| peers(shop, corpus, "simd-json")),
    tool("sonic-rs Value", Work::Parses, |shop, corpus| peers(shop, corpus, "sonic-rs")),
    tool("simdjson DOM in C++", Work::Parses, |shop, corpus| {
        let mut command = shop.program("simdjson", &["simdjson/simdjson"])?;
        command.arg(log(corpus)?);
        Some(command)
    }),
    tool("wc -l", Work::Reads, |shop, corpus| {
        let mut command = shop.program("wc", &["*"])?;
        command.arg("-l").arg(log(corpus)?);
        Some(command)
    }),
    tool("cat", Work::Reads, |shop, corpus| {
        let mut command = shop.program("cat", &["*"])?;
        command.arg(log(corpus)?);
        Some(command)
    }),
    tool("rg -j2", Work::Reads, |shop, corpus| {
        names(corpus)?;
        let mut command = shop.program("rg", &["debian/usr/bin/rg", "*"])?;
        // What no file holds, so that each is read to its end.
        command.args(["-j2", "--no-config", "--no-ignore", "zzz-nowhere-zzz"]).arg(&corpus.path);
        Some(command)
    }),
];

fn ours(shop: &Workshop, corpus: &Corpus, threads: &str, more: &[&str]) -> Option<Command> {
    let mut command = shop.lint(threads, &["--output-format=jsonl"])?;
    command.args(more).arg(&corpus.path);
    Some(command)
}

fn peers(shop: &Workshop, corpus: &Corpus, way: &str) -> Option<Command> {
    let path = log(corpus)?;
    let mut command = shop.program("peers", &["peers/release/peers"])?;
    command.arg(way).arg(path).arg(shop.schema());
    Some(command)
}

fn python(shop: &Workshop, corpus: &Corpus, way: &str) -> Option<Command> {
    let path = log(corpus)?;
    let mut command = shop.program("python", &["python/venv/bin/python"])?;
    command.arg(Workshop::script("peers.py")).arg(way).arg(path).arg(shop.schema());
    Some(command)
}

/// The file of a corpus that is one.
fn log(corpus: &Corpus) -> Option<&std::path::Path> {
    (corpus.name != FILES).then_some(corpus.path.as_path())
}

/// The names of the files of a corpus that is a folder.
fn names(corpus: &Corpus) -> Option<Vec<String>> {
    if corpus.name != FILES {
        return None;
    }
    let entries = std::fs::read_dir(&corpus.path).ok()?.flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Some(names)
}
