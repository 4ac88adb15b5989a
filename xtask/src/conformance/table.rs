//! The table that is printed.

use std::time::Duration;

use super::{explained::Explained, suite::Tally};

/// What a suite gave.
pub(super) struct Line {
    pub(super) suite: &'static str,
    tried: u64,
    figures: Vec<String>,
    seconds: f32,
    /// Rows with all in which they differ, and why.
    explained: Vec<(String, String, String)>,
    /// Rows with what is not explained.
    pub(super) unexplained: Vec<(String, String)>,
}

impl Line {
    pub(super) fn new(
        suite: &'static str,
        tally: Tally,
        explained: &mut Explained,
        took: Duration,
    ) -> Self {
        let Tally { tried, differing, figures } = tally;
        let seconds = took.as_secs_f32();
        let (explained_rows, unexplained) = (Vec::new(), Vec::new());
        let mut line =
            Self { suite, tried, figures, seconds, explained: explained_rows, unexplained };
        for row in differing {
            match explained.explain(suite, &row) {
                Ok(mut reasons) => {
                    reasons.dedup();
                    line.explained.push((row.row, row.what.join("; "), reasons.join("; ")));
                }
                Err(bare) => line.unexplained.push((row.row, bare.join("; "))),
            }
        }
        line
    }

    fn as_expected(&self) -> u64 {
        let differing = self.explained.len().saturating_add(self.unexplained.len());
        self.tried.saturating_sub(u64::try_from(differing).unwrap_or(u64::MAX))
    }
}

/// Prints the table, and in front of it the rows that nothing explains; all that differ if asked to.
pub(super) fn print(lines: &[Line], verbose: bool) {
    for line in lines {
        if verbose {
            for (row, what, why) in &line.explained {
                println!("{}: {row}: {what}\n    {why}", line.suite);
            }
        }
        for (row, what) in &line.unexplained {
            println!("UNEXPLAINED {}: {row}: {what}", line.suite);
        }
    }
    println!("| suite | tried | as expected | differing, explained | unexplained | seconds |");
    println!("|---|---:|---:|---:|---:|---:|");
    for line in lines {
        println!(
            "| {} | {} | {} | {} | {} | {:.1} |",
            line.suite,
            line.tried,
            line.as_expected(),
            line.explained.len(),
            line.unexplained.len(),
            line.seconds,
        );
    }
    for line in lines {
        for figure in &line.figures {
            println!("{}: {figure}", line.suite);
        }
    }
}
