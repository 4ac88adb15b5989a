//! Globs of files.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Globs that count from a folder.
#[derive(Debug, Default)]
pub(super) struct Globs {
    set: GlobSet,
}

impl Globs {
    /// Compiles globs, and says of each that is none which it is and why.
    pub(super) fn new(patterns: &[&str], mut wrong: impl FnMut(usize, String)) -> Self {
        let mut builder = GlobSetBuilder::new();
        for (index, pattern) in patterns.iter().enumerate() {
            for glob in forms(pattern) {
                match GlobBuilder::new(&glob).literal_separator(true).build() {
                    Ok(glob) => {
                        builder.add(glob);
                    }
                    Err(error) => {
                        wrong(index, error.kind().to_string());
                        break;
                    }
                }
            }
        }
        match builder.build() {
            Ok(set) => Self { set },
            Err(error) => {
                wrong(0, error.kind().to_string());
                Self::default()
            }
        }
    }

    /// Whether they have a file. Files outside the folder they never have.
    pub(super) fn has(&self, folder: &Path, file: &Path) -> bool {
        if self.set.is_empty() {
            return false;
        }
        let (folder, file) = (plain(folder), plain(file));
        file.strip_prefix(folder).is_ok_and(|file| self.set.is_match(file))
    }
}

/// A pattern as Git's ignore files have it: without `/` it is looked for in every folder, and one
/// that names a folder is for everything in it.
fn forms(pattern: &str) -> Vec<String> {
    let folder = pattern.trim_end_matches('/');
    let rooted = match folder.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None if folder.contains('/') => folder.trim_start_matches("./").to_owned(),
        None => format!("**/{folder}"),
    };
    let within = format!("{rooted}/**");
    if pattern.ends_with('/') { vec![within] } else { vec![rooted, within] }
}

/// Without `.`, and without `..` as far as that can be told by the path alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Globs;

    #[test]
    fn patterns() {
        for (pattern, file, expected) in [
            ("*.json", "/a/b/c.json", true),
            ("*.json", "/a/c.ndjson", false),
            ("tests/**", "/a/tests/x/y.json", true),
            ("tests", "/a/b/tests/y.json", true),
            ("tests/", "/a/tests/y.json", true),
            ("/tests", "/a/b/tests/y.json", false),
            ("b/*.json", "/a/b/y.json", true),
            ("b/*.json", "/a/b/c/y.json", false),
            ("./b/*.json", "/a/./b/y.json", true),
            ("{x,y}.json", "/a/y.json", true),
            ("y.json", "/other/y.json", false),
            ("y.json", "/a/../a/y.json", true),
        ] {
            let globs = Globs::new(&[pattern], |_, reason| panic!("{reason}"));
            assert_eq!(globs.has(Path::new("/a"), Path::new(file)), expected, "{pattern} {file}");
        }
    }

    #[test]
    fn what_is_no_glob_is_told() {
        for pattern in ["[", "{a", "a[", "[z-a]"] {
            let mut told = Vec::new();
            Globs::new(&["ok", pattern], |index, _| told.push(index));
            assert_eq!(told, [1], "{pattern}");
        }
    }
}
