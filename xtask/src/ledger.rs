//! The ledger of long searches, `docs/ledger.md`: one line for each run that found nothing.

use std::fs;

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
    format!("| {date} | {what} | {seed} | {count} | {result} | {commit} |\n")
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
    use super::{Entry, PAGE, line};

    #[test]
    fn lines_belong_to_the_table_that_ends_the_page() {
        let page = std::fs::read_to_string(crate::repository::root().join(PAGE)).unwrap();
        let heads = page.lines().position(|line| line.starts_with("|---")).unwrap();
        let columns = |line: &str| line.matches('|').count();
        let rows: Vec<&str> = page.lines().skip(heads - 1).collect();
        assert!(page.ends_with("|\n") && rows.iter().all(|row| columns(row) == 7), "{page}");
        let entry = Entry { what: "a", seed: Some(1), count: "2 records", result: "none" };
        let line = line(&entry, "2026-11-24", "abc");
        assert_eq!(line, "| 2026-11-24 | a | 1 | 2 records | none | abc |\n");
    }
}
