use fixtures::settings::SETTINGS;

use super::{
    Search,
    fixes::Fixes,
    log::Log,
    part::{Comparison, Part},
    schema::Schema,
    screen::Screen,
    search::search,
    tally::Tally,
    threads::Threads,
    types::Types,
};

fn short(records: u64) -> Search {
    Search { records, seed: 20, only: None, command_every: 20, cores: 2, tries: 10 }
}

/// Looks at this many records, and finds nothing.
fn compared(part: Part, records: u64) -> Tally {
    let search_for = short(records);
    let parts = [part.comparison(&search_for).unwrap()];
    search(&parts, &search_for).unwrap().remove(0)
}

/// A search that cannot find a difference would prove nothing.
fn is_caught(what: &str, part: impl Comparison + 'static) {
    let name = part.part().name();
    let error = search(&[Box::new(part)], &short(20_000)).unwrap_err().to_string();
    let repeat = format!("--part {name} --seed 20 --log ");
    assert!(error.contains(&repeat), "{what}: {error}");
}

#[test]
fn the_screen_changes_nothing() {
    let tally = compared(Part::Screen, 1_000);
    assert!(tally.records > 700 && tally.counted("invalid") > 100, "{tally}");
    assert!(tally.counted("valid") > 100 && tally.counted("runs of the command") > 10, "{tally}");
    for (what, spoil) in Screen::MISTAKES {
        is_caught(what, Screen::mistaken(*spoil).unwrap());
    }
}

#[test]
fn each_of_the_settings_has_its_turn_in_the_command() {
    let every = 20;
    let screen = Screen::new(every).unwrap();
    let name = |turn| screen.setting_of_command(&Log::new(1, every * turn)).unwrap();
    let turns = SETTINGS.len() as u64;
    let names: Vec<_> = (0..turns).map(name).collect();
    assert_eq!(names, SETTINGS.iter().map(|it| it.name).collect::<Vec<_>>());
}

#[test]
fn the_verdict_is_that_of_the_schema() {
    let tally = compared(Part::Schema, 2_000);
    for what in ["accepted", "refused by the schema", "refused by serde_json", "with a name twice"]
    {
        assert!(tally.counted(what) > 0, "{what}: {tally}");
    }
    for (what, spoil) in Schema::MISTAKES {
        is_caught(what, Schema::mistaken(*spoil).unwrap());
    }
}

#[test]
fn the_types_read_what_is_accepted() {
    let tally = compared(Part::Types, 2_000);
    for what in ["accepted by both", "refused by both", "refused by the schema alone"] {
        assert!(tally.counted(what) > 0, "{what}: {tally}");
    }
    for (what, part) in Types::mistaken() {
        is_caught(what, part);
    }
}

#[test]
fn fixes_do_no_harm() {
    let tally = compared(Part::Fixes, 4_000);
    for what in ["changes by all fixes", "changes by safe fixes", "calls with safe fixes alone"] {
        assert!(tally.counted(what) > 0, "{what}: {tally}");
    }
    for (what, spoil) in Fixes::MISTAKES {
        is_caught(what, Fixes::mistaken(*spoil).unwrap());
    }
}

#[test]
fn threads_and_blocks_change_nothing() {
    let tally = compared(Part::Threads, 800);
    assert!(tally.counted("runs with other threads and blocks") > 20, "{tally}");
    for (what, spoil) in Threads::MISTAKES {
        is_caught(what, Threads::mistaken(*spoil).unwrap());
    }
}
