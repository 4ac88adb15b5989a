//! The `identify` command, on the real streams.

mod tie;

use std::{
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
};

use identify_cli::{FAILED, Io, Terminal, run};

fn main() -> ExitCode {
    // What a panic says may hold a value of the payload: only the place is told.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // There is nobody left to tell if this fails.
        let _ = writeln!(
            io::stderr(),
            "identify: stopped by a mistake of its own at {place}: please report it"
        );
    }));
    let status = panic::catch_unwind(AssertUnwindSafe(|| {
        let (mut input, mut output) = tie::tie(io::stdin().lock(), io::stdout().lock());
        let mut errors = io::stderr();
        let mut io = Io::new(&mut input, &mut output, &mut errors).with_terminal(Terminal::real());
        run(std::env::args_os(), &mut io)
    }));
    ExitCode::from(status.unwrap_or(FAILED))
}
