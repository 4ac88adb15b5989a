//! The files that a run reads or writes besides the calls.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    args::{InputArgs, ReportArgs},
    config::FILE_NAME,
    error::{Error, shown},
    io::resolve,
    settings::{Aside, Role, Settings},
};

/// The files that a run reads or writes besides the calls, by where they are.
#[derive(Debug, Default)]
pub(crate) struct OwnFiles {
    /// Those of `--output-file`, in their order.
    pub(crate) outputs: Vec<PathBuf>,
    pub(crate) baseline: Option<PathBuf>,
    pub(crate) written_baseline: Option<PathBuf>,
    /// Where all of them are, with links followed.
    real: Vec<PathBuf>,
}

impl OwnFiles {
    /// Those that the options name. No file may be written twice, or be written and read, but for a
    /// baseline that is brought up to date.
    pub(crate) fn new(
        report: &ReportArgs,
        inputs: &InputArgs,
        settings: &Settings<'_>,
        directory: Option<&Path>,
    ) -> Result<Self, Error> {
        let place = |path: &Path| resolve(directory, path);
        let mut own = Self {
            outputs: report.output_files.iter().map(|file| place(&file.path)).collect(),
            baseline: report.baseline.as_deref().map(place),
            written_baseline: report.write_baseline.as_deref().map(place),
            real: Vec::new(),
        };
        if report.output_files.iter().filter(|file| file.format.is_none()).count() > 1 {
            return Err(Error::TwoOutputs);
        }
        let mut written: Vec<PathBuf> = Vec::new();
        for path in own.written() {
            let real = real(path);
            // A device takes more than one report.
            let is_device = path.metadata().is_ok_and(|found| !found.is_file());
            if written.contains(&real) && !is_device {
                return Err(Error::WrittenTwice { path: shown(path) });
            }
            written.push(real);
        }
        for path in &inputs.paths {
            if written.contains(&real(&place(path))) && !place(path).is_dir() {
                return Err(Error::ReadAndWritten { path: shown(path) });
            }
        }
        own.spares_asides(inputs.paths.iter().map(|path| place(path)), settings)?;
        written.extend(own.baseline.as_deref().map(real));
        own.real = written;
        Ok(own)
    }

    /// Nothing is written over what is read besides the calls: for the run as a whole, for the inputs
    /// that are named, and where the file to write would lie.
    fn spares_asides(
        &self,
        inputs: impl Iterator<Item = PathBuf>,
        settings: &Settings<'_>,
    ) -> Result<(), Error> {
        let baseline = |place: &PathBuf| Aside { role: Role::Baseline, place: place.clone() };
        // Most inputs have them in common.
        let mut read: BTreeSet<Aside> = self.baseline.iter().map(baseline).collect();
        read.extend(settings.asides_of(None));
        for input in inputs {
            // Those of a folder are those of whatever lies in it.
            let file = if input.is_dir() { input.join(FILE_NAME) } else { input };
            read.extend(settings.asides_of(Some(&file)));
        }
        for path in self.written() {
            let (is_baseline, here) = (Some(path) == self.written_baseline.as_deref(), real(path));
            let near = settings.asides_of(Some(path));
            let mut others =
                read.iter().chain(&near).filter(|it| !is_baseline || it.role != Role::Baseline);
            if let Some(Aside { role, .. }) = others.find(|it| real(&it.place) == here) {
                return Err(Error::Overwritten { path: shown(path), what: role.name() });
            }
        }
        Ok(())
    }

    fn written(&self) -> impl Iterator<Item = &Path> {
        self.outputs.iter().chain(&self.written_baseline).map(PathBuf::as_path)
    }

    /// Whether a file that was found in a folder is one of them, and so holds no calls.
    pub(crate) fn holds(&self, file: &Path) -> bool {
        !self.real.is_empty() && self.real.contains(&real(file))
    }
}

/// Where a path leads, also when there is no file yet.
pub(crate) fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
