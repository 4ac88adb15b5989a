//! From the named paths to the inputs.

mod guess;
mod packed;
mod walk;

use std::{
    fs::{self, File, Metadata},
    io::{self, BufRead, BufReader, Cursor, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use identify_validator::InputFormat;

use crate::{
    args::{Bytes, InputArgs},
    error::{Error, shown},
    io::resolve,
    meter::Meter,
    outputs::OwnFiles,
    settings::Settings,
    stop::{Awaited, Stop},
};
pub(crate) use packed::{Packing, unpack};

/// What findings call standard input, and how it is named on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// Bytes read at a time.
const BLOCK: usize = 1 << 16;

/// One input, open.
pub(crate) struct Input<'r> {
    /// What findings call it.
    pub(crate) name: String,
    pub(crate) format: InputFormat,
    pub(crate) reader: Box<dyn BufRead + 'r>,
    /// What it is compressed with, if it is: `reader` gives what is in it.
    pub(crate) packing: Option<Packing>,
    /// Most bytes that it may unpack to.
    most: Option<Bytes>,
    stop: Stop,
    /// Nothing for standard input.
    pub(crate) origin: Option<Origin>,
}

/// The file that an input was opened as.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) place: PathBuf,
    /// What was known of it when it was opened.
    pub(crate) metadata: Metadata,
}

impl Input<'_> {
    /// Goes back to the beginning, of what the file is now.
    pub(crate) fn reopen(&mut self) -> Result<(), Error> {
        if let Some(origin) = &self.origin {
            let opened = File::open(&origin.place);
            let file = opened.map_err(|error| Self::error(&self.name, error))?;
            let file = Awaited::file(file, self.stop.clone(), origin.metadata.is_file());
            let reader = Box::new(BufReader::with_capacity(BLOCK, file));
            let unpacked = unpack(reader, self.most);
            (self.packing, self.reader) =
                unpacked.map_err(|error| Self::error(&self.name, error))?;
        }
        Ok(())
    }

    pub(crate) fn is_standard(&self) -> bool {
        self.name == STANDARD_INPUT
    }

    /// What it is called where it is spoken of.
    pub(crate) fn shown(name: &str) -> String {
        let name = if name == STANDARD_INPUT { "standard input" } else { name };
        shown(Path::new(name))
    }

    /// Why it could not be read to its end.
    pub(crate) fn error(name: &str, source: io::Error) -> Error {
        Error::read(&Self::shown(name), source)
    }
}

/// An input that is named, or was found in a folder that is.
#[derive(Debug)]
pub(crate) enum Named {
    Standard,
    File {
        /// As it is called.
        path: PathBuf,
        /// Where it is.
        place: PathBuf,
    },
}

/// The inputs that the arguments name.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a> {
    pub(crate) args: &'a InputArgs,
    pub(crate) directory: Option<&'a Path>,
    /// What is passed over in folders, such as the tracking plan, which is no call.
    pub(crate) settings: &'a Settings<'a>,
    /// The files of reports, likewise.
    pub(crate) own: &'a OwnFiles,
    /// Whether a person would have to type standard input.
    pub(crate) is_terminal: bool,
    /// What ends reading, and what counts it.
    pub(crate) stop: &'a Stop,
    pub(crate) meter: &'a Meter,
}

/// Takes inputs one after the other, and what went wrong with the rest.
pub(crate) type Visit<'v> = dyn FnMut(Result<Named, Error>) -> ControlFlow<()> + 'v;

