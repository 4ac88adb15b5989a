use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use tempfile::TempDir;

use super::{Draft, write};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_made_and_replaced() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("report.json");
    for text in ["one", "another one"] {
        write(&path, |file| file.write_all(text.as_bytes())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(names(folder.path()), ["report.json"]);
    }
}

#[test]
fn what_fails_or_is_dropped_leaves_no_trace() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("report.json");
    fs::write(&path, "old").unwrap();
    let failed = write(&path, |file| {
        file.write_all(b"half of it")?;
        Err(io::Error::other("no more"))
    });
    assert_eq!(failed.unwrap_err().to_string(), "no more");
    drop(Draft::create(&path).unwrap());
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names(folder.path()), ["report.json"]);
}

#[test]
fn a_changed_file_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("call.json");
    fs::write(&path, "old").unwrap();
    let read = fs::metadata(&path).unwrap();
    let mut draft = Draft::create(&path).unwrap();
    draft.write_all(b"new").unwrap();
    fs::write(&path, "theirs").unwrap();
    let error = draft.commit_unless_changed(&read).unwrap_err();
    assert!(error.to_string().contains("changed"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");

    let read = fs::metadata(&path).unwrap();
    let mut draft = Draft::create(&path).unwrap();
    draft.write_all(b"new").unwrap();
    draft.commit_unless_changed(&read).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(names(folder.path()), ["call.json"]);
}

#[test]
fn a_folder_is_no_file() {
    let folder = TempDir::new().unwrap();
    assert!(Draft::create(folder.path()).is_err());
    assert!(Draft::create(&folder.path().join("missing/report.json")).is_err());
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[cfg(unix)]
mod unix {
    use std::{
        fs::{self, Permissions},
        io::Write,
        os::unix::fs::{MetadataExt, PermissionsExt, symlink},
        path::Path,
    };

    use tempfile::TempDir;

    use super::{Draft, names, write};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn permissions_and_owner_are_kept() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("call.json");
        fs::write(&path, "old").unwrap();
        for bits in [0o600, 0o644, 0o664, 0o755] {
            fs::set_permissions(&path, Permissions::from_mode(bits)).unwrap();
            let old = fs::metadata(&path).unwrap();
            write(&path, |file| file.write_all(b"new")).unwrap();
            let new = fs::metadata(&path).unwrap();
            assert_eq!(mode(&path), bits);
            assert_eq!((new.uid(), new.gid()), (old.uid(), old.gid()));
        }
    }

    #[test]
    fn a_new_file_is_as_open_as_any_other() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("plain"), "").unwrap();
        write(&folder.path().join("ours"), |_| Ok(())).unwrap();
        assert_eq!(mode(&folder.path().join("ours")), mode(&folder.path().join("plain")));
    }

    #[test]
    fn links_are_followed() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("data")).unwrap();
        fs::write(at("data/call.json"), "old").unwrap();
        symlink("data/call.json", at("first.json")).unwrap();
        symlink("first.json", at("second.json")).unwrap();
        symlink("data/absent.json", at("dangling.json")).unwrap();
        write(&at("second.json"), |file| file.write_all(b"new")).unwrap();
        write(&at("dangling.json"), |file| file.write_all(b"fresh")).unwrap();
        assert_eq!(fs::read_to_string(at("data/call.json")).unwrap(), "new");
        assert_eq!(fs::read_to_string(at("data/absent.json")).unwrap(), "fresh");
        assert!(fs::symlink_metadata(at("first.json")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(at("second.json")).unwrap().is_symlink());
        symlink("loop.json", at("loop.json")).unwrap();
        assert!(Draft::create(&at("loop.json")).is_err());
    }

    #[test]
    fn other_names_of_a_file_are_counted_and_keep_the_old_content() {
        let folder = TempDir::new().unwrap();
        let (path, other) = (folder.path().join("call.json"), folder.path().join("other.json"));
        fs::write(&path, "old").unwrap();
        fs::hard_link(&path, &other).unwrap();
        let mut draft = Draft::create(&path).unwrap();
        assert_eq!(draft.other_links(), 1);
        draft.write_all(b"new").unwrap();
        draft.commit().unwrap();
        assert_eq!(fs::read_to_string(other).unwrap(), "old");
    }

    /// Also for the superuser, whom the system would let through.
    #[test]
    fn a_read_only_file_is_left_alone() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("call.json");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        assert_eq!(Draft::create(&path).unwrap_err().to_string(), "it is read-only");
        assert_eq!(names(folder.path()), ["call.json"]);
    }

    #[test]
    fn a_long_name_is_no_hindrance() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("n".repeat(255));
        write(&path, |file| file.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "new");
    }

    #[test]
    fn a_device_is_written_to() {
        write(Path::new("/dev/null"), |file| file.write_all(b"gone")).unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
