//! How far a run is, for whoever waits for it: a line on standard error that comes and goes.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{
    args::Progressing,
    io::{Terminal, resolve},
    meter::Meter,
    text::{count, duration, size},
};

/// How long a run lasts before it is worth a word.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line changes.
const PERIOD: Duration = Duration::from_millis(100);

/// How long nothing else must have been written before the line comes back.
const QUIET: Duration = Duration::from_millis(200);

/// How often a line is written where none can be taken back.
const LOG_PERIOD: Duration = Duration::from_secs(5);

/// How far a run is.
#[derive(Debug)]
pub(crate) struct Progress {
    begun: Instant,
    /// When there may be something new to show.
    due: Instant,
    /// Bytes read when it was last looked at.
    seen: u64,
    meter: Meter,
    /// Bytes of all inputs, where that is known.
    total: Option<u64>,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// Shown while there is one.
    Bar(Option<ProgressBar>),
    /// A line now and then, each below the other.
    Log,
}

impl Progress {
    /// That of a run that begins now, if it is to be shown. `is_quiet` says that nobody wants to be
    /// told much.
    pub(crate) fn new(
        when: Progressing,
        terminal: &Terminal,
        is_quiet: bool,
        meter: Meter,
        total: Option<u64>,
    ) -> Option<Self> {
        // Where CI is set, nobody watches.
        let by_itself = terminal.shows_errors && !terminal.redacts && !is_quiet;
        let way = match when {
            Progressing::Never => return None,
            Progressing::Auto if !by_itself => return None,
            _ if terminal.shows_errors => Way::Bar(None),
            _ => Way::Log,
        };
        let begun = Instant::now();
        let first = if matches!(way, Way::Log) { LOG_PERIOD } else { PATIENCE };
        let due = begun.checked_add(first).unwrap_or(begun);
        Some(Self { begun, due, seen: 0, meter, total, way })
    }

    /// Whether there is something new to show. It costs next to nothing: the clock is looked at
    /// only when a further block was read.
    pub(crate) fn is_due(&mut self) -> bool {
        let bytes = self.meter.bytes();
        if bytes == self.seen {
            return false;
        }
        self.seen = bytes;
        Instant::now() >= self.due
    }

    /// Shows how far it is, or gives the line to write.
    pub(crate) fn show(&mut self, calls: u64, findings: u64) -> Option<String> {
        let text = self.text(calls, findings);
        let period = if matches!(self.way, Way::Log) { LOG_PERIOD } else { PERIOD };
        self.wait(period);
        let (bytes, total) = (self.meter.bytes(), self.total);
        let Way::Bar(shown) = &mut self.way else { return Some(text) };
        let bar = shown.get_or_insert_with(|| bar(total));
        bar.set_position(bytes);
        bar.set_message(text);
        bar.tick();
        None
    }

    /// Takes the line away, for something else to be written there.
    pub(crate) fn hide(&mut self) {
        if let Way::Bar(shown) = &mut self.way
            && let Some(bar) = shown.take()
        {
            bar.finish_and_clear();
        }
        if matches!(self.way, Way::Bar(_)) {
            self.wait(QUIET);
        }
    }

    fn wait(&mut self, period: Duration) {
        let now = Instant::now();
        self.due = self.due.max(now.checked_add(period).unwrap_or(now));
    }

    /// `612 MB of 10 GB, 1,028,000 calls, 12 findings, 510 MB/s, 15 s left`
    fn text(&self, calls: u64, findings: u64) -> String {
        let bytes = self.meter.bytes();
        let elapsed = self.begun.elapsed();
        let of = self.total.map(|total| format!(" of {}", size(total))).unwrap_or_default();
        let read = size(bytes) + &of;
        let rate = size(per_second(bytes, elapsed)) + "/s";
        let left = self.total.and_then(|total| left(bytes, total, elapsed));
        let left = left.map(|left| duration(left) + " left");
        let parts = [read, count(calls, "call"), count(findings, "finding"), rate];
        parts.into_iter().chain(left).collect::<Vec<_>>().join(", ")
    }

    /// What is said at the end of a run that took long enough to be waited for.
    pub(crate) fn closing(&self, bytes: u64, calls: u64) -> Option<String> {
        let elapsed = self.begun.elapsed();
        (elapsed >= PATIENCE && bytes > 0).then(|| {
            let rate = size(per_second(bytes, elapsed));
            let calls = count(per_second(calls, elapsed), "call");
            format!("{} in {}: {rate}/s, {calls} a second", size(bytes), duration(elapsed))
        })
    }
}

/// A bar where the end is known, otherwise a sign of life.
fn bar(total: Option<u64>) -> ProgressBar {
    let (length, template) = match total {
        Some(total) => (Some(total), "[{wide_bar}] {msg}"),
        None => (None, "{spinner} {msg}"),
    };
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(20));
    // The template is one of those above.
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.progress_chars("=> ").tick_chars("|/-\\ ")),
        Err(_) => bar,
    }
}

fn per_second(number: u64, elapsed: Duration) -> u64 {
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    number.saturating_mul(1000).checked_div(milliseconds).unwrap_or(0)
}

/// How long it will take if it goes on as before.
fn left(bytes: u64, total: u64, elapsed: Duration) -> Option<Duration> {
    let rate = per_second(bytes, elapsed);
    let seconds = total.saturating_sub(bytes).checked_div(rate)?;
    Some(Duration::from_secs(seconds))
}

/// The bytes of all inputs, where all of them are files on a disk.
pub(crate) fn total(paths: &[PathBuf], directory: Option<&Path>) -> Option<u64> {
    let length = |path: &PathBuf| {
        let metadata = fs::metadata(resolve(directory, path)).ok()?;
        metadata.is_file().then_some(metadata.len())
    };
    let total =
        paths.iter().try_fold(0_u64, |sum, path| Some(sum.saturating_add(length(path)?)))?;
    (total > 0).then_some(total)
}
