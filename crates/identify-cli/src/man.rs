//! `identify man`: manual pages, made of the same texts as `--help`.

use std::{fs, path::Path};

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::{
    args::{Cli, ManArgs},
    atomic,
    console::Console,
    error::{Error, shown},
    io::{Io, resolve},
    status::Status,
};

pub(crate) fn man(args: &ManArgs, io: &mut Io<'_>) -> Status {
    let directory = io.directory.clone();
    let mut console = Console::of(io);
    let done = match &args.output_dir {
        Some(folder) => write_all(folder, &resolve(directory.as_deref(), folder)),
        None => page_of(args.command.as_deref()).map(|page| console.print_bytes(&page)),
    };
    let status = match done {
        Ok(()) => Status::Clean,
        Err(error) => console.complain(&error),
    };
    console.finish(status)
}

/// `identify`, with all that it hands down to its commands.
fn identify() -> Command {
    let mut command = Cli::command();
    command.build();
    command
}

fn page_of(name: Option<&str>) -> Result<Vec<u8>, Error> {
    let identify = identify();
    let Some(name) = name else { return Ok(page(identify)) };
    let found = identify.get_subcommands().find(|command| command.get_name() == name);
    let command = found.ok_or_else(|| Error::UnknownCommand { name: shown(name.as_ref()) })?;
    Ok(page(command.clone()))
}

/// One page a command, `identify-lint.1` that of `identify lint`.
fn write_all(named: &Path, folder: &Path) -> Result<(), Error> {
    let fail = |source| Error::WriteFile { path: shown(named), source };
    fs::create_dir_all(folder).map_err(fail)?;
    let identify = identify();
    let commands: Vec<Command> = identify.get_subcommands().cloned().collect();
    for command in [identify].into_iter().chain(commands) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        let path = folder.join(format!("{name}.1"));
        let page = page(command);
        atomic::write(&path, |file| file.write_all(&page)).map_err(fail)?;
    }
    Ok(())
}

fn page(command: Command) -> Vec<u8> {
    let mut page = Vec::new();
    let version = env!("CARGO_PKG_VERSION");
    let man = Man::new(command).source(format!("identify {version}"));
    // Writing to memory never fails.
    let _ = man.manual("Identify").render(&mut page);
    page
}
