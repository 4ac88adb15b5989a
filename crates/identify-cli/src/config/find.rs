//! Finding the settings of a file: those of the nearest folder upward.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Broken, Config, FILE_NAME, load::load};
use crate::error::shown;

/// What is known of a folder's settings.
type Found = Result<Option<Arc<Config>>, Arc<Broken>>;

/// The settings of folders, each read once.
#[derive(Debug)]
pub(crate) struct Folders {
    /// The folder that relative paths count from.
    directory: PathBuf,
    /// Those of `--config`, or none at all, which then count for everything.
    fixed: Option<Found>,
    known: Mutex<HashMap<PathBuf, Found>>,
}

impl Folders {
    /// `only` is the file of `--config`; with `is_off`, none counts.
    pub(crate) fn new(directory: PathBuf, only: Option<&Path>, is_off: bool) -> Self {
        let load = |path: &Path| {
            load(path, &directory.join(path)).map(|config| Some(Arc::new(config))).map_err(Arc::new)
        };
        let fixed = only.map(load).or_else(|| is_off.then(|| Ok(None)));
        Self { directory, fixed, known: Mutex::default() }
    }

    /// The settings of a file: those in the nearest folder upward, no farther than to the root of
    /// its repository. Nothing stands for the working directory.
    pub(crate) fn of(&self, file: Option<&Path>) -> Found {
        if let Some(fixed) = &self.fixed {
            return fixed.clone();
        }
        let place = file.map(|file| self.directory.join(file));
        let folder = place.as_deref().map_or(Some(self.directory.as_path()), Path::parent);
        // Also those who wait for it have each file read, and what is wrong with it told, once.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut passed = Vec::new();
        let mut found = Ok(None);
        for folder in folder.into_iter().flat_map(Path::ancestors) {
            if let Some(known) = known.get(folder) {
                found.clone_from(known);
                break;
            }
            passed.push(folder.to_owned());
            if let Some(here) = self.in_folder(folder) {
                found = here;
                break;
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        known.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        found
    }

    /// The settings that lie in a folder itself.
    fn in_folder(&self, folder: &Path) -> Option<Found> {
        let file = folder.join(FILE_NAME);
        let named = file.strip_prefix(&self.directory).unwrap_or(&file);
        // A link that leads nowhere is there too, and cannot be read.
        let kind = file.symlink_metadata().ok()?.file_type();
        if kind.is_dir() {
            return None;
        }
        if fs::metadata(&file).is_ok_and(|found| !found.is_file()) {
            let broken = Broken::unread(&shown(named), "it is not a regular file".to_owned());
            return Some(Err(Arc::new(broken)));
        }
        let loaded = load(named, &file);
        Some(loaded.map(|config| Some(Arc::new(config))).map_err(Arc::new))
    }
}