impl Inputs<'_> {
    /// Hands over all inputs in the order in which they are named, folders in the order of their
    /// files' paths. One that fails does not keep the others from being read.
    pub(crate) fn visit(&self, visit: &mut Visit<'_>) -> ControlFlow<()> {
        let paths = self.args.paths.as_slice();
        if paths.is_empty() {
            let nothing = self.is_terminal.then_some(Error::NothingNamed);
            return visit(nothing.map_or(Ok(Named::Standard), Err));
        }
        let mut was_read = false;
        for path in paths {
            if path.as_os_str() == STANDARD_INPUT {
                let input =
                    if was_read { Err(Error::StandardInputTwice) } else { Ok(Named::Standard) };
                visit(input)?;
                was_read = true;
                continue;
            }
            let place = resolve(self.directory, path);
            match fs::metadata(&place) {
                Ok(metadata) if metadata.is_dir() => self.folder(path, &place, visit)?,
                Ok(_) if self.settings.passes_over_named(path) => {}
                Ok(_) => visit(Ok(Named::File { path: path.clone(), place }))?,
                Err(error) => visit(Err(Error::read(&shown(path), error)))?,
            }
        }
        ControlFlow::Continue(())
    }

    fn folder(&self, path: &Path, place: &Path, visit: &mut Visit<'_>) -> ControlFlow<()> {
        let mut is_empty = true;
        for found in walk::calls(place) {
            match found {
                Ok(file) if self.own.holds(&file) => continue,
                Ok(file) => {
                    let named = rename(&file, place, path);
                    if self.settings.passes_over(&named) {
                        continue;
                    }
                    visit(Ok(Named::File { path: named, place: file }))?;
                }
                Err(error) => {
                    let error = error.to_string();
                    visit(Err(Error::Search { path: shown(path), reason: error }))?;
                }
            }
            is_empty = false;
        }
        if is_empty {
            visit(Err(Error::NoCalls { path: shown(path) }))?;
        }
        ControlFlow::Continue(())
    }

    /// Opens an input.
    pub(crate) fn open<'r>(
        &self,
        named: &Named,
        standard: &'r mut dyn BufRead,
    ) -> Result<Input<'r>, Error> {
        let Named::File { path, place } = named else {
            let reader = Box::new(self.meter.count(standard));
            let input = self.input(STANDARD_INPUT.to_owned(), reader, self.args.format(), None);
            return input.map_err(|error| Input::error(STANDARD_INPUT, error));
        };
        let fail = |error| Error::read(&shown(path), error);
        let file = File::open(place).map_err(fail)?;
        let metadata = file.metadata().map_err(fail)?;
        let reader = Awaited::file(file, self.stop.clone(), metadata.is_file());
        let reader = self.meter.count(BufReader::with_capacity(BLOCK, reader));
        let origin = Some(Origin { place: place.clone(), metadata });
        self.input(name_of(path), Box::new(reader), self.format_of(path), origin).map_err(fail)
    }

    /// An input, unpacked.
    fn input<'r>(
        &self,
        name: String,
        reader: Box<dyn BufRead + 'r>,
        format: Option<InputFormat>,
        origin: Option<Origin>,
    ) -> io::Result<Input<'r>> {
        let most = self.args.max_unpacked_bytes;
        let (packing, reader) = unpack(reader, most)?;
        let (format, reader) = divide(reader, format, self.settings.head_limit())?;
        Ok(Input { name, format, reader, packing, most, stop: self.stop.clone(), origin })
    }

    /// How a file is divided into calls, where that is known before it is read.
    pub(crate) fn format_of(&self, path: &Path) -> Option<InputFormat> {
        self.args.format().or_else(|| format_of(path))
    }
}

/// What findings call a file. One that is called `-` is named otherwise, as everywhere.
pub(crate) fn name_of(path: &Path) -> String {
    match path.to_string_lossy().into_owned() {
        name if name == STANDARD_INPUT => "./-".to_owned(),
        name => name,
    }
}

/// A file found in a folder, named as the folder was.
fn rename(file: &Path, folder: &Path, named: &Path) -> PathBuf {
    let rest = file.strip_prefix(folder).unwrap_or(file);
    if named == Path::new(".") { rest.to_owned() } else { named.join(rest) }
}

/// How a file of this name is divided into calls, where the name tells: that of what is compressed
/// in it, as in `calls.ndjson.gz`.
pub(crate) fn format_of(path: &Path) -> Option<InputFormat> {
    let mut extension = path.extension()?;
    if Packing::has_extension(extension) {
        extension = Path::new(path.file_stem()?).extension()?;
    }
    if extension.eq_ignore_ascii_case("json") {
        Some(InputFormat::Json)
    } else if extension.eq_ignore_ascii_case("ndjson") || extension.eq_ignore_ascii_case("jsonl") {
        Some(InputFormat::Ndjson)
    } else {
        None
    }
}

/// How an input is divided into calls, by its first line if nothing else tells.
pub(crate) fn divide<'r>(
    mut reader: Box<dyn BufRead + 'r>,
    format: Option<InputFormat>,
    limit: u64,
) -> io::Result<(InputFormat, Box<dyn BufRead + 'r>)> {
    if let Some(format) = format {
        return Ok((format, reader));
    }
    let head = guess::head(&mut *reader, limit)?;
    let format = guess::format(&head);
    Ok((format, Box::new(Cursor::new(head).chain(reader))))
}
