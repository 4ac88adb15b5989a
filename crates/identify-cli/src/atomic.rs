//! Writing a file so that it is never seen half written: the bytes go to a temporary file beside
//! it, to the disk, and then under its name in one step. A crash leaves the old file or the new one.
//!
//! What is kept: permissions, and the owner as far as the system allows. What is not: further hard
//! links, which go on holding the old content, and extended attributes. A symbolic link stays one,
//! and what it leads to is replaced. Devices and pipes have nothing to replace, and are written to.

use std::{
    ffi::OsString,
    fs::{self, File, Metadata, OpenOptions},
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

/// Bytes written at a time.
const BLOCK: usize = 1 << 16;

/// Most symbolic links that are followed, as many as Linux follows.
const LINKS: usize = 40;

/// Writes a file: all that `write` writes, or nothing if it fails.
///
/// # Errors
/// Those of `write` and of the file system. The file is then as it was, unless only the folder
/// could not be brought to the disk.
pub(crate) fn write(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut draft = Draft::create(path)?;
    write(&mut draft)?;
    draft.commit()
}

/// What a file is going to be. Dropped, it leaves no trace.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The file itself, with all links followed.
    target: PathBuf,
    /// What is known of the file that is replaced.
    old: Option<Metadata>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Beside(BufWriter<NamedTempFile>),
    /// A device or a pipe.
    Through(BufWriter<File>),
}

impl Draft {
    /// Begins to write a file, which need not be there yet.
    ///
    /// # Errors
    /// Those of the file system, before anything is written: the folder is missing or takes no new
    /// file, or the file that is there must not be written to.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let target = follow(path)?;
        let old = match fs::metadata(&target) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if let Some(old) = &old {
            if old.is_file() && old.permissions().readonly() {
                return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
            }
            // Renaming asks the folder only; whether the file may be written it has to say itself.
            let opened = OpenOptions::new().write(true).open(&target)?;
            if !old.is_file() {
                let kind = Kind::Through(BufWriter::with_capacity(BLOCK, opened));
                return Ok(Self { target, old: None, kind });
            }
        }
        let file = beside(&target, old.is_some())?;
        Ok(Self { target, old, kind: Kind::Beside(BufWriter::with_capacity(BLOCK, file)) })
    }

    /// How many names the replaced file has that are going to hold the old content.
    pub(crate) fn other_links(&self) -> u64 {
        self.old.as_ref().map_or(0, |old| links(old).saturating_sub(1))
    }

    /// Puts what was written in the place of the file.
    ///
    /// # Errors
    /// Those of the file system. The file is then as it was, unless only the folder could not be
    /// brought to the disk.
    pub(crate) fn commit(self) -> io::Result<()> {
        self.replace(|_| Ok(()))
    }

    /// The same, but only if the file is still the one that this was read from.
    ///
    /// # Errors
    /// The same, and that the file has changed.
    pub(crate) fn commit_unless_changed(self, read: &Metadata) -> io::Result<()> {
        self.replace(|target| {
            if is_same(read, &fs::metadata(target)?) {
                return Ok(());
            }
            Err(io::Error::other("it was changed by somebody else meanwhile, and is left as it is"))
        })
    }

    fn replace(self, check: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        let Self { target, old, kind } = self;
        let file = match kind {
            Kind::Through(file) => return file.into_inner()?.flush(),
            Kind::Beside(file) => file.into_inner()?,
        };
        if let Some(old) = &old {
            keep_owner_and_permissions(file.as_file(), old)?;
        }
        file.as_file().sync_all()?;
        check(&target)?;
        file.persist(&target)?;
        sync_folder(folder_of(&target))
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.kind {
            Kind::Beside(file) => file.write(bytes),
            Kind::Through(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.kind {
            Kind::Beside(file) => file.flush(),
            Kind::Through(file) => file.flush(),
        }
    }
}

/// Where a path leads in the end, also when nothing is there yet.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let is_link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
        // What `/dev/stdout` leads to may be a pipe that has no other name.
        let has_name = fs::metadata(&path).map_or(true, |found| found.is_file() || found.is_dir());
        if !is_link || !has_name {
            return Ok(path);
        }
        path = folder_of(&path).join(fs::read_link(&path)?);
    }
    Err(io::Error::other("too many symbolic links"))
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A temporary file beside the target. It is hidden, so no search for calls finds it. Until it
/// has the permissions of the file that it replaces, nobody else can read it.
fn beside(target: &Path, is_there: bool) -> io::Result<NamedTempFile> {
    let mut prefix = OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    if !is_there {
        use std::os::unix::fs::PermissionsExt;
        // The system takes away what the user's mask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = is_there;
    // Most names may be 255 bytes long; a longer one would say that of a file nobody asked for.
    match builder.tempfile_in(folder_of(target)) {
        Err(error) if error.kind() == ErrorKind::InvalidFilename => {
            builder.prefix(".identify.").tempfile_in(folder_of(target))
        }
        made => made,
    }
    // tempfile adds the path, which whoever reports the error does too.
    .map_err(|error| error.raw_os_error().map_or(error, io::Error::from_raw_os_error))
}

#[cfg(unix)]
fn keep_owner_and_permissions(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let new = file.metadata()?;
    let mut mode = old.permissions().mode();
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        let kept = fchown(file, Some(old.uid()), Some(old.gid()))
            .or_else(|_| fchown(file, None, Some(old.gid())));
        if kept.is_err() {
            // What the old group was allowed is not for another group.
            mode &= !0o6070;
        }
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_owner_and_permissions(file: &File, old: &Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    let state = |of: &Metadata| {
        (of.dev(), of.ino(), of.size(), of.mtime(), of.mtime_nsec(), of.ctime(), of.ctime_nsec())
    };
    state(one) == state(other)
}

#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len() && one.modified().ok() == other.modified().ok()
}

/// Brings the new name to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems have no such thing, and then nothing to lose.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Ok(())
        }
        synced => synced,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
