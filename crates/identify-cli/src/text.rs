//! Text for people and programs.

use std::time::Duration;

pub(crate) use identify_validator::render::grouped;

/// A number of things in words: `no calls`, `1 call`, `1,234 calls`.
pub(crate) fn count(number: u64, thing: &str) -> String {
    match number {
        0 => format!("no {thing}s"),
        1 => format!("1 {thing}"),
        _ => format!("{} {thing}s", grouped(number)),
    }
}

/// A number of things that are one word or another: `1 call counts`, `2 calls count`.
pub(crate) fn counts(number: u64, one: &str, more: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { more })
}

/// Bytes in three digits, as disks and networks count them: `612 MB`.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(crate) fn size(bytes: u64) -> String {
    let (mut value, mut unit) = (bytes as f64, "B");
    for larger in ["kB", "MB", "GB", "TB", "PB"] {
        if value < 999.5 {
            break;
        }
        (value, unit) = (value / 1000.0, larger);
    }
    let digits = if unit == "B" || value >= 99.95 {
        0
    } else {
        usize::from(value < 9.995).saturating_add(1)
    };
    format!("{value:.digits$} {unit}")
}

/// A time as people say it: `1.2 s`, `3 min 20 s`, `2 h 5 min`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (minutes, hours) = (seconds / 60 % 60, seconds / 3600);
    match (hours, minutes) {
        (0, 0) if seconds < 10 && duration.subsec_millis() >= 50 => {
            format!("{:.1} s", duration.as_secs_f64())
        }
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min {} s", seconds % 60),
        _ => format!("{hours} h {minutes} min"),
    }
}

/// Wraps words to a width in characters, behind a first indentation and a hanging one.
pub(crate) fn wrap(words: &str, columns: usize, first: &str, hanging: &str) -> String {
    let mut text = first.to_owned();
    let mut column = first.chars().count();
    let mut is_start = true;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if !is_start && column.saturating_add(length) >= columns {
            text.push('\n');
            text += hanging;
            column = hanging.chars().count();
            is_start = true;
        }
        if !is_start {
            text.push(' ');
            column = column.saturating_add(1);
        }
        text += word;
        column = column.saturating_add(length);
        is_start = false;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{count, duration, size, wrap};

    #[test]
    fn counts() {
        let counted = [0, 1, 2, 1234].map(|n| count(n, "call"));
        assert_eq!(counted, ["no calls", "1 call", "2 calls", "1,234 calls"]);
    }

    #[test]
    fn sizes() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.00 kB"),
            (9_994, "9.99 kB"),
            (9_996, "10.0 kB"),
            (99_960, "100 kB"),
            (999_499, "999 kB"),
            (999_500, "1.00 MB"),
            (612_345_678, "612 MB"),
            (u64::MAX, "18447 PB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn durations() {
        for (milliseconds, text) in [
            (0, "0 s"),
            (49, "0 s"),
            (1_234, "1.2 s"),
            (9_980, "10.0 s"),
            (15_000, "15 s"),
            (200_000, "3 min 20 s"),
            (7_500_000, "2 h 5 min"),
        ] {
            assert_eq!(duration(Duration::from_millis(milliseconds)), text);
        }
    }

    #[test]
    fn wrapping() {
        assert_eq!(wrap("aa bb cc", 6, "- ", "  "), "- aa\n  bb\n  cc\n");
        assert_eq!(wrap("aa bb cc", 40, "", ""), "aa bb cc\n");
        assert_eq!(wrap("aaaaaaaaaa b", 4, "", ""), "aaaaaaaaaa\nb\n");
    }
}
