//! Fixing standard input: what becomes of it goes to standard output, the report elsewhere.

use std::{
    cell::RefCell,
    io::{self, BufReader, Read, Seek, Write},
};

use tempfile::SpooledTempFile;

use super::{Fixed, Spool, Wanted, rewrite::rewrite};
use crate::{
    args::InputArgs,
    console::Console,
    error::Error,
    input::{self, Input, STANDARD_INPUT},
    io::{Io, Terminal},
    status::Status,
    stop,
};

/// Bytes written at a time.
const BLOCK: usize = 1 << 16;

/// Fixes standard input, writes all of it to standard output, and then has `report` run with what
/// was written as its standard input, and standard error for all it has to say.
pub(crate) fn fix_standard(
    wanted: Wanted<'_>,
    args: &InputArgs,
    limit: u64,
    io: &mut Io<'_>,
    report: impl FnOnce(Fixed, &mut Io<'_>) -> Status,
) -> Status {
    let (fixed, mut text) = match fixed(wanted, args, limit, io) {
        Ok(fixed) => fixed,
        Err(error) => {
            let stopped = error.stopped().and_then(|_| io.stop.signal());
            let mut console = Console::of(io);
            let status = match stopped {
                Some(signal) => {
                    let name = stop::name(signal);
                    console.complain(&format!("interrupted by {name}: nothing was written"));
                    Status::Stopped(signal)
                }
                None => console.complain(&error),
            };
            return console.finish(status);
        }
    };
    let written = print(&mut text, io);
    if text.rewind().is_err() {
        return Status::Failed;
    }
    let errors: RefCell<&mut dyn Write> = RefCell::new(&mut *io.errors);
    let (mut output, mut errors) = (Shared(&errors), Shared(&errors));
    let mut input = BufReader::with_capacity(BLOCK, text);
    let terminal = io.terminal;
    let mut io = Io {
        input: &mut input,
        output: &mut output,
        errors: &mut errors,
        terminal: Terminal { reads: false, colours_output: terminal.colours_errors, ..terminal },
        directory: io.directory.clone(),
        stop: io.stop.clone(),
    };
    written.max(report(fixed, &mut io))
}

fn fixed(
    wanted: Wanted<'_>,
    args: &InputArgs,
    limit: u64,
    io: &mut Io<'_>,
) -> Result<(Fixed, SpooledTempFile), Error> {
    let fail = |error| Input::error(STANDARD_INPUT, error);
    let (packing, reader) = input::unpack(Box::new(&mut *io.input), None).map_err(fail)?;
    if let Some(packing) = packing {
        let path = "standard input".to_owned();
        return Err(Error::Fix { path, source: packing.unfixable() });
    }
    let (format, mut reader) = input::divide(reader, args.format(), limit).map_err(fail)?;
    let mut spool = Spool::new();
    let fixed = rewrite(wanted, &mut *reader, format, limit, &mut spool);
    let fixed = fixed.map_err(|failure| failure.of_spool(STANDARD_INPUT))?;
    Ok((fixed, spool.text()?))
}

/// Writes all of it to standard output.
fn print(text: &mut SpooledTempFile, io: &mut Io<'_>) -> Status {
    let mut console = Console::of(io);
    let mut block = vec![0; BLOCK];
    let status = loop {
        match text.read(&mut block) {
            Ok(0) => break Status::Clean,
            Ok(read) => console.print_bytes(block.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => break console.complain(&Error::Spool { source }),
        }
    };
    console.finish(status)
}

/// One stream for two.
struct Shared<'s, 'e>(&'s RefCell<&'e mut dyn Write>);

impl Write for Shared<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}
