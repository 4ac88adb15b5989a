//! Random choices that are the same on each run.

use fixtures::generate::Chance;

/// The choices of a kind and a round.
#[derive(Debug, Clone)]
pub(super) struct Seed(Chance);

impl Seed {
    /// Kinds do not disturb each other, so that a new one changes no figure but its own.
    pub(super) fn new(number: u64, name: &str, round: u32) -> Self {
        Self(Chance::named(number, name, round))
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn number(&mut self, low: u32, high: u32) -> u32 {
        self.0.number(low, high)
    }

    /// One of these, if there is any.
    pub(super) fn one_of<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        // Nothing is drawn where there is nothing to choose.
        if choices.is_empty() { None } else { self.0.pick(choices).cloned() }
    }

    /// One of these words.
    pub(super) fn word(&mut self, choices: &[&'static str]) -> &'static str {
        self.one_of(choices).unwrap_or_default()
    }

    /// A moment that nobody finds implausible, with a day that can be no month.
    pub(super) fn moment(&mut self) -> Moment {
        Moment {
            year: self.number(2013, 2023),
            month: self.number(1, 12),
            day: self.number(13, 28),
            hour: self.number(0, 23),
            minute: self.number(0, 59),
            second: self.number(0, 59),
        }
    }

    /// A day on which someone may have been born, that can be no month.
    pub(super) fn birthday(&mut self) -> Moment {
        Moment { year: self.number(1951, 1999), ..self.moment() }
    }
}

/// A time in UTC, in parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Moment {
    /// `2020-11-23`
    pub(super) fn date(&self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `22:28:55`
    pub(super) fn time(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    /// `2020-11-23T22:28:55Z`
    pub(super) fn date_time(&self) -> String {
        format!("{}T{}Z", self.date(), self.time())
    }

    /// `Nov`
    pub(super) fn month_name(&self) -> &'static str {
        let index = self.month.saturating_sub(1) as usize;
        MONTHS.get(index).copied().unwrap_or_default()
    }

    /// `Mon`, as the RFC 2822 has it.
    pub(super) fn weekday(&self) -> String {
        self.chrono().map(|at| at.format("%a").to_string()).unwrap_or_default()
    }

    /// Seconds since 1970.
    pub(super) fn epoch(&self) -> i64 {
        self.chrono().map_or(0, |at| at.timestamp())
    }

    fn chrono(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.date_time().parse().ok()
    }
}
