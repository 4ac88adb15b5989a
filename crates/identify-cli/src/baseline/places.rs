//! How a baseline calls the files: the same from every directory and on every machine.

use std::{
    env,
    path::{Component, Path, PathBuf},
};

use crate::{input::STANDARD_INPUT, outputs::real};

/// The folders that paths count from.
#[derive(Debug)]
pub(super) struct Places {
    /// That of the baseline, with links followed.
    folder: PathBuf,
    /// That of the run.
    directory: PathBuf,
}

impl Places {
    pub(super) fn new(baseline: &Path, directory: Option<&Path>) -> Self {
        let directory = directory.map(Path::to_owned).or_else(|| env::current_dir().ok());
        let directory = directory.unwrap_or_default();
        let file = real(&directory.join(baseline));
        let folder = file.parent().map(Path::to_owned).unwrap_or_default();
        Self { folder, directory }
    }

    /// What the baseline calls an input: its path from the baseline's folder, with `/`.
    pub(super) fn name(&self, input: &str) -> String {
        if input == STANDARD_INPUT {
            return input.to_owned();
        }
        let file = self.directory.join(input);
        let folder = file.parent().map(real).unwrap_or_default();
        let file = folder.join(file.file_name().unwrap_or_default());
        relative(&file, &self.folder)
    }

    /// Whether there is a file that the baseline calls so.
    pub(super) fn has(&self, name: &str) -> bool {
        self.folder.join(name).symlink_metadata().is_ok()
    }
}

/// A path from a folder, with `/`; the whole path where no way leads there, as to another drive.
fn relative(file: &Path, folder: &Path) -> String {
    let mut of_file = file.components().peekable();
    let mut of_folder = folder.components().peekable();
    while of_file.peek().is_some() && of_file.peek() == of_folder.peek() {
        of_file.next();
        of_folder.next();
    }
    let is_root = |part: &Component<'_>| matches!(part, Component::Prefix(_) | Component::RootDir);
    if of_file.clone().any(|part| is_root(&part)) || of_folder.clone().any(|part| is_root(&part)) {
        return file.to_string_lossy().replace('\\', "/");
    }
    let up = of_folder.map(|_| "..".into());
    let down = of_file.map(|part| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[test]
    fn relative_paths() {
        for (file, folder, expected) in [
            ("/a/b/c.json", "/a/b", "c.json"),
            ("/a/b/c.json", "/a", "b/c.json"),
            ("/a/b/c.json", "/a/x/y", "../../b/c.json"),
            ("/a/b/c.json", "/", "a/b/c.json"),
            ("/ab/c.json", "/a", "../ab/c.json"),
            ("c.json", "/a", "c.json"),
        ] {
            assert_eq!(relative(Path::new(file), Path::new(folder)), expected);
        }
    }
}
