//! `identify completions`: what shells complete arguments by.

use clap::CommandFactory;

use crate::{
    args::{Cli, CompletionsArgs},
    console::Console,
    io::Io,
    status::Status,
};

pub(crate) fn completions(args: &CompletionsArgs, io: &mut Io<'_>) -> Status {
    // Into memory first: it does not expect that nobody takes what it writes.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "identify", &mut script);
    let mut console = Console::of(io);
    console.print_bytes(&script);
    console.finish(Status::Clean)
}
