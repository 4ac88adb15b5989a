//! The inputs that are compared on.

use fixtures::generate::{Chance, Faults, Generator, Size};
use identify_validator::InputFormat;

use crate::command::format_name;

/// An input.
#[derive(Debug, Clone)]
pub(super) struct Log {
    pub(super) number: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) format: InputFormat,
    /// Bytes that are read at once.
    pub(super) block: usize,
    /// Threads that examine it at once.
    pub(super) threads: usize,
    /// How many calls were written into it, before anything was done to its lines.
    pub(super) calls: u64,
}

impl Log {
    /// The log of a number: from the seed and the number alone.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        let mut chance = Chance::named(seed, "log", 0);
        let mut chance = Chance::new(chance.bits() ^ number);
        let size = match chance.number(1, 50) {
            1 => Size::Large,
            2..=15 => Size::Small,
            _ => Size::Typical,
        };
        let mutated = *chance.pick(&[0, 100, 1_000, 3_000, 10_000]).unwrap_or(&0);
        let faults = if chance.one_in(8) { Faults::Schema } else { Faults::Any };
        let mut generator = Generator::new(chance.bits()).size(size).mutated(mutated, faults);
        let block = match chance.number(0, 5) {
            0 => chance.number(1, 9) as usize,
            1 => chance.number(10, 5_000) as usize,
            2 => *chance.pick(&[63, 64, 65, 4_095, 4_096, 4_097]).unwrap_or(&64),
            _ => 65_536,
        };
        let most: u32 = if size == Size::Large { 20 } else { 400 };
        let count = match chance.number(0, 9) {
            0..=1 => 1,
            2..=4 => chance.number(2, 9),
            5..=8 => chance.number(10, 80),
            _ => chance.number(80, 400),
        };
        let count = u64::from(count.min(most));
        let mut bytes = Vec::new();
        let format = match chance.number(0, 9) {
            0 => {
                generator.call(&mut bytes);
                InputFormat::Json
            }
            1 => {
                generator.array(&mut bytes, count);
                InputFormat::Array
            }
            _ => {
                generator.log(&mut bytes, count);
                InputFormat::Ndjson
            }
        };
        if format == InputFormat::Ndjson && chance.one_in(4) {
            for _ in 0..chance.number(1, 3) {
                generator.disturb(&mut bytes);
            }
        }
        let threads = *chance.pick(&[1, 1, 1, 2, 8]).unwrap_or(&1);
        let calls = if format == InputFormat::Json { 1 } else { count };
        Self { number, bytes, format, block, threads, calls }
    }

    /// The name of the format as `--input-format` takes it.
    pub(super) fn format_name(&self) -> &'static str {
        format_name(self.format)
    }
}
