//! What is watched, and which changes there matter.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::{
    error::{Error, shown},
    input::format_of,
    io::resolve,
};

/// Files that say which others in their folder are read, and how.
const SETTINGS: [&str; 3] = ["identify.toml", ".gitignore", ".ignore"];

/// What is watched.
#[derive(Debug)]
pub(super) struct Places(Vec<Place>);

/// A folder that is watched.
#[derive(Debug)]
struct Place {
    folder: PathBuf,
    /// The one file in it that counts; nothing if all calls below do.
    file: Option<PathBuf>,
    is_watched: bool,
}

impl Places {
    /// The places of files and folders as they are named.
    pub(super) fn new<'p>(
        paths: impl IntoIterator<Item = &'p PathBuf>,
        directory: Option<&Path>,
    ) -> Self {
        let mut places = Vec::new();
        for path in paths {
            let path = resolve(directory, path);
            // What a link leads to may change as well as the link.
            let target = path.canonicalize().ok().filter(|target| *target != path);
            places.extend([Some(path), target].into_iter().flatten().map(Place::of));
        }
        Self(places)
    }

    /// Begins to watch.
    pub(super) fn watch(&mut self, watcher: &mut RecommendedWatcher) -> Result<(), Error> {
        for place in &mut self.0 {
            place.watch(watcher).map_err(|error| Error::Watch {
                path: shown(&place.folder),
                reason: error.to_string(),
            })?;
        }
        Ok(())
    }

    /// Notes a change, and says whether it matters.
    pub(super) fn note(&mut self, event: &Event) -> bool {
        // Something was lost.
        let mut matters = event.need_rescan() || event.paths.is_empty();
        for path in &event.paths {
            for place in &mut self.0 {
                if *path == place.folder && matches!(event.kind, EventKind::Remove(_)) {
                    place.is_watched = false;
                    matters = true;
                }
                matters |= place.is_of(path);
            }
        }
        matters
    }

    /// Watches folders again that had vanished, and says whether one is back.
    pub(super) fn come_back(&mut self, watcher: &mut RecommendedWatcher) -> bool {
        let mut is_back = false;
        for place in self.0.iter_mut().filter(|place| !place.is_watched) {
            is_back |= place.watch(watcher).is_ok();
        }
        is_back
    }
}

impl Place {
    /// A file is watched through its folder: many editors put another file in its place.
    fn of(path: PathBuf) -> Self {
        if path.is_dir() {
            return Self { folder: path, file: None, is_watched: false };
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let file = folder.join(path.file_name().unwrap_or_default());
        Self { folder, file: Some(file), is_watched: false }
    }

    fn watch(&mut self, watcher: &mut RecommendedWatcher) -> notify::Result<()> {
        let mode = match self.file {
            Some(_) => RecursiveMode::NonRecursive,
            None => RecursiveMode::Recursive,
        };
        watcher.watch(&self.folder, mode)?;
        self.is_watched = true;
        Ok(())
    }

    /// Whether a change of this path is one of what is read here.
    fn is_of(&self, path: &Path) -> bool {
        match &self.file {
            Some(file) => path == file,
            None => path.starts_with(&self.folder) && may_matter(path),
        }
    }
}

/// Whether this may hold calls, or say which files do. A folder that comes or goes has no
/// extension.
fn may_matter(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let is_hidden = name.as_encoded_bytes().starts_with(b".");
    let is_call = !is_hidden && (format_of(path).is_some() || path.extension().is_none());
    is_call || SETTINGS.iter().any(|settings| name == OsStr::new(settings))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::may_matter;

    #[test]
    fn what_editors_leave_behind_does_not_matter() {
        for path in ["calls/a.json", "a.ndjson", "a.JSONL", "calls/deep", "x/.gitignore"] {
            assert!(may_matter(Path::new(path)), "{path}");
        }
        for path in ["a.json~", ".a.json.swp", ".a.json.Ab12.tmp", "a.txt", ".git"] {
            assert!(!may_matter(Path::new(path)), "{path}");
        }
    }
}
