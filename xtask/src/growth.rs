//! `cargo xtask growth`: whether twice the input takes twice the work, on inputs that were made to
//! be slow. Instructions of the command are counted by valgrind, which does not drift with the
//! machine and what else it does.

pub(crate) mod attacks;
mod count;

use std::{fs, path::PathBuf, thread};

use clap::Args;

use crate::{
    cores::side_by_side,
    error::{Error, Result},
    programs,
    repository::target,
};
use attacks::{Attack, INPUTS};
use count::Counter;

/// What is counted.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Inputs of 66 KB rather than 256 KB
    #[arg(long)]
    short: bool,
    /// Only the inputs that have one of these in their name
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    only: Vec<String>,
    /// Only these ways to run the command
    #[arg(long, value_name = "WAY", num_args = 1..)]
    ways: Vec<String>,
    /// Count with this program rather than one that is built for it
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// On how many cores [default: all]
    #[arg(long, value_name = "NUMBER")]
    cores: Option<usize>,
}

/// Twice the input may take this much more.
const MOST: f64 = 2.3;

/// A way to run the command.
#[derive(Debug, Clone, Copy)]
struct Way {
    name: &'static str,
    arguments: &'static [&'static str],
}

/// Reports for people and for programs, and everything else that is done with an input.
const WAYS: &[Way] = &[
    Way { name: "human", arguments: &["lint", "--output-format=human"] },
    Way { name: "jsonl", arguments: &["lint", "--output-format=jsonl"] },
    Way { name: "fix", arguments: &["lint", "--fix", "--output-format=concise"] },
    Way {
        name: "unsafe-fixes",
        arguments: &["lint", "--fix", "--unsafe-fixes", "--output-format=concise"],
    },
    Way { name: "diff", arguments: &["lint", "--diff"] },
    Way { name: "normalize", arguments: &["normalize"] },
];

/// What was counted of an input, in one way.
struct Counted {
    attack: &'static Attack,
    way: &'static Way,
    bytes: usize,
    /// Of the input, of twice and of four times as much.
    counts: [u64; 3],
}

impl Counted {
    /// Its row of the table.
    fn row(&self) -> String {
        let Self { attack, way, bytes, counts: [one, two, four] } = self;
        let ratio = self.ratio().map_or_else(|| String::from("–"), |ratio| format!("{ratio:.2}"));
        let (name, way) = (attack.name, way.name);
        format!("| {name} | {way} | {bytes} | {one} | {two} | {four} | {ratio} |")
    }

    /// What the second doubling added, as a multiple of what the first one did; nothing if it added
    /// less than an instruction for each of its bytes: that is no work on the input, and its ratio
    /// says nothing.
    #[expect(clippy::cast_precision_loss, reason = "two places of a ratio are shown")]
    fn ratio(&self) -> Option<f64> {
        let [one, two, four] = self.counts;
        // What the process takes to start is in all of them, and in no difference.
        let (first, second) = (two.saturating_sub(one), four.saturating_sub(two));
        let bytes = (self.bytes as u64).saturating_mul(2);
        (second > bytes).then(|| second as f64 / first.max(1) as f64)
    }
}

/// Counts, prints a table, and fails where something grows faster.
pub(crate) fn run(options: &Options) -> Result {
    let folder = target().join("growth");
    fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
    let counter = Counter::new(binary(options)?, folder);
    let attacks = wanted(INPUTS, &options.only, |attack, part| attack.name.contains(part))?;
    let ways = wanted(WAYS, &options.ways, |way, name| way.name == name)?;
    let jobs: Vec<(&'static Attack, &'static Way)> =
        attacks.into_iter().flat_map(|attack| ways.iter().map(move |way| (attack, *way))).collect();
    // Beyond what the screen proves of one call, 32 KiB, and what is read at a time, 64 KiB.
    let least = if options.short { 66_000 } else { 256_000 };
    let all = || thread::available_parallelism().map_or(1, usize::from);
    let cores = options.cores.unwrap_or_else(all);
    let rows = side_by_side(cores, &jobs, |&(attack, way)| {
        let (parts, bytes) = attack.of_bytes(least);
        let count =
            |times: usize| counter.count(attack, way, &(attack.make)(parts.saturating_mul(times)));
        let counts = [count(1)?, count(2)?, count(4)?];
        let mut it = Counted { attack, way, bytes: bytes.len(), counts };
        if it.ratio().is_some_and(|ratio| ratio > MOST) {
            // A step is no growth: behind one, twice the input takes twice the work again.
            let [.., four] = counts;
            let bytes = bytes.len().saturating_mul(4);
            it = Counted { attack, way, bytes, counts: [four, count(8)?, count(16)?] };
        }
        // All of them take hours: what is known should not be lost with the rest.
        eprintln!("{}", it.row());
        Ok(it)
    })?;
    print(&rows)
}

/// Those of a list that are asked for by one of the words, all without words; a word that asks for
/// nothing is a mistake.
fn wanted<T>(
    all: &'static [T],
    words: &[String],
    is_asked_for: impl Fn(&T, &str) -> bool,
) -> Result<Vec<&'static T>> {
    if let Some(word) = words.iter().find(|word| !all.iter().any(|it| is_asked_for(it, word))) {
        return Err(Error::new(format!("nothing that is counted is called {word}")));
    }
    let is_wanted = |it: &&T| words.is_empty() || words.iter().any(|word| is_asked_for(it, word));
    Ok(all.iter().filter(is_wanted).collect())
}

fn binary(options: &Options) -> Result<PathBuf> {
    if let Some(path) = &options.binary {
        return std::path::absolute(path).map_err(Error::file("find", path));
    }
    programs::cargo(&["build", "--quiet", "--profile", "checked", "--package", "identify-cli"])?;
    Ok(target().join("checked/identify"))
}

fn print(counted: &[Counted]) -> Result {
    println!("| input | way | bytes | instructions | of twice | of four times | ratio |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    for it in counted {
        println!("{}", it.row());
    }
    let worst = counted.iter().filter_map(Counted::ratio).fold(0.0, f64::max);
    println!("\n{} counts, the worst ratio {worst:.2}, at most {MOST}", counted.len());
    let faster: Vec<String> = counted
        .iter()
        .filter_map(|it| it.ratio().filter(|ratio| *ratio > MOST).map(|ratio| (it, ratio)))
        .map(|(it, ratio)| format!("{} ({}): {ratio:.2}", it.attack.name, it.way.name))
        .collect();
    if faster.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("these grow faster than their input:\n{}", faster.join("\n"))))
}
