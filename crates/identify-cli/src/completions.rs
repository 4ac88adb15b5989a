//! `identify completions`: what shells complete arguments by.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{
    args::{Cli, CompletionsArgs},
    console::Console,
    io::Io,
    status::Status,
};

/// How fish is told what stands behind `identify explain`.
const FISH_EXPLAIN: &str = "complete -c identify -n \"__fish_identify_using_subcommand explain\"";

pub(crate) fn completions(args: &CompletionsArgs, io: &mut Io<'_>) -> Status {
    // Into memory first: it does not expect that nobody takes what it writes.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "identify", &mut script);
    if args.shell == Shell::Fish {
        // It writes no values of arguments that are no options for this shell.
        for rule in identify_validator::rules() {
            let summary = rule.summary.replace('\\', "\\\\").replace('\'', "\\'");
            let line = format!("{FISH_EXPLAIN} -f -a {} -d '{summary}'\n", rule.id);
            script.extend_from_slice(line.as_bytes());
        }
    }
    let mut console = Console::of(io);
    console.print_bytes(&script);
    console.finish(Status::Clean)
}
