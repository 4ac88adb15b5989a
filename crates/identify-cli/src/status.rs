//! The exit status.

/// Exit status when the job could not be done.
pub const FAILED: u8 = 2;

/// How a run ended. Of two, the later one here counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// No finding of level error.
    Clean,
    /// At least one.
    Findings,
    /// The job could not be done.
    Failed,
    /// A signal ended it.
    Stopped(u8),
}

impl Status {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => FAILED,
            // As shells have it.
            Self::Stopped(signal) => signal.saturating_add(128),
        }
    }
}
