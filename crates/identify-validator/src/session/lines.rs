//! An input that is divided into lines, block by block, on one thread or several.
//!
//! With several, a block is examined as if nothing had changed since the last one that was handed
//! over. Whether that is so is known when its turn comes: if not, it is examined again. So what is
//! handed over does not depend on the threads, nor on the blocks.

use std::{
    io::{self, Read},
    ops::ControlFlow,
    sync::atomic::{AtomicBool, Ordering},
    thread::{self, Scope},
};

use identify_json::{Block, Blocks, Piece, Start};

use crate::{
    call::FileState,
    found::Outcome,
    lanes::{End, Lanes, Part, Screens},
    merge::Merger,
    ordered::Workers,
    validator::Validator,
};

/// Most bytes of findings that wait to be handed over, of all blocks together, and of one.
const WAITING_BYTES: usize = 16 << 20;
const MOST_BYTES: usize = 4 << 20;

/// Blocks beyond one for each thread, so that none has to wait for work.
const SPARE_BLOCKS: usize = 2;

/// Findings of a block that allow for a larger one.
const FEW_FINDINGS: usize = 100;

/// Smallest block where there is much to say of each.
const LEAST_BLOCK: usize = 1 << 14;

/// A larger block, which is one line, is examined alone.
const LARGE_BLOCK: usize = 1 << 20;

/// How an input is examined.
#[derive(Clone, Copy)]
pub(super) struct Lines<'l> {
    pub(super) path: &'l str,
    pub(super) validator: &'l Validator,
    pub(super) threads: usize,
    pub(super) block_bytes: usize,
    pub(super) screens: Screens,
}

/// A block for a thread, and what it may take for granted.
struct Work {
    block: Block,
    start: Start,
    file: FileState,
}

type Blockwise = Workers<Work, (Block, Outcome)>;

impl Lines<'_> {
    pub(super) fn check(&self, input: impl Read, merger: &mut Merger<'_>) -> io::Result<()> {
        let mut blocks = Blocks::new(input)
            .with_size(self.block_bytes)
            .with_limit(self.validator.max_record_bytes());
        if self.threads < 2 {
            return alone(&mut blocks, merger);
        }
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let (lines, stop, size) = (*self, &stop, self.block_bytes);
            let (workers, spares) = (None, Vec::new());
            let mut flow = Flow { lines, merger, scope, stop, workers, spares, size };
            let done = flow.all(&mut blocks);
            // What was begun for nothing ends soon.
            stop.store(true, Ordering::Relaxed);
            done
        })
    }
}

/// Examines all blocks on this thread.
fn alone(blocks: &mut Blocks<impl Read>, merger: &mut Merger<'_>) -> io::Result<()> {
    let mut spare = Vec::new();
    while let Some(piece) = blocks.next(std::mem::take(&mut spare))? {
        let flow = match piece {
            Piece::Block(block) => {
                let flow = merger.lines(block.bytes(), block.behind);
                spare = block.into_buffer();
                flow
            }
            Piece::Unread(unread) => merger.unread(&unread),
            _ => ControlFlow::Continue(()),
        };
        if flow.is_break() {
            return Ok(());
        }
        if spare.len() > LARGE_BLOCK {
            spare = Vec::new();
        }
    }
    // Nothing comes behind it that could be stopped.
    let _ = merger.end();
    Ok(())
}
/// The blocks that are on their way.
struct Flow<'f, 'm, 'scope, 'env> {
    lines: Lines<'scope>,
    merger: &'f mut Merger<'m>,
    scope: &'scope Scope<'scope, 'env>,
    stop: &'scope AtomicBool,
    /// Not before there is work for them.
    workers: Option<Blockwise>,
    /// Memory of blocks that were handed over.
    spares: Vec<Vec<u8>>,
    /// Bytes of the blocks to come: fewer where there is much to say of each.
    size: usize,
}

