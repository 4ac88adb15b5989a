//! The ledger of long searches, `docs/ledger.md`: one line for each run.

use std::{collections::BTreeMap, fmt::Write, fs};

use chrono::Utc;

use crate::{
    error::{Error, Result},
    programs,
    repository::root,
};

const PAGE: &str = "docs/ledger.md";

/// What was run.
#[derive(Debug)]
pub(crate) struct Entry<'e> {
    /// The search, such as `differential, screen`.
    pub(crate) what: &'e str,
    /// What its random choices began with, if there is one number that repeats it.
    pub(crate) seed: Option<u64>,
    /// How much was looked at, and of what.
    pub(crate) count: &'e str,
    pub(crate) result: &'e str,
}

/// Appends a line to the table that ends the page.
pub(crate) fn append(entry: &Entry<'_>) -> Result {
    let path = root().join(PAGE);
    let mut text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    text.push_str(&line(entry, &today(), &commit()?));
    fs::write(&path, text).map_err(Error::file("write", &path))
}

fn line(entry: &Entry<'_>, date: &str, commit: &str) -> String {
    let Entry { what, seed, count, result } = entry;
    let seed = seed.map_or_else(|| "none".to_owned(), |seed| seed.to_string());
    // A cell of a table.
    let result = result.replace(['|', '\n'], " ");
    format!("| {date} | {what} | {seed} | {count} | {result} | {commit} |\n")
}

/// Prints what was looked at in all, search by search.
pub(crate) fn print_totals() -> Result {
    let path = root().join(PAGE);
    let page = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    print!("{}", totals(&page));
    Ok(())
}

/// As Markdown: the runs, and the sums of the numbers in their counts.
fn totals(page: &str) -> String {
    let mut sums: BTreeMap<&str, (u64, Vec<u64>, Vec<&str>)> = BTreeMap::new();
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let &["", _, what, _, count, _, commit, ""] = cells.as_slice() else { continue };
        let numbers: Vec<u64> = count.split(' ').filter_map(|word| word.parse().ok()).collect();
        // A run that tried nothing counts for nothing, nor does its time.
        if commit == "commit" || numbers.first().is_none_or(|tried| *tried == 0) {
            continue;
        }
        let (runs, sum, words) = sums.entry(what).or_default();
        *runs = runs.saturating_add(1);
        sum.resize(sum.len().max(numbers.len()), 0);
        for (sum, number) in sum.iter_mut().zip(numbers) {
            *sum = sum.saturating_add(number);
        }
        *words = count.split(' ').filter(|word| word.parse::<u64>().is_err()).collect();
    }
    let mut text = "| what | runs | in all |\n|---|--:|---|\n".to_owned();
    for (what, (runs, sums, words)) in sums {
        let (sums, words) = (sums.iter().map(u64::to_string), words.join(" "));
        let sums: Vec<String> = sums.collect();
        // Writing to a string does not fail.
        let _ = writeln!(text, "| {what} | {runs} | {} {words} |", sums.join(" / "));
    }
    text
}

fn today() -> String {
    chrono::DateTime::<Utc>::from(std::time::SystemTime::now()).format("%Y-%m-%d").to_string()
}

/// The commit that was looked at, and whether anything but this page is not committed.
fn commit() -> Result<String> {
    let git = |arguments: &[&str]| {
        let mut git = programs::command("git");
        programs::output(git.arg("-C").arg(root()).args(arguments))
    };
    let commit = git(&["rev-parse", "--short=10", "HEAD"])?;
    let but_this = format!(":(exclude){PAGE}");
    let changes = git(&["status", "--porcelain", "--", ".", &but_this])?;
    Ok(if changes.is_empty() { commit } else { format!("{commit} with changes") })
}

#[cfg(test)]
mod tests {
    use super::{Entry, PAGE, line, totals};

    #[test]
    fn counts_are_added_up() {
        let page = "| date | what | seed | count | result | commit |\n|---|---|---|---|---|---|\n\
                    | d | a, b | 1 | 20 records | none | c |\n| d | a, b | 2 | 3 records | none | c |\n\
                    | d | fuzz | none | 7 inputs in 60 s | none | c |\n\
                    | d | fuzz | none | 1 inputs in 5 s | none | c |\n";
        let expected = "| what | runs | in all |\n|---|--:|---|\n| a, b | 2 | 23 records |\n\
                        | fuzz | 2 | 8 / 65 inputs in s |\n";
        assert_eq!(totals(page), expected);
    }

    #[test]
    fn lines_belong_to_the_table_that_ends_the_page() {
        let page = std::fs::read_to_string(crate::repository::root().join(PAGE)).unwrap();
        let columns = |line: &str| line.matches('|').count();
        let rows: Vec<&str> = page.lines().skip_while(|line| *line != "## Runs").skip(2).collect();
        assert!(page.ends_with("|\n") && rows.iter().all(|row| columns(row) == 7), "{page}");
        let entry = Entry { what: "a", seed: Some(1), count: "2 records", result: "no\nn|e" };
        let line = line(&entry, "2026-11-24", "abc");
        assert_eq!(line, "| 2026-11-24 | a | 1 | 2 records | no n e | abc |\n");
        assert!(rows.len() > 100, "{}", rows.len());
    }
}
