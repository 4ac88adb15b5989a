//! The files in a folder that hold calls.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, Error, WalkBuilder};

use super::format_of;

/// The files of a folder and the folders in it whose names say that they hold calls, in the order
/// of their paths. Hidden files, links and what Git ignores are passed over, but the user's own
/// settings of Git are not asked: the same folder gives the same files for everyone.
pub(super) fn calls(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Error>> {
    let walk = WalkBuilder::new(folder).git_global(false).sort_by_file_path(Path::cmp).build();
    walk.filter_map(|entry| match entry {
        Ok(entry) => is_call(&entry).then(|| Ok(entry.into_path())),
        Err(error) => Some(Err(error)),
    })
}

fn is_call(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file()) && format_of(entry.path()).is_some()
}
