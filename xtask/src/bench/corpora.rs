//! The calls that are measured on: the same bytes on every machine.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use fixtures::generate::{Faults, Generator, Size};

use super::workshop::Workshop;
use crate::error::{Error, Result};

/// A file of one call a line, or a folder of one call a file.
#[derive(Debug, Clone)]
pub(super) struct Corpus {
    pub(super) name: &'static str,
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    pub(super) calls: u64,
    /// How many of the calls the published schema refuses.
    pub(super) invalid: u64,
}

/// What a corpus is made of.
pub(super) struct Recipe {
    pub(super) name: &'static str,
    file: &'static str,
    size: Size,
    /// Of ten thousand.
    mutated: u32,
    /// Of the bytes that are asked for.
    share: u64,
}

const fn recipe(name: &'static str, file: &'static str, size: Size, mutated: u32) -> Recipe {
    Recipe { name, file, size, mutated, share: 4 }
}

pub(super) const LOGS: &[Recipe] = &[
    Recipe { share: 1, ..recipe("typical", "typical.ndjson", Size::Typical, 0) },
    recipe("small", "small.ndjson", Size::Small, 0),
    recipe("large", "large.ndjson", Size::Large, 0),
    recipe("1 % with findings", "1-percent.ndjson", Size::Typical, 100),
    recipe("10 % with findings", "10-percent.ndjson", Size::Typical, 1_000),
    recipe("100 % with findings", "100-percent.ndjson", Size::Typical, 10_000),
];

/// The name of the corpus of small files.
pub(super) const FILES: &str = "20,000 files";

/// How many small files there are.
const FILE_COUNT: u64 = 20_000;

/// What the random choices begin with.
const SEED: u64 = 0x1d3_7717;

impl Recipe {
    fn generator(&self) -> Generator {
        Generator::new(SEED).size(self.size).mutated(self.mutated, Faults::Schema)
    }

    /// The corpus, made if it is not there.
    pub(super) fn corpus(&self, workshop: &Workshop, bytes: u64) -> Result<Corpus> {
        let wanted = bytes.checked_div(self.share).unwrap_or(bytes);
        let path = workshop.file("corpora").join(self.file);
        let note = path.with_extension("made");
        let key = format!("{wanted} {:016x}", self.sample());
        if let Some((calls, invalid)) = made(&note, &key) {
            let bytes = fs::metadata(&path).map_err(Error::file("read", &path))?.len();
            return Ok(Corpus { name: self.name, path, bytes, calls, invalid });
        }
        println!("making {wanted} bytes: {}", self.name);
        create_folder(&path)?;
        let file = File::create(&path).map_err(Error::file("create", &path))?;
        let mut file = BufWriter::new(file);
        let mut generator = self.generator();
        let (mut bytes, mut calls, mut invalid) = (0_u64, 0_u64, 0_u64);
        let mut block = Vec::new();
        while bytes < wanted {
            block.clear();
            invalid = invalid.saturating_add(generator.log(&mut block, 100));
            file.write_all(&block).map_err(Error::file("write", &path))?;
            bytes = bytes.saturating_add(length(&block));
            calls = calls.saturating_add(100);
        }
        file.flush().map_err(Error::file("write", &path))?;
        let text = format!("{key}\n{calls} {invalid}\n");
        fs::write(&note, text).map_err(Error::file("write", &note))?;
        Ok(Corpus { name: self.name, path, bytes, calls, invalid })
    }

    /// Tells whether the generator makes what it made before.
    fn sample(&self) -> u64 {
        let mut sample = Vec::new();
        self.generator().log(&mut sample, 500);
        sample.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

/// A folder of small files, one call each.
pub(super) fn files(workshop: &Workshop) -> Result<Corpus> {
    let folder = workshop.file("corpora").join("files");
    let note = folder.with_extension("made");
    let recipe = recipe(FILES, "files", Size::Typical, 0);
    let key = format!("{FILE_COUNT} {:016x}", recipe.sample());
    if made(&note, &key).is_none() {
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Error::file("remove", &folder))?;
        }
        println!("making {FILE_COUNT} files");
        fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
        let mut generator = recipe.generator();
        for number in 0..FILE_COUNT {
            let mut call = Vec::new();
            generator.call(&mut call);
            let path = folder.join(format!("{number:05}.json"));
            fs::write(&path, call).map_err(Error::file("write", &path))?;
        }
        let text = format!("{key}\n{FILE_COUNT} 0\n");
        fs::write(&note, text).map_err(Error::file("write", &note))?;
    }
    let mut bytes = 0_u64;
    for entry in fs::read_dir(&folder).map_err(Error::file("list", &folder))?.flatten() {
        bytes = bytes.saturating_add(entry.metadata().map_or(0, |it| it.len()));
    }
    Ok(Corpus { name: FILES, path: folder, bytes, calls: FILE_COUNT, invalid: 0 })
}

/// A block of typical calls, for streams.
pub(super) fn block(bytes: u64) -> (Vec<u8>, u64) {
    let mut generator = recipe("", "", Size::Typical, 0).generator();
    let (mut block, mut calls) = (Vec::new(), 0_u64);
    while length(&block) < bytes {
        generator.log(&mut block, 100);
        calls = calls.saturating_add(100);
    }
    (block, calls)
}

/// Calls, and how many of them are invalid, of a corpus that was made with this key.
fn made(note: &Path, key: &str) -> Option<(u64, u64)> {
    let text = fs::read_to_string(note).ok()?;
    let (found, counts) = text.split_once('\n')?;
    let (calls, invalid) = counts.trim().split_once(' ')?;
    (found == key).then_some((calls.parse().ok()?, invalid.parse().ok()?))
}

fn create_folder(path: &Path) -> Result {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::file("create", folder))
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
