//! The options that change files, and that wait for changes.

use clap::Args;
use identify_validator::Safety;

/// What makes a report, which a diff is not.
const REPORT: [&str; 5] =
    ["output_format", "output_files", "statistics", "baseline", "write_baseline"];

/// What is done about findings that have a fix.
#[derive(Debug, Clone, Copy, Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent options")]
pub(crate) struct FixArgs {
    /// Apply the safe fixes to the files; those of standard input go to standard output
    #[arg(long, help_heading = "Fixes", group = "changes")]
    pub(crate) fix: bool,

    /// With --fix or --diff: the unsafe fixes too, which are guesses
    #[arg(long, help_heading = "Fixes", requires = "changes")]
    pub(crate) unsafe_fixes: bool,

    /// Show what --fix would change, as a unified diff, and write nothing: no report either
    #[arg(long, help_heading = "Fixes", group = "changes", conflicts_with_all = REPORT)]
    pub(crate) diff: bool,

    /// Check again whenever one of the inputs changes, until Ctrl-C
    #[arg(long, conflicts_with = "changes")]
    pub(crate) watch: bool,
}

impl FixArgs {
    /// The least safe fixes that are wanted.
    pub(crate) fn most(self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }
}
