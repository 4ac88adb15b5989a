//! The `identify` command, on the real streams.

mod tie;

use std::{
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
};

use identify_cli::{Awaited, FAILED, Io, Stop, Terminal, run};

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
        // Without handlers, signals end the process as they always do.
        let stop = Stop::on_signals().unwrap_or_default();
        let input = Awaited::new(io::stdin().lock(), stop.clone());
        let (mut input, mut output) = tie::tie(input, io::stdout().lock());
        let mut errors = io::stderr();
        let io = Io::new(&mut input, &mut output, &mut errors);
        run(std::env::args_os(), &mut io.with_terminal(Terminal::real()).with_stop(stop))
    }));
    ExitCode::from(status.unwrap_or(FAILED))
}
