//! From the arguments to the exit status.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};
use identify_validator::render::{one_line, visible};

use crate::{
    args::{Cli, Command},
    completions,
    console::Console,
    documents, explain,
    io::{Io, Terminal},
    lint, man, normalize, rules, show,
    status::Status,
};

/// Runs the command and tells its exit status: 0 if there is no finding of level error, 1 if there
/// is one, 2 if the job could not be done. The first argument is the name of the program.
///
/// ```
/// use identify_cli::{Io, run};
///
/// let (mut output, mut errors) = (Vec::new(), Vec::new());
/// let status = run(["identify", "rules"], &mut Io::new(&mut &b""[..], &mut output, &mut errors));
/// assert_eq!(status, 0);
/// assert!(String::from_utf8(output).unwrap().contains("deprecated-alias"));
/// ```
pub fn run<A>(arguments: A, io: &mut Io<'_>) -> u8
where
    A: IntoIterator,
    A::Item: Into<OsString>,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let parsed = command(io.terminal).try_get_matches_from(&arguments);
    let status = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => dispatch(&cli, io),
        Err(error) => refuse(error, &arguments, io),
    };
    status.code()
}

fn command(terminal: Terminal) -> clap::Command {
    Cli::command().term_width(terminal.columns().min(100))
}

fn dispatch(cli: &Cli, io: &mut Io<'_>) -> Status {
    let colour = cli.color;
    match &cli.command {
        Command::Lint(args) => lint::lint(args, colour, io),
        Command::Normalize(args) => normalize::normalize(args, colour, io),
        Command::Explain(args) => explain::explain(args, colour, io),
        Command::Rules(args) => rules::rules(args, colour, io),
        Command::Config(args) => show::config(args, io),
        Command::Schema(args) => documents::schema(args, io),
        Command::Openapi => documents::openapi(io),
        Command::Reference => documents::reference(io),
        Command::Completions(args) => completions::completions(args, io),
        Command::Man(args) => man::man(args, io),
    }
}

/// Help and version where they were asked for, otherwise what is wrong with the arguments.
fn refuse(error: clap::Error, arguments: &[OsString], io: &mut Io<'_>) -> Status {
    let asked = !error.use_stderr();
    let terminal = io.terminal;
    let colours = if asked { terminal.colours_output } else { terminal.colours_errors };
    // clap repeats arguments as they are, and a shell's pattern may match a hostile file name: what
    // is wrong with such arguments is said of what they look like.
    let tame: Vec<String> = arguments.iter().map(|it| one_line(&it.to_string_lossy())).collect();
    let is_tame = tame.iter().zip(arguments).all(|(tame, argument)| argument == tame.as_str());
    let again = || command(terminal).try_get_matches_from(tame).err();
    let error = if is_tame { None } else { again() }.unwrap_or(error);
    let text = error.render();
    let text = if colours && is_tame { text.ansi().to_string() } else { visible(text.to_string()) };
    let mut console = Console::of(io);
    if asked {
        console.print(&text);
        console.finish(Status::Clean)
    } else {
        console.print_error(&text);
        console.finish(Status::Failed)
    }
}
