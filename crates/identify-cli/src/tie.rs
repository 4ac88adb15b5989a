//! Standard input, tied to standard output: before one is waited for, what stands in the buffer of
//! the other is shown. So the findings of a log show as it grows, and large ones are still written
//! block by block.

use std::{
    cell::RefCell,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    rc::Rc,
};

/// Bytes read and written at a time.
const BLOCK: usize = 1 << 16;

/// The output, which is shared with the input.
pub(crate) struct Output<W: Write>(Rc<RefCell<BufWriter<W>>>);

/// The input.
pub(crate) struct Input<R, W: Write> {
    input: BufReader<R>,
    output: Rc<RefCell<BufWriter<W>>>,
}

/// Ties an input to an output.
pub(crate) fn tie<R: Read, W: Write>(input: R, output: W) -> (Input<R, W>, Output<W>) {
    let output = Rc::new(RefCell::new(BufWriter::with_capacity(BLOCK, output)));
    let input = Input { input: BufReader::with_capacity(BLOCK, input), output: output.clone() };
    (input, Output(output))
}

impl<R: Read, W: Write> BufRead for Input<R, W> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.input.buffer().is_empty() {
            // What cannot be written stays in the buffer, and whoever writes next is told so.
            let _ = self.output.borrow_mut().flush();
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.input.consume(amount);
    }
}

impl<R: Read, W: Write> Read for Input<R, W> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut block = self.fill_buf()?;
        let read = block.read(bytes)?;
        self.consume(read);
        Ok(read)
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}
