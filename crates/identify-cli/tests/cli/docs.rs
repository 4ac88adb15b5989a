//! The shell commands of the pages about fixes, editors and CI, and the hook for pre-commit, are run.
//!
//! Blocks marked `sh` are run as they stand, in a folder with calls; those marked `bash` wait for
//! Ctrl-C, or install something. What blocks marked `console` print is compared elsewhere.
#![cfg(unix)]

use std::{
    env, fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use crate::folder::{ALIAS, Folder, VALID};

/// The repository. The crate alone, as it is published, has none.
fn repository() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().ok()?;
    root.join("docs").is_dir().then_some(root)
}

/// The blocks of a page in this language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    let parts = page.split(&fence).skip(1);
    parts.map(|part| part.split("\n```").next().unwrap_or_default().to_owned()).collect()
}

fn bash(folder: &Folder, script: &str) -> std::process::Output {
    let identify = Path::new(env!("CARGO_BIN_EXE_identify")).parent().unwrap();
    let mut path = vec![folder.path().join("bin"), identify.to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    Command::new("bash")
        .args(["-euo", "pipefail", "-c", script])
        .current_dir(folder.path())
        .env("PATH", env::join_paths(path).unwrap())
        .env_remove("CI")
        .output()
        .unwrap()
}

#[test]
fn the_commands_of_the_pages_work() {
    let Some(root) = repository() else { return };
    let mut run = 0;
    for page in ["fixes", "editors", "ci"] {
        let text = fs::read_to_string(root.join(format!("docs/{page}.md"))).unwrap();
        for script in blocks(&text, "sh") {
            let folder = Folder::with(&[("calls/one.json", VALID), ("raw.ndjson", ALIAS)]);
            let output = bash(&folder, &script);
            assert!(output.status.success(), "{page}: {script}: {output:?}");
            run += 1;
        }
    }
    assert!(run >= 6, "{run} blocks");
}

#[test]
fn a_schema_in_a_file_is_a_warning() {
    let Some(root) = repository() else { return };
    let text = fs::read_to_string(root.join("docs/editors.md")).unwrap();
    let samples = blocks(&text, "json");
    let call = samples.iter().find(|sample| sample.contains("\"$schema\"")).unwrap();
    let folder = Folder::with(&[("call.json", call)]);
    let ran = folder.run(&["lint", "--output-format", "concise", "."]);
    assert_eq!(ran.status, Some(0));
    assert!(ran.output.contains("warning[unknown-member]"), "{ran:?}");
    assert_eq!(ran.output.lines().count(), 1, "{ran:?}");
}

/// With a cargo that has built it already.
#[test]
fn the_hook_builds_and_runs_the_command() {
    let Some(root) = repository() else { return };
    let hook = fs::read(root.join(".pre-commit/identify")).unwrap();
    let folder = Folder::with(&[("work/call.json", ALIAS)]);
    folder.write("checkout/.pre-commit/identify", &hook);
    let cargo =
        "#!/bin/sh\necho built with \"$@\"\ntest \"$PWD\" = \"${CARGO_TARGET_DIR%/target}\"\n";
    folder.write("bin/cargo", cargo.as_bytes());
    for program in ["checkout/.pre-commit/identify", "bin/cargo"] {
        let path = folder.path().join(program);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let built = folder.path().join("checkout/target/release");
    fs::create_dir_all(&built).unwrap();
    symlink(env!("CARGO_BIN_EXE_identify"), built.join("identify")).unwrap();

    let output = bash(&folder, "cd work && ../checkout/.pre-commit/identify lint --fix call.json");
    let (said, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{output:?}");
    assert_eq!(said, "1 file, 1 call: valid; fixed 1 (1 file)\n");
    assert_eq!(errors, "built with build --quiet --release --locked --package identify-cli\n");
}

/// The scripts of the action, with what GitHub would put into their variables.
#[test]
fn the_action_takes_its_inputs_for_what_they_are() {
    let Some(root) = repository() else { return };
    let action = fs::read_to_string(root.join(".github/actions/lint/action.yml")).unwrap();
    let lines = action.lines().skip_while(|line| !line.contains("id: lint"));
    let script = lines.skip_while(|line| !line.contains("run: |")).skip(1);
    let script: String = script.map(|line| line.trim_start().to_owned() + "\n").collect();
    assert!(!script.contains("${{"), "{script}");

    let folder = Folder::with(&[("my calls/$(touch owned).json", ALIAS), ("b.json", VALID)]);
    let home = folder.path().join(".identify/bin");
    fs::create_dir_all(&home).unwrap();
    symlink(env!("CARGO_BIN_EXE_identify"), home.join("identify")).unwrap();
    let settings = "export HOME=$PWD GITHUB_OUTPUT=$PWD/outputs INPUT_FORMAT=concise\n\
                    export INPUT_ARGS=$'--rule=unknown-member=off\\n'\n\
                    export INPUT_PATHS=$'my calls/$(touch owned).json\\nb.json; touch owned\\n'\n";
    let output = bash(&folder, &(settings.to_owned() + &script));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let (said, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.starts_with("my calls/$(touch owned).json:1:19: warning"), "{said}");
    assert!(errors.contains("cannot read b.json; touch owned"), "{errors}");
    assert!(!folder.path().join("owned").exists());
    assert_eq!(fs::read_to_string(folder.path().join("outputs")).unwrap(), "status=2\n");
}
