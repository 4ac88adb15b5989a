//! Small files are read and examined on several threads, before it is their turn.
//!
//! What is not that simple is left to the thread that hands over what is found: large files,
//! whose blocks are examined on several threads, and all that fails, to be told in its place.

use std::{
    fs::File,
    io::Read,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use identify_validator::{Examined, Examiner, Workers};

use super::Run;
use crate::{
    error::Error,
    input::{Inputs, Named, Packing, name_of},
};

/// A larger file is not read as a whole.
const SMALL: usize = 1 << 16;

/// Files that a thread takes at a time, and takes of them that wait beyond one for each thread.
const TAKE: usize = 16;
const WAITING: usize = 4;

/// An input, and what was found in it if it is a small file.
struct Looked {
    input: Result<Named, Error>,
    examined: Option<Examined>,
}

/// Checks all inputs.
pub(super) fn all(run: &mut Run<'_, '_>, threads: usize) -> ControlFlow<()> {
    let inputs = run.inputs;
    thread::scope(|scope| {
        let mut workers: Option<Workers<Vec<Looked>, Vec<Looked>>> = None;
        let mut next = Vec::new();
        inputs.visit(&mut |input| {
            next.push(Looked { input, examined: None });
            if next.len() < TAKE {
                return ControlFlow::Continue(());
            }
            let look = move || {
                let mut looker = Looker { inputs, examiner: None, buffer: vec![0; SMALL] };
                move |mut files: Vec<Looked>| {
                    for file in &mut files {
                        looker.look(file);
                    }
                    files
                }
            };
            if workers.is_none() {
                workers = Workers::start(scope, threads, look).ok();
            }
            let files = std::mem::take(&mut next);
            let Some(workers) = &mut workers else { return take(run, files) };
            workers.give(files);
            if workers.len() < threads.saturating_add(WAITING) {
                return ControlFlow::Continue(());
            }
            take(run, workers.take().unwrap_or_default())
        })?;
        while let Some(files) = workers.as_mut().and_then(Workers::take) {
            take(run, files)?;
        }
        take(run, next)
    })
}

/// Takes inputs whose turn it is.
fn take(run: &mut Run<'_, '_>, files: Vec<Looked>) -> ControlFlow<()> {
    files.into_iter().try_for_each(|file| match file.examined {
        Some(examined) => run.job.merge(&mut run.session, examined),
        None => run.input(file.input),
    })
}

/// Looks into files on a thread of its own.
struct Looker<'i> {
    inputs: Inputs<'i>,
    /// The one for the last file.
    examiner: Option<Examiner>,
    buffer: Vec<u8>,
}

impl Looker<'_> {
    fn look(&mut self, file: &mut Looked) {
        if let Ok(Named::File { path, place }) = &file.input {
            file.examined = self.examine(path, place);
        }
    }

    /// Examines a file if it is small, and nothing is wrong with it as a file.
    fn examine(&mut self, path: &Path, place: &PathBuf) -> Option<Examined> {
        let format = self.inputs.format_of(path)?;
        let bytes = self.read(place)?;
        let name = name_of(path);
        let validator = self.inputs.settings.validator(Some(Path::new(&name))).ok()?;
        let last = self.examiner.take();
        let same = last.filter(|examiner| Arc::ptr_eq(examiner.validator(), &validator));
        let examiner = self.examiner.insert(same.unwrap_or_else(|| Examiner::new(validator)));
        Some(examiner.examine(name, bytes, format))
    }

    fn read(&mut self, place: &PathBuf) -> Option<Vec<u8>> {
        if self.inputs.stop.signal().is_some() {
            return None;
        }
        let mut file = File::open(place).ok()?;
        let mut filled = 0_usize;
        loop {
            let room = self.buffer.get_mut(filled..).filter(|room| !room.is_empty())?;
            match file.read(room).ok()? {
                0 => break,
                read => filled = filled.saturating_add(read),
            }
        }
        let bytes = self.buffer.get(..filled).filter(|bytes| !Packing::may_begin(bytes))?;
        self.inputs.meter.add(filled);
        Some(bytes.to_vec())
    }
}
