//! The command, run within this process, in every format.

use std::{ffi::OsString, fs, path::PathBuf};

use fixtures::settings;
use identify_validator::{Safety, render::Format};

use super::{difference, folder, log::Log};
use crate::{
    command::{Output, lint},
    error::{Error, Result},
    programs,
};

/// How the command is run.
pub(super) struct Command {
    folder: PathBuf,
    /// What makes no difference either: all of them but those whose program is missing.
    ways: Vec<Way>,
}

/// A way to run the command.
#[derive(Clone, Copy)]
struct Way {
    arguments: &'static [&'static str],
    /// The program that the input goes through before, and its option.
    through: Option<[&'static str; 2]>,
}

const WAYS: &[Way] = &[
    Way { arguments: &["--threads", "1"], through: None },
    Way { arguments: &["--threads", "2"], through: None },
    Way { arguments: &["--threads", "8"], through: None },
    Way { arguments: &["--threads", "2", "--no-screen"], through: None },
    Way { arguments: &[], through: Some(["gzip", "-c"]) },
    Way { arguments: &[], through: Some(["zstd", "-c"]) },
];

const VALID: &[u8] =
    br#"{"user_id": "u1", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;

impl Command {
    /// Writes the files that settings name, and tries the ways.
    pub(super) fn new() -> Result<Self> {
        let folder = folder();
        fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
        for (_, name, text) in settings::files() {
            let path = folder.join(name);
            if fs::read_to_string(&path).is_ok_and(|old| old == text) {
                continue;
            }
            fs::write(&path, text).map_err(Error::file("write", &path))?;
        }
        let mut command = Self { folder, ways: Vec::new() };
        for way in WAYS {
            let Some(input) = way.input(VALID) else {
                println!("not compared, as the program is missing: {}", way.name());
                continue;
            };
            let arguments = ["--no-config", "--output-format=json"].iter().chain(way.arguments);
            let output = command.run(arguments.map(OsString::from), &input, 4_096);
            if output.status != 0 {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(Error::new(format!("{}: {said}", way.name())));
            }
            command.ways.push(*way);
        }
        Ok(command)
    }

    fn run(
        &self,
        arguments: impl IntoIterator<Item = OsString>,
        input: &[u8],
        block: usize,
    ) -> Output {
        lint(&self.folder, arguments, input, block)
    }

    /// What the command makes of an input with fixes applied, all or the safe ones.
    pub(super) fn fixed(&self, input: &[u8], format: &str, most: Safety) -> Vec<u8> {
        let (format, now) =
            (format!("--input-format={format}"), format!("--now={}", settings::NOW));
        let more = (most == Safety::Unsafe).then_some("--unsafe-fixes");
        let arguments = ["--no-config", "--level=note", "--fix", &now, &format];
        let arguments = arguments.into_iter().chain(more).map(OsString::from);
        self.run(arguments, input, 65_536).stdout
    }

    /// Runs the command with the screen and without, in each format, and in the other ways: how
    /// many runs agree, or in what two of them differ.
    pub(super) fn compare(
        &self,
        log: &Log,
        setting: &settings::Setting,
    ) -> Result<std::result::Result<u64, String>> {
        let mut runs = 0_u64;
        let usual = |argument: &&str| {
            let file = settings::files().into_iter().find(|(name, ..)| name == argument);
            OsString::from(file.map_or((*argument).to_owned(), |(_, name, _)| name.to_owned()))
        };
        // So that the time of day makes no difference.
        let now = setting
            .arguments
            .iter()
            .all(|it| *it != "--now")
            .then_some("--now=2026-01-01T00:00:00Z");
        let usual: Vec<OsString> = setting
            .arguments
            .iter()
            .map(usual)
            .chain(now.map(OsString::from))
            .chain([OsString::from(format!("--input-format={}", log.format_name()))])
            .collect();
        for format in Format::ALL {
            let arguments = |more: &[&str]| {
                let format = format!("--output-format={format}");
                let more: Vec<OsString> = more.iter().map(OsString::from).collect();
                usual.clone().into_iter().chain([format.into()]).chain(more).collect::<Vec<_>>()
            };
            let base = self.run(arguments(&["--no-screen"]), &log.bytes, 65_536);
            if base.status > 1 {
                // Then both ways would say the same of anything.
                let said = String::from_utf8_lossy(&base.stderr).into_owned();
                return Err(Error::new(format!("settings {}: {said}", setting.name)));
            }
            let mut check = |what: String, found: &Output| {
                runs = runs.saturating_add(1);
                if *found == base { Ok(()) } else { Err(between(found, &base, &what)) }
            };
            let screened = self.run(arguments(&[]), &log.bytes, log.block);
            if let Err(what) = check(format!("{format}, with the screen"), &screened) {
                return Ok(Err(what));
            }
            for way in &self.ways {
                let input = way.input(&log.bytes).ok_or_else(|| Error::new("cannot compress"))?;
                let found = self.run(arguments(way.arguments), &input, log.block);
                if let Err(what) = check(format!("{format}, {}", way.name()), &found) {
                    return Ok(Err(what));
                }
            }
        }
        Ok(Ok(runs))
    }
}

impl Way {
    fn name(&self) -> String {
        let through = self.through.map(|[program, _]| format!("through {program}"));
        self.arguments.iter().map(ToString::to_string).chain(through).collect::<Vec<_>>().join(" ")
    }

    /// What the command reads; nothing where there is no such program.
    fn input(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self.through {
            Some(program) => programs::through(program, bytes),
            None => Some(bytes.to_vec()),
        }
    }
}

/// In what two runs differ.
fn between(one: &Output, other: &Output, what: &str) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut lines = vec![format!("the command differs from --no-screen: {what}")];
    if one.status != other.status {
        lines.push(format!("exit status {} and {}", one.status, other.status));
    }
    for (name, one, other) in
        [("output", &one.stdout, &other.stdout), ("errors", &one.stderr, &other.stderr)]
    {
        if one != other {
            lines.push(format!("{name}: {}", difference::of_texts(&text(one), &text(other))));
        }
    }
    lines.join("\n")
}
