//! The goals, and what was measured of them.

use std::fmt::Write;

use super::{
    compare::Results,
    corpora::FILES,
    extras::Extras,
    table::{float, mebibytes},
    tools::{BASE, ERRORS, OURS, OURS_TWO},
};

/// What a figure must be.
#[derive(Debug, Clone, Copy)]
enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

/// A figure that has a goal; nothing where it was not measured.
struct Aim {
    what: String,
    goal: Goal,
    unit: &'static str,
    figure: Option<f64>,
}

pub(super) fn markdown(results: &Results, extras: &Extras) -> String {
    let mut text = String::from("| figure | goal | measured | |\n|---|---|--:|---|\n");
    for Aim { what, goal, unit, figure } in aims(results, extras) {
        let (sign, bound) = match goal {
            Goal::AtLeast(bound) => ("≥", bound),
            Goal::AtMost(bound) => ("≤", bound),
        };
        let is_met = |figure: f64| match goal {
            Goal::AtLeast(bound) => figure >= bound,
            Goal::AtMost(bound) => figure <= bound,
        };
        let (shown, word) = match figure {
            Some(figure) if is_met(figure) => (format!("{figure:.2} {unit}"), "met"),
            Some(figure) => (format!("{figure:.2} {unit}"), "**not met**"),
            None => (String::new(), "not measured"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "| {what} | {sign} {bound} {unit} | {shown} | {word} |");
    }
    text
}

fn aims(results: &Results, extras: &Extras) -> Vec<Aim> {
    let mut all = ratios(results);
    let ratio = |what: &str, goal, unit, figure| Aim { what: what.to_owned(), goal, unit, figure };
    for memory in &extras.memory {
        let size = float(memory.bytes) / 1e9;
        let what = format!("peak memory: {}, {size:.0} GB in {:.0} s", memory.name, memory.seconds);
        all.push(ratio(&what, Goal::AtMost(64.0), "MiB", memory.peak.map(mebibytes)));
    }
    if let Some(start) = &extras.start {
        let over = start.ours.saturating_sub(start.cat).as_secs_f64() * 1_000.0;
        let what = format!(
            "one fixture, whole process, over `cat` of it ({:.2} ms)",
            start.cat.as_secs_f64() * 1_000.0
        );
        all.push(ratio(&what, Goal::AtMost(2.0), "ms", Some(over)));
    }
    if let Some(worst) = extras.growth.iter().max_by(|a, b| a.ratio.total_cmp(&b.ratio)) {
        let what = format!(
            "growth: time of twice the input, the worst of {} kinds ({}, {} bytes)",
            extras.growth.len(),
            worst.name,
            worst.bytes
        );
        all.push(ratio(&what, Goal::AtMost(2.2), "×", Some(worst.ratio)));
        for growth in extras.growth.iter().filter(|it| it.ratio > 2.2 && it.name != worst.name) {
            let what = format!("growth: {}, {} bytes", growth.name, growth.bytes);
            all.push(ratio(&what, Goal::AtMost(2.2), "×", Some(growth.ratio)));
        }
    }
    all
}

fn ratios(results: &Results) -> Vec<Aim> {
    // How many times as fast the second is.
    let times = |corpus: &str, slow: &str, fast: &str| {
        Some(results.seconds(corpus, slow)? / results.seconds(corpus, fast)?)
    };
    let has_avx512 =
        std::fs::read_to_string("/proc/cpuinfo").is_ok_and(|it| it.contains("avx512bw"));
    let goal = if has_avx512 { 12.0 } else { 6.0 };
    let aim = |what: &str, goal, figure| Aim { what: what.to_owned(), goal, unit: "×", figure };
    let mut all = vec![aim(
        "valid typical calls, 1 thread, over `jsonschema` + `Value`",
        Goal::AtLeast(goal),
        times("typical", BASE, OURS),
    )];
    let simdjson = times("typical", "simdjson DOM in C++", OURS);
    let what = "valid typical calls, 1 thread, over simdjson parsing only (a goal for AVX-512)";
    all.push(aim(what, Goal::AtLeast(1.1), simdjson));
    for (corpus, goal) in
        [("1 % with findings", 10.0), ("10 % with findings", 8.0), ("100 % with findings", 1.5)]
    {
        let what = format!("{corpus}, full reports, 1 thread, over `iter_errors` on `Value`");
        all.push(aim(&what, Goal::AtLeast(goal), times(corpus, ERRORS, OURS)));
    }
    all.push(aim(
        "two threads over one, valid typical calls",
        Goal::AtLeast(1.85),
        times("typical", OURS, OURS_TWO),
    ));
    let typical = results.0.iter().find(|row| row.corpus == "typical");
    let size = typical.map_or(String::new(), |row| format!("{:.0} MB of ", float(row.bytes) / 1e6));
    all.push(aim(
        &format!("{size}typical calls, 2 threads, to `wc -l`"),
        Goal::AtMost(2.5),
        times("typical", OURS_TWO, "wc -l"),
    ));
    let what = "20,000 files, 2 threads, to `rg -j2`";
    all.push(aim(what, Goal::AtMost(1.0), times(FILES, OURS_TWO, "rg -j2")));
    all
}

#[cfg(test)]
mod tests {
    use super::{Extras, Results, markdown};
    use crate::bench::extras::Start;

    #[test]
    fn what_was_not_measured_is_not_met() {
        let text = markdown(&Results::default(), &Extras::default());
        assert!(!text.contains("| met |") && text.contains("not measured"), "{text}");
    }

    #[test]
    fn goals_are_held_against_figures() {
        let start = |ours| Extras {
            start: Some(Start {
                ours: std::time::Duration::from_micros(ours),
                cat: std::time::Duration::from_micros(500),
            }),
            ..Extras::default()
        };
        assert!(markdown(&Results::default(), &start(2_400)).contains("| 1.90 ms | met |"));
        let text = markdown(&Results::default(), &start(2_600));
        assert!(text.contains("| 2.10 ms | **not met** |"), "{text}");
    }
}