impl Flow<'_, '_, '_, '_> {
    fn all(&mut self, blocks: &mut Blocks<impl Read>) -> io::Result<()> {
        loop {
            blocks.set_size(self.size);
            let piece = match blocks.next(self.spares.pop().unwrap_or_default()) {
                Ok(Some(piece)) => piece,
                Ok(None) => {
                    if self.drain().is_continue() {
                        // Nothing comes behind it that could be stopped.
                        let _ = self.merger.end();
                    }
                    return Ok(());
                }
                Err(error) => {
                    // Whoever stopped before that did not get so far.
                    return if self.drain().is_break() { Ok(()) } else { Err(error) };
                }
            };
            let flow = match piece {
                Piece::Block(block) => self.block(block),
                // What was found shows before anything is waited for.
                Piece::Unread(unread) => match self.drain() {
                    ControlFlow::Continue(()) => self.merger.unread(&unread),
                    stopped @ ControlFlow::Break(()) => stopped,
                },
                _ => self.drain(),
            };
            if flow.is_break() {
                return Ok(());
            }
        }
    }

    /// Has a block examined: on another thread, unless it is small and nothing else is to be done,
    /// or so large that it is alone for the sake of memory.
    fn block(&mut self, block: Block) -> ControlFlow<()> {
        let length = block.bytes().len();
        let is_idle = self.workers.as_ref().is_none_or(Workers::is_empty);
        if (is_idle && length < self.size.div_ceil(2)) || length > LARGE_BLOCK {
            return self.here(block);
        }
        if self.workers.is_none() {
            self.workers = self.start().ok();
        }
        let most = self.lines.threads.saturating_add(SPARE_BLOCKS);
        while self.workers.as_ref().is_some_and(|workers| workers.len() >= most) {
            self.take()?;
        }
        let has_records =
            self.merger.start.records > 0 || self.workers.as_ref().is_some_and(|it| !it.is_empty());
        let records = u64::from(has_records);
        let start = Start { records, offset: block.offset, line: 1 };
        let file = self.merger.check.file;
        match &mut self.workers {
            Some(workers) => {
                workers.give(Work { block, start, file });
                ControlFlow::Continue(())
            }
            None => self.here(block),
        }
    }

    /// Examines a block on this thread.
    fn here(&mut self, block: Block) -> ControlFlow<()> {
        self.drain()?;
        let flow = self.merger.lines(block.bytes(), block.behind);
        self.reuse(block);
        flow
    }

    fn start(&self) -> io::Result<Blockwise> {
        let Lines { path, validator, threads, screens, .. } = self.lines;
        let blocks = threads.saturating_add(SPARE_BLOCKS);
        let most = WAITING_BYTES.checked_div(blocks).unwrap_or_default().min(MOST_BYTES);
        let stop = self.stop;
        Workers::start(self.scope, threads, move || {
            let mut lanes = Lanes::new(screens);
            move |Work { block, start, file }| {
                let part = Part { bytes: block.bytes(), start, behind: block.behind };
                let outcome = Outcome::of(&mut lanes, (validator, path), (&part, file), most, stop);
                (block, outcome)
            }
        })
    }

    /// Takes what was found in all blocks that are on their way.
    fn drain(&mut self) -> ControlFlow<()> {
        while self.workers.as_ref().is_some_and(|workers| !workers.is_empty()) {
            self.take()?;
        }
        ControlFlow::Continue(())
    }

    /// Takes what was found in the oldest block.
    fn take(&mut self) -> ControlFlow<()> {
        // A thread that panicked is told of by the scope.
        let taken = self.workers.as_mut().and_then(Workers::take);
        let Some((block, outcome)) = taken else { return ControlFlow::Break(()) };
        if outcome.reached.end == End::Stopped {
            self.size = self.size.div_ceil(2).max(LEAST_BLOCK).min(self.size);
        } else if outcome.found.findings.len() < FEW_FINDINGS {
            self.size = self.size.saturating_mul(2).min(self.lines.block_bytes);
        }
        let flow = self.merger.take(block.bytes(), block.behind, outcome);
        self.reuse(block);
        flow
    }

    fn reuse(&mut self, block: Block) {
        let buffer = block.into_buffer();
        if buffer.len() <= LARGE_BLOCK && self.spares.len() <= SPARE_BLOCKS {
            self.spares.push(buffer);
        }
    }
}
